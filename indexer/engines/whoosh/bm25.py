"""The arithmetic of scores, as `indexer.clauses` has it."""

from math import log1p

from indexer.engines.gathering.arrays import Floats
from indexer.weights import load_weights


def idf(paragraphs: int, having: int) -> float:
    """Return how telling a word is that so many of all paragraphs have."""
    return log1p((paragraphs - having + 0.5) / (having + 0.5))


def saturated(frequencies: Floats) -> Floats:
    """Return what normalised frequencies count: ever less for one more, and never as much as k1 + 1."""
    k1 = load_weights().k1
    return (k1 + 1) * frequencies / (frequencies + k1)
