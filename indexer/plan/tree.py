"""The tree of a query to clauses: what must match, what may, and which leaves were sought where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer import fields
from indexer.analysis import fold
from indexer.clauses import AllOf, AnyOf, Clause, DayRange, Everything, Nothing, Preferring, Term, Without
from indexer.plan.filters import filter_clause
from indexer.plan.leaves import Leaves, Place, any_of, boosted, together
from indexer.plan.readings import bound_prefixes
from indexer.query import And, Dates, Empty, Field, Leaf, Misspelt, Near, Not, Or, Phrase, Prefix, Query, Together, Word
from indexer.query.dates import day_span
from indexer.thesaurus import MOST_WORDS, Synonym
from indexer.weights import Weights

_PARAGRAPH_FIELDS = frozenset({"speaker", "role", "lang"})

Soft = (Word, Prefix, Misspelt)
"""What may be missing where some of the words will do."""


_Sought = tuple[Leaf, str | None]
"""A leaf that is looked for, and the language whose forms it takes, None for all."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of what is wanted together; several parts are words beside each other.

    `also` are other words for them, `joined` is both as one word: any of these may stand for all parts.
    """

    parts: tuple[Query, ...]
    also: tuple[Synonym, ...] = ()
    joined: Word | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clause to match, and what of it is marked in the text and in the title of what it finds."""

    clause: Clause
    text_marks: tuple[Clause, ...]
    title_marks: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """Makes the clauses of one query: of its words some have others `also`, are `slight`, or `unknown` and misspelt."""

    leaves: Leaves
    weights: Weights
    also: Mapping[str, tuple[Synonym, ...]]
    slight: frozenset[str]
    unknown: frozenset[str]

    def strict(self, query: Query) -> Wanted:
        """Return what has all of a query."""
        sought = list(self._sought(query))
        return Wanted(self._anchored(query), self._marks(sought, self.leaves.text), self._title_marks(query, sought))

    def relaxed(self, query: Query) -> Wanted | None:
        """Return what has any of the plain words instead of all; phrases, fields, dates and negations stay."""
        return self._some_of(query, Soft)

    def loosest(self, query: Query) -> Wanted | None:
        """Return what has any of the words, those of phrases among them; None without phrases or other words."""
        parts = query.queries if isinstance(query, Together) else ()
        phrases = any(isinstance(part, Phrase | Near) for part in parts)
        return self._some_of(query, (*Soft, Phrase, Near)) if phrases and any(map(_is_soft, parts)) else None

    def _some_of(self, query: Query, kinds: tuple[type, ...]) -> Wanted | None:
        if not isinstance(query, Together):
            return None
        units = self._units(query.queries)
        soft = [unit for unit in units if all(isinstance(part, kinds) for part in unit.parts)]
        telling, slight = (
            [clause for unit in soft for clause in self._any_of_unit(unit, slight=slight)] for slight in (False, True)
        )
        if len(telling) + len(slight) < 2:
            return None
        firm = [Unit((part,)) for unit in units if unit not in soft for part in unit.parts]
        apart = [(leaf, None) for unit in soft for part in unit.parts for leaf in self._apart(part)]
        sought = [*self._sought(query), *apart]
        marks = self._marks(sought, self.leaves.text)
        found = self._all(firm, any_of(telling)) if telling else self._all(firm)
        clause = Preferring(found, tuple(slight)) if slight else found
        return Wanted(self._anchor(clause, query, marks), marks, self._title_marks(query, sought))

    def _anchored(self, query: Query) -> Clause:
        """Return a query's clause, each side of an OR anchored by itself."""
        if isinstance(query, Or):
            return any_of([self._anchored(each) for each in query.queries])
        return self._anchor(self._clause(query), query, self._marks(self._sought(query), self.leaves.text))

    def _anchor(self, clause: Clause, query: Query, marks: Sequence[Clause]) -> Clause:
        """Hold a clause to paragraphs that have a word of their own, or are the first of their statement.

        So a title or a speaker alone is answered by one paragraph, not by all; but where the query itself says which
        paragraphs it wants (`speaker:`, `role:`, `lang:`), the title may answer for any of them.
        """
        if not marks or isinstance(query, Or) or _names_paragraphs(query):
            return clause
        own = [boosted(each, 0.0) for each in marks]
        return AllOf((clause, AnyOf((*own, Term(fields.MARK, fields.FIRST, 0.0)))))

    def _sought(self, query: Query) -> Iterator[_Sought]:
        """Yield the leaves that are looked for in the text, not in a field, not negated, and the language of each."""
        match query:
            case Together() | And():
                for unit in self._units(query.queries):
                    yield from self._sought_unit(unit)
            case Or():
                for each in query.queries:
                    yield from self._sought(each)
            case Empty() | Dates() | Field() | Not():
                return
            case _:
                yield from self._sought_unit(self._unit(query))

    def _title_marks(self, query: Query, sought: Iterable[_Sought]) -> tuple[Clause, ...]:
        return self._marks([*sought, *((leaf, None) for leaf in _title_leaves(query))], self.leaves.title)

    def _marks(self, sought: Iterable[_Sought], place: Place) -> tuple[Clause, ...]:
        return tuple(
            clause for leaf, language in sought for clause in self.leaves.clauses(leaf, place, language=language)
        )

    def _clause(self, query: Query) -> Clause:
        match query:
            case Field():
                return self._in_field(query.name, query.query)
            case Dates():
                return DayRange(*day_span(query))
            case Not():
                return Without(Everything(), self._clause(query.query))
            case Or():
                return any_of([self._clause(each) for each in query.queries])
            case Together() | And():
                return self._all(self._units(query.queries))
            case Empty():
                return Nothing()
            case _:
                return any_of(self._all_of_unit(self._unit(query)))

    def _all(self, units: Sequence[Unit], *more: Clause) -> Clause:
        unwanted = [self._clause(part.query) for unit in units for part in unit.parts if isinstance(part, Not)]
        wanted = [any_of(self._all_of_unit(unit)) for unit in units if not isinstance(unit.parts[0], Not)]
        wanted += more
        clause = Everything() if not wanted else wanted[0] if len(wanted) == 1 else AllOf(tuple(wanted))
        return Without(clause, any_of(unwanted)) if unwanted else clause

    def _all_of_unit(self, unit: Unit) -> list[Clause]:
        """Return the clauses of which any finds a unit: all of its parts, or another word for it."""
        parts = [self._part(part) for part in unit.parts]
        return [parts[0] if len(parts) == 1 else AllOf(tuple(parts)), *self._others(unit)]

    def _any_of_unit(self, unit: Unit, *, slight: bool) -> list[Clause]:
        """Return the clauses of which any finds some of a unit: a part, a word of a part, another word for it.

        Function words come apart from the others: a paragraph that has nothing else has none of what was asked.
        """
        others = [] if slight else self._others(unit)
        return [clause for part in unit.parts for clause in self._any_of_part(part, slight=slight)] + others

    def _any_of_part(self, part: Query, *, slight: bool) -> list[Clause]:
        """Return the clauses of a part and of what it may be taken apart to."""
        within = self._apart(part)
        apart = [self._everywhere(leaf) for leaf in within if self._is_slight(leaf) is slight]
        whole = [self._part(part)] if self._is_slight(part) is slight else []
        if isinstance(part, Word) and part.text in self.unknown:
            return [*whole, *(boosted(each, self.weights.synonym) for each in apart)]
        if not within:
            return whole
        # The words of a compound count themselves, but not as much as so many words; beside each other a little more.
        share = len(within) ** -0.5 if isinstance(part, Word) else 1.0
        near = [boosted(each, self.weights.near) for each in whole]
        return [*near, *(boosted(each, share) for each in apart)]

    def _apart(self, part: Query) -> list[Leaf]:
        """Return what a part may be taken for where some of the words will do: its words, or what was misspelt."""
        if isinstance(part, Word) and part.text in self.unknown:
            return [Misspelt(part.text, 0)]
        return [Word(word) for word in self.leaves.words_within(part)] if isinstance(part, Leaf) else []

    def _part(self, part: Query) -> Clause:
        return self._everywhere(part) if isinstance(part, Leaf) else self._clause(part)

    def _others(self, unit: Unit) -> list[Clause]:
        others = [self._other(each) for each in unit.also]
        return others if unit.joined is None else [self._everywhere(unit.joined), *others]

    def _other(self, other: Synonym) -> Clause:
        """Return the clause of another word; one of several words counts no more than one of a single word."""
        words = self.leaves.words_within(Word(other.text))
        clause = self._everywhere(Word(other.text), other.language)
        return boosted(clause, self.weights.synonym / max(len(words), 1))

    def _everywhere(self, leaf: Leaf, language: str | None = None) -> Clause:
        places = [self.leaves.text, self.leaves.title]
        if isinstance(leaf, Word):
            places.append(self.leaves.speaker)
        clause = together(clause for place in places for clause in self.leaves.clauses(leaf, place, language=language))
        return boosted(clause, self.weights.function_word) if self._is_slight(leaf) else clause

    def _is_slight(self, part: Query) -> bool:
        return isinstance(part, Word) and part.text in self.slight

    def _in_field(self, name: str, query: Query) -> Clause:
        match query:
            case Not():
                return Without(Everything(), self._in_field(name, query.query))
            case Or():
                return any_of([self._in_field(name, each) for each in query.queries])
            case Together() | And():
                return AllOf(tuple(self._in_field(name, each) for each in query.queries))
            case Empty() | Dates() | Field():
                return self._clause(query)
            case _ if name == "title":
                return together(self.leaves.clauses(query, self.leaves.heading))
            case _:
                return filter_clause(name, query, self.leaves)

    def _units(self, queries: Sequence[Query]) -> list[Unit]:
        """Return the parts of what is wanted together; words that mean something together are one."""
        found = []
        at = 0
        while at < len(queries):
            most = min(MOST_WORDS, len(queries) - at)
            length = next((n for n in range(most, 1, -1) if _typed(queries[at : at + n]) in self.also), 1)
            joined = _joined(queries[at : at + 2]) if length <= 2 else None
            parts = tuple(queries[at : at + (2 if joined else length)])
            found.append(Unit(parts, self.also.get(_typed(parts), ()), joined))
            at += len(parts)
        return found

    def _unit(self, query: Query) -> Unit:
        return Unit((query,), self.also.get(_typed((query,)), ()))

    def _sought_unit(self, unit: Unit) -> Iterator[_Sought]:
        for part in unit.parts:
            if isinstance(part, Leaf):
                yield part, None
            else:
                yield from self._sought(part)
        yield from ((Word(other.text), other.language) for other in unit.also)
        if unit.joined is not None:
            yield unit.joined, None


def _typed(queries: Sequence[Query]) -> str:
    """Return plain words as they were typed; other queries are none."""
    return " ".join(each.text if isinstance(each, Word) else "\n" for each in queries)


def _joined(queries: Sequence[Query]) -> Word | None:
    """Return two words as one, where the first is a prefix that never stands alone."""
    match queries:
        case (Word(prefix), Word(rest)) if fold(prefix) in bound_prefixes():
            return Word(prefix + rest)
        case _:
            return None


def _title_leaves(query: Query) -> Iterator[Leaf]:
    match query:
        case Field(name="title"):
            yield from _leaves(query.query)
        case Together() | And() | Or():
            for each in query.queries:
                yield from _title_leaves(each)
        case _:
            return


def _leaves(query: Query) -> Iterator[Leaf]:
    match query:
        case Together() | And() | Or():
            for each in query.queries:
                yield from _leaves(each)
        case Empty() | Dates() | Field() | Not():
            return
        case _:
            yield query


def _names_paragraphs(query: Query) -> bool:
    """Tell whether a query says of which paragraphs, not only of which statements, it asks."""
    match query:
        case Field():
            return query.name in _PARAGRAPH_FIELDS
        case Together() | And() | Or():
            return any(map(_names_paragraphs, query.queries))
        case _:
            return False


def _is_soft(query: Query) -> bool:
    return isinstance(query, Soft)
