"""The page without a query: what the archive holds, its latest statements, and queries that are sure to find some."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from indexer import Archive, Statement, Summary, guide
from indexer.analysis import fold
from indexer.engine import Contents
from indexer.errors import NotFoundError
from indexer.query import Empty, Field, Phrase, Prefix
from indexer.statement import Role
from webapp import wording
from webapp.addresses import search_address, statement_address
from webapp.narrowing import narrowed
from webapp.passages import Facts, facts
from webapp.results_view import Link

LATEST = 6
PUBLISHERS = 12
EXAMPLES = 3

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
    """All that the page says; `span` is empty where no statement has a date."""

    statements: int
    holdings: str
    span: str
    publishers: tuple[Link, ...]
    languages: str
    latest: tuple[Entry, ...]
    examples: tuple[Link, ...]
    sections: tuple[guide.Section, ...]


def home_view(archive: Archive) -> HomeView:
    """Return what the page shows of an archive."""
    contents = archive.contents()
    latest = archive.latest(LATEST)
    return HomeView(
        statements=contents.statements,
        holdings=f"{wording.counted(contents.statements, 'statement')}, "
        f"{wording.counted(contents.paragraphs, 'paragraph')}",
        span=_span(contents),
        publishers=tuple(
            Link(label=each.value, address=search_address(_published_by(each.value)), count=each.count)
            for each in contents.publishers[:PUBLISHERS]
        ),
        languages=", ".join(dict.fromkeys(map(wording.language_in_words, contents.languages))),
        latest=tuple(
            Entry(title=each.title, address=statement_address(each.id), language=each.language, facts=facts(each))
            for each in latest
        ),
        examples=_examples(archive, latest),
        sections=tuple(each for each in guide.sections() if each.name in SECTIONS),
    )


def _span(contents: Contents) -> str:
    first, last = wording.date_in_words(contents.oldest), wording.date_in_words(contents.newest)
    return first if first == last else f"{first} to {last}"


def _published_by(name: str) -> str:
    return narrowed(Empty(), "publisher", name) or ""


def _examples(archive: Archive, latest: tuple[Summary, ...]) -> tuple[Link, ...]:
    """Return queries that the newest statement answers: what it says shows best what can be asked."""
    if not latest:
        return ()
    try:
        queries = list(_queries(archive.statement(latest[0].id)))
    except NotFoundError:  # a new generation came between the two calls
        return ()
    return tuple(Link(label=query, address=search_address(query)) for query in queries[:EXAMPLES])


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
