"""How a term's occurrences in a document are kept: its places, each as few bytes as it needs.

Whoosh pickles a list for each posting, and takes microseconds to unpickle one. These are LEB128 numbers, and all of a
term are read at once. Terms come as lists, so no analyser runs.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from whoosh.formats import Format

from indexer.engines.gathering.arrays import Integers

_MORE = 0x80
"""The bit of a byte after which its number goes on."""

Posting = tuple[str, int, float, bytes]
"""A term, its frequency twice, as Whoosh wants it, and its places."""


class CountedTerms(Format):  # type: ignore[misc] # Whoosh has no types
    """Keeps how often a document has a term."""

    posting_size = 0

    def word_values(self, value: Sequence[str], _analyzer: object, **_options: Any) -> Iterator[Posting]:  # noqa: ANN401
        """Yield the postings of a document's terms."""
        for term, count in Counter(value).items():
            yield term, count, float(count), b""


class PlacedTerms(Format):  # type: ignore[misc] # Whoosh has no types
    """Keeps where a document has a term."""

    posting_size = -1

    def word_values(self, value: Sequence[str], _analyzer: object, **_options: Any) -> Iterator[Posting]:  # noqa: ANN401
        """Yield the postings of a document's terms."""
        found: dict[str, list[int]] = {}
        for place, term in enumerate(value):
            found.setdefault(term, []).append(place)
        for term, places in found.items():
            yield term, len(places), float(len(places)), pack(places)


def pack(places: Sequence[int]) -> bytes:
    """Return ascending numbers as bytes, seven bits in each, the lowest first."""
    if places[-1] < _MORE:
        return bytes(places)
    packed = bytearray()
    for place in places:
        rest = place
        while rest >= _MORE:
            packed.append(rest & (_MORE - 1) | _MORE)
            rest >>= 7
        packed.append(rest)
    return bytes(packed)


def unpack(packed: bytes) -> Integers:
    """Return the numbers that `pack` wrote, of many postings one after the other."""
    data = np.frombuffer(packed, dtype=np.uint8)
    ends = np.flatnonzero(data < _MORE)
    if len(ends) == len(data):
        return data
    starts = np.append(0, ends[:-1] + 1)
    sizes = ends - starts + 1
    within = np.arange(len(data)) - np.repeat(starts, sizes)
    return np.add.reduceat((data & (_MORE - 1)).astype(np.int64) << (7 * within), starts)
