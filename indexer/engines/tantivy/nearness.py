"""Words near each other in ways that Tantivy cannot be asked for: three and more, or one word twice.

Its loose phrases keep an order, and take one occurrence of a word for two.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.analysis import Analyser
from indexer.budget import Budget
from indexer.clauses import TermsNear
from indexer.engines.gathering.arrays import Integers
from indexer.engines.gathering.records import Records
from indexer.engines.gathering.table import DocumentTable
from indexer.fields import TEXT, IndexedParagraph, index_statement
from indexer.windows import windows

_KEPT = 256


class Nearness:
    """Looks at the words of documents again."""

    def __init__(self, table: DocumentTable, records: Records, analyser: Analyser) -> None:
        self._table = table
        self._records = records
        self._analyser = analyser
        self._indexed = lru_cache(_KEPT)(self._index)

    def among(self, documents: Integers, clause: TermsNear, budget: Budget) -> NDArray[np.int32]:
        """Return those of some documents in which the words stand near each other.

        :raise QueryTooCostlyError: if the budget is used up before all have been looked at.
        """
        near = [document for document in documents.tolist() if self._is_near(document, clause, budget)]
        return np.array(near, dtype=np.int32)

    def _is_near(self, document: int, clause: TermsNear, budget: Budget) -> bool:
        budget.check()
        wanted = set(clause.terms)
        terms = self.terms(document, clause.field)
        occurrences = [(place, term) for place, term in enumerate(terms) if term in wanted]
        return any(True for _ in windows(occurrences, clause.terms, clause.within))

    def terms(self, document: int, field: str) -> Sequence[str]:
        """Return the terms of a document's field, as they stand in it."""
        if field == TEXT:  # most ask for it, and the rest of the statement need not be read
            spoken = self._table.choice("language")
            language = spoken.values[spoken.codes[document]]
            text = self._records.read_paragraph(document).text
            return [token.exact for token in self._analyser.tokens(text, language)]
        ordinal = int(self._table.statements[document])
        return self._indexed(ordinal)[document - int(self._table.firsts[ordinal])].terms[field]

    def _index(self, ordinal: int) -> tuple[IndexedParagraph, ...]:
        return tuple(index_statement(self._records.statement(ordinal), self._analyser))
