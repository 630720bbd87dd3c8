"""A page of results as its template shows it."""

from collections.abc import Iterable
from dataclasses import dataclass

from indexer import Hit, Page
from indexer.engine import FacetCount, Group
from indexer.query import Query, parse
from webapp import narrowing, wording
from webapp.addresses import search_address, statement_address
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
class ResultsView:
    """All that the page says; `understood` is empty where the query was read as it was typed."""

    query: str
    understood: str
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
    alternatives: tuple[Link, ...]
    page: int
    pages: int
    previous: str | None
    next: str | None


def results_view(found: Page, asked: SearchParameters) -> ResultsView:
    """Return what the page of these results shows."""
    query = parse(asked.q).query
    return ResultsView(
        query=asked.q,
        understood=_understood(found),
        totals=_totals(found.total.statements, found.total.paragraphs),
        partial_totals=_totals(found.total.partial_statements, found.total.partial_paragraphs),
        warnings=found.warnings,
        suggestion=_suggestion(found, asked),
        hits=tuple(_hit(each, asked.q) for each in found.hits if not each.partial),
        partial_hits=tuple(_hit(each, asked.q) for each in found.hits if each.partial),
        sorts=tuple(
            Link(label=label, address=_again(asked, sort=sort), current=sort == asked.sort)
            for sort, label in wording.SORTS.items()
        ),
        groups=tuple(
            Link(label=label, address=_again(asked, group=group), current=group == asked.group)
            for group, label in wording.GROUPS.items()
        ),
        filters=_links(narrowing.filters(query), asked),
        facets=_facets(found, query, asked),
        alternatives=() if found.hits else _links(narrowing.alternatives(query), asked),
        page=found.page,
        pages=found.pages,
        previous=_again(asked, page=found.page - 1) if found.page > 1 else None,
        next=_again(asked, page=found.page + 1) if found.page < found.pages else None,
    )


def _again(asked: SearchParameters, *, q: str | None = None, page: int = 1, group: str = "", sort: str = "") -> str:
    """Return the address of the same search but for what is given; it begins at page 1 again."""
    return search_address(asked.q if q is None else q, page=page, group=group or asked.group, sort=sort or asked.sort)


def _understood(found: Page) -> str:
    return "" if " ".join(found.query.split()) == found.understood else found.understood


def _totals(statements: int, paragraphs: int) -> str:
    return f"{wording.counted(statements, 'statement')}, {wording.counted(paragraphs, 'paragraph')}"


def _suggestion(found: Page, asked: SearchParameters) -> Link | None:
    if found.suggestion is None:
        return None
    return Link(label=found.suggestion, address=_again(asked, q=found.suggestion))


def _links(others: Iterable[narrowing.Alternative], asked: SearchParameters) -> tuple[Link, ...]:
    return tuple(Link(label=each.label, address=_again(asked, q=each.query)) for each in others)


def _hit(hit: Hit, query: str) -> HitView:
    summary = hit.statement
    best = hit.paragraphs[0].number if hit.paragraphs else None
    return HitView(
        title=segments(summary.title, hit.title_highlights),
        address=statement_address(summary.id, number=best, query=query),
        language=summary.language,
        facts=facts(summary),
        passages=tuple(
            passage(
                each,
                excerpt(each.text, each.highlights),
                statement_address(summary.id, number=each.number, query=query),
            )
            for each in hit.paragraphs
        ),
        more=hit.matching - len(hit.paragraphs),
        whole=statement_address(summary.id, query=query),
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
