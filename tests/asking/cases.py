"""The cases of the query language, and the statement that each is asked of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indexer.statement import Paragraph, Role, Statement
from indexer.tables import shipped_table

DEFAULT_LANGUAGE = "en"
DEFAULT_TITLE = "Statement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A query and a paragraph: whether it is found, and what of it is marked.

    `before`, where there is any, is a paragraph of the same statement that stands in front.
    """

    id: str
    query: str
    text: str
    marked: tuple[str, ...] = ()
    found: bool = True
    shown: bool = False
    why: str = ""
    before: str = ""
    language: str = DEFAULT_LANGUAGE
    title: str = DEFAULT_TITLE
    speaker: str | None = None
    publisher: str | None = None
    published: str | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    type: str | None = None
    role: Role = Role.BODY

    @property
    def number(self) -> int:
        """Return the number of the paragraph that is asked for."""
        return 2 if self.before else 1

    def statement(self) -> Statement:
        """Return the case's statement: nothing but the paragraph, and the one in front."""
        paragraphs = [Paragraph(number=self.number, role=self.role, text=self.text, speaker=self.speaker)]
        if self.before:
            paragraphs.insert(0, Paragraph(number=1, role=Role.BODY, text=self.before))
        return Statement(
            id=self.id,
            title=self.title,
            language=self.language,
            publisher=self.publisher,
            published=self.published,
            countries=self.countries,
            topics=self.topics,
            type=self.type,
            paragraphs=tuple(paragraphs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the query language, as it is told to readers."""

    name: str
    title: str
    syntax: str
    means: str
    text: str
    cases: tuple[Case, ...]


def sections() -> tuple[Section, ...]:
    """Return the sections of the table, in its order."""
    return tuple(map(_section, shipped_table("indexer", "query", "language.toml")["section"]))


def all_cases() -> tuple[Case, ...]:
    """Return the cases of all sections, in order."""
    return tuple(case for section in sections() for case in section.cases)


def _section(table: Mapping[str, Any]) -> Section:
    cases = tuple(_case(f"{table['name']}-{place:02}", each) for place, each in enumerate(table["case"], 1))
    return Section(**{name: value for name, value in table.items() if name != "case"}, cases=cases)


def _case(identity: str, table: Mapping[str, Any]) -> Case:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    return Case(id=identity, **values | {"role": Role(table.get("role", Role.BODY))})
