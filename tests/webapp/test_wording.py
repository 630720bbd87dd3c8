"""Data in plain words."""

import pytest

from indexer.engine import Group, Sort
from indexer.statement import Role
from webapp import wording
from webapp.addresses import web_address


@pytest.mark.parametrize(
    ("iso", "words"),
    [("2025-03-27", "27 March 2025"), ("2025-03", "March 2025"), ("2025", "2025"), (None, ""), ("", "")],
)
def test_dates(iso, words):
    assert wording.date_in_words(iso) == words


@pytest.mark.parametrize(
    ("tag", "words"), [("es", "Spanish"), ("pt-BR", "Portuguese"), ("EN", "English"), ("xx", "xx"), (None, "")]
)
def test_languages(tag, words):
    assert wording.language_in_words(tag) == words


@pytest.mark.parametrize(("number", "words"), [(0, "0 paragraphs"), (1, "1 paragraph"), (1234, "1,234 paragraphs")])
def test_numbers(number, words):
    assert wording.paragraphs(number) == words


def test_totals():
    assert wording.totals(1, 1234) == "1 statement, 1,234 paragraphs"


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.org/a", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:///path", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(address, linked):
    assert (web_address(address) == address) is (linked or address is None)
    assert linked or web_address(address) is None


def test_everything_that_can_be_chosen_has_a_name():
    assert set(wording.ROLES) == set(Role)
    assert set(wording.SORTS) == set(Sort)
    assert set(wording.GROUPS) == set(Group)


def test_languages_that_are_written_from_right_to_left():
    assert [tag for tag in ("ar-EG", "he", "fa", "en", "zz", None) if wording.is_right_to_left(tag)] == [
        "ar-EG",
        "he",
        "fa",
    ]
