"""User text to a query: pure, bounded, and without a way to fail.

any    = every  { OR every }
every  = together { AND together }
together = one { one }
one    = [NOT | -] ( "(" any ")" | field: one | "words" | "words"~5 | prefix* | word~ | word | date:... )
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import regex

from indexer.analysis import number_readings
from indexer.messages import Message, say
from indexer.query.lexer import FieldMark, Lexeme, Lexer, Mark, is_leaf
from indexer.query.syntax import (
    WHOLE_FIELDS,
    And,
    Dates,
    Empty,
    Field,
    Misspelt,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Together,
    Word,
)

MAX_DEPTH = 20
MAX_CLAUSES = 64
MAX_MISSPELT = 8
"""Most words whose misspellings are looked for: each is held against every word of the archive."""

MAX_PREFIXES = 16
"""Most words with a star: each may stand for as many words as there are in a thousand queries."""


_COSTLY: tuple[tuple[type[Misspelt] | type[Prefix], int, Message], ...] = (
    (
        Misspelt,
        MAX_MISSPELT,
        say("Misspellings are looked for of the first %(most)s words with ~ only.", most=MAX_MISSPELT),
    ),
    (Prefix, MAX_PREFIXES, say("Only the first %(most)s words with a * were searched with it.", most=MAX_PREFIXES)),
)

LISTED_FIELDS = ("lang", "role")
"""Fields whose values hold no comma."""

_LIST_MARKS = regex.compile(r"[,;/|+&،、，]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text was understood to ask, and what of it was not understood.

    `clauses` is how many words, phrases and dates the text has, and `depth` how deep its parentheses stand: more than
    `MAX_CLAUSES` and `MAX_DEPTH` are not in `query`, and a search for them is refused.
    """

    query: Query
    warnings: tuple[Message, ...]
    clauses: int
    depth: int


def parse(text: str) -> Parsed:
    """Return the query that a text means; what it cannot mean is searched as plain words, and a warning says so."""
    lexer = Lexer(text)
    warnings = list(lexer.warnings)
    balanced, depth = _balanced(lexer.lexemes, warnings)
    named = _named(balanced)
    clauses = sum(map(is_leaf, named))
    lexemes = _within_clauses(named, clauses, warnings)
    for kind, most, warning in _COSTLY:
        lexemes = _within(lexemes, kind, most, warning, warnings)
    operators = [lexeme for lexeme in lexemes if lexeme in (Mark.AND, Mark.OR, Mark.NOT)]
    if operators and len(operators) == len(lexemes):
        warnings.append(say("AND, OR and NOT join words; alone they are searched as plain words."))
        lexemes = [Word(operator.name.lower()) for operator in operators if isinstance(operator, Mark)]
    query = _Parser(lexemes, warnings).parse()
    return Parsed(query, tuple(dict.fromkeys(warnings)), clauses, depth)


def _balanced(lexemes: list[Lexeme], warnings: list[Message]) -> tuple[list[Lexeme], int]:
    """Return the lexemes without parentheses that have no partner or stand too deep, and how deep any stood."""
    partners = _partners(lexemes)
    if sum(lexeme in (Mark.OPEN, Mark.CLOSE) for lexeme in lexemes) > len(partners):
        warnings.append(say("A parenthesis has no partner and was left out."))
    kept: list[Lexeme] = []
    depth = deepest = 0
    for place, lexeme in enumerate(lexemes):
        depth += lexeme is Mark.OPEN and place in partners
        deepest = max(deepest, depth)
        if lexeme not in (Mark.OPEN, Mark.CLOSE) or (place in partners and depth <= MAX_DEPTH):
            kept.append(lexeme)
        depth -= lexeme is Mark.CLOSE and place in partners
    if deepest > MAX_DEPTH:
        warnings.append(say("Parentheses more than %(most)s deep were left out.", most=MAX_DEPTH))
    return kept, deepest


def _partners(lexemes: list[Lexeme]) -> set[int]:
    """Return the places of the parentheses that have a partner."""
    opened: list[int] = []
    partners: set[int] = set()
    for place, lexeme in enumerate(lexemes):
        if lexeme is Mark.OPEN:
            opened.append(place)
        elif lexeme is Mark.CLOSE and opened:
            partners |= {opened.pop(), place}
    return partners


def _named(lexemes: list[Lexeme]) -> list[Lexeme]:
    """Return the lexemes with the names of fields that ask for nothing as words."""
    return [
        Word(lexeme.name) if isinstance(lexeme, FieldMark) and _asks_nothing(after) else lexeme
        for lexeme, after in zip_longest(lexemes, lexemes[1:])
    ]


def _asks_nothing(lexeme: Lexeme | None) -> bool:
    return lexeme is None or (isinstance(lexeme, Mark) and lexeme is not Mark.OPEN)


def _within_clauses(lexemes: list[Lexeme], clauses: int, warnings: list[Message]) -> list[Lexeme]:
    if clauses <= MAX_CLAUSES:
        return lexemes
    warnings.append(say("Only the first %(most)s words and phrases of the query were searched.", most=MAX_CLAUSES))
    kept, leaves = [], 0
    for lexeme in lexemes:
        leaves += is_leaf(lexeme)
        fits = leaves <= MAX_CLAUSES if is_leaf(lexeme) else leaves < MAX_CLAUSES
        if fits or isinstance(lexeme, Mark):
            kept.append(lexeme)
    return kept


def _within(
    lexemes: list[Lexeme], kind: type[Misspelt] | type[Prefix], most: int, warning: Message, warnings: list[Message]
) -> list[Lexeme]:
    """Return the lexemes with those of a kind beyond the first so many as plain words."""
    places = [place for place, lexeme in enumerate(lexemes) if isinstance(lexeme, kind)]
    if len(places) <= most:
        return lexemes
    warnings.append(warning)
    beyond = set(places[most:])
    return [
        Word(lexeme.text) if place in beyond and isinstance(lexeme, kind) else lexeme
        for place, lexeme in enumerate(lexemes)
    ]


class _Parser:
    """Recursive descent over lexemes whose parentheses are balanced and at most `MAX_DEPTH` deep."""

    def __init__(self, lexemes: list[Lexeme], warnings: list[Message]) -> None:
        self._lexemes = lexemes
        self._warnings = warnings
        self._at = 0

    def parse(self) -> Query:
        return self._any()

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _any(self) -> Query:
        return self._joined(Mark.OR, Or)

    def _joined(self, mark: Mark, kind: type[Or] | type[And]) -> Query:
        part = self._every if mark is Mark.OR else self._together
        parts = [part()]
        while self._peek() is mark:
            self._at += 1
            before, parts_after = parts[-1], part()
            if isinstance(before, Empty) or isinstance(parts_after, Empty):
                self._warnings.append(
                    say("“%(operator)s” stands without words on both sides and was left out.", operator=mark.name)
                )
            parts.append(parts_after)
        return _flat(kind, parts)

    def _every(self) -> Query:
        return self._joined(Mark.AND, And)

    def _together(self) -> Query:
        parts = []
        while self._peek() not in (None, Mark.CLOSE, Mark.AND, Mark.OR):
            parts.append(self._one())
        return _together(parts)

    def _one(self) -> Query:
        negated = False
        while self._peek() is Mark.NOT:
            negated = not negated
            self._at += 1
        if self._peek() in (None, Mark.CLOSE, Mark.AND, Mark.OR):
            self._warnings.append(say("“NOT” stands before nothing and was left out."))
            return Empty()
        query = self._operand()
        if not negated or isinstance(query, Empty):
            return query
        return query.query if isinstance(query, Not) else Not(query)

    def _operand(self) -> Query:
        lexeme = self._lexemes[self._at]
        self._at += 1
        if lexeme is Mark.OPEN:
            query = self._any()
            self._at += 1  # its partner, which is there
            return query
        if isinstance(lexeme, FieldMark):
            return self._field(lexeme.name)
        if isinstance(lexeme, Mark):  # only a mark that `_one` has seen could come here
            return Empty()
        return lexeme

    def _field(self, name: str) -> Query:
        if _asks_nothing(self._peek()):
            return Word(name)
        query = self._operand()
        if name in WHOLE_FIELDS and isinstance(query, Prefix | Misspelt | Near):
            mark = "*" if isinstance(query, Prefix) else "~"
            self._warnings.append(
                say(
                    "“%(field)s:” takes a whole value; “%(words)s” is searched without its %(mark)s.",
                    field=name,
                    words=str(query),
                    mark=mark,
                )
            )
            query = Phrase(query.text) if isinstance(query, Near) else Word(query.text)
        if name in LISTED_FIELDS and isinstance(query, Word | Phrase):
            self._warnings += _list_warnings(name, query.text)
        return query if isinstance(query, Field | Dates | Empty) else Field(name, query)


def _list_warnings(name: str, text: str) -> Iterator[Message]:
    """Yield how to ask for any of several values, where they are written as a list: lang:en,es."""
    values = [value for value in map(str.strip, _LIST_MARKS.split(text)) if value]
    if len(values) > 1:
        each = Or(tuple(Field(name, Phrase(value) if " " in value else Word(value)) for value in values))
        asked = f"{name}:{text}"
        yield say(
            "“%(asked)s” asks for one value of that name; for any of these, write (%(each)s).",
            asked=asked,
            each=str(each),
        )


def _together(parts: list[Query]) -> Query:
    """Return the parts as wanted together; digits in groups of three, 84 000, are one number."""
    whole = _flat(Together, parts)
    if not isinstance(whole, Together):
        return whole
    joined: list[Query] = []
    for part in whole.queries:
        before = joined[-1] if joined else None
        if isinstance(before, Word) and isinstance(part, Word) and number_readings(f"{before.text} {part.text}"):
            joined[-1] = Word(f"{before.text} {part.text}")
        else:
            joined.append(part)
    return _flat(Together, joined)


def _flat(kind: type[Or] | type[And] | type[Together], parts: list[Query]) -> Query:
    """Return the parts under one node: none within its like, none empty, none around a single part."""
    flat: list[Query] = []
    for part in parts:
        if isinstance(part, kind):
            flat += part.queries
        elif not isinstance(part, Empty):
            flat.append(part)
    if not flat:
        return Empty()
    return flat[0] if len(flat) == 1 else kind(tuple(flat))
