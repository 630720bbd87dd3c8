"""Spans of what matched, the same as the engine's matches."""

import pytest
from hypothesis import given, settings

from indexer.analysis import Analyser
from indexer.fields import SILENT_ROLES, index_statement
from indexer.highlight import highlight
from indexer.query import Phrase, Prefix, Word, parse
from tests.conformance import random_archives
from tests.conformance.oracle import matches
from tests.made import planner

ANALYSER = Analyser()


def words_marked(query, text, language="en"):
    plan = planner(language).plan(parse(query).query)
    return [text[start:end] for start, end in highlight(text, language, plan.strict.text_marks, ANALYSER)]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("right", "Human rights are a right.", ["rights", "right"]),
        ('"right"', "Human rights are a right.", ["right"]),
        ('"human rights"', "human, rights; rights human", ["human, rights"]),
        ('"to be or not to be"', "To be, or not to be: to be", ["To be, or not to be"]),
        ('"a a"', "a a a", ["a a a"]),
        ("refug*", "Refugees seek refuge", ["Refugees", "refuge"]),
        ("non-refoulement", "non refoulement, Non‑Refoulement", ["non refoulement", "Non‑Refoulement"]),
        ("Maduro's", "Maduro’s man is Maduro", ["Maduro", "Maduro"]),
        ("yes -no", "yes and no", ["yes"]),
        ("yes NOT (no maybe)", "yes no maybe", ["yes"]),
        ("title:yes speaker:no", "yes no", []),
        ("人权", "保障人权。人的权利", ["人权"]),
        ("保障人权", "保障人权。人权保障", ["保障人权", "人权保障"]),
        ("“保障人权”", "保障人权。人权保障", ["保障人权"]),
        ("", "anything", []),
        ('"rights seek"~2', "seek their human rights; rights far from what they seek", ["seek", "rights"]),
        ('"a a"~1', "a b a c", ["a", "a"]),
        ("nonrefoulement", "non-refoulement", ["non-refoulement"]),
        ("refoulement", "non-refoulement", ["refoulement"]),
        ("84,000", "84.000 and 84 000 and 84", ["84.000", "84 000"]),
        ("US", "The U.S. law lets us", ["U.S.", "us"]),
    ],
)
def test_what_is_marked(query, text, marked):
    assert words_marked(query, text) == marked


@settings(deadline=None)
@given(
    random_archives.statements(),
    random_archives.queries.filter(lambda query: isinstance(query, Word | Phrase | Prefix)),
)
def test_a_paragraph_has_marks_if_and_only_if_the_leaf_matches_its_text(statements, query):
    languages = sorted({each.language for each in statements if each.language} | {"fr"})
    marks = planner(*languages).plan(query).strict.text_marks
    for made in statements:
        for indexed in index_statement(made, ANALYSER):
            if indexed.paragraph.role in SILENT_ROLES:
                continue
            language = indexed.paragraph.language or made.language
            spans = highlight(indexed.paragraph.text, language, marks, ANALYSER)
            assert bool(spans) == any(matches(mark, indexed) for mark in marks)
            assert all(0 <= start < end <= len(indexed.paragraph.text) for start, end in spans)
            assert list(spans) == sorted(spans)
