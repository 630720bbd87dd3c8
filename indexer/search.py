"""The reading wing: an archive that answers, from the newest generation there is."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Unpack

from indexer.analysis import Analyser, RememberingAnalyser
from indexer.answering import NO_WORDS, Answering, Question
from indexer.archive import ArchiveFolder, Opened
from indexer.bounds import MAX_LIMIT, check_search, read, within
from indexer.clusters import ClusterArchive
from indexer.engine import FACETS, Contents
from indexer.errors import ArchiveError, NotFoundError, ParameterError
from indexer.highlight import Span
from indexer.history import Asked, History, history
from indexer.hits import permalink
from indexer.identity import normalised_url, statement_id
from indexer.manifest import Manifest
from indexer.messages import DateInWords, Message, say
from indexer.newest import Newest
from indexer.query import MAX_CHARACTERS, Empty
from indexer.quoting import Checked
from indexer.reading import Reading
from indexer.results import Hit, Page
from indexer.reuse import ReuseMap, StatementReuse, map_reuse
from indexer.settings import KEPT_PAGES, QUERY_SECONDS
from indexer.statement import Paragraph, Statement, Summary
from indexer.suggesting import Suggestion

FACET_FIELDS = MappingProxyType(
    {name: name for name in FACETS} | {"language": "lang", "year": "date", "month": "date"},
)
"""The field of the query language that narrows a search to a value of a facet."""


def _untold(_problem: ArchiveError | None) -> None:
    """Tell nobody."""


def open_archive(  # noqa: PLR0913 - the contract's parameters, by keyword
    folder: Path | str = "index",
    *,
    base_url: str = "",
    kept_pages: int = KEPT_PAGES,
    query_seconds: float = QUERY_SECONDS,
    fall_back: bool = False,
    cluster: str | None = None,
    on_problem: Callable[[ArchiveError | None], object] = _untold,
) -> "Archive":
    """Open the index in a folder for searching.

    `base_url` goes before permalinks; without it they are relative to the site. `kept_pages` is how many pages of
    results are kept in memory, to be given at once when they are asked for again; `query_seconds` is how much of a
    processor's time one query may take. With `fall_back`, where the generation that serves is damaged and the one
    before it is sound, that one answers, and `problem` says why; `on_problem` is called with what keeps the newest from
    answering, whenever that is met, and with None when it is over. `cluster` names an archive on the cluster of the
    environment (`ONRECORD_OPENSEARCH_URL`), which is opened instead of a folder's.

    :raise ArchiveMissingError: if there is no index.
    :raise ArchiveDamagedError: if its files are not those that were written.
    :raise ArchiveFormatError: if another version wrote it.
    """
    place = ArchiveFolder(folder) if cluster is None else ClusterArchive(cluster, Path(folder))
    return Archive(
        place,
        place.open(fall_back=fall_back),
        base_url=base_url.rstrip("/"),
        kept_pages=kept_pages,
        query_seconds=query_seconds,
        on_problem=on_problem,
    )


class Archive:
    """An index that answers; safe to use from several threads.

    Each call first looks whether a new generation has been published and moves over to it; answers under way go on
    from the one they began with.
    """

    def __init__(
        self,
        place: ArchiveFolder | ClusterArchive,
        opened: Opened,
        *,
        base_url: str,
        kept_pages: int,
        query_seconds: float,
        on_problem: Callable[[ArchiveError | None], object],
    ) -> None:
        self._base_url = base_url
        self._kept_pages = kept_pages
        self._query_seconds = query_seconds
        self._analyser = Analyser()
        self._showing_analyser = RememberingAnalyser(self._analyser)
        self._newest = Newest(place, opened, self._ready, on_problem)

    @property
    def problem(self) -> ArchiveError | None:
        """Return what keeps the newest generation from answering, so that an earlier one does; None if nothing does."""
        self._now()
        return self._newest.problem

    @property
    def note(self) -> Message | None:
        """Return what readers are told while an earlier generation answers for the newest; None while that answers."""
        return None if self.problem is None else self._earlier(self._newest.answering)

    @property
    def manifest(self) -> Manifest:
        """Return what tells of the generation that answers."""
        return self._now().reading.opened.manifest

    @property
    def published(self) -> datetime:
        """Return when the build of what answers began: what its sources held then is told."""
        return self.manifest.begun

    @property
    def generation(self) -> str:
        """Return the name of the generation that answers."""
        return self.manifest.generation

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
        statement: str | None = None,
        paragraphs: int = 3,
    ) -> Page:
        """Return one page of the hits of a query.

        Where too few have all the words to fill a page, those with some of them follow, each marked as partial. Without
        `synonyms`, plain words are not widened to acronyms and synonyms. With `explain`, each paragraph says why it
        stands where it does. `statement` is the id of a statement that the search is held to; `paragraphs` is how many
        paragraphs come with each at most.

        :raise ParameterError: if a parameter is out of its bounds, or the query is more than is searched.
        :raise QueryTooCostlyError: if the search takes more time than one may.
        :raise NotFoundError: if the page lies beyond the last, or there is no such statement.
        """
        started = time.perf_counter()
        asked = check_search(
            query,
            limit=limit,
            page=page,
            group=group,
            sort=sort,
            facets=facets,
            statement=statement,
            paragraphs=paragraphs,
        )
        if statement is not None:
            self.statement(statement)
        answering = self._now()
        answer = answering.page(Question(query=query, asked=asked, explain=explain, synonyms=synonyms))
        warnings = answer.warnings if self._newest.problem is None else (self._earlier(answering), *answer.warnings)
        return replace(answer, warnings=warnings, took_ms=round((time.perf_counter() - started) * 1000, 3))

    def everything(self, query: str, *, synonyms: bool = True) -> Iterator[Hit]:
        """Yield every statement that has all of a query, newest first, with all its matching paragraphs in page order.

        Of those with one date the ids decide, and those without come last. All come from the generation that answers
        when this is called; however many there are, they take little memory.

        :raise ParameterError: if the query is more than is searched, or has nothing to search for.
        :raise QueryTooCostlyError: if finding what has all of it takes more time than a query may.
        """
        parsed = read(query).query
        answering = self._now()
        if parsed == Empty():
            raise ParameterError(NO_WORDS, say("All statements are `onrecord export`’s."))
        budget = answering.budget()
        wanted = answering.reading.planner.plan(parsed, synonyms=synonyms).strict
        found, showing = answering.reading.engine.scan(wanted.clause, budget), answering.showing()
        return (showing.hit(each, wanted, partial=False) for each in found)

    def history(self, *lines: str, **asked: Unpack[Asked]) -> History:
        """Return how often lines, phrases or queries, were said, when, by whom, and in which variants.

        :raise ParameterError: if a line or a parameter is out of its bounds.
        :raise QueryTooCostlyError: if counting takes more time than a query may.
        """
        return history(self._now(), lines, **asked)

    def summaries(self) -> Iterator[Summary]:
        """Yield what identifies every statement, ordered by id."""
        return self._now().reading.engine.summaries()

    def elsewhere(self, statement: Statement) -> Mapping[str, Summary]:
        """Return the translations of a statement that this archive has, by the addresses that the statement gives."""
        engine = self._now().reading.engine
        ids = {each.url: statement_id(each.url, "") for each in statement.translations if normalised_url(each.url)}
        held = {url: engine.statement(identity) for url, identity in ids.items() if identity != statement.id}
        return {url: found.summary() for url, found in held.items() if found is not None}

    def statement(self, identity: str) -> Statement:
        """Return a statement.

        :raise NotFoundError: if the archive has none with this id.
        """
        found = self._now().reading.opened.engine.statement(identity)
        if found is None:
            raise NotFoundError(
                say("There is no statement “%(identity)s” in this archive.", identity=identity[:200]),
                say("Search for words of it instead."),
            )
        return found

    def reuse(self, identity: str) -> StatementReuse:
        """Return what is new in a statement and what was said before, sentence by sentence.

        :raise NotFoundError: if the archive has none with this id.
        """
        return self._now().reuse(self.statement(identity))

    def reuse_map(
        self, *, kept: Path | None = None, limit: int = 50, advance: Callable[[int], object] = lambda _: None
    ) -> ReuseMap:
        """Return the lines that several statements have; `indexer.reuse.map_reuse` says what is asked.

        :raise CallError: if the file `kept` is something else, or cannot be written.
        """
        return map_reuse(self._now().reading.engine, kept=kept, limit=limit, advance=advance)

    def marks(self, query: str, statement: Statement, *, synonyms: bool = True) -> Mapping[int, tuple[Span, ...]]:
        """Return what a query marks in a statement: spans by paragraph number; 0 is the title.

        :raise ParameterError: if the query is more than is searched.
        """
        parsed = read(query).query
        answering = self._now()
        plan = answering.reading.planner.plan(parsed, synonyms=synonyms)
        return answering.showing().marks(statement, plan.strict)

    def check_quotes(self, text: str, *, speaker: str | None = None) -> Checked:
        """Return what the archive has of each quotation in a text; `speaker` is who is said to have said them.

        :raise ParameterError: if the text is more than is checked, or has no words.
        :raise QueryTooCostlyError: if it takes more time than one may take.
        """
        return self._now().check_quotes(text, speaker)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return queries that complete what was typed: phrases and words of the archive, speakers, titles."""
        asked = within("limit", limit, MAX_LIMIT)
        return self._now().reading.suggesting.suggestions(text[:MAX_CHARACTERS], asked)

    def latest(self, limit: int = 10) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first."""
        return self._now().reading.opened.engine.latest(limit)

    def contents(self) -> Contents:
        """Return what the archive holds."""
        return self._now().reading.contents

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        return self._now().reading.opened.engine.statements()

    def permalink(self, identity: str, paragraph: Paragraph) -> str:
        """Return the address of a paragraph of a statement."""
        return permalink(self._base_url, identity, paragraph)

    def close(self) -> None:
        """Release the files."""
        self._newest.answering.reading.engine.close()

    def _now(self) -> Answering:
        return self._newest.now()

    def _earlier(self, answering: Answering) -> Message:
        begun = answering.reading.opened.manifest.begun
        return say(
            "The newest state of this archive cannot be read; this is its state of %(date)s.",
            date=DateInWords(begun.date().isoformat()),
        )

    def _ready(self, opened: Opened) -> Answering:
        reading = Reading(opened, self._analyser)
        return Answering(
            reading,
            self._showing_analyser,
            base_url=self._base_url,
            kept_pages=self._kept_pages,
            query_seconds=self._query_seconds,
        )
