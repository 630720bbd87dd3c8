"""Matches to hits: gathered by statement, in order, counted."""

from dataclasses import dataclass

import numpy as np

from indexer.engine import Group, Sort, Total
from indexer.engines.gathering.arrays import Floats, Integers, first, runs
from indexer.engines.gathering.matches import Matches
from indexer.engines.gathering.table import NO_DAY, DocumentTable
from indexer.weights import load_weights

SCORE_DIGITS = 6
"""Scores are compared rounded: the order in which floats were added must not decide the order of hits."""

_MOST = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hits in the order of their first documents, and the matches that each is made of.

    Those of the hit `n` are `sizes[n]` matches from `starts[n]` on.
    """

    matches: Matches
    statements: Integers
    starts: Integers
    sizes: Integers

    def total(self) -> Total:
        """Return how many statements and paragraphs match."""
        return Total(statements=len(runs(self.statements)[0]), paragraphs=len(self.matches.documents))

    def best(self, hit: int, count: int) -> Integers:
        """Return the places of the best matches of a hit, best first; of equal ones the first in their statement."""
        start, size = self.starts[hit], self.sizes[hit]
        scores = self.matches.scores[start : start + size]
        best: Integers = start + np.argsort(-scores, kind="stable")[:count]
        return best


def gather(matches: Matches, group: Group, table: DocumentTable) -> Gathered:
    """Return the hits that the matches make."""
    statements = table.statements[matches.documents]
    if group is Group.PARAGRAPH:
        hits = np.arange(len(statements))
        return Gathered(matches, statements, hits, np.ones_like(hits))
    starts, sizes = runs(statements)
    return Gathered(matches, statements[starts], starts, sizes)


def weigh(matches: Matches, table: DocumentTable) -> Matches:
    """Return matches with their scores as hits have them: times the weight of each paragraph, and rounded."""
    scores = np.round(matches.scores * table.weights[matches.documents], SCORE_DIGITS)
    return Matches(matches.documents, scores)


def score(hits: Gathered) -> Floats:
    """Return the score of each hit: its best match, and a little of its others."""
    scores = hits.matches.scores
    if len(hits.starts) == len(scores):
        return scores
    place = np.arange(len(scores)) - np.repeat(hits.starts, hits.sizes)
    shares = np.where(place, load_weights().others / np.maximum(place, 1), 1.0)
    added: Floats = np.add.reduceat(_best_first(hits) * shares, hits.starts)
    return np.round(added, SCORE_DIGITS)


def rank(hits: Gathered, scores: Floats, sort: Sort, table: DocumentTable, count: int) -> Integers:
    """Return the first hits in order; ties go by score, then newest first, then by id and number."""
    documents = hits.matches.documents[hits.starts]
    days = table.days[documents].astype(np.int64)
    newest, by_id = table.by_newest[hits.statements], table.by_id[hits.statements]
    match sort:
        case Sort.RELEVANCE:
            return first([-scores, newest, documents], count)
        case Sort.NEWEST:
            return first([-days, -scores, by_id, documents], count)
        case Sort.OLDEST:
            return first([np.where(days == NO_DAY, _MOST, days), -scores, by_id, documents], count)


def _best_first(hits: Gathered) -> Floats:
    """Return the scores of all matches, those of each hit best first.

    They are reckoned in whole numbers, so that a hit's do not depend on the others'.
    """
    scores = np.rint(hits.matches.scores * 10**SCORE_DIGITS)
    whose = np.repeat(np.arange(len(hits.starts)), hits.sizes)
    highest = scores.max()
    width = highest - scores.min() + 1
    if width * len(hits.starts) > _MOST:
        sorted_scores: Floats = scores[np.lexsort((-scores, whose))] / 10**SCORE_DIGITS
        return sorted_scores
    # One sort of whole numbers takes a quarter of the time of one by two keys.
    ordered = np.sort(whose * int(width) + (highest - scores).astype(np.int64)) % int(width)
    best_first: Floats = (highest - ordered) / 10**SCORE_DIGITS
    return best_first
