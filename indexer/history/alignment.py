"""Where a text has the words of a line near each other: the whole of what makes words a variant."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from indexer.analysis import Token

MOST_BETWEEN = 3
"""Most other words among those of a variant, besides as many function words as the line itself has."""

WORDS_PER_MISSING = 4
"""Of a line of four telling words, one may be another in a variant; of eight words two, and so on."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The telling words of a line, in one language: `words` are the exact term and the stem of each, in order."""

    words: tuple[tuple[str, str], ...]
    between: int

    @property
    def missing(self) -> int:
        """Return how many of the words may be missing."""
        return len(self.words) // WORDS_PER_MISSING


@dataclass(frozen=True, slots=True)
class Stand:
    """Where words stand for a line: the places of the first and of the last token."""

    first: int
    last: int


def stands(tokens: Sequence[Token], sought: Sought) -> list[Stand]:
    """Return where a text has the words of a line, in any order, in order of the text; no two overlap.

    At most `between` other words stand among them. Those with more of the words go before those with fewer, then the
    shorter, then the earlier.
    """
    windows = set(_windows([token.stem for token in tokens], [stem for _, stem in sought.words], sought))
    windows.update(_windows([token.exact for token in tokens], [exact for exact, _ in sought.words], sought))
    taken: list[Stand] = []
    for _, _, first, last in sorted(windows):
        if all(last < each.first or first > each.last for each in taken):
            taken.append(Stand(first, last))
    return sorted(taken, key=lambda each: each.first)


def _windows(terms: Sequence[str], words: Sequence[str], sought: Sought) -> Iterator[tuple[int, int, int, int]]:
    """Yield the windows that begin and end with a word that is wanted and hold enough of them.

    Each is minus the number of words that it has, its length, and its first and last place.
    """
    wanted = Counter(words)
    met = [(place, term) for place, term in enumerate(terms) if term in wanted]
    least, longest = len(words) - sought.missing, len(words) + sought.between
    for at, (first, _) in enumerate(met):
        held: Counter[str] = Counter()
        for last, term in islice(met, at, at + longest):
            others = last - first + 1 - held.total()
            if others - (held[term] < wanted[term]) > sought.between or held.total() == len(words):
                break
            if held[term] < wanted[term]:
                held[term] += 1
                if held.total() >= least:
                    yield -held.total(), last - first + 1, first, last
