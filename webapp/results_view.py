"""A page of results as its template shows it."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from indexer import Hit, Page
from indexer.engine import FacetCount, Group
from indexer.query import Query, parse
from webapp import narrowing, wording
from webapp.addresses import feed_address, search_address, statement_address
from webapp.params import SearchParameters
from webapp.passages import Facts, Passage, facts, passage
from webapp.segments import Segment, excerpt, segments

SHOWN_VALUES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead somewhere; `current` tells what is chosen already. A count of 0 is not shown."""

    label: str
    address: str | None
    current: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetView:
    """The values of a facet that would narrow the results."""

    name: str
    label: str
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A statement with its best paragraphs; `more` counts the matching ones that are not shown."""

    title: tuple[Segment, ...]
    address: str
    language: str | None
    facts: Facts
    passages: tuple[Passage, ...]
    more: int
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """Why nothing was found, and a query that finds something instead, where there is one."""

    messages: tuple[str, ...]
    instead: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WidenedView:
    """Words of the query, and what was looked for beside them."""

    words: str
    also: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """All that the page says; `searched_for` is empty where that is what was typed.

    `synonyms` leads to the same search without them, or with them again; None where that would change nothing.
    """

    query: str
    searched_for: str
    widened: tuple[WidenedView, ...]
    synonyms: Link | None
    feed: str
    totals: str
    partial_totals: str
    warnings: tuple[str, ...]
    suggestion: Link | None
    hits: tuple[HitView, ...]
    partial_hits: tuple[HitView, ...]
    sorts: tuple[Link, ...]
    groups: tuple[Link, ...]
    filters: tuple[Link, ...]
    facets: tuple[FacetView, ...]
    reasons: tuple[ReasonView, ...]
    page: int
    pages: int
    previous: str | None
    next: str | None


def results_view(found: Page, asked: SearchParameters) -> ResultsView:
    """Return what the page of these results shows."""
    query = parse(asked.q).query
    return ResultsView(
        query=asked.q,
        searched_for=_searched_for(found),
        widened=tuple(WidenedView(words=each.words, also=", ".join(each.also)) for each in found.widened),
        synonyms=_synonyms(found, asked),
        feed=feed_address(asked.q, synonyms=asked.synonyms),
        totals=_totals(found.total.statements, found.total.paragraphs),
        partial_totals=_totals(found.total.partial_statements, found.total.partial_paragraphs),
        warnings=found.warnings,
        suggestion=_suggestion(found, asked),
        hits=tuple(_hit(each, asked) for each in found.hits if not each.partial),
        partial_hits=tuple(_hit(each, asked) for each in found.hits if each.partial),
        sorts=tuple(
            Link(label=label, address=_again(asked, sort=sort), current=sort == asked.sort)
            for sort, label in wording.SORTS.items()
        ),
        groups=tuple(
            Link(label=label, address=_again(asked, group=group), current=group == asked.group)
            for group, label in wording.GROUPS.items()
        ),
        filters=tuple(Link(label=each.label, address=_again(asked, q=each.rest)) for each in narrowing.filters(query)),
        facets=_facets(found, query, asked),
        reasons=_reasons(found, asked),
        page=found.page,
        pages=found.pages,
        previous=_again(asked, page=found.page - 1) if found.page > 1 else None,
        next=_again(asked, page=found.page + 1) if found.page < found.pages else None,
    )


def _again(asked: SearchParameters, **changed: Any) -> str:  # noqa: ANN401 - fields of the search
    """Return the address of the same search but for what is given; it begins at page 1 again."""
    wanted = replace(asked, **({"page": 1} | changed))
    return search_address(wanted.q, page=wanted.page, group=wanted.group, sort=wanted.sort, synonyms=wanted.synonyms)


def _searched_for(found: Page) -> str:
    return "" if " ".join(found.query.split()) == found.searched_for else found.searched_for


def _synonyms(found: Page, asked: SearchParameters) -> Link | None:
    if not asked.synonyms:
        return Link(label="Look for them too", address=_again(asked, synonyms=True))
    if not found.widened:
        return None
    return Link(label="Look for the words as typed only", address=_again(asked, synonyms=False))


def _totals(statements: int, paragraphs: int) -> str:
    return f"{wording.counted(statements, 'statement')}, {wording.counted(paragraphs, 'paragraph')}"


def _suggestion(found: Page, asked: SearchParameters) -> Link | None:
    if found.suggestion is None:
        return None
    return Link(label=found.suggestion, address=_again(asked, q=found.suggestion))


def _reasons(found: Page, asked: SearchParameters) -> tuple[ReasonView, ...]:
    """Return why nothing has all that was asked for; reasons that are mended by the same query stand together."""
    grouped = groupby(found.reasons, key=lambda each: (each.query, each.statements))
    return tuple(
        ReasonView(
            messages=tuple(each.message for each in reasons),
            instead=None if query is None else Link(label=query, address=_again(asked, q=query), count=statements),
        )
        for (query, statements), reasons in grouped
    )


def _hit(hit: Hit, asked: SearchParameters) -> HitView:
    summary = hit.statement
    address = partial(statement_address, summary.id, query=asked.q, synonyms=asked.synonyms)
    return HitView(
        title=segments(summary.title, hit.title_highlights),
        address=address(number=hit.paragraphs[0].number if hit.paragraphs else None),
        language=summary.language,
        facts=facts(summary),
        passages=tuple(
            passage(each, excerpt(each.text, each.highlights), address(number=each.number)) for each in hit.paragraphs
        ),
        more=hit.matching - len(hit.paragraphs),
        whole=address(),
    )


def _facets(found: Page, query: Query, asked: SearchParameters) -> tuple[FacetView, ...]:
    """Return the facets that can narrow: those with two values, or with one that not all hits have."""
    total = found.total.statements if asked.group == Group.STATEMENT else found.total.paragraphs
    views = []
    for name, counts in found.facets.items():
        shown = sorted(counts, key=lambda each: each.value, reverse=True) if name == "year" else counts
        if len(counts) > 1 or any(each.count < total or _chosen(query, name, each) for each in counts):
            values = tuple(_value(name, each, query, asked) for each in shown[:SHOWN_VALUES])
            views.append(FacetView(name=name, label=wording.FACETS[name], values=values))
    return tuple(views)


def _chosen(query: Query, name: str, counted: FacetCount) -> bool:
    return narrowing.widened(query, name, counted.value) is not None


def _value(name: str, counted: FacetCount, query: Query, asked: SearchParameters) -> Link:
    without = narrowing.widened(query, name, counted.value)
    other = narrowing.narrowed(query, name, counted.value) if without is None else without
    return Link(
        label=wording.facet_value_in_words(name, counted.value),
        address=None if other is None else _again(asked, q=other),
        current=without is not None,
        count=counted.count,
    )
