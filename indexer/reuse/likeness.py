"""How like two lines are, and by which of its words a line's likes are looked for."""

from collections.abc import Sequence

from rapidfuzz.distance import Indel

from indexer.analysis import fold
from indexer.reuse.lines import Terms

_LONG = 16
"""Words from which on the runs of a line are longer, since more of it stays together when some of it is changed."""

_UNSEEN = 0.1


def likeness(one: Terms, other: Terms, least: float) -> float:
    """Return how like two lines are, 0 to 1, or 0 where it is less than `least`.

    It is twice the number of words that both have in the same order, of all that both have: leaving out or adding a
    word costs one, changing it two.
    """
    return Indel.normalized_similarity(one, other, score_cutoff=least)


def may_hold(text: str, terms: Terms, least: float) -> bool:
    """Tell whether a text may hold a line that is like one with these terms: a glance that saves reading its words.

    Of two lines that are as like as `least`, each has `least / (2 - least)` of the other's words. A term that is
    written apart, as in 84,000 and U.S., is not seen here; one in ten is let go.
    """
    folded = fold(text)
    needed = (least / (2 - least) - _UNSEEN) * len(terms)
    return sum(term in folded for term in terms) >= needed


def runs(terms: Sequence[str], most: int) -> tuple[Terms, ...]:
    """Return runs of words that do not overlap, so that as many changes as there are runs must break them all.

    Of a line that has more than `most`, those that lie evenly over it.
    """
    length = 4 if len(terms) >= _LONG else 3
    found = [tuple(terms[at : at + length]) for at in range(0, len(terms) - length + 1, length)]
    if len(found) > most:
        found = [found[place * len(found) // most] for place in range(most)]
    return tuple(dict.fromkeys(found))
