"""The terms of a field, with the number of documents that have each."""

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter

import numpy as np
from whoosh.reading import IndexReader, SegmentReader

from indexer.engines.gathering.arrays import Flags
from indexer.engines.whoosh.postings import count_living, leaves, list_terms

Counted = tuple[str, int]
"""A term, and how many documents have it."""

_ENDS = 2
"""Of a term that no more documents have, all are known without reading its postings: the first and the last."""


def count_terms(reader: IndexReader, field: str, prefix: str, live: Flags) -> Iterator[Counted]:
    """Yield the terms of a field that begin with a prefix and that some live document has, in their order."""
    counted = [_count_segment(leaf, offset, field, prefix, live) for leaf, offset in leaves(reader)]
    for term, count in counted[0] if len(counted) == 1 else _added(counted):
        if count:
            yield term, count


def _added(counted: Iterable[Iterator[Counted]]) -> Iterator[Counted]:
    for term, each in groupby(merge(*counted), key=itemgetter(0)):
        yield term, sum(count for _, count in each)


def _count_segment(leaf: SegmentReader, offset: int, field: str, prefix: str, live: Flags) -> Iterator[Counted]:
    """Yield a segment's terms, those that only deleted documents have among them.

    Postings are read only of terms of which the first and the last document do not tell whether one is deleted.
    """
    here = live[offset : offset + leaf.doc_count_all()]
    deleted = np.append(0, np.cumsum(~here)).tolist()
    for term, count, first, last, extent in list_terms(leaf, field, prefix):
        between = deleted[last + 1] - deleted[first]
        if between and count > _ENDS:
            yield term, count_living(leaf, field, extent, here)
        elif between:
            yield term, int(here[first]) + int(here[last] and last != first)
        else:
            yield term, count
