"""Steps over arrays of documents that several of the engine's modules take."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def ranges(starts: Integers, sizes: Integers) -> Integers:
    """Return the numbers of several ranges, one range after the other."""
    before = np.cumsum(sizes) - sizes
    return np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))


def runs(values: Integers) -> tuple[Integers, Integers]:
    """Return where each run of equal values begins, and how long it is."""
    starts = np.flatnonzero(np.diff(values, prepend=-1)) if len(values) else np.zeros(0, dtype=np.int64)
    return starts, np.diff(starts, append=len(values))


def sums(documents: Integers, values: Floats, size: int) -> Floats:
    """Return the sum of the values of each document; `size` is the number of all documents."""
    return np.bincount(documents, weights=values, minlength=size).astype(np.float64, copy=False)


def first(keys: Sequence[Integers | Floats], count: int) -> Integers:
    """Return the places of the `count` least, in order; they are compared by the first key, then by the next.

    Only those that can be among them are sorted: a page shows ten hits of ten thousand.
    """
    key, *others = keys
    kept = np.arange(len(key))
    if count < len(key):
        bound = np.partition(key, count)[count]
        tied = np.flatnonzero(key == bound)
        kept = np.flatnonzero(key < bound)
        wanted = count - len(kept)
        kept = np.append(kept, tied[first([each[tied] for each in others], wanted) if others else slice(wanted)])
    return kept[np.lexsort([each[kept] for each in reversed(keys)])]
