"""Queries made from a query: parts of it, without one, with leaves replaced."""

from collections.abc import Mapping

from indexer.query.syntax import And, Dates, Empty, Field, Leaf, Not, Or, Query, Together


def parts_of(query: Query) -> tuple[Query, ...]:
    """Return the queries that all must hold."""
    if isinstance(query, Together | And):
        return query.queries
    return () if isinstance(query, Empty) else (query,)


def joined(query: Query, parts: tuple[Query, ...]) -> Query:
    """Return the query of these parts, as firmly together as those of the query they come from."""
    if not parts:
        return Empty()
    if len(parts) == 1:
        return parts[0]
    return And(parts) if isinstance(query, And) else Together(parts)


def without(query: Query, part: Query) -> Query:
    """Return the query without one of its parts."""
    return joined(query, tuple(each for each in parts_of(query) if each != part))


def positive_leaves(query: Query) -> tuple[Leaf, ...]:
    """Return the leaves that are looked for in the text, in order: not in a field and not negated."""
    match query:
        case Together() | And() | Or():
            return tuple(leaf for each in query.queries for leaf in positive_leaves(each))
        case Empty() | Dates() | Field() | Not():
            return ()
        case _:
            return (query,)


def replaced(query: Query, others: Mapping[Leaf, Leaf]) -> Query:
    """Return the query with leaves of its text replaced."""
    match query:
        case Together() | And() | Or():
            return type(query)(tuple(replaced(each, others) for each in query.queries))
        case Empty() | Dates() | Field() | Not():
            return query
        case _:
            return others.get(query, query)
