"""The reading wing: parse, match, gather by statement, highlight, page."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from functools import partial as partial_call
from pathlib import Path
from types import MappingProxyType

from indexer.analysis import Analyser, RememberingAnalyser
from indexer.archive import ArchiveFolder
from indexer.bounds import MAX_LIMIT, check_search, within
from indexer.clauses import describe
from indexer.diagnosis import diagnose
from indexer.engine import FACETS, Contents
from indexer.errors import ArchiveError, NotFoundError
from indexer.highlight import Span
from indexer.hits import Showing, permalink
from indexer.paging import find, find_partial, page_total, pages
from indexer.plan import Plan, Widening
from indexer.query import MAX_CHARACTERS, Empty, parse
from indexer.reading import Reading
from indexer.results import Page, Widened
from indexer.spelling import did_you_mean
from indexer.statement import Statement, Summary
from indexer.suggesting import Suggestion
from indexer.wording import in_words

FACET_FIELDS = MappingProxyType(
    {name: name for name in FACETS} | {"language": "lang", "year": "date"},
)
"""The field of the query language that narrows a search to a value of a facet."""


def open_archive(folder: Path | str = "index", *, base_url: str = "") -> "Archive":
    """Open the index in a folder for searching.

    `base_url` goes before permalinks; without it they are relative to the site.

    :raise ArchiveMissingError: if there is no index.
    :raise ArchiveDamagedError: if its files are not those that were written.
    :raise ArchiveFormatError: if another version wrote it.
    """
    return Archive(ArchiveFolder(folder), base_url.rstrip("/"))


class Archive:
    """An index that answers; safe to use from several threads.

    Each call first looks whether a new generation has been published and moves over to it; answers under way go on
    from the one they began with.
    """

    def __init__(self, folder: ArchiveFolder, base_url: str) -> None:
        self._folder = folder
        self._base_url = base_url
        self._analyser = Analyser()
        self._showing_analyser = RememberingAnalyser(self._analyser)
        self._moving = threading.Lock()
        self._reading = self._read()
        self._seen: str | None = self._reading.opened.manifest.generation

    @property
    def generation(self) -> str:
        """Return the name of the generation that answers."""
        return self._now().opened.manifest.generation

    def search(  # noqa: PLR0913 - the contract's parameters, by keyword
        self,
        query: str,
        *,
        limit: int = 10,
        page: int = 1,
        group: str = "statement",
        sort: str = "relevance",
        facets: Sequence[str] = (),
        explain: bool = False,
        synonyms: bool = True,
    ) -> Page:
        """Return one page of the hits of a query.

        Where too few have all the words to fill a page, those with some of them follow, each marked as partial. Without
        `synonyms`, plain words are not widened to acronyms and synonyms. With `explain`, each paragraph says why it
        stands where it does.

        :raise ParameterError: if a parameter is out of its bounds or the query is too long.
        :raise NotFoundError: if the page lies beyond the last.
        """
        started = time.perf_counter()
        asked = check_search(query, limit=limit, page=page, group=group, sort=sort, facets=facets)
        parsed, reading = parse(query), self._now()
        plan = reading.planner.plan(parsed.query, synonyms=synonyms)
        full = find(reading.engine, plan.strict.clause, asked, facets=asked.facets)
        partial = find_partial(reading.engine, plan, asked, full)
        total = page_total(full.total, partial)
        count = cache(partial_call(reading.count, synonyms=synonyms))
        showing = self._showing(reading, explained=explain)
        hits = [showing.hit(each, plan.strict, partial=False) for each in full.hits]
        if partial is not None:
            hits += [showing.hit(each, partial.wanted, partial=True) for each in partial.found.hits]
        last = pages(total, asked)
        return Page(
            query=query,
            understood=str(parsed.query),
            searched_for=in_words(parsed.query),
            widened=tuple(_widened(each) for each in plan.widened),
            total=total,
            page=asked.page,
            pages=last,
            warnings=(*parsed.warnings, *plan.warnings, *(() if parsed.query != Empty() else (_EMPTY,))),
            suggestion=did_you_mean(parsed.query, full.total, reading.lexicon, count),
            reasons=() if full.total.paragraphs else diagnose(parsed.query, count, in_vain=not hits),
            hits=tuple(hits),
            facets=full.facets,
            explanation=_explanation(plan) if explain else (),
            took_ms=round((time.perf_counter() - started) * 1000, 3),
        )

    def statement(self, identity: str) -> Statement:
        """Return a statement.

        :raise NotFoundError: if the archive has none with this id.
        """
        found = self._now().opened.engine.statement(identity)
        if found is None:
            raise NotFoundError(
                f"There is no statement “{identity[:200]}” in this archive.", "Search for words of it instead."
            )
        return found

    def marks(self, query: str, statement: Statement, *, synonyms: bool = True) -> Mapping[int, tuple[Span, ...]]:
        """Return what a query marks in a statement: spans by paragraph number; 0 is the title."""
        reading = self._now()
        plan = reading.planner.plan(parse(query).query, synonyms=synonyms)
        return self._showing(reading).marks(statement, plan.strict)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return queries that complete what was typed: phrases and words of the archive, speakers, titles."""
        asked = within("limit", limit, MAX_LIMIT)
        return self._now().suggesting.suggestions(text[:MAX_CHARACTERS], asked)

    def latest(self, limit: int = 10) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first."""
        return self._now().opened.engine.latest(limit)

    def contents(self) -> Contents:
        """Return what the archive holds."""
        return self._now().contents

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        return self._now().opened.engine.statements()

    def permalink(self, identity: str, number: int) -> str:
        """Return the address of a paragraph."""
        return permalink(self._base_url, identity, number)

    def close(self) -> None:
        """Release the files."""
        self._reading.opened.engine.close()

    def _now(self) -> Reading:
        """Return the generation to answer from: the newest that can be read.

        One call opens a new one while the others go on answering from the last; where a new one is missing or damaged,
        the last goes on for all, and each new one is tried once.
        """
        with suppress(ArchiveError):
            current = self._folder.current()
            if current != self._seen and self._moving.acquire(blocking=False):
                try:
                    self._seen = current
                    self._reading = self._read()
                finally:
                    self._moving.release()
        return self._reading

    def _read(self) -> Reading:
        return Reading(self._folder.open(), self._analyser)

    def _showing(self, reading: Reading, *, explained: bool = False) -> Showing:
        return Showing(
            engine=reading.engine, analyser=self._showing_analyser, base_url=self._base_url, explained=explained
        )


_EMPTY = "The query has no words to search for."


def _widened(widening: Widening) -> Widened:
    return Widened(words=widening.words, also=tuple(dict.fromkeys(other.text for other in widening.also)))


def _explanation(plan: Plan) -> tuple[str, ...]:
    lines = [f"all words: {describe(plan.strict.clause)}"]
    if plan.relaxed is not None:
        lines.append(f"some words: {describe(plan.relaxed.clause)}")
    return tuple(lines)
