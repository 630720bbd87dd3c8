"""Queries made from queries: narrowed to a value of a facet, widened again, or asking for less.

Works on the parsed query, never on its text, so that a narrowed query means what it says whatever was typed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.analysis import fold, surface_words
from indexer.query import And, Dates, Empty, Field, Phrase, Query, Together, Word, parse
from indexer.query.lexer import MAX_CHARACTERS
from indexer.search import FACET_FIELDS

_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»「」『』＂″〝〞', " "))


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another query to try, and what it does in words."""

    label: str
    query: str


def narrowed(query: Query, facet: str, value: str) -> str | None:
    """Return the query held to a value of a facet, or None where no query can say that."""
    wanted = _part(facet, value)
    text = _text(query, [*_parts(query), wanted])
    return text if wanted in _parts(parse(text).query) and len(text) <= MAX_CHARACTERS else None


def widened(query: Query, facet: str, value: str) -> str | None:
    """Return the query without its hold to a value of a facet, or None where it has none."""
    parts = _parts(query)
    kept = [part for part in parts if not _holds_to(part, facet, value)]
    return _text(query, kept) if len(kept) < len(parts) else None


def filters(query: Query) -> tuple[Alternative, ...]:
    """Return the fields and dates that the query is held to, each with the query that goes without it."""
    parts = _parts(query)
    return tuple(
        Alternative(str(part), _text(query, [other for other in parts if other != part]))
        for part in parts
        if isinstance(part, Field | Dates)
    )


def alternatives(query: Query) -> tuple[Alternative, ...]:
    """Return queries that ask for less, for a query that found nothing."""
    parts = _parts(query)
    found = []
    if any(isinstance(part, Phrase) for part in parts):
        loose = [each for part in parts for each in _loosened(part)]
        found.append(Alternative("the same words, not as an exact phrase", _text(query, loose)))
    if len(parts) > 1:
        found += [Alternative(f"without {each.label}", each.query) for each in filters(query)]
    return tuple(found)


def _parts(query: Query) -> tuple[Query, ...]:
    """Return the queries that all must hold."""
    if isinstance(query, Together | And):
        return query.queries
    return () if isinstance(query, Empty) else (query,)


def _text(query: Query, parts: Sequence[Query]) -> str:
    """Return the query of these parts, as firmly together as those of the query they come from."""
    if len(parts) == 1:
        return str(parts[0])
    return str(And(tuple(parts)) if isinstance(query, And) else Together(tuple(parts)))


def _part(facet: str, value: str) -> Query:
    if facet == "year":
        return Dates("date", value, value)
    return Field(FACET_FIELDS[facet], Phrase(" ".join(value.translate(_QUOTES).split())))


def _holds_to(part: Query, facet: str, value: str) -> bool:
    wanted = _part(facet, value)
    match part, wanted:
        case Field(name, Word(text) | Phrase(text)), Field(wanted_name, Phrase(wanted_text)):
            return name == wanted_name and fold(text) == fold(wanted_text)
        case _:
            return part == wanted


def _loosened(part: Query) -> list[Query]:
    if not isinstance(part, Phrase):
        return [part]
    # In small letters, lest a word of the phrase be taken for an operator.
    return [Word(word.lower()) for word in surface_words(part.text)]
