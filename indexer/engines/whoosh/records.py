"""What an index stores to be shown: statements, their summaries, paragraphs."""

import json
import zlib
from dataclasses import replace
from functools import lru_cache
from threading import RLock

from whoosh.reading import IndexReader

from indexer.engines.whoosh import schema
from indexer.engines.whoosh.table import DocumentTable
from indexer.statement import (
    Json,
    Paragraph,
    Statement,
    Summary,
    paragraph_from_json,
    statement_from_json,
    summary_from_json,
)

_KEPT = 4096
"""How many summaries, and paragraphs, are kept: readers turn pages back and forth, and best hits come again."""


class Records:
    """Reads what is stored, one thread at a time: Whoosh's readers hold positions in open files."""

    def __init__(self, reader: IndexReader, table: DocumentTable, reading: RLock) -> None:
        self._reader = reader
        self._table = table
        self._reading = reading
        self.summary = lru_cache(_KEPT)(self._summary)
        self.paragraph = lru_cache(_KEPT)(self._paragraph)

    def statement(self, ordinal: int) -> Statement:
        """Return a whole statement, by its number in the table."""
        first = int(self._table.firsts[ordinal])
        rest = statement_from_json(self._stored(first, schema.RECORD))
        indexed = [self._paragraph(first + place) for place in range(int(self._table.sizes[ordinal]))]
        return replace(rest, paragraphs=tuple(sorted((*rest.paragraphs, *indexed), key=lambda each: each.number)))

    def _summary(self, ordinal: int) -> Summary:
        return summary_from_json(self._stored(int(self._table.firsts[ordinal]), schema.SUMMARY))

    def _paragraph(self, document: int) -> Paragraph:
        return paragraph_from_json(self._stored(document, schema.PARAGRAPH))

    def _stored(self, document: int, name: str) -> Json:
        with self._reading:
            packed = self._reader.stored_fields(document)[name]
        record: Json = json.loads(zlib.decompress(packed))
        return record
