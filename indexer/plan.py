"""A query's way to the clauses that an engine matches, and to the terms that a reader sees marked.

Every word is looked for in the paragraph's text and in its statement's title, as written and by its stems. A
statement whose title alone answers is shown by its first paragraph, not by all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer import clauses, fields
from indexer.analysis import Analyser, fold, is_unspaced, primary_language, surface_words
from indexer.clauses import AllOf, AnyOf, Clause, DayRange, Everything, Nothing, Term, TermPrefix, TermSequence, Without
from indexer.query import MAX_CLAUSES, And, Dates, Empty, Field, Not, Or, Phrase, Prefix, Query, Together, Word
from indexer.query.dates import day_span

EXACT_BOOST = 0.5
"""What the form as typed adds to a word's score beside its stem's."""

TITLE_BOOST = 0.4
"""The weight of the statement's title beside the paragraph's own text."""

_KEYWORD_FIELDS = {"lang": fields.LANGUAGE, "role": fields.ROLE, "id": fields.ID}
_PARAGRAPH_FIELDS = frozenset({"speaker", "role", "lang"})
_APOSTROPHES = "'’‘ʼ＇"

Leaf = Word | Phrase | Prefix


@dataclass(frozen=True, slots=True)
class Plan:
    """What to match for a query.

    `strict` matches paragraphs that have all of it. `relaxed`, where it is not None, matches those that have at least
    one of the words that may be missing, and all the rest. `text_marks` and `title_marks` are the leaves to highlight.
    """

    strict: Clause
    relaxed: Clause | None
    text_marks: tuple[Clause, ...]
    title_marks: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """The pair of fields that a leaf is looked for in, and what finding it there is worth."""

    exact: str
    stem: str
    boost: float

    def silent(self) -> "_Scope":
        return _Scope(self.exact, self.stem, 0.0)


_TEXT = _Scope(fields.TEXT, fields.STEM, 1.0)
_TITLE = _Scope(fields.TITLE, fields.TITLE_STEM, TITLE_BOOST)


class Planner:
    """Plans queries for an archive whose statements are in these languages."""

    def __init__(self, analyser: Analyser, languages: Iterable[str]) -> None:
        self._analyser = analyser
        self._languages = tuple(languages)

    def plan(self, query: Query) -> Plan:
        """Return what to match for a query."""
        query = self._paired(query)
        leaves = list(_positive_leaves(query))
        return Plan(
            strict=self._anchored(query),
            relaxed=self._relaxed(query),
            text_marks=tuple(clause for leaf in leaves for clause in self._leaf(leaf, _TEXT)),
            title_marks=tuple(clause for leaf in _title_leaves(query) for clause in self._leaf(leaf, _TITLE)),
        )

    def _paired(self, query: Query) -> Query:
        """Ask for the pairs of characters of a word in a script without spaces: nothing tells where its words end."""
        match query:
            case Word() if is_unspaced(query.text) and len(letters := surface_words(query.text)) > 2:
                return Together(tuple(Word(one + other) for one, other in pairwise(letters[: MAX_CLAUSES + 1])))
            case Together():
                parts = [self._paired(each) for each in query.queries]
                return Together(tuple(leaf for part in parts for leaf in _parts(part))[:MAX_CLAUSES])
            case And() | Or():
                return type(query)(tuple(self._paired(each) for each in query.queries))
            case _:
                return query

    def _relaxed(self, query: Query) -> Clause | None:
        """Ask for any of the plain words instead of all; phrases, fields, dates and negations stay."""
        if not isinstance(query, Together):
            return None
        soft = [each for each in query.queries if isinstance(each, Word | Prefix)]
        if len(soft) < 2:
            return None
        firm = [each for each in query.queries if each not in soft]
        some = Or(tuple(soft))
        return self._anchored(Together((*firm, some)) if firm else some)

    def _anchored(self, query: Query) -> Clause:
        """Return a query's clause, in which a title alone is answered by one paragraph, not by all.

        A paragraph must have a word of its own, or be the first of its statement; but where the query itself says which
        paragraphs it wants (`speaker:`, `role:`, `lang:`), the title may answer for any of them.
        """
        if isinstance(query, Or):
            return _any([self._anchored(each) for each in query.queries])
        leaves = list(_positive_leaves(query))
        if not leaves or _names_paragraphs(query):
            return self._clause(query)
        own = [each for leaf in leaves for each in self._leaf(leaf, _TEXT.silent())]
        return AllOf((self._clause(query), AnyOf((*own, Term(fields.MARK, fields.FIRST, 0.0)))))

    def _clause(self, query: Query) -> Clause:
        match query:
            case Word() | Phrase() | Prefix():
                return _any([*self._leaf(query, _TEXT), *self._leaf(query, _TITLE)])
            case Field():
                return self._in_field(query.name, query.query)
            case Dates():
                return DayRange(*day_span(query))
            case Not():
                return Without(Everything(), self._clause(query.query))
            case Or():
                return _any([self._clause(each) for each in query.queries])
            case Together() | And():
                return self._all(query.queries)
            case Empty():
                return Nothing()

    def _all(self, queries: Sequence[Query]) -> Clause:
        wanted = [self._clause(each) for each in queries if not isinstance(each, Not)]
        unwanted = [self._clause(each.query) for each in queries if isinstance(each, Not)]
        clause = Everything() if not wanted else wanted[0] if len(wanted) == 1 else AllOf(tuple(wanted))
        return Without(clause, _any(unwanted)) if unwanted else clause

    def _in_field(self, name: str, query: Query) -> Clause:
        match query:
            case Word() | Phrase() | Prefix() if name == "title":
                return _any(self._leaf(query, _Scope(fields.TITLE, fields.TITLE_STEM, 1.0)))
            case Word() | Phrase() | Prefix() if name in _KEYWORD_FIELDS:
                return Term(_KEYWORD_FIELDS[name], _keyword(name, query), 0.0)
            case Word() | Phrase() | Prefix():
                return _any(self._exactly(query, name, 0.0))
            case Not():
                return Without(Everything(), self._in_field(name, query.query))
            case Or():
                return _any([self._in_field(name, each) for each in query.queries])
            case Together() | And():
                return AllOf(tuple(self._in_field(name, each) for each in query.queries))
            case _:
                return self._clause(query)

    def _leaf(self, leaf: Leaf, scope: _Scope) -> list[Clause]:
        """Return the clauses of which any finds the leaf in the scope."""
        if isinstance(leaf, Word):
            words = self._words(leaf.text)
            if len(words) == 1:
                stems = self._analyser.stems(words[0], self._languages)
                return [
                    Term(scope.exact, fold(words[0]), scope.boost * EXACT_BOOST),
                    *(Term(scope.stem, stem, scope.boost) for stem in stems),
                ]
        return self._exactly(leaf, scope.exact, scope.boost * (1 + EXACT_BOOST))

    def _exactly(self, leaf: Leaf, field: str, boost: float) -> list[Clause]:
        if isinstance(leaf, Prefix):
            return [TermPrefix(field, fold(leaf.text), boost)]
        words = self._words(leaf.text) if isinstance(leaf, Word) else None
        terms = tuple(map(fold, words)) if words else tuple(token.exact for token in self._analyser.tokens(leaf.text))
        if not terms:
            return [Nothing()]
        return [Term(field, terms[0], boost) if len(terms) == 1 else TermSequence(field, terms, boost)]

    def _words(self, text: str) -> list[str]:
        """Return the words of an unquoted word, without a possessive 's: Maduro's asks for Maduro."""
        tokens = self._analyser.tokens(text)
        if len(tokens) > 1 and tokens[-1].exact == "s" and text[tokens[-1].start - 1] in _APOSTROPHES:
            tokens.pop()
        return [text[token.start : token.end] for token in tokens]


def describe(clause: Clause) -> str:
    """Return a clause as one line that a person can check: fields, terms and boosts."""
    match clause:
        case Term():
            return f"{clause.field}:{clause.term}{_boost(clause.boost)}"
        case TermSequence():
            return f'{clause.field}:"{" ".join(clause.terms)}"{_boost(clause.boost)}'
        case TermPrefix():
            return f"{clause.field}:{clause.prefix}*{_boost(clause.boost)}"
        case AllOf():
            return f"({' AND '.join(map(describe, clause.clauses))})"
        case AnyOf():
            return f"({' OR '.join(map(describe, clause.clauses))})"
        case Without():
            return f"({describe(clause.wanted)} NOT {describe(clause.unwanted)})"
        case DayRange():
            return f"day:{clause.first}..{clause.last}"
        case Everything():
            return "everything"
        case Nothing():
            return "nothing"


def _parts(query: Query) -> tuple[Query, ...]:
    return query.queries if isinstance(query, Together) else (query,)


def _boost(boost: float) -> str:
    return "" if boost == 1.0 else f"^{boost:g}"


def _any(found: Sequence[Clause]) -> Clause:
    return found[0] if len(found) == 1 else clauses.AnyOf(tuple(found))


def _keyword(name: str, leaf: Leaf) -> str:
    if name == "id":
        return leaf.text
    return primary_language(leaf.text) if name == "lang" else fields.keyword(leaf.text)


def _positive_leaves(query: Query) -> Iterable[Leaf]:
    """Yield the leaves that are looked for in the text: not in a field, not negated."""
    match query:
        case Word() | Phrase() | Prefix():
            yield query
        case Together() | And() | Or():
            for each in query.queries:
                yield from _positive_leaves(each)
        case _:
            return


def _names_paragraphs(query: Query) -> bool:
    """Tell whether a query says of which paragraphs, not only of which statements, it asks."""
    match query:
        case Field():
            return query.name in _PARAGRAPH_FIELDS
        case Together() | And() | Or():
            return any(map(_names_paragraphs, query.queries))
        case _:
            return False


def _title_leaves(query: Query) -> Iterable[Leaf]:
    """Yield the leaves that are looked for in the title: all those of the text, and those of `title:`."""
    match query:
        case Word() | Phrase() | Prefix():
            yield query
        case Field(name="title"):
            yield from _positive_leaves(query.query)
        case Together() | And() | Or():
            for each in query.queries:
                yield from _title_leaves(each)
        case _:
            return
