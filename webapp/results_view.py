"""A page of results as its template shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from flask_babel import gettext

from indexer import Hit, Page
from indexer.query import Query, parse
from webapp import narrowing, wording
from webapp.addresses import (
    Format,
    export_address,
    feed_address,
    history_address,
    json_address,
    search_address,
    statement_address,
)
from webapp.facets_view import FacetView, facet_views
from webapp.histogram import Histogram, Period, histogram
from webapp.history_params import Asked as Lines
from webapp.links import Link
from webapp.params import SearchParameters
from webapp.passages import Facts, Passage, facts, passage
from webapp.private import is_private
from webapp.segments import Segment, excerpt, segments


@dataclass(frozen=True, slots=True, kw_only=True)
class HitView:
    """A statement with its best paragraphs.

    `anchor` is its id on the page. `address` leads to it with the words of the query marked; `record` does so where an
    address may hold them. `more` counts the matching paragraphs that are not shown, and `all` leads to the
    same page with them; where they are shown, `fewer` leads back. `copies` are hits that say the same.
    """

    anchor: str
    title: tuple[Segment, ...]
    address: str
    record: str
    language: str | None
    facts: Facts
    passages: tuple[Passage, ...]
    more: int
    all: str
    fewer: str | None
    copies: tuple["HitView", ...] = ()


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
class TakeAway:
    """The same search for programs: as it changes, a page of it, and all of it."""

    feed: str
    json: str
    csv: str
    lines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsView:
    """All that the page says; `searched_for` is empty where that is what was typed.

    `synonyms` leads to the same search without them, or with them again; None where that would change nothing.
    `canonical` is the address that leaves out how the results are shown.
    """

    query: str
    canonical: str
    searched_for: str
    widened: tuple[WidenedView, ...]
    synonyms: Link | None
    take_away: TakeAway
    history: str
    full: int
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
    histogram: Histogram | None
    reasons: tuple[ReasonView, ...]
    page: int
    pages: int
    previous: str | None
    next: str | None


def results_view(
    found: Page, asked: SearchParameters, opened: Mapping[str, Hit], leads: Mapping[str, str]
) -> ResultsView:
    """Return what the page of these results shows.

    `opened` are statements whose paragraphs are all shown, by id; `leads` says which statements stand below which other
    that says the same.
    """
    query = parse(asked.q).query
    hits = [_hit(opened.get(each.statement.id, each), place, asked) for place, each in enumerate(found.hits, 1)]
    partial_from = next((place for place, each in enumerate(found.hits) if each.partial), len(hits))
    return ResultsView(
        query=asked.q,
        canonical=again(asked, page=asked.page, opened=""),
        searched_for=_searched_for(found),
        widened=tuple(WidenedView(words=each.words, also=", ".join(each.also)) for each in found.widened),
        synonyms=_synonyms(found, asked),
        take_away=_take_away(asked),
        history=history_address(Lines(lines=(str(query),), synonyms=asked.synonyms)),
        full=found.total.statements,
        totals=wording.totals(found.total.statements, found.total.paragraphs),
        partial_totals=wording.totals(found.total.partial_statements, found.total.partial_paragraphs),
        warnings=found.warnings,
        suggestion=_suggestion(found, asked),
        hits=_gathered(hits[:partial_from], found.hits, leads),
        partial_hits=_gathered(hits[partial_from:], found.hits[partial_from:], leads),
        sorts=tuple(
            Link(label=str(label), address=again(asked, sort=sort), current=sort == asked.sort)
            for sort, label in wording.SORTS.items()
        ),
        groups=tuple(
            Link(label=str(label), address=again(asked, group=group), current=group == asked.group)
            for group, label in wording.GROUPS.items()
        ),
        filters=tuple(Link(label=each.label, address=again(asked, q=each.rest)) for each in narrowing.filters(query)),
        facets=facet_views(found, query, asked, lambda other: again(asked, q=other)),
        histogram=_histogram(found, query, asked),
        reasons=_reasons(found, asked),
        page=found.page,
        pages=found.pages,
        previous=again(asked, page=found.page - 1) if found.page > 1 else None,
        next=again(asked, page=found.page + 1) if found.page < found.pages else None,
    )


def _gathered(views: Sequence[HitView], hits: Sequence[Hit], leads: Mapping[str, str]) -> tuple[HitView, ...]:
    """Return hits with those that say the same as one of them below it."""
    pairs = [(hit.statement.id, view) for hit, view in zip(hits, views, strict=False)]
    here = {identity for identity, _ in pairs}
    below: dict[str, list[HitView]] = {}
    for identity, view in pairs:
        if leads.get(identity) in here:
            below.setdefault(leads[identity], []).append(view)
    return tuple(
        replace(view, copies=tuple(below.get(identity, ())))
        for identity, view in pairs
        if leads.get(identity) not in here
    )


def in_page_order(hit: Hit) -> Hit:
    """Return a hit whose paragraphs stand as they do on their page."""
    return replace(hit, paragraphs=tuple(sorted(hit.paragraphs, key=lambda each: each.number)))


def again(asked: SearchParameters, **changed: Any) -> str:  # noqa: ANN401 - fields of the search
    """Return the address of the same search but for what is given; it begins at page 1 again, with nothing opened."""
    first = replace(asked, page=1, opened="")
    wanted = replace(first, **changed)
    return search_address(
        wanted.q,
        page=wanted.page,
        group=wanted.group,
        sort=wanted.sort,
        synonyms=wanted.synonyms,
        opened=wanted.opened,
    )


def _searched_for(found: Page) -> str:
    return "" if " ".join(found.query.split()) == found.searched_for else found.searched_for


def _synonyms(found: Page, asked: SearchParameters) -> Link | None:
    if not asked.synonyms:
        return Link(label=str(gettext("Look for them too")), address=again(asked, synonyms=True))
    if not found.widened:
        return None
    return Link(label=str(gettext("Look for the words as typed only")), address=again(asked, synonyms=False))


def _take_away(asked: SearchParameters) -> TakeAway:
    return TakeAway(
        feed=feed_address(asked.q, synonyms=asked.synonyms),
        json=json_address(asked.q, group=asked.group, sort=asked.sort, synonyms=asked.synonyms),
        csv=export_address(asked.q, Format.CSV, synonyms=asked.synonyms),
        lines=export_address(asked.q, Format.LINES, synonyms=asked.synonyms),
    )


def _suggestion(found: Page, asked: SearchParameters) -> Link | None:
    if found.suggestion is None:
        return None
    return Link(label=found.suggestion, address=again(asked, q=found.suggestion))


def _reasons(found: Page, asked: SearchParameters) -> tuple[ReasonView, ...]:
    """Return why nothing has all that was asked for; reasons that are mended by the same query stand together."""
    grouped = groupby(found.reasons, key=lambda each: (each.query, each.statements))
    return tuple(
        ReasonView(
            messages=tuple(each.message for each in reasons),
            instead=None if query is None else Link(label=query, address=again(asked, q=query), count=statements),
        )
        for (query, statements), reasons in grouped
    )


def _histogram(found: Page, query: Query, asked: SearchParameters) -> Histogram | None:
    def address(period: Period) -> str | None:
        narrowed = narrowing.dated(query, period.first, period.last)
        return None if narrowed is None else again(asked, q=narrowed)

    return histogram(found.facets.get("year", ()), found.facets.get("month", ()), address)


def _hit(hit: Hit, place: int, asked: SearchParameters) -> HitView:
    summary = hit.statement
    address = partial(statement_address, summary.id, query=asked.q, synonyms=asked.synonyms)
    # A paragraph's number is a link in any case, to be copied: where searches are private, one without the search.
    permalink = partial(statement_address, summary.id) if is_private() else address
    anchor = f"hit-{place}"
    is_open = asked.opened == summary.id
    return HitView(
        anchor=anchor,
        title=segments(summary.title, hit.title_highlights),
        address=address(paragraph=hit.paragraphs[0] if hit.paragraphs else None),
        record=permalink(paragraph=hit.paragraphs[0] if hit.paragraphs else None),
        language=summary.language,
        facts=facts(summary),
        passages=tuple(
            passage(each, excerpt(each.text, each.highlights), permalink(paragraph=each)) for each in hit.paragraphs
        ),
        more=hit.matching - len(hit.paragraphs),
        all=f"{again(asked, page=asked.page, opened=summary.id)}#{anchor}",
        fewer=f"{again(asked, page=asked.page)}#{anchor}" if is_open else None,
    )
