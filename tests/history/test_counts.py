"""The history of a line is what reading every paragraph tells, on every engine."""

import contextlib
from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import Analyser, RememberingAnalyser
from indexer.answering import Answering
from indexer.budget import Budget
from indexer.errors import ParameterError
from indexer.history import DIMENSIONS, MAX_LINES, history
from indexer.history.alignment import MOST_BETWEEN, WORDS_PER_MISSING
from indexer.reading import Reading
from indexer.statement import Role
from tests.conformance import random_archives
from tests.conformance.comparing import ENGINES, opened
from tests.history import brute
from tests.made import paragraph, statement

PHRASE_WORDS = [each for each in random_archives.WORDS if each.isalpha() and each != "人权"]
"""A number may be read in two ways, and characters without spaces in pairs: the tests of queries see to these."""

words_of_some_forms = st.sampled_from(["human", "rights", "right", "Häuser", "maison", "droits"])
phrases = st.lists(st.sampled_from(PHRASE_WORDS), min_size=1, max_size=3).map(" ".join)


@contextlib.contextmanager
def answering(engine, statements, batches):
    with opened(engine, statements, batches=batches) as reader:
        analyser = Analyser()
        reading = Reading(SimpleNamespace(engine=reader), analyser)
        yield Answering(reading, RememberingAnalyser(analyser), base_url="", kept_pages=0, query_seconds=1000)


def held(counts):
    return {each.value: (each.statements, each.paragraphs) for each in counts if each.statements}


def of_all(counts):
    return {each.value: (each.all_statements, each.all_paragraphs) for each in counts}


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=50, deadline=None)
@given(random_archives.statements(), st.lists(phrases, min_size=1, max_size=3, unique=True), st.integers(1, 3))
def test_counts_are_those_of_reading_every_paragraph(engine, read, asked, batches):
    with answering(engine, read, batches) as archive:
        told = history(archive, asked, by=DIMENSIONS, limit=100)
    for phrase, line in zip(asked, told.lines, strict=True):
        found = brute.having(read, phrase)
        assert line.query == f'"{phrase}"'
        assert (line.total.statements, line.total.paragraphs) == (len({each.id for each, _ in found}), len(found))
        for name in DIMENSIONS:
            assert held(line.counts[name]) == brute.counts(found, name)
            everything = brute.counts(brute.everything(read), name)
            assert of_all(line.counts[name]).items() <= everything.items()
        for name in ("year", "month"):
            everything = brute.counts(brute.everything(read), name)
            assert [each.value for each in line.counts[name]] == sorted(everything)
        order = brute.in_order(found)
        days = dict(order)
        assert [days[hit.statement.id] for hit in line.statements] == [day for _, day in order]
        assert line.undated == sum(day is None for day in days.values())
        dated = [day for _, day in order if day is not None]
        assert [days[hit.statement.id] for hit in (line.first, line.last) if hit] == [*dated[:1], *dated[-1:]]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=50, deadline=None)
@given(random_archives.statements(), st.lists(words_of_some_forms, min_size=1, max_size=9), st.integers(1, 3))
def test_variants_are_those_of_reading_every_paragraph(engine, read, words, batches):
    def in_language(language):
        tokens = brute.ANALYSER.tokens(" ".join(words), language)
        return [each.exact for each in tokens], [each.stem for each in tokens]

    with answering(engine, read, batches) as archive:
        (line,) = history(archive, [" ".join(words)]).lines
    expected = brute.variants(read, in_language, len(words) // WORDS_PER_MISSING, MOST_BETWEEN)
    told = Counter()
    for each in line.variants:  # a number may be one word in one language, and two in another
        told[each.words] += each.times
    assert told == expected
    assert {each.words for each in line.variants if each.asked} <= {" ".join(words).lower()}


MADE = [
    statement("a", "Human rights defenders were held.", published="2019-03-01", publisher="Liga", countries=("Spain",)),
    statement("b", "Defenders of human rights spoke; human-rights defenders wrote.", published="2021"),
    statement(
        "c",
        "Human rights come first, and only then defenders.",
        "Human rights, said he, of many others.",
        paragraph(3, "human rights defenders", Role.PULL_QUOTE),
        published="2022-05-05",
    ),
    statement("d", "A defender of human and civil rights.", language="en"),
    statement("e", "Nothing of the kind.", published="2020-01-01"),
]


def test_variants_share_the_words_in_near_order_and_are_counted(archive_of):
    (line,) = archive_of(*MADE).history("human rights defenders").lines
    assert [(each.words, each.asked, each.times, each.first) for each in line.variants] == [
        ("human rights defenders", True, 2, "2019-03-01"),
        ("defender of human and civil rights", False, 1, None),
        ("defenders of human rights", False, 1, "2021"),
    ]
    assert (line.total.statements, line.total.paragraphs) == (2, 2)


def test_of_a_longer_line_one_word_in_four_may_be_another(archive_of):
    made = [
        statement("a", "Nobody may be returned to a place of torture."),
        statement("b", "Nobody may be sent to a place of torture."),
        statement("c", "Nobody may be sent to a place of rest."),
    ]
    (line,) = archive_of(*made).history("nobody may be returned to a place of torture").lines
    assert [each.words for each in line.variants] == [
        "nobody may be returned to a place of torture",
        "nobody may be sent to a place of torture",
    ]


def test_the_words_of_a_variant_may_stand_between_each_other(archive_of):
    made = [
        statement("a", "Harbour lantern here and there bridge garden."),
        statement("b", "Harbour lantern here and there once bridge garden."),
    ]
    (line,) = archive_of(*made).history("harbour bridge lantern garden").lines
    assert [each.words for each in line.variants] == ["harbour lantern here and there bridge garden"]


@pytest.mark.parametrize(
    ("asked", "query", "number"),
    [
        ("human rights defenders", '"human rights defenders"', 2),
        ("  Human   RIGHTS ", '"Human RIGHTS"', 3),
        ("human AND defenders", "human AND defenders", 4),
        ("human rights -civil", "human rights NOT civil", 3),
        ("defend*", "defend*", 4),
        ("publisher:Liga", "publisher:Liga", 1),
        ("human rights date:2019", "human rights date:2019", 1),
    ],
)
def test_plain_words_are_a_phrase_and_all_else_is_a_query(archive_of, asked, query, number):
    archive = archive_of(*MADE)
    (line,) = archive.history(asked).lines
    assert (line.line, line.query, line.total.statements) == (asked, query, number)
    assert archive.search(line.query).total.statements == number


def test_a_filter_holds_the_variants_too_and_other_queries_have_none(archive_of):
    archive = archive_of(*MADE)
    dated, either = archive.history('"human rights defenders" date:2021', "human OR defenders").lines
    assert [each.words for each in dated.variants] == ["defenders of human rights", "human-rights defenders"]
    assert either.variants is None
    assert "not of queries with other parts" in either.notes[-1]


def test_every_year_of_the_archive_is_told_with_its_share(archive_of):
    (line,) = archive_of(*MADE).history("human rights defenders").lines
    assert [(each.value, each.statements, each.share_of_statements) for each in line.counts["year"]] == [
        ("2019", 1, 1.0),
        ("2020", 0, 0.0),
        ("2021", 1, 1.0),
        ("2022", 0, 0.0),
    ]
    assert (line.first.statement.id, line.last.statement.id) == ("a", "b")
    assert line.first.paragraphs[0].highlights == ((0, 22),)


def test_where_there_is_no_time_for_variants_that_is_said(archive_of, monkeypatch):
    archive = archive_of(*MADE)

    def out_of_time(*_):
        Budget(1, 0).check()

    monkeypatch.setattr("indexer.history.telling.variants", out_of_time)
    (line,) = archive.history("human rights").lines
    assert (line.variants, line.total.statements) == (None, 3)
    assert "no time" in line.notes[-1]


@pytest.mark.parametrize(
    ("lines", "how", "told"),
    [
        ((), {}, "0 lines"),
        (tuple("abcdefghij"[: MAX_LINES + 1]), {}, f"{MAX_LINES + 1} lines"),
        (("",), {}, "no words"),
        (("rights",), {"by": ("colour",)}, "colour"),
        (("rights",), {"limit": 0}, "limit is 0"),
        (("rights",), {"page": 0}, "page is 0"),
        (("x" * 1001,), {}, "1,001"),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_name(archive_of, lines, how, told):
    with pytest.raises(ParameterError, match=told):
        archive_of(*MADE).history(*lines, **how)
