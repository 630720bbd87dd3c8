"""The variants of a line: words of the archive that share its own, near each other in any order.

The engine finds the paragraphs that may have one: by the pigeonhole principle, where at most `missing` of the words may
be missing, one of as many blocks and one more has all of its words, near each other. What stands there is then
looked at word by word (`alignment`), so that no variant is missed, and none is counted that is none.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from indexer import fields
from indexer.analysis import Analyser, Token, is_unspaced, primary_language, surface_words
from indexer.budget import Budget
from indexer.clauses import AllOf, AnyOf, Clause, Term, TermsNear
from indexer.engine import FoundStatement
from indexer.history.alignment import MOST_BETWEEN, Sought, stands
from indexer.history.records import Variant
from indexer.plan.function_words import slight_words
from indexer.query import And, Dates, Field, Not, Phrase, Query, Word
from indexer.query.rewriting import parts_of
from indexer.reading import Reading

_LANGUAGELESS = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a line as they were typed, those that tell much of it, and what else the line is held to."""

    text: str
    slight: frozenset[str]
    filters: tuple[Query, ...]

    @property
    def between(self) -> int:
        """Return how many other words may stand among those that tell."""
        return MOST_BETWEEN + sum(word in self.slight for word in surface_words(self.text))


def words_of(query: Query, languages: Sequence[str]) -> Words | None:
    """Return the words of a line; None where it asks for anything but words and phrases, beside fields and dates.

    Scripts without spaces have no words that could stand in another order.
    """
    leaves = [part for part in parts_of(query) if isinstance(part, Word | Phrase)]
    filters = tuple(part for part in parts_of(query) if isinstance(part, Field | Dates | Not))
    text = " ".join(each.text for each in leaves)
    words = surface_words(text)
    if not words or len(leaves) + len(filters) < len(parts_of(query)) or any(map(is_unspaced, words)):
        return None
    return Words(text, slight_words(words, languages), filters)


def variants(reading: Reading, words: Words, budget: Budget) -> tuple[Variant, ...]:
    """Return the variants of a line, the most frequent first.

    :raise QueryTooCostlyError: if the budget is used up before all are counted.
    """
    sought = _Sought(reading.analyser, words)
    asked = tuple(each.exact for each in reading.analyser.tokens(words.text))
    counting: dict[tuple[str, ...], _Counting] = {}
    for found in reading.engine.scan(_candidates(reading, words, sought), budget):
        budget.check()
        for terms, stand in _in_statement(found, reading.analyser, sought):
            counting.setdefault(terms, _Counting()).add(stand)
    counted = [each.variant(asked=terms == asked) for terms, each in counting.items()]
    return tuple(sorted(counted, key=lambda each: (-each.times, -each.statements, each.words)))


class _Sought:
    """What is sought in each language."""

    def __init__(self, analyser: Analyser, words: Words) -> None:
        self._analyser = analyser
        self._words = words
        self._known: dict[str, Sought] = {}

    def within(self, language: str) -> Sought:
        if language not in self._known:
            text, slight = self._words.text, self._words.slight
            tokens = self._analyser.tokens(text, language)
            telling = tuple((each.exact, each.stem) for each in tokens if text[each.start : each.end] not in slight)
            self._known[language] = Sought(telling, self._words.between)
        return self._known[language]


def _candidates(reading: Reading, words: Words, sought: _Sought) -> Clause:
    """Return what finds every paragraph that can have a variant."""
    near: list[Clause] = []
    for language in dict.fromkeys((*map(primary_language, reading.contents.languages), _LANGUAGELESS)):
        near += _blocks(sought.within(language), reading)
    found = AnyOf(tuple(dict.fromkeys(near)))
    if not words.filters:
        return found
    return AllOf((found, reading.planner.matching(And(words.filters), synonyms=False)))


def _blocks(sought: Sought, reading: Reading) -> Iterator[Clause]:
    """Yield clauses of which one is met wherever enough of the words are: by their stems, or as they were typed."""
    number = sought.missing + 1
    size, rest = divmod(len(sought.words), number)
    start = 0
    for place in range(number):
        block = sought.words[start : (start := start + size + (place < rest))]
        within = sought.between + len(sought.words) - len(block)
        exact, stems = zip(*block, strict=True) if block else ((), ())
        if stems and all(map(reading.lexicon.has_stem, stems)):
            yield _near(fields.STEM, stems, within)
        if exact and all(map(reading.lexicon.paragraphs, exact)):
            yield _near(fields.TEXT, exact, within)


def _near(name: str, terms: tuple[str, ...], within: int) -> Clause:
    return Term(name, terms[0], 0.0) if len(terms) == 1 else TermsNear(name, terms, within, 0.0)


@dataclass(frozen=True, slots=True)
class _Place:
    """One place where words stand for a line: as they are written there, and in which paragraph."""

    surface: str
    statement: str
    number: int
    published: str | None


def _in_statement(
    found: FoundStatement, analyser: Analyser, sought: _Sought
) -> Iterator[tuple[tuple[str, ...], _Place]]:
    summary = found.summary
    for each in found.paragraphs:
        paragraph = each.paragraph
        language = primary_language(paragraph.language or summary.language)
        tokens = analyser.tokens(paragraph.text, language)
        for stand in stands(tokens, sought.within(language)):
            inside = tokens[stand.first : stand.last + 1]
            surface = _surface(paragraph.text, inside)
            yield (
                tuple(token.exact for token in inside),
                _Place(surface, summary.id, paragraph.number, summary.published),
            )


def _surface(text: str, tokens: Sequence[Token]) -> str:
    return " ".join(text[tokens[0].start : tokens[-1].end].lower().split())


@dataclass(slots=True)
class _Counting:
    """Counts the places of one variant; they come statement by statement, paragraph by paragraph."""

    surfaces: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    paragraphs: int = 0
    at: tuple[str, int] | None = None
    dates: list[str] = field(default_factory=list)

    def add(self, place: _Place) -> None:
        at = (place.statement, place.number)
        if self.at is None or self.at[0] != place.statement:
            self.statements += 1
            self._note_date(place.published)
        self.paragraphs += at != self.at
        self.at = at
        self.surfaces[place.surface] += 1

    def variant(self, *, asked: bool) -> Variant:
        words = min(self.surfaces, key=lambda each: (-self.surfaces[each], each))
        return Variant(
            words=words,
            asked=asked,
            times=self.surfaces.total(),
            paragraphs=self.paragraphs,
            statements=self.statements,
            first=min(self.dates, default=None),
            last=max(self.dates, default=None),
        )

    def _note_date(self, published: str | None) -> None:
        """Keep the earliest and the latest date alone."""
        if published:
            self.dates = [min([*self.dates, published]), max([*self.dates, published])]
