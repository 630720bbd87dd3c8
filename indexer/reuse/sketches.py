"""A few numbers that lines have in common the more the more alike they are (Broder 1997, minhash).

Each is the least, by one of several orders, of the hashes of a line's runs of three words. They are the same in every
process and on every machine, so that they can be kept.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.reuse.lines import Terms

SHINGLE = 3
"""Words of a run: of two, too many lines share one."""

KEYS = 10
"""Numbers of a line. Two that share a third of their runs have one in common in 98 of 100 cases."""

_GOLDEN = 0x9E3779B97F4A7C15
_SEEDS = np.arange(1, KEYS + 1, dtype=np.uint64) * np.uint64(_GOLDEN)


def line_hash(terms: Terms) -> int:
    """Return the number that stands for the words of a line, as SQLite keeps it."""
    digest = hashlib.blake2b(" ".join(terms).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def word_bits(terms: Terms) -> int:
    """Return a number of 64 bits, of which each word of a line sets one, as SQLite keeps it.

    A line has no bit that another lacks but for the words that the other lacks.
    """
    bits = 0
    for term in terms:
        bits |= 1 << (_word_hash(term) & 63)
    return bits - (1 << 64) if bits >> 63 else bits


def sketches(lines: Sequence[Terms]) -> NDArray[np.int64]:
    """Return the keys of lines, a row for each; each line has `SHINGLE` terms at least."""
    words = np.fromiter((_word_hash(term) for terms in lines for term in terms), dtype=np.uint64)
    lengths = np.fromiter(map(len, lines), dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    runs = _mixed(words[:-2] + _mixed(words[1:-1] + _mixed(words[2:])))
    # A run that begins in the last words of a line would end in the next: it counts for neither.
    inside = np.ones(len(words), dtype=np.bool_)
    for back in range(1, SHINGLE):
        inside[starts + lengths - back] = False
    kept = runs[inside[: len(runs)]]
    firsts = starts - np.arange(len(lines)) * (SHINGLE - 1)
    columns = [np.minimum.reduceat(_mixed(kept ^ seed), firsts) + seed for seed in _SEEDS]
    return np.stack(columns, axis=1).view(np.int64)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return numbers with all their bits mixed (Steele, Lea and Flood 2014, splitmix64)."""
    mixed = numbers + np.uint64(_GOLDEN)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


@lru_cache(maxsize=2**17)
def _word_hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
