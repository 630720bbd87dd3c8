"""The terms of a field, with the number of paragraphs that have each."""

from collections.abc import Iterator, Sequence
from itertools import islice

from tantivy import Query, Schema, Searcher

from indexer.clauses import MAX_EXPANSIONS, Form, TermPrefix
from indexer.engine import Known
from indexer.engines.tantivy.queries import FIELDS
from indexer.fields import FIRST, MARK, STATEMENT_FIELDS


class Terms:
    """Lists the terms of one generation."""

    def __init__(self, searcher: Searcher, schema: Schema, *, deleted: bool) -> None:
        self._searcher = searcher
        self._deleted = deleted
        self._first = Query.term_query(schema, MARK, FIRST)

    def known(self, field: str, prefix: str) -> Iterator[Known]:
        """Yield the terms that begin with a prefix and that some document has, in their order.

        Where all paragraphs of a statement share them, a statement counts once.
        """
        if field not in FIELDS:
            return
        counted = self._searcher.terms_with_prefix(field, prefix, filter_query=self._counting(field))
        yield from (Known(term=term, paragraphs=count) for term, count in sorted(counted) if count)

    def forms(self, clause: TermPrefix) -> Sequence[Form]:
        """Return the first terms that a prefix stands for."""
        known = islice(self.known(clause.field, clause.prefix), MAX_EXPANSIONS)
        return [Form(clause.field, each.term) for each in known]

    def _counting(self, field: str) -> Query | None:
        """Return what to count documents within: without one, deleted documents count, and it takes no time."""
        if field in STATEMENT_FIELDS:
            return self._first
        return Query.all_query() if self._deleted else None
