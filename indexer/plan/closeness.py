"""What makes words near each other better than the same words scattered: pairs of neighbours in the query."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer import fields
from indexer.analysis import Analyser, is_unspaced
from indexer.clauses import Clause, Term, TermsNear
from indexer.weights import Weights

MOST_PAIRS = 16
MOST_LANGUAGES = 8


def closeness(
    words: Sequence[str], analyser: Analyser, languages: Sequence[str], weights: Weights
) -> tuple[Clause, ...]:
    """Return what words of a query add where they stand near each other in any of their forms."""
    return tuple(
        TermsNear(fields.STEM, stems, weights.near_within, weights.near)
        for one, other in list(pairwise(words))[:MOST_PAIRS]
        for stems in _stems(one, other, analyser, languages)
    )


def _stems(one: str, other: str, analyser: Analyser, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the stems of two words in each language, where each is one word and they are not the same."""
    for language in languages[:MOST_LANGUAGES]:
        first, second = analyser.tokens(one, language), analyser.tokens(other, language)
        if len(first) == len(second) == 1 and first[0].stem != second[0].stem and not is_unspaced(one):
            yield first[0].stem, second[0].stem


def characters(words: Sequence[str], analyser: Analyser, weights: Weights) -> tuple[Clause, ...]:
    """Return what the single characters add of words that are asked for by their pairs.

    Where the words end is not known; characters find again what a pair across two words misses.
    """
    found = [token.exact for word in words if is_unspaced(word) for token in analyser.tokens(word)]
    return tuple(Term(fields.TEXT, character, weights.character) for character in dict.fromkeys(found))
