"""Statements that come with their paragraphs: what is still learned from their words."""

import pytest

from indexer.extract import read_plain
from indexer.statement import Acronym, Role
from tests.made import paragraph, statement

SPELLED = "They were taken to the Quaint Example Harbour (QEH)."
LEARNED = (Acronym(short="QEH", long="Quaint Example Harbour"),)


@pytest.mark.parametrize(
    ("paragraphs", "learned"),
    [
        ([SPELLED], LEARNED),
        ([paragraph(1, "Harbours", Role.HEADING), paragraph(2, SPELLED)], LEARNED),
        ([paragraph(1, SPELLED, speaker="Ana Example")], LEARNED),
        ([paragraph(1, "It rained."), paragraph(2, SPELLED, Role.BOILERPLATE)], ()),
    ],
)
def test_short_forms_are_learned_whatever_the_paragraphs_came_with(paragraphs, learned):
    assert read_plain(statement("a", *paragraphs)).acronyms == learned


def test_what_paragraphs_came_with_is_kept():
    given = statement("a", paragraph(1, "Harbours", Role.HEADING), paragraph(2, SPELLED, speaker="Ana Example"))
    assert read_plain(given).paragraphs == given.paragraphs


def test_short_forms_that_a_statement_came_with_are_kept():
    own = (Acronym(short="QE", long="Quaint Example"),)
    assert read_plain(statement("a", paragraph(1, SPELLED, speaker="Ana"), acronyms=own)).acronyms == own
