"""Why a paragraph has its score: a hit's arithmetic, told."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from indexer.budget import Budget
from indexer.clauses import (
    AllOf,
    AnyForm,
    AnyOf,
    Clause,
    Form,
    Preferring,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
    Without,
    describe,
)
from indexer.engine import Explanation
from indexer.engines.gathering.hits import SCORE_DIGITS
from indexer.statement import Paragraph


class Scoring(Protocol):
    """Scores a document, a clause at a time."""

    def score(self, clause: Clause, document: int) -> float | None:
        """Return the score of a document, or None if it does not match."""

    def counted(self, clause: AnyForm | TermPrefix, document: int) -> Mapping[Form, float]:
        """Return the forms of a word that a document has, and what each counts beside the others."""


def explain(
    scoring: Scoring, clause: Clause, document: int, paragraph: Paragraph, weight: float, budget: Budget
) -> Explanation:
    """Return why a paragraph that matches has its score.

    The parts add up to it: the clauses that score, and what the paragraph's weight adds to them or takes away.

    :raise QueryTooCostlyError: if the budget is used up before all is told.
    """
    parts = [*_told(scoring, clause, document, budget)]
    unweighted = sum(each.score for each in parts)
    if weight != 1:
        parts.append(Explanation(what=_weight(paragraph, weight), score=unweighted * (weight - 1)))
    return Explanation(what="score", score=round(unweighted * weight, SCORE_DIGITS), parts=tuple(parts))


def _told(scoring: Scoring, clause: Clause, document: int, budget: Budget) -> Iterator[Explanation]:
    """Yield the clauses that add to the score of a document, each as often as it does."""
    budget.check()
    score = scoring.score(clause, document)
    if score is None:
        return
    match clause:
        case AnyForm() | Term() | TermPrefix() | TermSequence() | TermsNear():
            if clause.boost:
                yield Explanation(what=describe(clause), score=score, parts=_forms(scoring, clause, document, score))
        case _:
            for each in _below(clause):
                yield from _told(scoring, each, document, budget)


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


def _forms(scoring: Scoring, clause: Clause, document: int, score: float) -> tuple[Explanation, ...]:
    """Return each form of a word that occurs, with its share of the score; a single term is told by its clause."""
    if not isinstance(clause, AnyForm | TermPrefix):
        return ()
    counts: dict[str, float] = {}
    for form, counted in scoring.counted(clause, document).items():
        counts[describe(Term(form.field, form.term, form.weight))] = counted
    whole = sum(counts.values())
    return tuple(Explanation(what=what, score=score * count / whole) for what, count in counts.items() if whole)


def _weight(paragraph: Paragraph, weight: float) -> str:
    emphasised = ", emphasised" if paragraph.emphasised else ""
    return f"paragraph weight ×{weight:g} ({paragraph.role.value.replace('_', ' ')}{emphasised})"
