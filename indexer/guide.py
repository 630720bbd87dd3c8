"""The query language as it is told to readers: sections with examples, and the limits of what is searched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from indexer.bounds import MAX_LIMIT, MAX_PARAGRAPHS, MAX_SHOWN, MAX_WINDOW
from indexer.clauses import MAX_EXPANSIONS
from indexer.highlight import MAX_MARKED
from indexer.messages import Message, say
from indexer.query import MAX_CHARACTERS, MAX_CLAUSES, MAX_DEPTH, MIN_PREFIX
from indexer.query.lexer import MOST_LETTERS
from indexer.query.parser import MAX_MISSPELT, MAX_PREFIXES
from indexer.query.syntax import MAX_WITHIN
from indexer.settings import QUERY_SECONDS
from indexer.tables import shipped_table

BEYOND_LIMITS = say(
    "A star before or within a word and regular expressions stand for nothing: "
    "the rest is searched as plain words, and a note says so."
)
"""What is said below the limits."""

_REFUSED = say("refused")
_FIRST = say("the first of the alphabet are searched, and a note says so")
_UNSTARRED = say("it is searched without its star, and a note says so")
_NOTED = say("the rest is searched, and a note says so")

_FACTS = MappingProxyType(
    {
        # Translators: a fact of an example, before its value: “title: Prison conditions”
        "title": say("title"),
        # Translators: who says the example: “said by: Ana Example”
        "speaker": say("said by"),
        # Translators: who published the example: “published by: Example Group”
        "publisher": say("published by"),
        # Translators: when the example was published: “published: 2024-03-05”
        "published": say("published"),
        # Translators: the countries that the example is about: “about: Spain”
        "countries": say("about"),
        # Translators: the topic of the example: “topic: asylum”
        "topics": say("topic"),
        # Translators: the kind of statement: “kind: press release”
        "type": say("kind"),
        # Translators: what the paragraph is on its page: “role: caption”
        "role": say("role"),
    }
)
"""Facts of an example that its reader must know, in words, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A query and a paragraph: whether it is found, and what of it is marked.

    `marked` are half-open spans of code points; `before` is the paragraph in front, where there is one. `facts` tell
    what is known of the paragraph besides its text.
    """

    query: str
    text: str
    language: str
    found: bool
    marked: tuple[tuple[int, int], ...]
    before: str
    facts: tuple[Message, ...]
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the query language: what one types, what that means in one line, and more of it in Markdown.

    Of Markdown, `paragraphs` have no more than `code` and *emphasis*.
    """

    name: str
    title: Message
    syntax: str
    means: Message
    paragraphs: tuple[Message, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """What is limited, how much of it there may be, and what becomes of what goes beyond."""

    what: Message
    most: int
    beyond: Message


@cache
def sections() -> tuple[Section, ...]:
    """Return the sections of the language, in the order in which they are told."""
    return tuple(map(_section, shipped_table("indexer", "query", "language.toml")["section"]))


def limits() -> tuple[Limit, ...]:
    """Return the limits of what is asked and searched."""
    return (
        Limit(say("Characters of a query"), MAX_CHARACTERS, _REFUSED),
        Limit(say("Words, phrases and dates in it"), MAX_CLAUSES, _REFUSED),
        Limit(say("Parentheses within each other"), MAX_DEPTH, _REFUSED),
        Limit(say("Seconds of a processor’s time that it may take"), QUERY_SECONDS, _REFUSED),
        Limit(say("Hits on a page"), MAX_LIMIT, _REFUSED),
        Limit(say("Paragraphs with each statement"), MAX_PARAGRAPHS, _REFUSED),
        Limit(say("Paragraphs on a page"), MAX_SHOWN, _REFUSED),
        Limit(say("Hits that can be paged through"), MAX_WINDOW, _REFUSED),
        Limit(say("Letters before a star, at least"), MIN_PREFIX, _UNSTARRED),
        Limit(say("Words with a star"), MAX_PREFIXES, _NOTED),
        Limit(say("Words that a star stands for"), MAX_EXPANSIONS, _FIRST),
        Limit(say("Words with a tilde"), MAX_MISSPELT, _NOTED),
        Limit(say("Letters in which a misspelling differs"), MOST_LETTERS, _NOTED),
        Limit(say("Words between words near each other"), MAX_WITHIN, _NOTED),
        Limit(say("Characters of a text in which words are marked"), MAX_MARKED, say("the rest stands unmarked")),
    )


def _section(table: Mapping[str, Any]) -> Section:
    return Section(
        name=table["name"],
        title=_sentence(table, "title"),
        syntax=table["syntax"],
        means=_sentence(table, "means"),
        paragraphs=tuple(map(say, _paragraphs(table["text"]))),
        examples=tuple(_example(each) for each in table["case"] if each.get("shown")),
    )


def _sentence(table: Mapping[str, Any], key: str) -> Message:
    """Return a sentence of the table, empty where it has none; catalogues take it from there."""
    return say(table.get(key, ""))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, each on one line."""
    for each in text.strip().split("\n\n"):
        yield " ".join(each.split("\n"))


def _example(case: Mapping[str, Any]) -> Example:
    return Example(
        query=case["query"],
        text=case["text"],
        language=case.get("language", "en"),
        found=case.get("found", True),
        marked=tuple(_spans(case["text"], case.get("marked", ()))),
        before=case.get("before", ""),
        facts=tuple(_fact(told, case[name]) for name, told in _FACTS.items() if name in case),
        why=_sentence(case, "why"),
    )


def _spans(text: str, marked: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the marked parts stand, each behind the last."""
    end = 0
    for part in marked:
        start = text.index(part, end)
        end = start + len(part)
        yield start, end


def _fact(told: Message, value: str | Sequence[str]) -> Message:
    # Translators: a fact of an example and its value: “title: Prison conditions”
    return say("%(fact)s: %(value)s", fact=told, value=value if isinstance(value, str) else ", ".join(value))
