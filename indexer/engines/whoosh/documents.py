"""The columns of every document, as Whoosh keeps them."""

from collections.abc import Iterable
from threading import RLock

import numpy as np
from whoosh.reading import IndexReader

from indexer.engines.gathering.arrays import Flags, Floats, Integers
from indexer.engines.gathering.labels import Labels, unpack_labels
from indexer.engines.gathering.table import NO_DAY, Choice
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.postings import leaves


class WhooshColumns:
    """Reads the columns of an index, segment by segment."""

    def __init__(self, reader: IndexReader, reading: RLock) -> None:
        self._reader = reader
        self._reading = reading
        self._leaves = [leaf for leaf, _ in leaves(reader)]

    def live(self) -> Flags:
        """Return of each document whether it is there still."""
        live = np.ones(self._reader.doc_count_all(), dtype=np.bool_)
        if self._reader.has_deletions():
            live[:] = False
            live[list(self._reader.all_doc_ids())] = True
        return live

    def statements(self) -> tuple[Integers, list[Labels]]:
        """Return the first document of each statement, in order, and what the statement is told by."""
        firsts, packed = [], []
        offset = 0
        for leaf in self._leaves:
            found, records = leaf.column_reader(schema.STATEMENT_COLUMN, translate=False).records()
            firsts.append(found + offset)
            packed += records
            offset += leaf.doc_count_all()
        return _joined(firsts), unpack_labels(packed)

    def days(self) -> Integers:
        """Return the day of each document's statement as an ordinal."""
        return self.numbers(schema.DAY_COLUMN, NO_DAY)

    def weights(self) -> Floats:
        """Return what the score of each document is multiplied by."""
        return self.numbers(schema.WEIGHT_COLUMN, 1.0).astype(np.float64)

    def paragraph_numbers(self) -> Integers:
        """Return the paragraph's number in its statement, by document."""
        return self.numbers(schema.NUMBER_COLUMN, 0)

    def choice(self, facet: str) -> Choice:
        """Return the speakers, roles or languages of the documents."""
        column = schema.CHOICE_COLUMNS[facet]
        places: dict[str, int] = {}
        parts = []
        with self._reading:
            for leaf in self._leaves:
                values, codes = leaf.column_reader(column, translate=False).labels()
                parts.append(np.array([places.setdefault(value, len(places)) for value in values])[codes])
        return Choice(tuple(places), _joined(parts))

    def numbers(self, column: str, default: float) -> Integers:
        """Read a column of numbers."""
        with self._reading:
            return _joined(
                leaf.column_reader(column, translate=False).numbers()
                if leaf.has_column(column)
                else np.full(leaf.doc_count_all(), default)
                for leaf in self._leaves
            )


def _joined(parts: Iterable[Integers]) -> Integers:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])
