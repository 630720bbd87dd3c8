"""Did you mean: a query whose words the archive knows, where the one that was typed finds next to nothing."""

from collections.abc import Callable, Iterator
from itertools import islice

from indexer.analysis import fold, is_unspaced, surface_words
from indexer.engine import Total
from indexer.lexicon import Lexicon
from indexer.query import Leaf, Phrase, Query, Word, parse
from indexer.query.rewriting import positive_leaves, replaced

FEW = 3
"""A query that finds fewer statements may be misspelt."""

MOST_WORDS = 12
"""Most words of a query that is looked over; a whole passage was hardly typed by hand."""

MOST_TRIES = 6
"""Most queries that are tried out; each is a whole search."""

_RARE = 20
"""How many times as frequent a word must be to be meant instead of one that the archive does know."""

_SHORTEST = 4
_LONG = 6
_CANDIDATES = 3

Count = Callable[[Query], Total]
"""Counts what a query finds."""


def did_you_mean(query: Query, found: Total, lexicon: Lexicon, count: Count) -> str | None:
    """Return a query that finds more statements, made of words that the archive knows; None where there is no such."""
    if found.statements >= FEW:
        return None
    leaves = [leaf for leaf in positive_leaves(query) if isinstance(leaf, Word | Phrase)]
    if sum(len(surface_words(leaf.text)) for leaf in leaves) > MOST_WORDS:
        return None
    meant: dict[Leaf, list[Leaf]] = {leaf: list(_meant(leaf, lexicon, count)) for leaf in leaves}
    others = {leaf: found_for for leaf, found_for in meant.items() if found_for}
    for chosen in islice(_choices(others), MOST_TRIES):
        candidate = replaced(query, chosen)
        text = str(candidate)
        if parse(text).query == candidate and count(candidate).statements > found.statements:
            return text
    return None


def _choices(others: dict[Leaf, list[Leaf]]) -> Iterator[dict[Leaf, Leaf]]:
    """Yield what to replace: the best for every word, then the next best for one of them, then one word alone."""
    if not others:
        return
    best = {leaf: meant[0] for leaf, meant in others.items()}
    yield best
    for leaf, meant in others.items():
        yield from (best | {leaf: other} for other in meant[1:])
    if len(others) > 1:
        yield from ({leaf: meant[0]} for leaf, meant in others.items())


def _meant(leaf: Word | Phrase, lexicon: Lexicon, count: Count) -> Iterator[Leaf]:
    """Yield leaves that may be meant, the likeliest first; a plain word is known in any of its forms."""
    for word in surface_words(leaf.text):
        if isinstance(leaf, Word) and not lexicon.paragraphs(fold(word)) and count(Word(word)).paragraphs:
            continue
        for other in _words_meant(word, lexicon):
            text = leaf.text.replace(word, other)
            yield Phrase(text) if isinstance(leaf, Phrase) or " " in other else Word(text)


def _words_meant(word: str, lexicon: Lexicon) -> Iterator[str]:
    exact = fold(word)
    known = lexicon.paragraphs(exact)
    if len(exact) < _SHORTEST or not exact.isalpha() or is_unspaced(word) or known > FEW:
        return
    near = lexicon.neighbours(exact, 2 if len(exact) >= _LONG else 1)
    frequent = [each for each in near if each.paragraphs >= known * _RARE]
    # A word one letter away is likelier than one two letters away, unless that is far more frequent.
    frequent.sort(key=lambda each: -each.paragraphs / _RARE ** (each.letters - 1))
    yield from (lexicon.written(each.term) for each in frequent[:_CANDIDATES])
    if not known:
        yield from _two_words(exact, lexicon)


def _two_words(exact: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the word as two that stand beside each other in the archive."""
    for at in range(2, len(exact) - 1):
        pair = next(iter(lexicon.following(exact[:at], exact[at:], 1)), None)
        if pair is not None and pair.term == f"{exact[:at]} {exact[at:]}":
            yield pair.term
