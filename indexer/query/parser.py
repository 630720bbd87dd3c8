"""User text to a query: pure, bounded, and without a way to fail.

any    = every  { OR every }
every  = together { AND together }
together = one { one }
one    = [NOT | -] ( "(" any ")" | field: one | "words" | prefix* | word | date:... )
"""

from dataclasses import dataclass

from indexer.query.lexer import FieldMark, Lexeme, Lexer, Mark, is_leaf
from indexer.query.syntax import WHOLE_FIELDS, And, Dates, Empty, Field, Not, Or, Prefix, Query, Together, Word

MAX_DEPTH = 20
MAX_CLAUSES = 64


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text was understood to ask, and what of it was not understood."""

    query: Query
    warnings: tuple[str, ...]


def parse(text: str) -> Parsed:
    """Return the query that a text means; what it cannot mean is searched as plain words, and a warning says so."""
    lexer = Lexer(text)
    warnings = list(lexer.warnings)
    lexemes = _within_clauses(_balanced(lexer.lexemes, warnings), warnings)
    operators = [lexeme for lexeme in lexemes if lexeme in (Mark.AND, Mark.OR, Mark.NOT)]
    if operators and len(operators) == len(lexemes):
        warnings.append("AND, OR and NOT join words; alone they are searched as plain words.")
        lexemes = [Word(operator.name.lower()) for operator in operators if isinstance(operator, Mark)]
    query = _Parser(lexemes, warnings).parse()
    return Parsed(query, tuple(dict.fromkeys(warnings)))


def _balanced(lexemes: list[Lexeme], warnings: list[str]) -> list[Lexeme]:
    """Return the lexemes without parentheses that have no partner or stand too deep."""
    dropped: set[int] = set()
    opened: list[int] = []
    too_deep = False
    for place, lexeme in enumerate(lexemes):
        if lexeme is Mark.OPEN:
            opened.append(place)
        elif lexeme is Mark.CLOSE and not opened:
            dropped.add(place)
        elif lexeme is Mark.CLOSE:
            start = opened.pop()
            if len(opened) >= MAX_DEPTH:
                too_deep = True
                dropped |= {start, place}
    if (dropped and not too_deep) or opened:
        warnings.append("A parenthesis has no partner and was left out.")
    if too_deep:
        warnings.append(f"Parentheses more than {MAX_DEPTH} deep were left out.")
    dropped.update(opened)
    return [lexeme for place, lexeme in enumerate(lexemes) if place not in dropped]


def _within_clauses(lexemes: list[Lexeme], warnings: list[str]) -> list[Lexeme]:
    if sum(map(is_leaf, lexemes)) <= MAX_CLAUSES:
        return lexemes
    warnings.append(f"Only the first {MAX_CLAUSES} words and phrases of the query were searched.")
    kept, leaves = [], 0
    for lexeme in lexemes:
        leaves += is_leaf(lexeme)
        fits = leaves <= MAX_CLAUSES if is_leaf(lexeme) else leaves < MAX_CLAUSES
        if fits or isinstance(lexeme, Mark):
            kept.append(lexeme)
    return kept


class _Parser:
    """Recursive descent over lexemes whose parentheses are balanced and at most `MAX_DEPTH` deep."""

    def __init__(self, lexemes: list[Lexeme], warnings: list[str]) -> None:
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
                self._warnings.append(f"“{mark.name}” stands without words on both sides and was left out.")
            parts.append(parts_after)
        return _flat(kind, parts)

    def _every(self) -> Query:
        return self._joined(Mark.AND, And)

    def _together(self) -> Query:
        parts = []
        while self._peek() not in (None, Mark.CLOSE, Mark.AND, Mark.OR):
            parts.append(self._one())
        return _flat(Together, parts)

    def _one(self) -> Query:
        negated = False
        while self._peek() is Mark.NOT:
            negated = not negated
            self._at += 1
        if self._peek() in (None, Mark.CLOSE, Mark.AND, Mark.OR):
            self._warnings.append("“NOT” stands before nothing and was left out.")
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
        following = self._peek()
        if following is None or (isinstance(following, Mark) and following is not Mark.OPEN):
            return Word(name)
        query = self._operand()
        if name in WHOLE_FIELDS and isinstance(query, Prefix):
            self._warnings.append(f"“{name}:” takes a whole value; “{query}” is searched without its *.")
            query = Word(query.text)
        return query if isinstance(query, Field | Dates | Empty) else Field(name, query)


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
