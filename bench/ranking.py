"""How good a ranking is, by human judgement: nDCG, MRR and recall.

Grades are above zero; a document without a grade is not relevant. Gains are the grades themselves and discounts are
log2 of the rank, as in trec_eval.
"""

import math
from collections.abc import Iterable, Mapping, Sequence


def ndcg(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return the normalised discounted cumulative gain of the first `depth` documents, 0 to 1."""
    gained = _discounted(grades.get(identity, 0) for identity in ranked[:depth])
    return gained / _discounted(sorted(grades.values(), reverse=True)[:depth])


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Return one over the rank of the first relevant document, or 0 if none is among the first `depth`."""
    return next((1 / rank for rank, identity in enumerate(ranked[:depth], 1) if identity in grades), 0.0)


def recall(ranked: Sequence[str], grades: Mapping[str, int], depth: int = 100) -> float:
    """Return the share of the relevant documents that are among the first `depth`."""
    return len(grades.keys() & set(ranked[:depth])) / len(grades)


def _discounted(gains: Iterable[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
