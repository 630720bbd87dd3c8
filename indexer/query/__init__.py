"""User text -> (query, warnings): pure, bounded, never raising on user text."""

from indexer.query.lexer import MAX_CHARACTERS, MIN_PREFIX
from indexer.query.parser import MAX_CLAUSES, MAX_DEPTH, Parsed, parse
from indexer.query.syntax import (
    FIELDS,
    And,
    Dates,
    Empty,
    Field,
    Leaf,
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

__all__ = [
    "FIELDS",
    "MAX_CHARACTERS",
    "MAX_CLAUSES",
    "MAX_DEPTH",
    "MIN_PREFIX",
    "And",
    "Dates",
    "Empty",
    "Field",
    "Leaf",
    "Misspelt",
    "Near",
    "Not",
    "Or",
    "Parsed",
    "Phrase",
    "Prefix",
    "Query",
    "Together",
    "Word",
    "parse",
]
