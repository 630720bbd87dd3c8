"""Reading a generation with Whoosh."""

from collections.abc import Iterator
from pathlib import Path
from threading import RLock

import numpy as np
from whoosh import index

from indexer.clauses import Clause
from indexer.engine import Contents, Explanation, Found, FoundParagraph, FoundStatement, Known, Request
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.arrays import Integers
from indexer.engines.whoosh.explaining import explain, score_in
from indexer.engines.whoosh.facets import Facets
from indexer.engines.whoosh.gathering import Gathered, gather, rank, score, weigh
from indexer.engines.whoosh.matches import Matches
from indexer.engines.whoosh.matching import Matching
from indexer.engines.whoosh.records import Records
from indexer.engines.whoosh.store import Store
from indexer.engines.whoosh.table import DocumentTable
from indexer.errors import ArchiveDamagedError
from indexer.manifest import rebuild_hint
from indexer.statement import Statement, Summary


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

    All files are open from the start: the generation answers even when its folder is gone.
    """

    def __init__(self, opened: index.FileIndex) -> None:
        self._index = opened
        self._reader = opened.reader()
        reading = RLock()
        self._table = DocumentTable(self._reader, reading)
        self._store = Store(self._reader, self._table, reading)
        self._records = Records(self._reader, self._table, reading)
        self._facets = Facets(self._table)

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with exact totals."""
        matches = weigh(Matching(self._store).matches(request.clause), self._table)
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

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        newest = sorted(self._table.ordinals.values(), key=self._table.by_newest.tolist().__getitem__)
        return tuple(self._records.summary(ordinal) for ordinal in newest[:limit])

    def contents(self) -> Contents:
        """Return what the generation holds."""
        table = self._table
        statements = np.array([*table.ordinals.values()], dtype=np.int64)
        dates = [published for each in statements.tolist() if (published := table.labels[each].published)]
        languages = table.choice(schema.LANGUAGE_COLUMN)
        spoken = {languages.values[each] for each in np.unique(languages.codes[table.documents]).tolist()}
        return Contents(
            statements=len(statements),
            paragraphs=len(table.documents),
            languages=tuple(sorted(spoken - {""})),
            publishers=self._facets.statements(statements, "publisher"),
            oldest=min(dates, default=None),
            newest=max(dates, default=None),
        )

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[Known]:
        """Yield the terms of a field that begin with `prefix` and that some paragraph has, in their order."""
        return (Known(term=term, paragraphs=count) for term, count in self._store.terms(field, prefix))

    def explain(self, clause: Clause, identity: str, number: int) -> Explanation | None:
        """Return why a paragraph of a statement matches and has its score, or None if it does not match."""
        document = self._document(identity, number)
        if document is None:
            return None
        matching = Matching(self._store)
        found = matching.matches(clause)
        if score_in(found.documents, found.scores, document) is None:
            return None
        weight = float(self._table.weights[document])
        return explain(matching, clause, document, self._records.paragraph(document), weight)

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

    def _document(self, identity: str, number: int) -> int | None:
        """Return the document of a paragraph, or None if there is none that can be found."""
        ordinal = self._table.ordinals.get(identity)
        if ordinal is None:
            return None
        first = self._table.firsts[ordinal]
        numbers = self._table.paragraph_numbers[first : first + self._table.sizes[ordinal]]
        places = np.flatnonzero(numbers == number)
        return int(first + places[0]) if len(places) else None
