"""Queries made from queries: narrowed to a value of a facet, and widened again.

Works on the parsed query, never on its text, so that a narrowed query means what it says whatever was typed.
"""

from dataclasses import dataclass

from indexer.analysis import fold
from indexer.query import MAX_CHARACTERS, Dates, Field, Phrase, Query, Word, parse
from indexer.query.rewriting import joined, parts_of, without
from indexer.search import FACET_FIELDS

_QUOTES = str.maketrans(dict.fromkeys('"“”„‟«»「」『』＂″〝〞', " "))


@dataclass(frozen=True, slots=True)
class Filter:
    """A field or dates that a query is held to, and the query that goes without it."""

    label: str
    rest: str


def narrowed(query: Query, facet: str, value: str) -> str | None:
    """Return the query held to a value of a facet, or None where no query can say that."""
    wanted = _part(facet, value)
    text = str(joined(query, (*parts_of(query), wanted)))
    return text if wanted in parts_of(parse(text).query) and len(text) <= MAX_CHARACTERS else None


def widened(query: Query, facet: str, value: str) -> str | None:
    """Return the query without its hold to a value of a facet, or None where it has none."""
    parts = parts_of(query)
    kept = tuple(part for part in parts if not _holds_to(part, facet, value))
    return str(joined(query, kept)) if len(kept) < len(parts) else None


def dated(query: Query, first: str, last: str) -> str | None:
    """Return the query held to dates from one to another instead of its own, or None where no query can say that."""
    wanted = Dates("date", first, last)
    parts = (*(part for part in parts_of(query) if not isinstance(part, Dates)), wanted)
    text = str(joined(query, parts))
    return text if wanted in parts_of(parse(text).query) and len(text) <= MAX_CHARACTERS else None


def filters(query: Query) -> tuple[Filter, ...]:
    """Return the fields and dates that the query is held to, each with the query that goes without it."""
    return tuple(
        Filter(str(part), str(without(query, part))) for part in parts_of(query) if isinstance(part, Field | Dates)
    )


def _part(facet: str, value: str) -> Query:
    if facet in {"year", "month"}:
        return Dates("date", value, value)
    return Field(FACET_FIELDS[facet], Phrase(" ".join(value.translate(_QUOTES).split())))


def _holds_to(part: Query, facet: str, value: str) -> bool:
    wanted = _part(facet, value)
    match part, wanted:
        case Field(name, Word(text) | Phrase(text)), Field(wanted_name, Phrase(wanted_text)):
            return name == wanted_name and fold(text) == fold(wanted_text)
        case _:
            return part == wanted
