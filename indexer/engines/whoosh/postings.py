"""Whoosh's postings and its list of terms, read whole.

Its matchers step from posting to posting through layers of Python calls: some microseconds for each, and several of
them answer wrongly (DisjunctionMax, Require, AndNot). Reading whole blocks into arrays leaves the matching to us.
Whoosh 2.7.4 is pinned and final, so the names of its parts will not change under us.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.matching import FilterMatcher, Matcher
from whoosh.reading import IndexReader, SegmentReader

from indexer.engines.gathering.arrays import Flags, Integers

_SIZES = struct.Struct("!ii")
"""The bytes of a term, and of what is told of it, before both in Whoosh's list of terms."""

_TOLD = struct.Struct("!5xI6xIIq")
"""What is told of a term: how many documents have it, the numbers of the first and the last, where its postings are."""

_FIELD_BYTES = 2
"""A term's bytes begin with the number of its field."""

_AFTER_TEXT = b"\xff"
"""A byte that no UTF-8 has: after a prefix, it is above all terms that begin so."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of a term: which documents have it, how often, and all its places, for `formats.unpack` to read.

    Documents are numbered through the whole index, in order; deleted ones are left out. Numbers take as little memory
    as they can: the more terms are kept, the fewer are read again.
    """

    documents: NDArray[np.int32]
    frequencies: Integers
    packed: bytes

    @property
    def nbytes(self) -> int:
        """Return how much memory they take."""
        return self.documents.nbytes + self.frequencies.nbytes + len(self.packed)


ListedTerm = tuple[str, int, int, int, int]
"""A term as a segment lists it, with what is told of it; deleted documents are among those that are told."""

Block = tuple[Any, Any, Any]
"""Some postings: documents, frequencies, and the packed places of each, if there are any."""


def leaves(reader: IndexReader) -> list[tuple[SegmentReader, int]]:
    """Return the readers of the segments, each with the number of its first document."""
    found = [(reader, 0)] if reader.is_atomic() else list(reader.leaf_readers())
    return [(leaf, offset) for leaf, offset in found if leaf.doc_count_all()]


def read_postings(reader: IndexReader, field: str, term: str, live: Flags) -> Postings:
    """Read the postings of a term; `live` tells of each document whether it is to be had."""
    found = _joined([read_segment(leaf, offset, field, term, live) for leaf, offset in leaves(reader)])
    smallest = np.min_scalar_type(found.frequencies.max(initial=0))
    return Postings(found.documents, found.frequencies.astype(smallest), found.packed)


def read_segment(leaf: SegmentReader, offset: int, field: str, term: str, live: Flags) -> Postings:
    """Read the postings of a term in one segment, which has its first document at `offset`."""
    key = field, term.encode()
    return _joined([_living(each, live) for each in _blocks(leaf.postings(*key), offset)] if key in leaf else [])


def list_terms(leaf: SegmentReader, field: str, prefix: str) -> Iterator[ListedTerm]:
    """Yield the terms of a segment's field that begin with a prefix, in their order."""
    terms = leaf._terms
    if field not in terms.indexed_field_names():
        return
    table = terms._tindex
    begin = terms._keycoder(field, prefix.encode())
    start, end = (table.closest_key_pos(key) for key in (begin, begin + _AFTER_TEXT))
    if start is None:
        return
    listed = table.dbfile.get(start, (table.endofdata if end is None else end) - start)
    place = 0
    while place < len(listed):
        key_size, told_size = _SIZES.unpack_from(listed, place)
        key = place + _SIZES.size
        told = key + key_size
        yield listed[key + _FIELD_BYTES : told].decode(), *_TOLD.unpack_from(listed, told)
        place = told + told_size


def count_living(leaf: SegmentReader, field: str, extent: int, live: Flags) -> int:
    """Return how many of the documents of a term are live; `live` tells of the segment's, `extent` comes with the term.

    That spares looking the term up, which takes longer than reading the few postings of most.
    """
    matcher = W3LeafMatcher(leaf._terms._postfile, extent, 0, leaf.schema[field].format)
    return sum(int(np.count_nonzero(live[documents])) for documents, _, _ in _blocks(matcher, 0))


def _blocks(matcher: Matcher, offset: int) -> Iterator[Block]:
    if isinstance(matcher, FilterMatcher):  # stands around the postings of a segment with deleted documents
        matcher = matcher.child
    while matcher.is_active():
        matcher._read_data()
        steps, weights, values = matcher._data
        documents = np.cumsum(np.array(steps, dtype=np.int64)) + offset
        # Whoosh writes one weight for all where they are alike, and none where it is 1.
        frequencies = np.full(len(steps), 1 if weights is None else weights, dtype=np.int64)
        yield documents.astype(np.int32), frequencies, values or ()
        matcher._next_block()


def _living(block: Block, live: Flags) -> Postings:
    documents, frequencies, values = block
    kept = live[documents]
    if kept.all():
        return Postings(documents, frequencies, b"".join(values))
    return Postings(documents[kept], frequencies[kept], b"".join(compress(values, kept)))


def _joined(parts: Sequence[Postings]) -> Postings:
    if len(parts) == 1:
        return parts[0]
    return Postings(
        np.concatenate([np.zeros(0, dtype=np.int32), *(each.documents for each in parts)]),
        np.concatenate([np.zeros(0, dtype=np.int64), *(each.frequencies for each in parts)]),
        b"".join(each.packed for each in parts),
    )
