"""What an engine stores to be shown: statements, their summaries, paragraphs.

Each document stores its paragraph, so that a page of results reads no more than it shows. A statement's first also
stores the statement's summary and the rest of it, with the paragraphs that give no postings.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from indexer.engines.gathering.table import DocumentTable
from indexer.fields import IndexedParagraph
from indexer.statement import (
    Json,
    Paragraph,
    Statement,
    Summary,
    paragraph_from_json,
    statement_from_json,
    statement_to_json,
    summary_from_json,
    to_json,
)

RECORD, SUMMARY, PARAGRAPH = "record", "summary", "paragraph"

_KEPT = 4096
"""How many summaries, and paragraphs, are kept: readers turn pages back and forth, and best hits come again."""

Stored = Callable[[int, str], bytes]
"""Reads what a document stores under one of these names; several threads may ask at once."""


class Records:
    """Reads what is stored, by the numbers of the table."""

    def __init__(self, table: DocumentTable, stored: Stored) -> None:
        self._table = table
        self._stored = stored
        self.summary = lru_cache(_KEPT)(self._summary)
        self.paragraph = lru_cache(_KEPT)(self._paragraph)

    def statement(self, ordinal: int) -> Statement:
        """Return a whole statement, by its number in the table."""
        first = int(self._table.firsts[ordinal])
        rest = statement_from_json(self._json(first, RECORD))
        indexed = [self._paragraph(first + place) for place in range(int(self._table.sizes[ordinal]))]
        return replace(rest, paragraphs=tuple(sorted((*rest.paragraphs, *indexed), key=lambda each: each.number)))

    def _summary(self, ordinal: int) -> Summary:
        return summary_from_json(self._json(int(self._table.firsts[ordinal]), SUMMARY))

    def _paragraph(self, document: int) -> Paragraph:
        return paragraph_from_json(self._json(document, PARAGRAPH))

    def _json(self, document: int, name: str) -> Json:
        record: Json = json.loads(self._stored(document, name))
        return record


def statement_records(statement: Statement, documents: Iterable[IndexedParagraph]) -> dict[str, bytes]:
    """Return what a statement's first document stores of the whole statement."""
    indexed = {each.paragraph.number for each in documents}
    rest = replace(statement, paragraphs=tuple(each for each in statement.paragraphs if each.number not in indexed))
    return {RECORD: pack(statement_to_json(rest)), SUMMARY: pack(to_json(statement.summary()))}


def pack(record: Json) -> bytes:
    """Return a record as it is stored: what is not told of most paragraphs takes no room."""
    told = {name: value for name, value in record.items() if value is not None and value is not False and value != []}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
