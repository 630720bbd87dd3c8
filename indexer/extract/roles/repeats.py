"""Text that a page shows twice: which of its paragraphs repeat the words of others, and of which.

Coverage is the share of a paragraph's tokens that stand in shingles of four tokens found elsewhere in the document,
for each part between ellipses on its own, since a pull quote may join sentences in any order. Measured on real
articles, four tokens tell quotations from chance best.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from indexer.analysis import fold

SHINGLE = 4
"""Tokens in a shingle."""

LONGEST = 100_000
"""Characters of a paragraph that are compared: a longer one is no prose."""

MOST_PLACES = 8
"""Places of one shingle that are looked at: more are a refrain."""

_ELLIPSIS = regex.compile(r"…|\.{3,}|\[…\]|\[\.{3}\]|(?:\. ){2,}\.")
_TOKEN = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")


@dataclass(frozen=True, slots=True)
class Repeat:
    """How much of a paragraph stands elsewhere, 0 to 1, and in which paragraphs, by their index in order."""

    coverage: float = 0.0
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    """The tokens between two ellipses, and their shingles in order; few tokens have none."""

    tokens: tuple[str, ...]
    shingles: tuple[tuple[str, ...], ...]


class Repeats:
    """Answers for the paragraphs of one document, given in page order; those that are None are not looked at."""

    def __init__(self, texts: Sequence[str | None]) -> None:
        self._parts = [() if text is None else _parts(text) for text in texts]
        self._places: dict[tuple[str, ...], list[int]] = {}
        for number, parts in enumerate(self._parts):
            for shingle in {shingle for part in parts for shingle in part.shingles}:
                places = self._places.setdefault(shingle, [])
                if len(places) < MOST_PLACES:
                    places.append(number)

    def length(self, number: int) -> int:
        """Return the number of tokens of a paragraph."""
        return sum(len(part.tokens) for part in self._parts[number])

    def of(self, number: int) -> Repeat:
        """Return how much of a paragraph stands in others, each part in the one that has most of it."""
        covered, sources = 0, set()
        for part in self._parts[number]:
            source, tokens = self._best(part, number)
            covered += tokens
            sources |= {source} if source is not None else set()
        length = self.length(number)
        return Repeat(covered / length if length else 0.0, tuple(sorted(sources)))

    def _best(self, part: _Part, number: int) -> tuple[int | None, int]:
        """Return the paragraph with most of a part, and how many of its tokens stand there."""
        found = Counter(place for each in part.shingles for place in self._places.get(each, ()) if place != number)
        if not found:
            return None, 0
        best = max(found, key=lambda place: (found[place], -place))
        covered: set[int] = set()
        for at, each in enumerate(part.shingles):
            if best in self._places.get(each, ()):
                covered.update(range(at, at + SHINGLE))
        return best, len(covered)


def has_ellipsis_inside(text: str) -> bool:
    """Tell whether words stand on both sides of an ellipsis."""
    return len(_parts(text)) > 1


def _parts(text: str) -> tuple[_Part, ...]:
    parts = (tuple(_TOKEN.findall(fold(part))) for part in _ELLIPSIS.split(text[:LONGEST]))
    return tuple(_Part(tokens, _shingles(tokens)) for tokens in parts if tokens)


def _shingles(tokens: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(zip(*(tokens[start:] for start in range(SHINGLE)), strict=False))
