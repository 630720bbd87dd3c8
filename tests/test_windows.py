"""Smallest windows of a text that hold some terms."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.windows import windows


def found(text, terms, within):
    places = [(place, word) for place, word in enumerate(text.split()) if word in terms]
    return list(windows(places, terms, within))


@pytest.mark.parametrize(
    ("text", "terms", "within", "expected"),
    [
        ("a b", "ab", 0, [(0, 1)]),
        ("b a", "ab", 0, [(0, 1)]),
        ("a x b", "ab", 0, []),
        ("a x b", "ab", 1, [(0, 2)]),
        ("a a b", "ab", 5, [(1, 2)]),
        ("a b a", "ab", 5, [(0, 1), (1, 2)]),
        ("a x a", "aa", 1, [(0, 2)]),
        ("a", "aa", 9, []),
        ("a b b c", "abc", 1, [(0, 1, 2, 3)]),
        ("", "a", 5, []),
    ],
)
def test_smallest_windows(text, terms, within, expected):
    assert found(text, tuple(terms), within) == expected


@given(
    st.lists(st.sampled_from("abx"), max_size=9),
    st.lists(st.sampled_from("ab"), min_size=1, max_size=3),
    st.integers(0, 5),
)
def test_there_is_a_window_where_every_term_can_be_given_a_place_of_its_own(words, terms, within):
    places = [[place for place, word in enumerate(words) if word == term] for term in terms]
    expected = any(
        len(set(chosen)) == len(terms) and max(chosen) - min(chosen) + 1 - len(terms) <= within
        for chosen in product(*places)
    )
    assert bool(found(" ".join(words), tuple(terms), within)) == expected
