"""What an engine stores to be shown: statements, their summaries, paragraphs.

Each document has a record of its paragraph, so that a page of results reads no more than it shows, and each statement
one of all else, with the paragraphs that give no postings.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from indexer.engines.gathering.table import DocumentTable
from indexer.fields import IndexedParagraph
from indexer.statement import (
    Paragraph,
    Statement,
    Summary,
    pack,
    paragraph_from_json,
    statement_from_json,
    statement_to_json,
    to_json,
)

_KEPT = 4096
"""How many summaries, and paragraphs, are kept: readers turn pages back and forth, and best hits come again."""


class Records:
    """Reads what is stored, by the numbers of the table.

    `statement` reads the record of a statement, by its number, and `paragraph` that of a document; several threads may
    ask at once. `summary` and `paragraph` keep what they have read last.
    """

    def __init__(
        self, table: DocumentTable, *, statement: Callable[[int], bytes], paragraph: Callable[[int], bytes]
    ) -> None:
        self._table = table
        self._statement_record = statement
        self._paragraph_record = paragraph
        self.summary = lru_cache(_KEPT)(self.read_summary)
        self.paragraph = lru_cache(_KEPT)(self.read_paragraph)

    def statement(self, ordinal: int) -> Statement:
        """Return a whole statement, by its number in the table."""
        first = int(self._table.firsts[ordinal])
        rest = self._rest(ordinal)
        indexed = [self.read_paragraph(first + place) for place in range(int(self._table.sizes[ordinal]))]
        return replace(rest, paragraphs=tuple(sorted((*rest.paragraphs, *indexed), key=lambda each: each.number)))

    def read_summary(self, ordinal: int) -> Summary:
        """Return what identifies a statement, and keep nothing: for those who read all of them once."""
        return self._rest(ordinal).summary()

    def read_paragraph(self, document: int) -> Paragraph:
        """Return the paragraph of a document, and keep nothing."""
        return paragraph_from_json(json.loads(self._paragraph_record(document)))

    def _rest(self, ordinal: int) -> Statement:
        return statement_from_json(json.loads(self._statement_record(ordinal)))


def statement_record(statement: Statement, documents: Iterable[IndexedParagraph]) -> bytes:
    """Return the record of a statement: all of it but the paragraphs that have documents."""
    indexed = {each.paragraph.number for each in documents}
    rest = replace(statement, paragraphs=tuple(each for each in statement.paragraphs if each.number not in indexed))
    return pack(statement_to_json(rest))


def paragraph_record(paragraph: Paragraph) -> bytes:
    """Return the record of a paragraph."""
    return pack(to_json(paragraph))
