"""What the Whoosh engine is made of, where the conformance of the whole would not tell what is wrong."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clauses import Term, TermSequence
from indexer.engine import Request
from indexer.engines.gathering import facets
from indexer.engines.gathering.arrays import first, ranges, runs
from indexer.engines.gathering.recent import Recent
from indexer.engines.whoosh import store, writing
from indexer.engines.whoosh.formats import pack, unpack
from indexer.engines.whoosh.postings import read_postings
from indexer.engines.whoosh.windows import follow, narrow_windows, within_reach
from indexer.fields import TEXT
from tests.conformance.comparing import opened
from tests.made import paragraph, statement

numbers = st.lists(st.integers(0, 60), unique=True).map(sorted)
places = numbers.map(lambda each: np.array(each, dtype=np.int32))


@given(st.lists(st.lists(st.integers(0, 1 << 40), min_size=1, unique=True).map(sorted), min_size=1))
def test_places_come_back_as_they_were_packed(postings):
    packed = b"".join(pack(each) for each in postings)
    assert unpack(packed).tolist() == [place for each in postings for place in each]


def test_a_place_takes_a_byte_for_seven_bits():
    assert [len(pack([place])) for place in (0, 127, 128, 16_383, 16_384)] == [1, 1, 2, 2, 3]
    assert unpack(b"").tolist() == []


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))), st.integers(0, 12))
def test_the_first_are_those_of_the_whole_order(pairs, count):
    keys = [np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs]), np.arange(len(pairs))]
    expected = sorted(range(len(pairs)), key=lambda place: (*pairs[place], place))[:count]
    assert first(keys, count).tolist() == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4))))
def test_ranges_are_numbers_in_a_row(found):
    starts, sizes = (np.array([each[part] for each in found], dtype=np.int64) for part in (0, 1))
    assert ranges(starts, sizes).tolist() == [start + step for start, size in found for step in range(size)]


@given(st.lists(st.integers(0, 3)).map(sorted))
def test_runs_are_of_equal_values(values):
    starts, sizes = runs(np.array(values, dtype=np.int64))
    assert starts.tolist() == [place for place in range(len(values)) if values.index(values[place]) == place]
    assert sizes.tolist() == [values.count(value) for value in sorted(set(values))]


@given(st.lists(places, min_size=1, max_size=4), st.sampled_from([1, 1000]))
def test_what_follows_stands_one_after_the_other(found, apart):
    # Far apart, they are searched for; near, ticked off in a table.
    found = [each * apart for each in found]
    held = [set(each.tolist()) for each in found]
    expected = [at for at in range(61 * apart) if all(at + step in each for step, each in enumerate(held))]
    assert sorted(follow(found).tolist()) == expected


@given(st.lists(numbers, min_size=1, max_size=3), st.lists(st.integers(1, 3), min_size=3, max_size=3))
def test_windows_are_no_longer_than_needed(drawn, wanted):
    # A place has one term.
    held = [sorted(set(each) - {place for other in drawn[:at] for place in other}) for at, each in enumerate(drawn)]
    starts, ends = narrow_windows([np.array(each, dtype=np.int32) for each in held], wanted[: len(held)])

    def has_them(start, end):
        return all(sum(start <= at <= end for at in each) >= n for each, n in zip(held, wanted, strict=False))

    expected = [
        (start, end)
        for start in range(61)
        for end in range(start, 61)
        if has_them(start, end) and not has_them(start + 1, end) and not has_them(start, end - 1)
    ]
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected


@given(st.lists(places, min_size=1, max_size=3), st.integers(1, 9))
def test_within_reach_is_what_is_near_the_rarest(found, reach):
    rarest = min(found, key=len).tolist()
    for all_of_it, kept in zip(found, within_reach(found, reach), strict=True):
        near = [place for place in all_of_it.tolist() if any(abs(place - each) <= reach for each in rarest)]
        assert kept.tolist() in (near, all_of_it.tolist())


def test_what_was_asked_last_is_kept_within_the_bound():
    recent = Recent(100)
    made = []

    def ask(key, size):
        return recent.get(key, lambda: made.append(key) or np.zeros(size, dtype=np.uint8))

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key, 40)
    assert made == ["a", "b", "c", "b"]
    ask("too big", 101)
    ask("too big", 101)
    ask("a", 40)
    assert made == ["a", "b", "c", "b", "too big", "too big"]


@pytest.fixture
def made():
    return [
        statement(
            f"s{number}", *(paragraph(each, "rights rights of men", speaker=f"x{each % 3}") for each in range(1, 6))
        )
        for number in range(4)
    ]


def test_a_term_is_read_once(made, monkeypatch):
    read = []

    def counting(reader, field, term, live):
        read.append(term)
        return read_postings(reader, field, term, live)

    monkeypatch.setattr(store, "read_postings", counting)
    with opened("whoosh", made) as reader:
        for clause in (Term(TEXT, "rights"), TermSequence(TEXT, ("rights", "rights", "of")), Term(TEXT, "of")):
            assert reader.find(Request(clause=clause)).total.paragraphs == 20
    assert sorted(read) == ["of", "rights"]


def test_postings_of_many_blocks_are_one(made, monkeypatch):
    monkeypatch.setattr(writing, "_BLOCK", 3)
    with opened("whoosh", made, batches=2, then=made[:1]) as reader:
        assert reader.find(Request(clause=TermSequence(TEXT, ("rights", "of")))).total.paragraphs == 20
        assert [known.paragraphs for known in reader.vocabulary(TEXT)] == [20, 20, 20]


def test_facets_are_the_same_when_a_grid_would_be_too_large(made, monkeypatch):
    request = Request(clause=Term(TEXT, "rights"), facets=("speaker", "role"))
    with opened("whoosh", made) as reader:
        expected = reader.find(request).facets
        monkeypatch.setattr(facets, "_LARGEST_GRID", 0)
        assert reader.find(request).facets == expected
    assert [(each.value, each.count) for each in expected["speaker"]] == [("x0", 4), ("x1", 4), ("x2", 4)]
