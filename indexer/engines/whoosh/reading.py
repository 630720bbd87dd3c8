"""Reading a generation with Whoosh."""

import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import RLock

from whoosh import index

from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import Clause
from indexer.engine import Contents, Explanation, Found, FoundParagraph, FoundStatement, Known, Request
from indexer.engines.gathering.arrays import Integers
from indexer.engines.gathering.contents import contents
from indexer.engines.gathering.explaining import explain
from indexer.engines.gathering.facets import Facets
from indexer.engines.gathering.hits import Gathered, gather, rank, score, weigh
from indexer.engines.gathering.matches import Matches
from indexer.engines.gathering.records import Records
from indexer.engines.gathering.scanning import scan
from indexer.engines.gathering.table import DocumentTable
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.documents import WhooshColumns
from indexer.engines.whoosh.matching import Matching
from indexer.engines.whoosh.store import Store
from indexer.manifest import unopened
from indexer.statement import Statement, Summary


def open_index(folder: Path) -> "WhooshEngine":
    """Read the generation in the folder.

    :raise ArchiveDamagedError: if its files are not there.
    """
    try:
        return WhooshEngine(index.open_dir(str(folder), schema=schema.make_schema()))
    except (index.IndexError, OSError) as error:
        raise unopened(folder) from error


class WhooshEngine:
    """Answers from one generation.

    All files are open from the start: the generation answers even when its folder is gone.
    """

    def __init__(self, opened: index.FileIndex) -> None:
        self._index = opened
        self._reader = opened.reader()
        self._reading = RLock()
        columns = WhooshColumns(self._reader, self._reading)
        self._table = DocumentTable(columns)
        self._store = Store(self._reader, self._table, columns, self._reading)
        self._records = Records(
            self._table,
            statement=lambda ordinal: self._stored(int(self._table.firsts[ordinal]), schema.STATEMENT_RECORD),
            paragraph=lambda document: self._stored(document, schema.PARAGRAPH_RECORD),
        )
        self._facets = Facets(self._table)

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with exact totals."""
        matches = weigh(Matching(self._store, request.budget).matches(request.clause), self._table)
        hits = gather(matches, request.group, self._table)
        return Found(
            total=hits.total(),
            hits=tuple(self._page(hits, request)),
            facets={name: self._facets.count(hits, name) for name in request.facets},
        )

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""
        ordinal = self._table.ordinals.get(identity)
        return None if ordinal is None else self._records.statement(ordinal)

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        return (self._records.statement(ordinal) for _, ordinal in sorted(self._table.ordinals.items()))

    def summaries(self) -> Iterator[Summary]:
        """Yield what identifies every statement, ordered by id."""
        return (self._records.read_summary(ordinal) for _, ordinal in sorted(self._table.ordinals.items()))

    def scan(self, clause: Clause, budget: Budget = UNBOUNDED) -> Iterator[FoundStatement]:
        """Return every statement that matches, newest first, with all its matching paragraphs in page order."""
        return scan(Matching(self._store, budget).matches(clause).documents, self._table, self._records)

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        return tuple(map(self._records.summary, self._table.newest(limit)))

    def contents(self) -> Contents:
        """Return what the generation holds."""
        return contents(self._table, self._facets)

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[Known]:
        """Yield the terms of a field that begin with `prefix` and that some paragraph has, in their order."""
        return (Known(term=term, paragraphs=count) for term, count in self._store.terms(field, prefix))

    def explain(self, clause: Clause, identity: str, number: int, budget: Budget = UNBOUNDED) -> Explanation | None:
        """Return why a paragraph of a statement matches and has its score, or None if it does not match."""
        document = self._table.document(identity, number)
        scoring = Matching(self._store, budget)
        if document is None or scoring.score(clause, document) is None:
            return None
        paragraph, weight = self._records.paragraph(document), float(self._table.weights[document])
        return explain(scoring, clause, document, paragraph, weight, budget)

    def close(self) -> None:
        """Release the files."""
        self._reader.close()
        self._index.close()

    def _page(self, hits: Gathered, request: Request) -> Iterator[FoundStatement]:
        if not request.limit:
            return
        scores = score(hits)
        ranked = rank(hits, scores, request.sort, self._table, request.offset + request.limit)
        for hit in ranked[request.offset :].tolist():
            best = hits.best(hit, request.paragraphs)
            yield FoundStatement(
                summary=self._records.summary(int(hits.statements[hit])),
                score=float(scores[hit]),
                paragraphs=self._paragraphs(hits.matches, best),
                matching=int(hits.sizes[hit]),
            )

    def _paragraphs(self, matches: Matches, places: Integers) -> tuple[FoundParagraph, ...]:
        found = zip(matches.documents[places].tolist(), matches.scores[places].tolist(), strict=True)
        return tuple(
            FoundParagraph(paragraph=self._records.paragraph(document), score=score) for document, score in found
        )

    def _stored(self, document: int, name: str) -> bytes:
        """Read one thread at a time: Whoosh's readers hold positions in open files."""
        with self._reading:
            return zlib.decompress(self._reader.stored_fields(document)[name])
