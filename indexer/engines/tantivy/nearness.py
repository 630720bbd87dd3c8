"""Words near each other in ways that Tantivy cannot be asked for: three and more, or one word twice.

Its loose phrases keep an order, and take one occurrence of a word for two.
"""

from functools import lru_cache

import numpy as np

from indexer.analysis import Analyser
from indexer.clauses import TermsNear
from indexer.engines.gathering.arrays import Integers
from indexer.engines.gathering.records import Records
from indexer.engines.gathering.table import DocumentTable
from indexer.fields import IndexedParagraph, index_statement
from indexer.windows import windows

_KEPT = 256


class Nearness:
    """Looks at the words of documents again."""

    def __init__(self, table: DocumentTable, records: Records, analyser: Analyser) -> None:
        self._table = table
        self._records = records
        self._analyser = analyser
        self._indexed = lru_cache(_KEPT)(self._index)

    def among(self, documents: Integers, clause: TermsNear) -> Integers:
        """Return those of some documents in which the words stand near each other."""
        near = [document for document in documents.tolist() if self._is_near(document, clause)]
        return np.array(near, dtype=np.int64)

    def _is_near(self, document: int, clause: TermsNear) -> bool:
        ordinal = int(self._table.statements[document])
        indexed = self._indexed(ordinal)[document - int(self._table.firsts[ordinal])]
        wanted = set(clause.terms)
        occurrences = [(place, term) for place, term in enumerate(indexed.terms[clause.field]) if term in wanted]
        return any(True for _ in windows(occurrences, clause.terms, clause.within))

    def _index(self, ordinal: int) -> tuple[IndexedParagraph, ...]:
        return tuple(index_statement(self._records.statement(ordinal), self._analyser))
