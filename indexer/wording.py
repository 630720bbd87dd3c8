"""A query in words: what was understood, as one sentence can say it."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from types import MappingProxyType

from indexer.language import language_code, language_name
from indexer.messages import DateInWords, LanguageInWords, Message, say
from indexer.query import And, Dates, Empty, Field, Not, Phrase, Query, Together, Word
from indexer.query.rewriting import joined, parts_of

_FIELDS: Mapping[str, Callable[[str], Message]] = MappingProxyType(
    {
        # Translators: these are parts of a list: asylum, with camp in the title, said by Piquer
        "title": lambda words: say("with %(words)s in the title", words=words),
        "speaker": lambda name: say("said by %(name)s", name=name),
        "publisher": lambda name: say("published by %(name)s", name=name),
        "country": lambda name: say("about %(country)s", country=name),
        "topic": lambda name: say("on the topic %(topic)s", topic=name),
        "type": lambda name: say("of the kind %(kind)s", kind=name),
        "role": lambda name: say("in paragraphs of the role %(role)s", role=name),
        "id": lambda name: say("in the statement %(identity)s", identity=name),
    }
)


def in_words(query: Query) -> str:
    """Return a query as a person would say it: migrants AND (asylum OR refuge*), in Spanish statements."""
    words, filters = _apart(query)
    return listed(filter(None, (str(words) or _everything(query), *map(_said, filters))))


def part_in_words(part: Query) -> str:
    """Return a part of a query as a person would say it."""
    return _said(part) if _is_filter(part) else str(part)


def listed(parts: Iterable[str]) -> str:
    """Return parts one after the other; an empty text where there are none."""
    told = list(parts)
    # Translators: parts of what was searched for, as a list: asylum, in Spanish statements
    return reduce(lambda before, after: say("%(before)s, %(after)s", before=before, after=after), told) if told else ""


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
    return "" if isinstance(query, Empty) else say("all paragraphs")


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
            # Translators: before one of the parts below: not in Spanish statements
            return say("not %(filter)s", filter=_said(part.query))
        case Dates():
            return _dates(part)
        case Field(name="lang", query=Word(text) | Phrase(text)):
            return say("in %(language)s statements", language=_language(text))
        case Field(query=Word(text) | Phrase(text)):
            return _FIELDS[part.name](text if isinstance(part.query, Word) else str(part.query))
        case _:
            return str(part)


def _language(text: str) -> str:
    code = language_code(text) or text
    name = language_name(code)
    return text if name is None else LanguageInWords(name, code)


def _dates(dates: Dates) -> Message:
    first, last = dates.first and DateInWords(dates.first), dates.last and DateInWords(dates.last)
    match dates.name:
        case "before":
            return say("published before %(date)s", date=last)
        case "after":
            return say("published after %(date)s", date=first)
        case _ if first and last and first != last:
            return say("published from %(first)s to %(last)s", first=first, last=last)
        case _ if first != last:
            return say("published from %(date)s", date=first) if first else say("published up to %(date)s", date=last)
        case _ if dates.first.count("-") == 2:
            return say("published on %(date)s", date=first)
        case _:
            return say("published in %(date)s", date=first)
