"""The facets of a page of results: values that narrow the search, or widen it again."""

from collections.abc import Callable
from dataclasses import dataclass

from indexer import Page
from indexer.engine import FacetCount, Group
from indexer.query import Query
from webapp import narrowing, wording
from webapp.links import Link
from webapp.params import SearchParameters

SHOWN_VALUES = 6
"""Values of a facet that are seen at once; the rest folds out."""

MOST_VALUES = 40

LISTED = ("publisher", "speaker", "country", "topic", "type", "language", "year", "role")
"""The facets that are listed, in order; months are only drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """The values of a facet that would narrow the results, most frequent (of years: newest) first; `more` folds out."""

    name: str
    label: str
    values: tuple[Link, ...]
    more: tuple[Link, ...]


def facet_views(
    found: Page, query: Query, asked: SearchParameters, address: Callable[[str], str]
) -> tuple[FacetView, ...]:
    """Return the facets that can narrow: those with two values, or with one that not all hits have.

    `address` gives the address of the same search with another query.
    """
    total = found.total.statements if asked.group == Group.STATEMENT else found.total.paragraphs
    return tuple(
        _facet_view(name, _ordered(name, found.facets[name]), query, address)
        for name in LISTED
        if _can_narrow(name, found.facets.get(name, ()), query, total)
    )


def _ordered(name: str, counts: tuple[FacetCount, ...]) -> tuple[FacetCount, ...]:
    """Return the values as they are looked for: the newest year first, of all else the most frequent."""
    return tuple(sorted(counts, key=lambda each: each.value, reverse=True)) if name == "year" else counts


def _can_narrow(name: str, counts: tuple[FacetCount, ...], query: Query, total: int) -> bool:
    return len(counts) > 1 or any(each.count < total or _is_chosen(query, name, each) for each in counts)


def _is_chosen(query: Query, name: str, counted: FacetCount) -> bool:
    return narrowing.widened(query, name, counted.value) is not None


def _facet_view(name: str, counts: tuple[FacetCount, ...], query: Query, address: Callable[[str], str]) -> FacetView:
    links = tuple(_value(name, each, query, address) for each in counts[:MOST_VALUES])
    # One more than fits is shown rather than folded away alone.
    shown = len(links) if len(links) <= SHOWN_VALUES + 1 else SHOWN_VALUES
    return FacetView(name=name, label=str(wording.FACETS[name]), values=links[:shown], more=links[shown:])


def _value(name: str, counted: FacetCount, query: Query, address: Callable[[str], str]) -> Link:
    without = narrowing.widened(query, name, counted.value)
    other = narrowing.narrowed(query, name, counted.value) if without is None else without
    return Link(
        label=wording.facet_value_in_words(name, counted.value),
        address=None if other is None else address(other),
        current=without is not None,
        count=counted.count,
    )
