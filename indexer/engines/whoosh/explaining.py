"""Why a paragraph has its score: a hit's arithmetic, told."""

from collections.abc import Iterator

import numpy as np

from indexer.clauses import (
    AllOf,
    AnyForm,
    AnyOf,
    Clause,
    Preferring,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
    Without,
    describe,
)
from indexer.engine import Explanation
from indexer.engines.whoosh.arrays import Floats, Integers
from indexer.engines.whoosh.gathering import SCORE_DIGITS
from indexer.engines.whoosh.matching import Matching
from indexer.statement import Paragraph


def explain(matching: Matching, clause: Clause, document: int, paragraph: Paragraph, weight: float) -> Explanation:
    """Return why a paragraph that matches has its score.

    The parts add up to it: the clauses that score, and what the paragraph's weight adds to them or takes away.
    """
    parts = [*_told(matching, clause, document)]
    unweighted = sum(each.score for each in parts)
    if weight != 1:
        parts.append(Explanation(what=_weight(paragraph, weight), score=unweighted * (weight - 1)))
    return Explanation(what="score", score=round(unweighted * weight, SCORE_DIGITS), parts=tuple(parts))


def score_in(documents: Integers, scores: Floats, document: int) -> float | None:
    """Return the score of a document, or None where it is not among them."""
    place = int(np.searchsorted(documents, document))
    return float(scores[place]) if place < len(documents) and documents[place] == document else None


def _told(matching: Matching, clause: Clause, document: int) -> Iterator[Explanation]:
    """Yield the clauses that add to the score of a document, each as often as it does."""
    found = matching.matches(clause)
    score = score_in(found.documents, found.scores, document)
    if score is None:
        return
    match clause:
        case AnyForm() | Term() | TermPrefix() | TermSequence() | TermsNear():
            if clause.boost:
                yield Explanation(what=describe(clause), score=score, parts=_forms(matching, clause, document, score))
        case _:
            for each in _below(clause):
                yield from _told(matching, each, document)


def _below(clause: Clause) -> tuple[Clause, ...]:
    """Return the clauses whose scores make up that of a clause."""
    match clause:
        case AllOf() | AnyOf():
            return clause.clauses
        case Preferring():
            return (clause.wanted, *clause.preferred)
        case Without():
            return (clause.wanted,)
        case _:
            return ()


def _forms(matching: Matching, clause: Clause, document: int, score: float) -> tuple[Explanation, ...]:
    """Return each form of a word that occurs, with its share of the score; a single term is told by its clause."""
    counts = {}
    for form in matching.forms(clause) if isinstance(clause, AnyForm | TermPrefix) else ():
        occurring = matching.frequencies(form)
        counted = score_in(occurring.documents, occurring.normalised, document)
        if counted is not None:
            counts[describe(Term(form.field, form.term, form.weight))] = counted
    whole = sum(counts.values())
    return tuple(Explanation(what=what, score=score * count / whole) for what, count in counts.items() if whole)


def _weight(paragraph: Paragraph, weight: float) -> str:
    emphasised = ", emphasised" if paragraph.emphasised else ""
    return f"paragraph weight ×{weight:g} ({paragraph.role.value.replace('_', ' ')}{emphasised})"
