"""The page without a query: what the archive holds, its latest statements, and queries that are sure to find some."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext

from indexer import Archive, Statement, guide
from indexer.analysis import fold
from indexer.engine import Contents, FacetCount
from indexer.errors import NotFoundError
from indexer.query import Dates, Empty, Field, Phrase, Prefix
from indexer.statement import Role
from webapp import wording
from webapp.addresses import search_address, statement_address
from webapp.facets_view import FacetView
from webapp.histogram import Histogram, Period, histogram
from webapp.links import Link
from webapp.narrowing import narrowed
from webapp.passages import Facts, facts

LATEST = 10
VALUES = 8
EXAMPLES = 3

HOLDINGS = ("publisher", "language", "type", "country", "topic")
"""The facets that tell what an archive holds."""

SECTIONS = ("words", "phrases", "prefix", "operators", "fields", "dates")
"""Parts of the query language that one should have seen."""

_WORDS = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|[^\w\s]")
_TELLING = range(5, 21)
"""Lengths of words that say something; writing without spaces gives longer runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement in a list."""

    title: str
    address: str
    language: str | None
    facts: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """All that the page says; `span` is empty where no statement has a date.

    `updated_at` is the moment from which the archive answers as it does, in ISO 8601, and `updated` the same in words.
    """

    statements: int
    holdings: str
    span: str
    updated_at: str
    updated: str
    facets: tuple[FacetView, ...]
    histogram: Histogram | None
    latest: tuple[Entry, ...]
    examples: tuple[Link, ...]
    sections: tuple[guide.Section, ...]


def home_view(archive: Archive) -> HomeView:
    """Return what the page shows of an archive."""
    contents = archive.contents()
    latest = archive.latest(LATEST)
    counts = _counts(archive, contents)
    return HomeView(
        statements=contents.statements,
        holdings=wording.totals(contents.statements, contents.paragraphs),
        span=_span(contents),
        updated_at=archive.published.isoformat(timespec="seconds"),
        updated=wording.moment_in_words(archive.published),
        facets=tuple(
            FacetView(name=name, label=str(wording.FACETS[name]), values=_values(name, counts[name]), more=())
            for name in HOLDINGS
            if counts.get(name)
        ),
        histogram=histogram(counts.get("year", ()), counts.get("month", ()), _dated),
        latest=tuple(
            Entry(title=each.title, address=statement_address(each.id), language=each.language, facts=facts(each))
            for each in latest
        ),
        examples=examples(archive),
        sections=tuple(each for each in guide.sections() if each.name in SECTIONS),
    )


def _counts(archive: Archive, contents: Contents) -> Mapping[str, tuple[FacetCount, ...]]:
    """Return how many statements have which value; where none has a date, of their publishers alone."""
    counted = {"publisher": contents.publishers}
    if contents.oldest and contents.newest:
        everything = str(Dates("date", contents.oldest[:4], contents.newest[:4]))
        counted |= dict(archive.search(everything, limit=1, facets=(*HOLDINGS, "year", "month")).facets)
    return counted | {"publisher": contents.publishers}


def _values(name: str, counts: tuple[FacetCount, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(
            label=wording.facet_value_in_words(name, each.value),
            address=search_address(narrowed(Empty(), name, each.value) or ""),
            count=each.count,
        )
        for each in counts[:VALUES]
    )


def _dated(period: Period) -> str:
    return search_address(str(Dates("date", period.first, period.last)))


def examples(archive: Archive) -> tuple[Link, ...]:
    """Return queries that the newest statement answers: what it says shows best what can be asked."""
    latest = archive.latest(1)
    if not latest:
        return ()
    try:
        queries = list(_queries(archive.statement(latest[0].id)))
    except NotFoundError:  # a new generation came between the two calls
        return ()
    return tuple(Link(label=query, address=search_address(query)) for query in queries[:EXAMPLES])


def _span(contents: Contents) -> str:
    first, last = wording.date_in_words(contents.oldest), wording.date_in_words(contents.newest)
    return first if first == last else str(gettext("%(first)s to %(last)s", first=first, last=last))


def _queries(statement: Statement) -> Iterator[str]:
    body = max((each.text for each in statement.paragraphs if each.role is Role.BODY), key=len, default="")
    words = _WORDS.findall(body)
    telling = [" ".join(pair) for pair in pairwise(words) if all(len(word) in _TELLING for word in pair)]
    if telling:
        yield str(Phrase(max(telling, key=len)))
    speaker = next((each.speaker for each in statement.paragraphs if each.speaker), None)
    if speaker and '"' not in speaker:
        yield str(Field("speaker", Phrase(speaker)))
    longest = max((word for word in words if len(word) in _TELLING and word.isalpha()), key=len, default="")
    if longest:
        yield str(Prefix(fold(longest)[: max(4, len(longest) * 2 // 3)]))
    if statement.published:
        yield f"date:{statement.published[:4]}"
    if telling:
        yield telling[-1].lower()
