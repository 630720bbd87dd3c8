"""Reading a generation with Whoosh."""

import json
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from whoosh import index

from indexer.clauses import Clause
from indexer.engine import Completion, Contents, Found, FoundParagraph, FoundStatement, Request
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.gathering import Gathered, Match, count, count_values, facet_counts, gather, rank
from indexer.engines.whoosh.matching import Matching, Statistics
from indexer.engines.whoosh.postings import read_blocks
from indexer.engines.whoosh.table import DocumentTable
from indexer.errors import ArchiveDamagedError
from indexer.fields import TEXT
from indexer.manifest import rebuild_hint
from indexer.statement import (
    Json,
    Paragraph,
    Statement,
    Summary,
    paragraph_from_json,
    statement_from_json,
    summary_from_json,
)

_SCORE_DIGITS = 6
"""Scores are compared rounded: the order in which floats were added must not decide the order of hits."""

_MAX_COMPLETIONS_READ = 4096


def open_index(folder: Path) -> "WhooshEngine":
    """Read the generation in the folder.

    :raise ArchiveDamagedError: if its files are not there.
    """
    try:
        return WhooshEngine(index.open_dir(str(folder)))
    except (index.IndexError, OSError) as error:
        raise ArchiveDamagedError(f"The index in {folder} cannot be opened.", rebuild_hint(folder)) from error


class WhooshEngine:
    """Answers from one generation.

    Whoosh's readers hold positions in open files, so one thread reads at a time; the work is Python's, which runs one
    thread at a time anyway. All files are open from the start: the generation answers even when its folder is gone.
    """

    def __init__(self, opened: index.FileIndex) -> None:
        self._index = opened
        self._reader = opened.reader()
        self._reading = threading.RLock()
        self._table = DocumentTable(self._reader)
        self._statistics = Statistics(self._reader, self._table)

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with exact totals."""
        matches = self._matches(request.clause)
        hits = gather(matches, request.group)
        ranked = rank(hits, request.sort)[request.offset : request.offset + request.limit]
        return Found(
            total=count(matches),
            hits=tuple(self._found(hit, request.paragraphs) for hit in ranked),
            facets={name: count_values(hits, self._facet(name)) for name in request.facets},
        )

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""
        return self._whole(identity) if identity in self._table.records else None

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        return (self._whole(identity) for identity in sorted(self._table.records))

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        days = self._table.days
        newest = sorted(self._table.records.items(), key=lambda item: (-days[item[1]], item[0]))
        return tuple(self._summaries[identity] for identity, _ in newest[:limit])

    def contents(self) -> Contents:
        """Return what the generation holds."""
        summaries = self._summaries.values()
        dates = sorted(each.published for each in summaries if each.published)
        return Contents(
            statements=len(self._table.records),
            paragraphs=len(self._table.live),
            languages=tuple(sorted({self._table.languages[document] for document in self._table.live} - {""})),
            publishers=facet_counts(Counter(each.publisher for each in summaries if each.publisher)),
            oldest=dates[0] if dates else None,
            newest=dates[-1] if dates else None,
        )

    def complete(self, prefix: str, limit: int) -> tuple[Completion, ...]:
        """Return terms of the text that begin with `prefix`, the most frequent first."""
        with self._reading:
            terms = islice(self._reader.expand_prefix(TEXT, prefix), _MAX_COMPLETIONS_READ)
            counted = [(self._frequency(term), term.decode()) for term in terms]
        best = sorted((-number, term) for number, term in counted if number)[:limit]
        return tuple(Completion(term=term, paragraphs=-number) for number, term in best)

    def close(self) -> None:
        """Release the files."""
        self._reader.close()
        self._index.close()

    def _frequency(self, term: bytes) -> int:
        if self._table.is_whole:
            return int(self._reader.doc_frequency(TEXT, term))
        blocks = read_blocks(self._reader, TEXT, term)
        return sum(document in self._table.live for block in blocks for document in block.documents)

    def _matches(self, clause: Clause) -> list[Match]:
        table = self._table
        with self._reading:
            scores = Matching(self._reader, table, self._statistics).scores(clause)
        return [
            Match(
                document=document,
                statement=table.statements[document],
                number=table.numbers[document],
                day=table.days[document],
                score=round(score * table.weights[document], _SCORE_DIGITS),
            )
            for document, score in scores.items()
        ]

    def _found(self, hit: Gathered, paragraphs: int) -> FoundStatement:
        return FoundStatement(
            summary=self._summary(hit.best.statement),
            score=hit.best.score,
            paragraphs=tuple(
                FoundParagraph(paragraph=self._paragraph(match.document), score=match.score)
                for match in hit.matches[:paragraphs]
            ),
            matching=len(hit.matches),
        )

    def _facet(self, name: str) -> Callable[[Match], Iterable[str]]:
        if name == "speaker":
            return lambda match: (self._table.speakers[match.document],)
        if name == "role":
            return lambda match: (self._table.roles[match.document],)
        if name == "language":
            return lambda match: (self._table.languages[match.document],)
        value = _SUMMARY_FACETS[name]
        return lambda match: value(self._summaries[match.statement])

    @cached_property
    def _summaries(self) -> dict[str, Summary]:
        return {identity: self._summary(identity) for identity in self._table.records}

    def _summary(self, identity: str) -> Summary:
        return summary_from_json(self._stored(self._table.records[identity], schema.SUMMARY))

    def _paragraph(self, document: int) -> Paragraph:
        return paragraph_from_json(self._stored(document, schema.PARAGRAPH))

    def _whole(self, identity: str) -> Statement:
        rest = statement_from_json(self._stored(self._table.records[identity], schema.RECORD))
        indexed = (self._paragraph(document) for document in self._table.paragraphs[identity])
        return replace(rest, paragraphs=tuple(sorted((*rest.paragraphs, *indexed), key=lambda each: each.number)))

    def _stored(self, document: int, name: str) -> Json:
        with self._reading:
            packed = self._reader.stored_fields(document)[name]
        record: Json = json.loads(zlib.decompress(packed))
        return record


_SUMMARY_FACETS: dict[str, Callable[[Summary], Iterable[str]]] = {
    "publisher": lambda summary: (summary.publisher or "",),
    "country": lambda summary: summary.countries,
    "topic": lambda summary: summary.topics,
    "type": lambda summary: (summary.type or "",),
    "year": lambda summary: ((summary.published or "")[:4],),
}
