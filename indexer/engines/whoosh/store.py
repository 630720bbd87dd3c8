"""What matching asks of a generation: postings, places, lengths and terms, each read when it is first asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from threading import RLock

import numpy as np
from whoosh.reading import IndexReader

from indexer.engines.gathering.arrays import Floats, Integers
from indexer.engines.gathering.recent import Recent
from indexer.engines.gathering.table import DocumentTable
from indexer.engines.whoosh import schema
from indexer.engines.whoosh.documents import WhooshColumns
from indexer.engines.whoosh.formats import unpack
from indexer.engines.whoosh.postings import Postings, read_postings
from indexer.engines.whoosh.vocabulary import Counted, count_terms
from indexer.fields import STATEMENT_FIELDS
from indexer.weights import load_weights

_POSTINGS_BYTES, _PLACES_BYTES = 40 << 20, 24 << 20
"""How much memory the postings and places of recent questions may take: those of a hundred words that stand in most
paragraphs of an archive of 50,000."""

_TERMS_AT_ONCE = 256
"""How many terms are read before another thread may read: many ask for the first few only."""


@dataclass(frozen=True, slots=True)
class Field:
    """How a field's frequencies and places are reckoned, by document.

    `shares` are what one occurrence counts, by the document's length against the average. Deleted documents count for
    nothing in that, so that an updated index ranks as one built anew. Each document's places begin at its `starts`, so
    that all places of a field are told apart by one number; between two documents lies one that is never taken.
    """

    shares: Floats
    starts: Integers


class Store:
    """Reads a generation, one thread at a time: Whoosh's readers hold positions in open files."""

    def __init__(self, reader: IndexReader, table: DocumentTable, columns: WhooshColumns, reading: RLock) -> None:
        self.table = table
        self._columns = columns
        self._reader = reader
        self._reading = reading
        self._postings: Recent[Postings] = Recent(_POSTINGS_BYTES)
        self._places: Recent[Integers] = Recent(_PLACES_BYTES)
        self.field = cache(self._measure)

    def postings(self, field: str, term: str) -> Postings:
        """Return the postings of a term."""
        return self._postings.get((field, term), lambda: self._read(field, term))

    def places(self, field: str, term: str) -> Integers:
        """Return the places of a term in all documents, in order, as `Field.starts` reckons them."""
        return self._places.get((field, term), lambda: self._unpack(field, term))

    def paragraphs(self, field: str, term: str) -> int:
        """Return how many paragraphs have a term."""
        documents = self.postings(field, term).documents
        if field in STATEMENT_FIELDS:
            return int(self.table.sizes[self.table.statements[documents]].sum())
        return len(documents)

    def terms(self, field: str, prefix: str) -> Iterator[Counted]:
        """Yield the terms of a field that begin with a prefix and that some document has, in their order."""
        counted = count_terms(self._reader, field, prefix, self.table.live)
        while True:
            with self._reading:
                some = list(islice(counted, _TERMS_AT_ONCE))
            yield from some
            if len(some) < _TERMS_AT_ONCE:
                return

    def _read(self, field: str, term: str) -> Postings:
        with self._reading:
            return read_postings(self._reader, field, term, self.table.live)

    def _unpack(self, field: str, term: str) -> Integers:
        postings, starts = self.postings(field, term), self.field(field).starts
        places = np.repeat(starts[postings.documents], postings.frequencies.astype(np.int64))
        places += unpack(postings.packed)
        return places

    def _measure(self, field: str) -> Field:
        lengths = self._lengths(field)
        told = lengths[self.table.live & (lengths > 0)]
        average = told.mean() if len(told) else 1.0
        b = load_weights().b
        ends = np.cumsum(lengths + 1)
        starts: Integers = ends - lengths - 1
        if ends[-1:].sum() <= np.iinfo(np.int32).max:
            starts = starts.astype(np.int32)
        # A document without the field is taken for one of average length: nobody asks, and b may be 1.
        return Field(1 / (1 - b + b * np.where(lengths, lengths, average) / average), starts)

    def _lengths(self, field: str) -> Integers:
        if field in schema.SINGLE_FIELDS:
            return np.ones(len(self.table.live), dtype=np.int64)
        return self._columns.numbers(schema.length_column(field), 0)
