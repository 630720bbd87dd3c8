"""Which parts of a clause score."""

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
)


def scores(clause: Clause) -> bool:
    """Tell whether anything in a clause scores."""
    match clause:
        case AnyForm():
            return clause.boost != 0 and any(form.weight for form in clause.forms)
        case Term() | TermPrefix() | TermSequence() | TermsNear():
            return clause.boost != 0
        case AllOf() | AnyOf():
            return any(map(scores, clause.clauses))
        case Without():
            return scores(clause.wanted)
        case Preferring():
            return any(map(scores, (clause.wanted, *clause.preferred)))
        case _:
            return False


def scoring(clause: Clause) -> Clause:
    """Return a clause without what must match and does not score.

    It matches more, and gives the same scores to what the clause itself matches.
    """
    match clause:
        case AllOf():
            kept = tuple(scoring(each) for each in clause.clauses if scores(each))
            return kept[0] if len(kept) == 1 else AllOf(kept or clause.clauses)
        case Preferring() if scores(clause.wanted):
            return Preferring(scoring(clause.wanted), clause.preferred)
        case Without():
            return scoring(clause.wanted)
        case _:
            return clause
