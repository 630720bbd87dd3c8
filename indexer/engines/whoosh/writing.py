"""Writing a generation with Whoosh."""

import zlib
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.searching import Searcher

from indexer.engines.gathering.labels import pack_labels
from indexer.engines.gathering.records import paragraph_record, statement_record
from indexer.engines.whoosh import schema
from indexer.fields import ID, STATEMENT_FIELDS, IndexedParagraph, IndexedStatement

_BUFFER_MEGABYTES = 256

_BLOCK = 4096
"""Postings in a block. Whoosh's 128 let it skip; we read whole postings, and fewer blocks are read sooner."""

_LOCK = "MAIN_WRITELOCK"
"""Whoosh's own lock, which it leaves behind; the archive's lock has done its work, and a generation never changes."""


def create(folder: Path) -> "WhooshWriter":
    """Begin an empty generation in the folder."""
    return WhooshWriter(folder, _Folder(str(folder)).create_index(schema.make_schema()))


def extend(folder: Path) -> "WhooshWriter":
    """Go on from the generation in the folder."""
    return WhooshWriter(folder, _Folder(str(folder)).open_index(schema=schema.make_schema()))


class _Folder(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder that fails when it cannot be listed: Whoosh's own is empty then, and whatever was in it is left out."""

    def list(self) -> list[str]:
        """Return the names of the files."""
        return [path.name for path in Path(self.folder).iterdir()]


class WhooshWriter:
    """The one writer of a generation; nothing is visible before `commit`."""

    def __init__(self, folder: Path, opened: index.FileIndex) -> None:
        self._folder = folder
        self._writer = opened.writer(limitmb=_BUFFER_MEGABYTES, codec=_codec())
        self._searcher: Searcher | None = None

    def add(self, indexed: IndexedStatement) -> None:
        """Add a statement whose id the generation does not hold."""
        statement, documents = indexed.statement, indexed.paragraphs
        stored = {
            schema.STATEMENT_RECORD: zlib.compress(statement_record(statement, documents)),
            schema.STATEMENT_COLUMN: pack_labels(statement),
        }
        once: frozenset[str] = frozenset()
        for each in documents:
            self._writer.add_document(**_document(each, without=once), **stored)
            stored, once = {}, STATEMENT_FIELDS

    def remove(self, identity: str) -> None:
        """Remove the statement with this id, if it is there."""
        # Whoosh would open the index anew for each; what this writer adds cannot be removed by it either way.
        self._searcher = self._searcher or self._writer.searcher()
        self._writer.delete_by_term(ID, identity, searcher=self._searcher)

    def commit(self) -> None:
        """Write all of it to the folder and release it."""
        self._release()
        self._writer.commit()
        (self._folder / _LOCK).unlink(missing_ok=True)

    def cancel(self) -> None:
        """Drop what was not committed and release the folder."""
        self._release()
        self._writer.cancel()

    def _release(self) -> None:
        if self._searcher is not None:
            self._searcher.close()


def _codec() -> W3Codec:
    codec = W3Codec(blocklimit=_BLOCK)
    # Whoosh would look up a length for each posting, to tell the longest document of a block; nobody asks.
    codec.length_stats = False
    return codec


def _document(indexed: IndexedParagraph, *, without: frozenset[str]) -> dict[str, Any]:
    """Return Whoosh's form of a paragraph."""
    paragraph = indexed.paragraph
    document: dict[str, Any] = {name: terms for name, terms in indexed.terms.items() if terms and name not in without}
    document |= {
        schema.length_column(name): len(terms) for name, terms in document.items() if name not in schema.SINGLE_FIELDS
    }
    document |= {
        schema.NUMBER_COLUMN: paragraph.number,
        schema.WEIGHT_COLUMN: indexed.weight,
        schema.SPEAKER_COLUMN: (paragraph.speaker or "").encode(),
        schema.ROLE_COLUMN: paragraph.role.value.encode(),
        schema.LANGUAGE_COLUMN: indexed.language.encode(),
        schema.PARAGRAPH_RECORD: zlib.compress(paragraph_record(paragraph)),
    }
    if indexed.day is not None:
        document[schema.DAY_COLUMN] = indexed.day
    return document
