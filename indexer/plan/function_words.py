"""Which words of a query hardly tell one paragraph from another, in the language that the query seems to be in."""

from collections import Counter
from collections.abc import Iterable, Sequence

from indexer.analysis import is_unspaced, plain_case, surface_words
from indexer.language import function_words


def spoken_languages(words: Iterable[str], languages: Sequence[str]) -> tuple[str, ...]:
    """Return those of the languages whose function words are most of these words; none if there are no such words."""
    votes = Counter({code: sum(_is_slight(word, code) for word in words) for code in languages})
    most = max(votes.values(), default=0)
    return tuple(code for code in languages if most and votes[code] == most)


def slight_words(words: Sequence[str], languages: Sequence[str]) -> frozenset[str]:
    """Return the function words among the words of a query; none where all are, since nothing else tells them apart."""
    spoken = spoken_languages(words, languages)
    slight = frozenset(word for word in words if any(_is_slight(word, code) for code in spoken))
    return frozenset() if slight == set(words) else slight


def _is_slight(word: str, language: str) -> bool:
    """Tell whether a word is a function word, or a pair of characters of which one is."""
    known = function_words(language)
    return plain_case(word) in known or (is_unspaced(word) and any(letter in known for letter in surface_words(word)))
