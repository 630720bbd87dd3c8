"""Writing a generation with Whoosh."""

import json
import zlib
from pathlib import Path
from typing import Any

from whoosh import index

from indexer.analysis import Analyser
from indexer.engines.whoosh import schema
from indexer.fields import ID, STATEMENT_FIELDS, IndexedParagraph, index_statement
from indexer.statement import Json, Statement, statement_to_json, to_json

_BUFFER_MEGABYTES = 256

_LOCK = "MAIN_WRITELOCK"
"""Whoosh's own lock, which it leaves behind; the archive's lock has done its work, and a generation never changes."""


def create(folder: Path) -> "WhooshWriter":
    """Begin an empty generation in the folder."""
    return WhooshWriter(folder, index.create_in(str(folder), schema.make_schema()))


def extend(folder: Path) -> "WhooshWriter":
    """Go on from the generation in the folder."""
    return WhooshWriter(folder, index.open_dir(str(folder)))


class WhooshWriter:
    """The one writer of a generation; nothing is visible before `commit`."""

    def __init__(self, folder: Path, opened: index.FileIndex) -> None:
        self._folder = folder
        self._writer = opened.writer(limitmb=_BUFFER_MEGABYTES)
        self._analyser = Analyser()

    def add(self, statement: Statement) -> None:
        """Add a statement whose id the generation does not hold."""
        stored = {
            schema.RECORD: zlib.compress(_json(statement_to_json(statement))),
            schema.SUMMARY: _json(to_json(statement.summary())),
        }
        once: frozenset[str] = frozenset()
        for indexed in index_statement(statement, self._analyser):
            self._writer.add_document(**_document(indexed, without=once), **stored)
            stored, once = {}, STATEMENT_FIELDS

    def remove(self, identity: str) -> None:
        """Remove the statement with this id, if it is there."""
        self._writer.delete_by_term(ID, identity)

    def commit(self) -> None:
        """Write all of it to the folder and release it."""
        self._writer.commit()
        (self._folder / _LOCK).unlink(missing_ok=True)

    def cancel(self) -> None:
        """Drop what was not committed and release the folder."""
        self._writer.cancel()


def _document(indexed: IndexedParagraph, *, without: frozenset[str]) -> dict[str, Any]:
    """Return Whoosh's form of a paragraph: fields without terms are left out, lest Whoosh measure them."""
    paragraph = indexed.paragraph
    document: dict[str, Any] = {name: terms for name, terms in indexed.terms.items() if terms and name not in without}
    document |= {
        schema.STATEMENT_COLUMN: indexed.statement.encode(),
        schema.NUMBER_COLUMN: paragraph.number,
        schema.WEIGHT_COLUMN: indexed.weight,
        schema.SPEAKER_COLUMN: (paragraph.speaker or "").encode(),
        schema.ROLE_COLUMN: paragraph.role.value.encode(),
        schema.PARAGRAPH: _json(to_json(paragraph)),
    }
    if indexed.day is not None:
        document |= {schema.DAY: indexed.day, schema.DAY_COLUMN: indexed.day}
    return document


def _json(record: Json) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()
