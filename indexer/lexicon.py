"""What a generation knows: its words, how they are written, which stand side by side, its short forms.

All of it is in the engine's own postings, so it is exact after every update. What needs every word at once is read when
it is first asked for, and kept.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from heapq import nsmallest
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer import fields
from indexer.engine import Engine, Known
from indexer.fields import SEPARATOR

_MOST_READ = 2_000
"""Terms with a prefix that are looked at for the most frequent of them."""

_KEPT = 2**15
"""Words whose counts and spellings are kept."""

_MOST_SURFACES = 4


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A word of the archive, how many letters it differs in from another, and how many paragraphs have it."""

    term: str
    letters: int
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpelledOut:
    """A short form, what it stands for, and in how many statements."""

    short: str
    long: str
    statements: int


@dataclass(frozen=True, slots=True)
class _Words:
    """Words of one length, and how many paragraphs have each."""

    terms: list[str]
    paragraphs: list[int]


class Lexicon:
    """Answers for one generation; safe to use from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._words = cache(self._read_words)
        self._counted = lru_cache(_KEPT)(self._count)
        self._written = lru_cache(_KEPT)(self._read_surfaces)

    def paragraphs(self, term: str, *, field: str = fields.TEXT) -> int:
        """Return how many paragraphs have a word, as its exact term, in their text, or a term in another field."""
        return self._counted(term, field)

    def has_stem(self, stem: str) -> bool:
        """Tell whether some paragraph has a word with this stem."""
        return self.paragraphs(stem, field=fields.STEM) > 0

    def surfaces(self, term: str) -> tuple[str, ...]:
        """Return how a word without accents is written in the archive where it has some, the most frequent first."""
        return tuple(known.term.partition(SEPARATOR)[2] for known in self._written(term))

    def written(self, term: str) -> str:
        """Return a word as the archive mostly writes it: with its accents, without case."""
        accented = next(iter(self._written(term)), None)
        if accented is None or accented.paragraphs * 2 < self.paragraphs(term):
            return term
        return accented.term.partition(SEPARATOR)[2]

    def beginning(self, prefix: str, limit: int) -> list[Known]:
        """Return words of the text that begin with a prefix, the most frequent first."""
        return _most_frequent(self._engine.vocabulary(fields.TEXT, prefix), limit)

    def begin_more_than(self, number: int, prefix: str, *, field: str = fields.TEXT) -> bool:
        """Tell whether more words of a field than that begin with a prefix."""
        return next(islice(self._engine.vocabulary(field, prefix), number, None), None) is not None

    def following(self, term: str, prefix: str, limit: int) -> list[Known]:
        """Return words side by side whose first is this and whose second begins so, the most frequent first."""
        return _most_frequent(self._engine.vocabulary(fields.PAIR, f"{term} {prefix}"), limit)

    def neighbours(self, term: str, letters: int, *, field: str = fields.TEXT) -> list[Neighbour]:
        """Return the words of a field at most that many letters away, not the word itself: nearest, then most frequent.

        A letter that is added, left out or changed, or swapped with its neighbour, counts one (Damerau 1964; optimal
        string alignment).
        """
        found = [
            Neighbour(words.terms[place], int(distance), words.paragraphs[place])
            for length in range(len(term) - letters, len(term) + letters + 1)
            if (words := self._words(field).get(length))
            for _, distance, place in process.extract(
                term, words.terms, scorer=OSA.distance, score_cutoff=letters, processor=None, limit=None
            )
            if distance
        ]
        return sorted(found, key=lambda each: (each.letters, -each.paragraphs, each.term))

    @cached_property
    def acronyms(self) -> tuple[SpelledOut, ...]:
        """Return the short forms that statements spell out, each with what it stands for there, ordered."""
        known = self._engine.vocabulary(fields.ACRONYM)
        pairs = ((*each.term.partition(SEPARATOR)[::2], each.paragraphs) for each in known)
        return tuple(SpelledOut(short=short, long=long, statements=number) for short, long, number in pairs)

    def _read_words(self, field: str) -> Mapping[int, _Words]:
        by_length: defaultdict[int, _Words] = defaultdict(lambda: _Words([], []))
        for known in self._engine.vocabulary(field):
            words = by_length[len(known.term)]
            words.terms.append(known.term)
            words.paragraphs.append(known.paragraphs)
        return dict(by_length)

    def _count(self, term: str, field: str) -> int:
        first = next(self._engine.vocabulary(field, term), None)
        return first.paragraphs if first is not None and first.term == term else 0

    def _read_surfaces(self, term: str) -> tuple[Known, ...]:
        return tuple(_most_frequent(self._engine.vocabulary(fields.SURFACE, term + SEPARATOR), _MOST_SURFACES))


def _most_frequent(words: Iterator[Known], limit: int) -> list[Known]:
    return nsmallest(limit, islice(words, _MOST_READ), key=_by_frequency)


def _by_frequency(known: Known) -> tuple[int, str]:
    return -known.paragraphs, known.term
