"""A statement as the documents that OpenSearch keeps of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.engines.gathering.records import paragraph_record, statement_record
from indexer.engines.opensearch import schema
from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS, STATEMENT_FIELDS, IndexedParagraph, IndexedStatement
from indexer.statement import Statement

_HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its name in the index, the statement's key that it is routed by, and its fields."""

    name: str
    routing: str
    fields: Mapping[str, Any]


def key(identity: str) -> str:
    """Return what a statement's documents are named and routed by: an id may be longer than a name can.

    It is that of the id as the index has it too.
    """
    return hashlib.blake2b(schema.term(identity).encode(), digest_size=_HASH_BYTES).hexdigest()


def name(routing: str, place: int) -> str:
    """Return the name of a statement's document, by its place among them."""
    return f"{routing}.{place}"


def documents(indexed: IndexedStatement) -> Iterator[Document]:
    """Yield the documents of a statement, in order."""
    statement = indexed.statement
    routing = key(statement.id)
    shared = _shared(statement)
    for place, each in enumerate(indexed.paragraphs):
        fields = _terms(each, is_first=place == 0) | shared | _own(each, place)
        if place == 0:
            fields[schema.STATEMENT] = statement_record(statement, indexed.paragraphs).decode()
            fields[schema.PUBLISHED] = statement.published
        yield Document(name(routing, place), routing, {name: value for name, value in fields.items() if value != []})


def _terms(indexed: IndexedParagraph, *, is_first: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {name: _indexed(indexed.terms[name]) for name in KEYWORD_FIELDS}
    for name in POSITIONAL_FIELDS:
        if terms := _indexed(indexed.terms[name]):
            fields[name] = " ".join(terms)
            # What all paragraphs of a statement share is listed once for each statement.
            if is_first or name not in STATEMENT_FIELDS:
                fields[schema.known(name)] = sorted(set(terms))
    return fields


def _indexed(terms: Sequence[str]) -> list[str]:
    return [schema.term(each) for each in terms]


def _shared(statement: Statement) -> dict[str, Any]:
    """Return the values of the facets that belong to statements."""
    published = statement.published or ""
    return {
        schema.facet(facet): [value for value in values if value]
        for facet, values in (
            ("publisher", (statement.publisher,)),
            ("country", statement.countries),
            ("topic", statement.topics),
            ("type", (statement.type,)),
            ("year", (published[:4],)),
            ("month", (published[:7] if len(published) >= 7 else None,)),
        )
    }


def _own(indexed: IndexedParagraph, place: int) -> dict[str, Any]:
    own = {
        schema.NUMBER: indexed.paragraph.number,
        schema.PLACE: place,
        schema.WEIGHT: indexed.weight,
        schema.PARAGRAPH: paragraph_record(indexed.paragraph).decode(),
        schema.facet("speaker"): [value for value in (indexed.paragraph.speaker,) if value],
        schema.facet("role"): [indexed.paragraph.role.value],
        schema.facet("language"): [value for value in (indexed.language,) if value],
    }
    return own if indexed.day is None else own | {schema.DAY: indexed.day}
