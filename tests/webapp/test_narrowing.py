"""Queries made from queries mean what they say, whatever was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import parse
from webapp.narrowing import filters, narrowed, widened

PIECES = 'a|lantern|"|“|(|)|AND|OR|NOT|-|title:|date:2024|publisher:"X Y"|ab*|~|:'.split("|")
TYPED = st.lists(st.sampled_from(PIECES), max_size=15).map(" ".join) | st.text(max_size=50)


@pytest.mark.parametrize(
    ("typed", "facet", "value", "expected"),
    [
        ("lantern", "publisher", "Example Organisation", 'lantern publisher:"Example Organisation"'),
        ("a OR b", "language", "es", '(a OR b) lang:"es"'),
        ("a AND b", "year", "2024", "a AND b AND date:2024"),
        ("a b", "year", "2024", "a b date:2024"),
        ('"open', "role", "list_item", 'open role:"list_item"'),
        ("", "publisher", "X", 'publisher:"X"'),
        ("a", "publisher", 'The "Other" One', 'a publisher:"The Other One"'),
        ("a", "publisher", "—", None),
        ("a " * 498, "publisher", "Example Organisation", None),
    ],
)
def test_a_query_is_held_to_a_value(typed, facet, value, expected):
    assert narrowed(parse(typed).query, facet, value) == expected


@pytest.mark.parametrize(
    ("typed", "facet", "value", "expected"),
    [
        ('lantern publisher:"Example Organisation"', "publisher", "example organisation", "lantern"),
        ("lang:es lantern", "language", "es", "lantern"),
        ("date:2024 lantern", "year", "2024", "lantern"),
        ("date:2024..2025 lantern", "year", "2024", None),
        ("lantern", "publisher", "X", None),
        ("publisher:x", "publisher", "X", ""),
    ],
)
def test_a_query_is_widened_again(typed, facet, value, expected):
    assert widened(parse(typed).query, facet, value) == expected


@given(TYPED, st.sampled_from(["publisher", "language", "role", "country"]), st.text(max_size=20))
def test_what_was_narrowed_can_be_widened_to_the_same_query(typed, facet, value):
    query = parse(typed).query
    before = widened(query, facet, value)
    text = narrowed(query, facet, value)
    if text is None or before is not None:
        return
    again = widened(parse(text).query, facet, value)
    assert again is not None
    assert parse(again).query == query


@given(TYPED)
def test_what_a_query_is_held_to_can_be_left_out(typed):
    query = parse(typed).query
    for each in filters(query):
        assert each.label
        assert str(parse(each.rest).query) == each.rest
