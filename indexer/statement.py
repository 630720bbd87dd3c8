"""A statement as it went on record: frozen dataclasses, and their JSON both ways."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

Json = dict[str, Any]


class Role(StrEnum):
    """What a paragraph is on its page."""

    TITLE = "title"
    INTRO = "intro"
    BODY = "body"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    BLOCK_QUOTE = "block_quote"
    PULL_QUOTE = "pull_quote"
    DUPLICATE = "duplicate"
    ATTRIBUTION = "attribution"
    CAPTION = "caption"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of a statement.

    `number` counts from 1 in page order. `repeats` holds the numbers of the paragraphs whose words
    this one shows again; `attributes` is the number of the paragraph whose speaker it names.
    `language` is set only where it differs from the statement's.
    """

    number: int
    role: Role
    text: str
    speaker: str | None = None
    speaker_title: str | None = None
    evidence: str | None = None
    quoted: bool = False
    emphasised: bool = False
    repeats: tuple[int, ...] = ()
    attributes: int | None = None
    credit: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The same statement in another language, elsewhere."""

    language: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acronym:
    """A short form that the statement itself spells out."""

    short: str
    long: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where on its page the value of a field of the statement was read: in “JSON-LD”, in the “dateline”."""

    field: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What identifies a statement in a list of results.

    `published` is an ISO 8601 date, or only its year or month; `language` a BCP 47 tag; `source`
    the path of the file inside its source.
    """

    id: str
    title: str
    url: str | None = None
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    type: str | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Summary):
    """A whole statement; its paragraphs stand in page order, numbered from 1.

    `index_number` is the one under which its publisher files it.
    """

    updated: str | None = None
    index_number: str | None = None
    translations: tuple[Translation, ...] = ()
    acronyms: tuple[Acronym, ...] = ()
    origins: tuple[Origin, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    warnings: tuple[str, ...] = ()

    def summary(self) -> Summary:
        """Return the statement without its text."""
        return Summary(**{field.name: getattr(self, field.name) for field in dataclasses.fields(Summary)})


_PLAIN = frozenset({str, int, float, bool})
"""Types of most values, which are what they are in JSON."""


def statement_to_json(statement: Statement) -> Json:
    """Return the statement as the JSON object of the contract, keys in their documented order."""
    fields = to_json(statement)
    order = (
        "id",
        "title",
        "url",
        "published",
        "updated",
        "language",
        "publisher",
        "type",
        "index_number",
        "countries",
        "topics",
        "translations",
        "acronyms",
        "origins",
        "source",
        "paragraphs",
        "warnings",
    )
    return {name: fields[name] for name in order}


def to_json(record: Any) -> Json:  # noqa: ANN401 - any of this package's dataclasses
    """Return a dataclass as JSON types: its fields in order, tuples as lists."""
    return {name: _plain(getattr(record, name)) for name in _names(record.__class__)}


def statement_from_json(record: Mapping[str, Any]) -> Statement:
    """Return the statement that `statement_to_json` wrote.

    The record is trusted to have that form; text from elsewhere goes through `indexer.sources`.
    """
    known = {field.name for field in dataclasses.fields(Statement)}
    values = {name: _frozen(value) for name, value in record.items() if name in known}
    values["translations"] = tuple(Translation(**each) for each in record.get("translations", ()))
    values["acronyms"] = tuple(Acronym(**each) for each in record.get("acronyms", ()))
    values["origins"] = tuple(Origin(**each) for each in record.get("origins", ()))
    values["paragraphs"] = tuple(paragraph_from_json(each) for each in record.get("paragraphs", ()))
    return Statement(**values)


def paragraph_from_json(record: Mapping[str, Any]) -> Paragraph:
    """Return the paragraph that `to_json` wrote."""
    return Paragraph(
        **{name: _frozen(value) for name, value in record.items() if name != "role"}, role=Role(record["role"])
    )


def pack(record: Json) -> bytes:
    """Return a record, at any depth, as JSON without what most do not tell: it is read back all the same."""
    return json.dumps(_told(record), ensure_ascii=False, separators=(",", ":")).encode()


def _told(record: Json) -> Json:
    told = {name: value for name, value in record.items() if value is not None and value is not False and value != []}
    for name, value in told.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            told[name] = [_told(each) for each in value]
    return told


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a dataclass
    return tuple(field.name for field in dataclasses.fields(kind))


def _plain(value: Any) -> Any:  # noqa: ANN401
    # Every value of every paragraph goes through here: the most frequent kinds are told first, by their exact type.
    kind = type(value)
    if value is None or kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [_plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return to_json(value) if dataclasses.is_dataclass(value) else value


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(value) if isinstance(value, list) else value
