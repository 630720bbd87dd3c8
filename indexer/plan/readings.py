"""The exact terms that a typed text may stand for: its words as they stand, and as one where they may be one.

A number with its thousands set apart may be a decimal; words that a hyphen joins may be written as one, and so may a
prefix that never stands alone and the word behind it (`compounds.toml`).
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice, product

from indexer.analysis import Analyser, fold, number_readings
from indexer.tables import shipped_table

MOST_READINGS = 16

_SHORTEST_REST = 4
"""Fewest letters behind a prefix that is taken off a word: “recent” is no “re-cent”."""

_LONGEST_WORD = 40

Terms = tuple[str, ...]


def readings(analyser: Analyser, text: str) -> tuple[Terms, ...]:
    """Return the sequences of exact terms that a text may stand for, the likeliest first; at most `MOST_READINGS`."""
    parts = list(_parts(analyser, text))
    found = (tuple(term for part in chosen for term in part) for chosen in islice(product(*parts), MOST_READINGS))
    return tuple(dict.fromkeys(terms for terms in found if terms))


def split_prefix(word: str) -> Terms | None:
    """Return an exact term as the prefix that it begins with and the rest, or None if it has none."""
    longest = max((each for each in bound_prefixes() if word.startswith(each)), key=len, default="")
    rest = word[len(longest) :]
    return (longest, rest) if longest and len(rest) >= _SHORTEST_REST and len(word) <= _LONGEST_WORD else None


@cache
def bound_prefixes() -> frozenset[str]:
    """Return the prefixes that never stand alone, folded, of all languages."""
    listed: dict[str, str] = shipped_table("indexer", "compounds.toml")["prefixes"]
    return frozenset(fold(each) for words in listed.values() for each in words.split())


def _parts(analyser: Analyser, text: str) -> Iterator[tuple[Terms, ...]]:
    """Yield the ways to read each part of a text, in order."""
    tokens = analyser.tokens(text)
    compounds = {each.first: each for each in analyser.compounds(text, tokens)}
    at = 0
    while at < len(tokens):
        term = tokens[at].exact
        if at in compounds:
            last = compounds[at].last
            yield tuple(each.exact for each in tokens[at : last + 1]), (compounds[at].exact,)
            at = last
        elif numbers := number_readings(text[tokens[at].start : tokens[at].end]):
            yield numbers
        elif term in bound_prefixes() and at + 1 < len(tokens):
            at += 1
            yield (term, tokens[at].exact), (term + tokens[at].exact,)
        elif parts := split_prefix(term):
            yield (term,), parts
        else:
            yield ((term,),)
        at += 1
