"""The query language as it is told to readers: sections with examples, and the limits of what is searched."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from indexer.clauses import MAX_EXPANSIONS
from indexer.query import MAX_CHARACTERS, MAX_CLAUSES, MIN_PREFIX
from indexer.query.parser import MAX_DEPTH, MAX_MISSPELT
from indexer.query.syntax import MAX_WITHIN
from indexer.tables import shipped_table

BEYOND_LIMITS = "Where one of the others is met, the rest is searched and a note says so."
"""What is said below the limits."""

_FACTS = {
    "title": "title",
    "speaker": "said by",
    "publisher": "published by",
    "published": "published",
    "countries": "about",
    "topics": "topic",
    "type": "kind",
    "role": "role",
}
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
    facts: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the query language: what one types, what that means in one line, and more of it in Markdown.

    Of Markdown, `paragraphs` have no more than `code` and *emphasis*.
    """

    name: str
    title: str
    syntax: str
    means: str
    paragraphs: tuple[str, ...]
    examples: tuple[Example, ...]


@cache
def sections() -> tuple[Section, ...]:
    """Return the sections of the language, in the order in which they are told."""
    return tuple(map(_section, shipped_table("indexer", "query", "language.toml")["section"]))


def limits() -> tuple[str, ...]:
    """Return the limits of what is searched, a sentence for each; a note says where one is met."""
    return (
        f"A query has at most {MAX_CHARACTERS:,} characters; a longer one is refused.",
        f"It holds at most {MAX_CLAUSES} words and phrases.",
        f"Parentheses stand at most {MAX_DEPTH} deep.",
        f"A star follows {MIN_PREFIX} letters or more; it stands for the first {MAX_EXPANSIONS:,} words that begin so.",
        f"At most {MAX_MISSPELT} words have a tilde.",
        f"Between words near each other stand at most {MAX_WITHIN} others.",
    )


def _section(table: Mapping[str, Any]) -> Section:
    return Section(
        name=table["name"],
        title=table["title"],
        syntax=table["syntax"],
        means=table["means"],
        paragraphs=tuple(" ".join(each.split("\n")) for each in table["text"].strip().split("\n\n")),
        examples=tuple(_example(each) for each in table["case"] if each.get("shown")),
    )


def _example(case: Mapping[str, Any]) -> Example:
    return Example(
        query=case["query"],
        text=case["text"],
        language=case.get("language", "en"),
        found=case.get("found", True),
        marked=tuple(_spans(case["text"], case.get("marked", ()))),
        before=case.get("before", ""),
        facts=tuple(f"{told}: {_listed(case[name])}" for name, told in _FACTS.items() if name in case),
        why=case.get("why", ""),
    )


def _spans(text: str, marked: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where the marked parts stand, each behind the last."""
    end = 0
    for part in marked:
        start = text.index(part, end)
        end = start + len(part)
        yield start, end


def _listed(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)
