"""Reading a generation with Whoosh."""

import json
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from whoosh import index, scoring, searching
from whoosh.reading import SegmentReader

from indexer.clauses import Clause
from indexer.engine import Completion, Contents, Found, FoundParagraph, FoundStatement, Request
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.gathering import Gathered, Match, count, count_values, facet_counts, gather, rank
from indexer.engines.whoosh.queries import whoosh_query
from indexer.fields import TEXT
from indexer.statement import Statement, Summary, statement_from_json, summary_from_json

K1, B = 1.2, 0.75
"""BM25's constants, those that Lucene and Tantivy take."""

_SCORE_DIGITS = 6
"""Scores are compared rounded: the order in which floats were added must not decide the order of hits."""

_MAX_COMPLETIONS_READ = 4096


def open_index(folder: Path) -> "WhooshEngine":
    """Read the generation in the folder."""
    return WhooshEngine(index.open_dir(str(folder)))


class WhooshEngine:
    """Answers from one generation.

    Whoosh's searchers hold positions in open files, so each thread has one of its own; what is read from the columns is
    shared and never changed.
    """

    def __init__(self, opened: index.FileIndex) -> None:
        self._index = opened
        self._local = threading.local()
        self._columns = _Columns(self._searcher())
        self._lock = threading.Lock()

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with exact totals."""
        matches = list(self._matches(request.clause))
        hits = gather(matches, request.group)
        ranked = rank(hits, request.sort)[request.offset : request.offset + request.limit]
        return Found(
            total=count(matches),
            hits=tuple(self._found(hit, request.paragraphs) for hit in ranked),
            facets={name: count_values(hits, self._facet(name)) for name in request.facets},
        )

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""
        document = self._columns.records.get(identity)
        return None if document is None else self._record(document)

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        for _, document in sorted(self._columns.records.items()):
            yield self._record(document)

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        days = self._columns.days
        newest = sorted(self._columns.records.items(), key=lambda item: (-days[item[1]], item[0]))
        return tuple(self._summaries[identity] for identity, _ in newest[:limit])

    def contents(self) -> Contents:
        """Return what the generation holds."""
        summaries = self._summaries.values()
        dates = sorted(each.published for each in summaries if each.published)
        return Contents(
            statements=len(self._columns.records),
            paragraphs=self._searcher().doc_count(),
            languages=tuple(sorted({each.language for each in summaries if each.language})),
            publishers=facet_counts(Counter(each.publisher for each in summaries if each.publisher)),
            oldest=dates[0] if dates else None,
            newest=dates[-1] if dates else None,
        )

    def complete(self, prefix: str, limit: int) -> tuple[Completion, ...]:
        """Return terms of the text that begin with `prefix`, the most frequent first."""
        reader = self._searcher().reader()
        terms = islice(reader.expand_prefix(TEXT, prefix), _MAX_COMPLETIONS_READ)
        counted = [(reader.doc_frequency(TEXT, term), term.decode()) for term in terms]
        best = sorted(counted, key=lambda each: (-each[0], each[1]))[:limit]
        return tuple(Completion(term=term, paragraphs=number) for number, term in best)

    def close(self) -> None:
        """Release the files."""
        self._index.close()

    def _searcher(self) -> searching.Searcher:
        if not hasattr(self._local, "searcher"):
            self._local.searcher = self._index.searcher(weighting=scoring.BM25F(B=B, K1=K1))
        searcher: searching.Searcher = self._local.searcher
        return searcher

    def _matches(self, clause: Clause) -> Iterator[Match]:
        searcher, columns = self._searcher(), self._columns
        query = whoosh_query(clause, searcher.reader())
        context = searching.SearchContext(needs_current=True, weighting=searcher.weighting)
        for leaf, offset in searcher.leaf_searchers():
            matcher = query.matcher(leaf, context)
            while matcher.is_active():
                document = offset + matcher.id()
                score = round(matcher.score() * columns.weights[document], _SCORE_DIGITS)
                yield Match(
                    document, columns.statements[document], columns.numbers[document], columns.days[document], score
                )
                matcher.next()

    def _found(self, hit: Gathered, paragraphs: int) -> FoundStatement:
        statement = self._record(self._columns.records[hit.best.statement])
        by_number = {paragraph.number: paragraph for paragraph in statement.paragraphs}
        return FoundStatement(
            summary=statement.summary(),
            score=hit.best.score,
            paragraphs=tuple(
                FoundParagraph(paragraph=by_number[match.number], score=match.score)
                for match in hit.matches[:paragraphs]
            ),
            matching=len(hit.matches),
        )

    def _facet(self, name: str) -> Callable[[Match], Iterable[str]]:
        if name == "speaker":
            return lambda match: (self._columns.speakers[match.document],)
        if name == "role":
            return lambda match: (self._columns.roles[match.document],)
        value = _SUMMARY_FACETS[name]
        return lambda match: value(self._summaries[match.statement])

    @cached_property
    def _summaries(self) -> dict[str, Summary]:
        with self._lock:
            stored = self._searcher().stored_fields
            return {
                identity: summary_from_json(json.loads(stored(document)[schema.SUMMARY]))
                for identity, document in self._columns.records.items()
            }

    def _record(self, document: int) -> Statement:
        packed = self._searcher().stored_fields(document)[schema.RECORD]
        return statement_from_json(json.loads(zlib.decompress(packed)))


_SUMMARY_FACETS: dict[str, Callable[[Summary], Iterable[str]]] = {
    "publisher": lambda summary: (summary.publisher or "",),
    "country": lambda summary: summary.countries,
    "topic": lambda summary: summary.topics,
    "type": lambda summary: (summary.type or "",),
    "language": lambda summary: (summary.language or "",),
    "year": lambda summary: ((summary.published or "")[:4],),
}


class _Columns:
    """What every document is gathered, sorted and counted by, read once for a generation; lists go by document number.

    `records` maps a statement's id to the document that stores it.
    """

    def __init__(self, searcher: searching.Searcher) -> None:
        self.statements: list[str] = []
        self.numbers: list[int] = []
        self.days: list[int] = []
        self.weights: list[float] = []
        self.speakers: list[str] = []
        self.roles: list[str] = []
        reader = searcher.reader()
        for leaf, _ in reader.leaf_readers() if not reader.is_atomic() else [(reader, 0)]:
            size = leaf.doc_count_all()
            self.statements += _texts(_column(leaf, schema.STATEMENT_COLUMN, size))
            self.numbers += _column(leaf, schema.NUMBER_COLUMN, size)
            self.days += _column(leaf, schema.DAY_COLUMN, size)
            self.weights += _column(leaf, schema.WEIGHT_COLUMN, size)
            self.speakers += _texts(_column(leaf, schema.SPEAKER_COLUMN, size))
            self.roles += _texts(_column(leaf, schema.ROLE_COLUMN, size))
        self.records: dict[str, int] = {}
        for document in reader.all_doc_ids():
            # A statement's paragraphs are added in order, and merging segments keeps the order.
            self.records.setdefault(self.statements[document], document)


def _column(leaf: SegmentReader, name: str, size: int) -> list[Any]:
    if not size:  # Whoosh's reader of an empty index has no columns
        return []
    return list(islice(leaf.column_reader(name, translate=False).load(), size))


def _texts(values: list[bytes]) -> list[str]:
    known = {value: value.decode() for value in set(values)}
    return [known[value] for value in values]
