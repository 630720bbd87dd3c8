"""Sets of documents with their scores, and how they are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indexer.engines.gathering.arrays import Floats, Integers, sums


@dataclass(frozen=True, slots=True)
class Matches:
    """Documents in order, each once, and the score of each."""

    documents: Integers
    scores: Floats

    @classmethod
    def unscored(cls, documents: Integers) -> "Matches":
        """Return documents with a score of 0."""
        return cls(documents, np.zeros(len(documents)))


def in_any(parts: Sequence[Matches], size: int) -> Matches:
    """Return what is in at least one part, scores added up; `size` is the number of all documents."""
    return _in_so_many(parts, size, 1)


def in_all(parts: Sequence[Matches], size: int) -> Matches:
    """Return what is in every part, scores added up."""
    return _in_so_many(parts, size, len(parts))


def without(wanted: Matches, unwanted: Matches, size: int) -> Matches:
    """Return what is in `wanted` and not in `unwanted`."""
    kept = ~np.bincount(unwanted.documents, minlength=size).astype(np.bool_)[wanted.documents]
    return Matches(wanted.documents[kept], wanted.scores[kept])


def preferring(wanted: Matches, preferred: Sequence[Matches], size: int) -> Matches:
    """Return what is wanted, with the scores of what is preferred added."""
    scores = _sums([wanted, *preferred], size)
    return Matches(wanted.documents, scores[wanted.documents])


def _in_so_many(parts: Sequence[Matches], size: int, least: int) -> Matches:
    if len(parts) == 1:
        return parts[0]
    together = np.concatenate([np.zeros(0, dtype=np.int64), *(each.documents for each in parts)])
    documents = np.flatnonzero(np.bincount(together, minlength=size) >= least)
    return Matches(documents, _sums(parts, size)[documents])


def _sums(parts: Sequence[Matches], size: int) -> Floats:
    together = np.concatenate([np.zeros(0, dtype=np.int64), *(each.documents for each in parts)])
    scores = np.concatenate([np.zeros(0), *(each.scores for each in parts)])
    return sums(together, scores, size)
