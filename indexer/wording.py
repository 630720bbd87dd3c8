"""A query in words: what was understood, as one sentence can say it."""

from calendar import month_name
from collections.abc import Iterator

from indexer.language import language_code, language_name
from indexer.query import And, Dates, Empty, Field, Not, Phrase, Query, Together, Word
from indexer.query.rewriting import joined, parts_of

_FIELDS = {
    "title": "with {} in the title",
    "speaker": "said by {}",
    "publisher": "published by {}",
    "country": "about {}",
    "topic": "on the topic {}",
    "type": "of the kind {}",
    "role": "in paragraphs of the role {}",
    "id": "in the statement {}",
}


def in_words(query: Query) -> str:
    """Return a query as a person would say it: migrants AND (asylum OR refuge*), in Spanish statements."""
    words, filters = _apart(query)
    return ", ".join(filter(None, (str(words) or _everything(query), *map(_said, filters))))


def part_in_words(part: Query) -> str:
    """Return a part of a query as a person would say it."""
    return _said(part) if _is_filter(part) else str(part)


def _apart(query: Query) -> tuple[Query, list[Query]]:
    """Return the words of a query, and the fields and dates that they are held to."""
    if _is_filter(query):
        return Empty(), [query]
    if not isinstance(query, And | Together):
        return query, []
    parts = [_apart(part) for part in parts_of(query)]
    words = tuple(sought for sought, _ in parts if not isinstance(sought, Empty))
    return joined(query, words), [each for _, filters in parts for each in filters]


def _everything(query: Query) -> str:
    return "" if isinstance(query, Empty) else "all paragraphs"


def _is_filter(part: Query) -> bool:
    match part:
        case Dates():
            return True
        case Field():
            return isinstance(part.query, Word | Phrase)
        case Not():
            return _is_filter(part.query)
        case _:
            return False


def _said(part: Query) -> str:
    match part:
        case Not():
            return f"not {_said(part.query)}"
        case Dates():
            return _dates(part)
        case Field(name="lang", query=Word(text) | Phrase(text)):
            return f"in {language_name(language_code(text) or text) or text} statements"
        case Field(query=Word(text) | Phrase(text)):
            return _FIELDS[part.name].format(text if isinstance(part.query, Word) else part.query)
        case _:
            return str(part)


def _dates(dates: Dates) -> str:
    first, last = _date(dates.first), _date(dates.last)
    if dates.name != "date":
        return f"published {dates.name} {first or last}"
    if dates.first == dates.last:
        return f"published {'on' if dates.first.count('-') == 2 else 'in'} {first}"
    return " ".join(filter(None, ("published", *_ends(first, last))))


def _ends(first: str, last: str) -> Iterator[str]:
    if first:
        yield f"from {first}"
    if last:
        yield f"{'to' if first else 'up to'} {last}"


def _date(iso: str) -> str:
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = month_name[int(rest[0])]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"
