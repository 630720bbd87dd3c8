"""Searches held to a part of the archive: by filters that are given beside the query, not typed into it.

The two are joined as parsed queries, never as texts: `a OR b` held to `lang:en` asks for either word, in English only.
"""

from collections.abc import Iterator

from indexer.bounds import read
from indexer.errors import ParameterError
from indexer.messages import say
from indexer.query import (
    MAX_CHARACTERS,
    MAX_CLAUSES,
    MAX_DEPTH,
    And,
    Dates,
    Empty,
    Field,
    Not,
    Or,
    Query,
    Together,
    parse,
)
from indexer.query.rewriting import joined, parts_of

EXAMPLE = 'publisher:"Example Organisation" lang:en date:2020..2024'


def held(query: str, filters: str) -> str:
    """Return the query that finds what a query finds and filters let through; without filters, the query as it is.

    Filters are fields and dates, also behind NOT or -, joined by AND and OR, and in parentheses.

    :raise ParameterError: if the filters are anything else, or the query, or both together, more than a query may be.
    """
    if not filters.strip():
        return query
    asked = read(query).query
    both = joined(asked, (*parts_of(asked), *_conditions(_read(filters))))
    text = str(both)
    if len(text) > MAX_CHARACTERS or parse(text).query != both:
        raise ParameterError(
            say("The query and its filters “%(filters)s” are too much for one query.", filters=filters[:200]),
            say(
                "Together they can have %(characters)s characters, %(clauses)s words, phrases and dates, "
                "and parentheses %(depth)s deep.",
                characters=MAX_CHARACTERS,
                clauses=MAX_CLAUSES,
                depth=MAX_DEPTH,
            ),
        )
    return text


def _read(filters: str) -> Query:
    parsed = parse(filters)
    stray = next(_strays(parsed.query), None)
    if stray is None and parsed.query != Empty() and not parsed.warnings:
        return parsed.query
    told = filters[:200]
    raise ParameterError(
        say("filters is “%(filters)s”, which cannot be understood.", filters=told)
        if stray is None
        else say("filters is “%(filters)s”; “%(words)s” is neither a field nor dates.", filters=told, words=str(stray)),
        parsed.warnings[0] if parsed.warnings else say("It can be fields and dates: %(example)s.", example=EXAMPLE),
    )


def _strays(query: Query) -> Iterator[Query]:
    """Yield what in filters looks for words in the text."""
    match query:
        case Field() | Dates() | Empty():
            return
        case Not():
            yield from _strays(query.query)
        case Together() | And() | Or():
            for each in query.queries:
                yield from _strays(each)
        case _:
            yield query


def _conditions(query: Query) -> Iterator[Query]:
    """Yield what must hold, each by itself: filters are firm, however they are joined."""
    for part in parts_of(query):
        if isinstance(part, Together | And):
            yield from _conditions(part)
        else:
            yield part
