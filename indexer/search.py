"""The reading wing: parse, match, gather by statement, highlight, page."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from indexer import fields
from indexer.analysis import Analyser
from indexer.archive import ArchiveFolder, Opened
from indexer.bounds import MAX_LIMIT, check_search, within
from indexer.engine import (
    FACETS,
    Contents,
    FoundParagraph,
    FoundStatement,
)
from indexer.errors import ArchiveError, NotFoundError
from indexer.highlight import Span, highlight
from indexer.paging import find, find_partial, page_total, pages
from indexer.plan import Plan, Planner, describe
from indexer.query import MAX_CHARACTERS, Empty, parse
from indexer.results import Hit, HitParagraph, Page
from indexer.statement import Role, Statement, Summary

FACET_FIELDS = MappingProxyType(
    {name: name for name in FACETS} | {"language": "lang", "year": "date"},
)
"""The field of the query language that narrows a search to a value of a facet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A query that goes on from what was typed, and the number of paragraphs that have its last word."""

    text: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A generation that answers, and how to ask it."""

    opened: Opened
    planner: Planner
    contents: Contents


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
    ) -> Page:
        """Return one page of the hits of a query.

        Where too few have all the words to fill a page, those with some of them follow, each marked as partial.

        :raise ParameterError: if a parameter is out of its bounds or the query is too long.
        :raise NotFoundError: if the page lies beyond the last.
        """
        started = time.perf_counter()
        asked = check_search(query, limit=limit, page=page, group=group, sort=sort, facets=facets)
        parsed = parse(query)
        reading = self._now()
        plan, engine = reading.planner.plan(parsed.query), reading.opened.engine
        full = find(engine, plan.strict, asked, facets=asked.facets)
        partial = find_partial(engine, plan, asked, full)
        total = page_total(full.total, partial)
        hits = [self._hit(plan, hit) for hit in full.hits]
        if partial is not None:
            hits += [replace(self._hit(plan, hit), partial=True) for hit in partial.hits]
        warnings = parsed.warnings if not isinstance(parsed.query, Empty) else (*parsed.warnings, _EMPTY)
        return Page(
            query=query,
            understood=str(parsed.query),
            total=total,
            page=asked.page,
            pages=pages(total, asked),
            took_ms=round((time.perf_counter() - started) * 1000, 3),
            warnings=warnings,
            suggestion=None,
            hits=tuple(hits),
            facets=full.facets,
            explanation=_explanation(plan) if explain else (),
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

    def marks(self, query: str, statement: Statement) -> Mapping[int, tuple[Span, ...]]:
        """Return what a query marks in a statement: spans by paragraph number; 0 is the title."""
        plan = self._now().planner.plan(parse(query).query)
        spans = {
            paragraph.number: highlight(
                paragraph.text, paragraph.language or statement.language, plan.text_marks, self._analyser
            )
            for paragraph in statement.paragraphs
            if paragraph.role not in fields.SILENT_ROLES
        }
        titles = {each.number: each.text for each in statement.paragraphs if each.role is Role.TITLE}
        for number, text in {0: statement.title, **titles}.items():
            spans[number] = highlight(text, statement.language, plan.title_marks, self._analyser)
        return {number: found for number, found in spans.items() if found}

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Return queries that complete the last word of `text`, the most frequent first."""
        asked = within("limit", limit, MAX_LIMIT)
        tokens = self._analyser.tokens(text[:MAX_CHARACTERS])
        if not tokens or tokens[-1].end != len(text):
            return ()
        before = text[: tokens[-1].start]
        completions = self._now().opened.engine.complete(tokens[-1].exact, asked)
        return tuple(Suggestion(text=f"{before}{each.term}", paragraphs=each.paragraphs) for each in completions)

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
        return f"{self._base_url}/s/{quote(identity, safe='')}#p{number}"

    def close(self) -> None:
        """Release the files."""
        self._reading.opened.engine.close()

    def _now(self) -> _Reading:
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

    def _read(self) -> _Reading:
        opened = self._folder.open()
        contents = opened.engine.contents()
        return _Reading(opened, Planner(self._analyser, contents.languages), contents)

    def _hit(self, plan: Plan, found: FoundStatement) -> Hit:
        summary = found.summary
        return Hit(
            statement=summary,
            title_highlights=highlight(summary.title, summary.language, plan.title_marks, self._analyser),
            score=found.score,
            paragraphs=tuple(self._hit_paragraph(plan, summary, each) for each in found.paragraphs),
            matching=found.matching,
        )

    def _hit_paragraph(self, plan: Plan, summary: Summary, found: FoundParagraph) -> HitParagraph:
        paragraph = found.paragraph
        language = paragraph.language or summary.language
        return HitParagraph(
            number=paragraph.number,
            role=paragraph.role,
            text=paragraph.text,
            speaker=paragraph.speaker,
            speaker_title=paragraph.speaker_title,
            language=language,
            highlights=highlight(paragraph.text, language, plan.text_marks, self._analyser),
            emphasised=paragraph.emphasised,
            permalink=self.permalink(summary.id, paragraph.number),
            score=found.score,
        )


_EMPTY = "The query has no words to search for."


def _explanation(plan: Plan) -> tuple[str, ...]:
    lines = [f"all words: {describe(plan.strict)}"]
    if plan.relaxed is not None:
        lines.append(f"some words: {describe(plan.relaxed)}")
    return tuple(lines)
