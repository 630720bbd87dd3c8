"""What every document is gathered, sorted, counted and scored by, read once for a generation."""

from array import array
from functools import cached_property
from itertools import islice
from typing import Any

from whoosh.reading import IndexReader, SegmentReader

from indexer.engines.whoosh import schema
from indexer.engines.whoosh.postings import leaves


class DocumentTable:
    """Columns by document number; documents are paragraphs, and those of a statement stand together, in order.

    `live` holds the documents that are not deleted; `records` maps a statement's id to its first document, which stores
    the statement; `paragraphs` maps it to all of them.
    """

    def __init__(self, reader: IndexReader) -> None:
        self._statements: list[bytes] = []
        self._speakers: list[bytes] = []
        self._roles: list[bytes] = []
        self._languages: list[bytes] = []
        self.numbers: list[int] = []
        self.days: list[int] = []
        self.weights: list[float] = []
        for leaf, _ in leaves(reader):
            size = leaf.doc_count_all()
            self._statements += _column(leaf, schema.STATEMENT_COLUMN, size)
            self._speakers += _column(leaf, schema.SPEAKER_COLUMN, size)
            self._roles += _column(leaf, schema.ROLE_COLUMN, size)
            self._languages += _column(leaf, schema.LANGUAGE_COLUMN, size)
            self.numbers += _column(leaf, schema.NUMBER_COLUMN, size)
            self.days += _column(leaf, schema.DAY_COLUMN, size)
            self.weights += _column(leaf, schema.WEIGHT_COLUMN, size)
        self.statements = _texts(self._statements)
        self.live = frozenset(reader.all_doc_ids())
        self.paragraphs: dict[str, list[int]] = {}
        for document in sorted(self.live):
            self.paragraphs.setdefault(self.statements[document], []).append(document)
        self.records = {identity: documents[0] for identity, documents in self.paragraphs.items()}

    @cached_property
    def speakers(self) -> list[str]:
        """Return who speaks, or an empty string, by document."""
        return _texts(self._speakers)

    @cached_property
    def roles(self) -> list[str]:
        """Return the role, by document."""
        return _texts(self._roles)

    @cached_property
    def languages(self) -> list[str]:
        """Return the ISO 639 code of the language, or an empty string, by document."""
        return _texts(self._languages)

    @property
    def is_whole(self) -> bool:
        """Tell whether no document has been deleted."""
        return len(self.live) == len(self.numbers)


class Lengths:
    """The number of terms that each document has in a field: what BM25 sets frequencies against.

    Deleted documents count for nothing, so that an updated index ranks as one built anew.
    """

    def __init__(self, reader: IndexReader, field: str, live: frozenset[int]) -> None:
        self.by_document = array("I")
        for leaf, _ in leaves(reader):
            self.by_document.extend(leaf.doc_field_length(number, field) or 0 for number in range(leaf.doc_count_all()))
        lengths = [length for document in live if (length := self.by_document[document])]
        self.documents = len(lengths)
        self.average = sum(lengths) / len(lengths) if lengths else 1.0


def _column(leaf: SegmentReader, name: str, size: int) -> list[Any]:
    if not size:  # Whoosh's reader of an empty index has no columns
        return []
    return list(islice(leaf.column_reader(name, translate=False).load(), size))


def _texts(values: list[bytes]) -> list[str]:
    known = {value: value.decode() for value in set(values)}
    return [known[value] for value in values]
