"""What every document is gathered, sorted, counted and scored by, read once for a generation."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from threading import RLock

import numpy as np
from whoosh.reading import IndexReader

from indexer.engines.whoosh import schema
from indexer.engines.whoosh.arrays import Flags, Floats, Integers, ranges
from indexer.engines.whoosh.labels import Labels, unpack_labels
from indexer.engines.whoosh.postings import leaves


@dataclass(frozen=True, slots=True)
class Choice:
    """A value for each document, as its place among all values."""

    values: tuple[str, ...]
    codes: Integers


class DocumentTable:
    """Columns by document number, and by statement.

    Documents are paragraphs, those of a statement stand together, in order; statements are numbered by their first
    document. Deleted documents and statements keep their numbers; `live` and `ordinals` do not have them.
    """

    def __init__(self, reader: IndexReader, reading: RLock) -> None:
        self._reading = reading
        self.choice = cache(self._choice)
        self._leaves = [leaf for leaf, _ in leaves(reader)]
        self.live = self._living(reader)
        self.days = self.numbers(schema.DAY_COLUMN, schema.NO_DAY)
        self.weights: Floats = self.numbers(schema.WEIGHT_COLUMN, 1.0).astype(np.float64)
        self.firsts, self.labels = self._statements()
        self.sizes = np.diff(self.firsts, append=len(self.live))
        self.statements = np.repeat(np.arange(len(self.firsts)), self.sizes)
        self.ordinals = {self.labels[each].id: each for each in np.flatnonzero(self.live[self.firsts]).tolist()}

    @cached_property
    def documents(self) -> Integers:
        """Return the documents that are not deleted."""
        return np.flatnonzero(self.live)

    @cached_property
    def paragraph_numbers(self) -> Integers:
        """Return the paragraph's number in its statement, by document."""
        return self.numbers(schema.NUMBER_COLUMN, 0)

    @cached_property
    def by_id(self) -> Integers:
        """Return the place of each statement among all, by id."""
        return _places(sorted(range(len(self.labels)), key=lambda each: self.labels[each].id))

    @cached_property
    def by_newest(self) -> Integers:
        """Return the place of each statement among all, the newest first, then by id."""
        return _places(np.lexsort((self.by_id, -self.days[self.firsts])))

    def spread(self, firsts: Integers) -> tuple[Integers, Integers]:
        """Return all documents of the statements that begin with `firsts`, and how many each statement has."""
        sizes = self.sizes[self.statements[firsts]]
        return ranges(firsts, sizes), sizes

    def numbers(self, column: str, default: float) -> Integers:
        """Read a column of numbers."""
        with self._reading:
            return _joined(
                leaf.column_reader(column, translate=False).numbers()
                if leaf.has_column(column)
                else np.full(leaf.doc_count_all(), default)
                for leaf in self._leaves
            )

    def _choice(self, column: str) -> Choice:
        """Read a column of labels."""
        places: dict[str, int] = {}
        parts = []
        with self._reading:
            for leaf in self._leaves:
                values, codes = leaf.column_reader(column, translate=False).labels()
                parts.append(np.array([places.setdefault(value, len(places)) for value in values])[codes])
        return Choice(tuple(places), _joined(parts))

    def _living(self, reader: IndexReader) -> Flags:
        live = np.ones(reader.doc_count_all(), dtype=np.bool_)
        if reader.has_deletions():
            live[:] = False
            live[list(reader.all_doc_ids())] = True
        return live

    def _statements(self) -> tuple[Integers, list[Labels]]:
        firsts, packed = [], []
        offset = 0
        for leaf in self._leaves:
            found, records = leaf.column_reader(schema.STATEMENT_COLUMN, translate=False).records()
            firsts.append(found + offset)
            packed += records
            offset += leaf.doc_count_all()
        return _joined(firsts), unpack_labels(packed)


def _joined(parts: Iterable[Integers]) -> Integers:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _places(order: Integers | list[int]) -> Integers:
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places
