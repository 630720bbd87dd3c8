"""What the best documents decide: which hits can be on a page, when of all others only a bound is known."""

from dataclasses import replace

import numpy as np

from indexer.engine import Group
from indexer.engines.gathering.arrays import Flags, Floats, Integers
from indexer.engines.gathering.hits import Gathered, gather, score
from indexer.engines.gathering.matches import Matches
from indexer.engines.gathering.table import DocumentTable
from indexer.weights import load_weights

_LEFT = 4
"""How many documents may be left, for each that was looked at: else it is better to look at more."""


def paragraphs_within(best: Matches, bound: float, last: int) -> Matches | None:
    """Return the documents that can be among the first `last`, or None if one that is not in `best` can.

    No document that is not in `best` has a score above `bound`.
    """
    least = _nth(best.scores, last)
    if least <= bound:
        return None
    kept = best.scores >= least
    return Matches(best.documents[kept], best.scores[kept])


def statements_within(
    best: Matches, bound: float, last: int, *, hits: Gathered, table: DocumentTable
) -> Integers | None:
    """Return the statements that can be among the first `last`, or None if they are too many.

    A statement's score is at least that of its documents in `best`, and at most that with all its others at `bound`
    and those of them that have less, by their weight, raised to it.
    """
    found = gather(best, Group.STATEMENT, table)
    least = _nth(score(found), last)
    raised = score(replace(found, matches=Matches(best.documents, np.maximum(best.scores, bound))))
    places = np.searchsorted(hits.statements, found.statements)
    highest = bound * (1 + _shares(hits.sizes))
    highest[places] = raised + bound * (_shares(hits.sizes[places]) - _shares(found.sizes))
    possible: Flags = highest >= least
    return hits.statements[possible] if hits.sizes[possible].sum() <= _LEFT * len(best.documents) else None


def _shares(sizes: Integers) -> Floats:
    """Return what all but the best of so many equal matches add to a statement's score, as a share of one's."""
    harmonic = np.append([0.0, 0.0], np.cumsum(1 / np.arange(1, max(int(sizes.max(initial=1)), 2))))
    shares: Floats = load_weights().others * harmonic[sizes]
    return shares


def _nth(scores: Floats, number: int) -> float:
    """Return the score of which so many are as high, or one that decides nothing where there are fewer."""
    return float(np.partition(scores, len(scores) - number)[len(scores) - number]) if number <= len(scores) else -1.0
