"""A whole result set: scanned is what is found, in an order that all engines share, and read as it is asked for."""

import tracemalloc
from itertools import islice

import pytest
from hypothesis import strategies as st

from indexer.clauses import AnyOf, Everything, Nothing, Term
from indexer.engine import FoundParagraph, FoundStatement, Group, Request, Sort
from indexer.fields import TEXT, first_day
from indexer.statement import Role
from tests.conformance import random_archives, random_clauses
from tests.conformance.comparing import opened
from tests.conformance.oracle import Oracle
from tests.conformance.trying import tries
from tests.made import paragraph, statement


def newest_first(summary):
    return -(first_day(summary.published) or -1), summary.id


def expected(statements, clause):
    """Return what a scan should yield, by the oracle."""
    matching = Oracle(statements).matching(clause)
    found = []
    for made in sorted(statements, key=newest_first):
        having = [each for each in made.paragraphs if (made.id, each.number) in matching]
        paragraphs = tuple(FoundParagraph(paragraph=each, score=0.0) for each in having)
        if having:
            found.append(FoundStatement(summary=made.summary(), score=0.0, paragraphs=paragraphs, matching=len(having)))
    return found


@tries(80, st.data(), random_archives.statements(), random_archives.statements() | st.just([]), st.integers(1, 5))
def test_what_is_scanned_is_what_the_oracle_finds_newest_first(engine, data, old, new, batches):
    now = [*(each for each in old if each.id not in {made.id for made in new}), *new]
    clause = data.draw(random_clauses.clauses(Oracle([*old, *new])))
    with opened(engine, old, batches=batches, then=new) as reader:
        scanned = list(reader.scan(clause))
        assert scanned == expected(now, clause)
        assert list(reader.summaries()) == [each.summary() for each in sorted(now, key=lambda each: each.id)]
        paged = [
            hit
            for offset in range(0, len(scanned) + 3, 3)
            for hit in reader.find(
                Request(clause=clause, sort=Sort.NEWEST, offset=offset, limit=3, paragraphs=100)
            ).hits
        ]
        assert sorted((hit.summary.id, hit.matching) for hit in paged) == sorted(
            (hit.summary.id, hit.matching) for hit in scanned
        )
        single = reader.find(Request(clause=clause, group=Group.PARAGRAPH, limit=1000)).hits
        assert {(hit.summary.id, hit.paragraphs[0].paragraph.number) for hit in single} == {
            (hit.summary.id, each.paragraph.number) for hit in scanned for each in hit.paragraphs
        }


def test_what_was_removed_is_neither_scanned_nor_listed(engine, tmp_path):
    made = [statement(name, "rights", published="2024") for name in ("a", "b", "c")]
    with opened(engine, made, batches=3, then=[statement("b", "other", published="2025")]) as reader:
        assert [each.summary.id for each in reader.scan(Term(TEXT, "rights"))] == ["a", "c"]
        assert [each.summary.id for each in reader.scan(Everything())] == ["b", "a", "c"]
        assert [(each.id, each.published) for each in reader.summaries()] == [
            ("a", "2024"),
            ("b", "2025"),
            ("c", "2024"),
        ]


def test_dates_known_in_part_count_as_their_first_day_and_none_comes_last(engine):
    dates = {"a": None, "b": "2024", "c": "2024-01-01", "d": "2024-02", "e": "2024-02-01", "f": "0001", "g": None}
    made = [statement(name, "rights", published=date) for name, date in reversed(dates.items())]
    with opened(engine, made, batches=2) as reader:
        assert [each.summary.id for each in reader.scan(Everything())] == ["d", "e", "b", "c", "f", "a", "g"]


def test_paragraphs_come_in_page_order_whichever_is_best(engine):
    made = statement("a", "rights and many other words", "nothing", "rights", "rights rights rights")
    with opened(engine, [made]) as reader:
        (hit,) = reader.scan(Term(TEXT, "rights"))
    assert [each.paragraph.number for each in hit.paragraphs] == [1, 3, 4]


def test_silent_paragraphs_are_no_part_of_it(engine):
    silent = statement("b", paragraph(1, "rights", Role.PULL_QUOTE), title="Only a title")
    made = statement("a", paragraph(1, "rights", Role.PULL_QUOTE, repeats=(2,)), "rights")
    with opened(engine, [made, silent]) as reader:
        assert [[each.paragraph.number for each in hit.paragraphs] for hit in reader.scan(Term(TEXT, "rights"))] == [
            [2]
        ]
        assert [hit.summary.id for hit in reader.scan(Everything())] == ["a", "b"]


@pytest.mark.parametrize("clause", [Nothing(), AnyOf(()), Term(TEXT, "nowhere")])
def test_a_scan_of_nothing_ends(engine, clause):
    for made in ([], [statement("a", "rights")]):
        with opened(engine, made) as reader:
            assert list(reader.scan(clause)) == []
    with opened(engine, []) as reader:
        assert (list(reader.scan(Everything())), list(reader.summaries())) == ([], [])


def test_two_scans_at_once_do_not_disturb_each_other(engine):
    made = [statement(f"s{number}", "rights", "right") for number in range(9)]
    with opened(engine, made, batches=2) as reader:
        whole = list(reader.scan(Everything()))
        first, second = reader.scan(Everything()), reader.scan(Term(TEXT, "right"))
        mixed = [each for pair in zip(first, second, strict=True) for each in pair]
    assert mixed[::2] == whole
    assert [[each.paragraph.number for each in hit.paragraphs] for hit in mixed[1::2]] == [[2]] * 9


def test_records_are_read_as_they_are_asked_for(engine):
    size, number = 20_000, 400
    words = " ".join(["rights"] * (size // 7))
    made = [statement(f"s{place:03}", f"{place} {words}", published="2024") for place in range(number)]
    with opened(engine, made) as reader:
        scans = (lambda: reader.scan(Everything()), lambda: reader.scan(Term(TEXT, "rights")), reader.summaries)
        for scan in scans:
            assert sum(1 for _ in scan()) == number
            tracemalloc.start()
            try:
                list(islice(scan(), 20))
                tracemalloc.reset_peak()
                before = tracemalloc.get_traced_memory()[0]
                for _ in scan():
                    pass
                grown = tracemalloc.get_traced_memory()[1] - before
            finally:
                tracemalloc.stop()
            # Some records at a time, in blocks that are unpacked, and numbers of documents: not all of the text.
            assert grown < size * number / 2
