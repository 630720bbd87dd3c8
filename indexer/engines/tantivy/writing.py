"""Writing a generation with Tantivy."""

import errno
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import tantivy

from indexer.engines.gathering.labels import pack_labels
from indexer.engines.gathering.records import paragraph_record, statement_record
from indexer.engines.gathering.table import NO_DAY
from indexer.engines.tantivy import schema
from indexer.engines.tantivy.blocks import Blocks, BlockWriter
from indexer.engines.tantivy.chunks import Chunk, count_documents, make_choice, write_chunk
from indexer.engines.tantivy.queries import documents_having
from indexer.fields import ID, KEYWORD_FIELDS, POSITIONAL_FIELDS, IndexedParagraph, IndexedStatement
from indexer.statement import Statement

_HEAP_BYTES = 192 << 20
"""What Tantivy gathers in memory before it writes a segment."""

_RECORDS = "records.new"

_PRIVATE = ("meta.json", ".managed.json")
"""Files that Tantivy lets nobody else read, as it does not its others: whoever may serve the index must."""

_LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")
"""Tantivy's own locks, which it leaves behind; the archive's lock has done its work."""


_SYSTEM_ERROR = re.compile(r"(?:os error|code:) (\d+)")
"""How Tantivy, which knows one kind of error, names the number that the operating system gave."""

_WRITER_GONE = "index writer was killed"
"""What Tantivy says, without a number, where the disk failed the thread that writes and not the one that asks."""


@contextmanager
def _told() -> Iterator[None]:
    """Tell a failure of the disk as Python does: to Tantivy it is a wrong value."""
    try:
        yield
    except ValueError as error:
        if found := _SYSTEM_ERROR.search(str(error)):
            number = int(found.group(1))
            raise OSError(number, os.strerror(number)) from error
        if _WRITER_GONE in str(error):
            told = "the thread of Tantivy's that wrote it ended, as it does when a disk is full or fails"
            raise OSError(errno.EIO, told) from error
        raise


@_told()
def create(folder: Path) -> "TantivyWriter":
    """Begin an empty generation in the folder."""
    return TantivyWriter(folder, tantivy.Index(schema.make_schema(), path=str(folder)))


@_told()
def extend(folder: Path) -> "TantivyWriter":
    """Go on from the generation in the folder."""
    return TantivyWriter(folder, tantivy.Index.open(str(folder)))


@dataclass(slots=True)
class _Columns:
    """What the table will hold of what has been added."""

    numbers: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    choices: tuple[list[str], list[str], list[str]] = field(default_factory=lambda: ([], [], []))
    sizes: list[int] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    labels: list[bytes] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def add(self, statement: Statement, documents: Sequence[IndexedParagraph]) -> None:
        self.sizes.append(len(documents))
        self.days.append(_day(documents[0]))
        self.labels.append(pack_labels(statement))
        speakers, roles, languages = self.choices
        for each in documents:
            self.numbers.append(each.paragraph.number)
            self.weights.append(each.weight)
            speakers.append(" ".join((each.paragraph.speaker or "").split("\n")))
            roles.append(each.paragraph.role.value)
            languages.append(each.language)

    def chunk(self, blocks: Blocks) -> Chunk:
        speakers, roles, languages = map(make_choice, self.choices)
        return Chunk(
            numbers=np.array(self.numbers, dtype=np.int32),
            weights=np.array(self.weights, dtype=np.float64),
            choices={"speaker": speakers, "role": roles, "language": languages},
            sizes=np.array(self.sizes, dtype=np.int32),
            days=np.array(self.days, dtype=np.int32),
            labels=tuple(self.labels),
            gone=np.array(self.gone, dtype=np.int32),
            blocks=blocks,
        )


class TantivyWriter:
    """The one writer of a generation; nothing is visible before `commit`."""

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self._folder = folder
        self._schema = index.schema
        self._searcher = index.searcher()
        self._writer = index.writer(_HEAP_BYTES, num_threads=1)
        self._next = count_documents(folder)
        self._columns = _Columns()
        self._records = BlockWriter(folder / _RECORDS)

    @_told()
    def add(self, indexed: IndexedStatement) -> None:
        """Add a statement whose id the generation does not hold."""
        statement, documents = indexed.statement, indexed.paragraphs
        if not documents:
            return
        self._records.add(statement_record(statement, documents))
        first = self._next
        for each in documents:
            self._records.add(paragraph_record(each.paragraph))
            self._writer.add_document(self._document(each, first))
            self._next += 1
        self._columns.add(statement, documents)

    @_told()
    def remove(self, identity: str) -> None:
        """Remove the statement with this id, if it is there."""
        having = tantivy.Query.term_query(self._schema, ID, identity)
        gone = documents_having(self._searcher, having)
        if len(gone):
            self._columns.gone += gone.tolist()
            self._writer.delete_documents_by_term(ID, identity)

    @_told()
    def commit(self) -> None:
        """Write all of it to the folder and release it."""
        self._writer.commit()
        self._release()
        write_chunk(self._folder, self._columns.chunk(self._records.close()), self._records.path)

    def cancel(self) -> None:
        """Drop what was not committed and release the folder."""
        # One that has failed may have nothing left to roll back: what it failed of is told, and its folder goes.
        with suppress(ValueError, OSError):
            self._writer.rollback()
            self._release()
        self._records.cancel()

    def _release(self) -> None:
        # Merges go on in threads of their own; one that is not awaited leaves its files half written.
        self._writer.wait_merging_threads()
        for name in _LOCKS:
            (self._folder / name).unlink(missing_ok=True)
        mode = self._records.path.stat().st_mode
        for name in _PRIVATE:
            (self._folder / name).chmod(mode)

    def _document(self, indexed: IndexedParagraph, first: int) -> tantivy.Document:
        document = tantivy.Document()
        for name in POSITIONAL_FIELDS:
            if terms := indexed.terms[name]:
                document.add_text(name, " ".join(terms))
        for name in KEYWORD_FIELDS:
            for term in indexed.terms[name]:
                document.add_text(name, term)
        document.add_unsigned(schema.DOCUMENT, self._next)
        document.add_unsigned(schema.STATEMENT, first)
        document.add_integer(schema.DAY, _day(indexed))
        return document


def _day(indexed: IndexedParagraph) -> int:
    return NO_DAY if indexed.day is None else indexed.day
