"""Whether a query still makes sense: what of it is not understood, and what of it the archive has no longer."""

from collections.abc import Iterator

from indexer.bounds import read
from indexer.messages import Message, say
from indexer.query import And, Dates, Empty, Field, Leaf, Not, Or, Query, Together
from indexer.search import Archive
from indexer.wording import part_in_words

MOST_PARTS = 32
"""Parts of a query that are looked at, each by a search."""


def parts_found(archive: Archive, query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the parts of a query that find something by themselves, and those that find nothing.

    :raise ParameterError: if the query is more than is searched.
    """
    parts = list(dict.fromkeys(_parts(read(query).query)))[:MOST_PARTS]
    counts = {str(part): archive.search(str(part), limit=1).total.statements for part in parts}
    found = tuple(each for each, number in counts.items() if number)
    return found, tuple(each for each in counts if each not in found)


def concerns(archive: Archive, query: str, *, known: tuple[str, ...] = (), is_checked: bool) -> tuple[str, ...]:
    """Return why a query may not do what was meant by it.

    `known` are parts that once found something. Where the query is checked, when it is saved or on demand, also parts
    that the archive never had are told: a watch may wait for what was never said, and need not say so every day.

    :raise ParameterError: if the query is more than is searched.
    """
    page = archive.search(query, limit=1)
    told: list[str] = [each for each in page.warnings if each != archive.note]
    if read(query).query == Empty():
        return tuple(told)
    _, missing = parts_found(archive, query)
    told += [_lost(part) if part in known else _never(part) for part in missing if part in known or is_checked]
    if is_checked and not page.total.statements:
        told.append(say("Nothing on record has all of this yet."))
        if page.suggestion is not None:
            told.append(say("Did you mean %(query)s?", query=page.suggestion))
    return tuple(dict.fromkeys(told))


def _lost(part: str) -> Message:
    return say("Once found, and now nowhere in the archive: %(part)s.", part=_in_words(part))


def _never(part: str) -> Message:
    return say("Nowhere in the archive yet: %(part)s.", part=_in_words(part))


def _in_words(part: str) -> str:
    parsed = read(part).query
    return part_in_words(parsed) if isinstance(parsed, Field | Dates) else part


def _parts(query: Query) -> Iterator[Query]:
    """Yield the words, phrases and fields that a query asks for; what it leaves out may well be nowhere."""
    match query:
        case Together() | And() | Or():
            for each in query.queries:
                yield from _parts(each)
        case Field():
            yield query
        case Empty() | Dates() | Not():
            return
        case _ if isinstance(query, Leaf):
            yield query
