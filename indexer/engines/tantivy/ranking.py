"""The best of what matches: scored by Tantivy, and no more of it than decides a page."""

from operator import itemgetter

import numpy as np
from tantivy import Query, Searcher

from indexer.clauses import Clause
from indexer.engine import Group, Request, Sort
from indexer.engines.gathering.arrays import Integers
from indexer.engines.gathering.hits import Gathered, weigh
from indexer.engines.gathering.matches import Matches
from indexer.engines.gathering.scoring import scores, scoring
from indexer.engines.gathering.table import NO_DAY, DocumentTable
from indexer.engines.tantivy import schema
from indexer.engines.tantivy.narrowing import paragraphs_within, statements_within
from indexer.engines.tantivy.queries import Queries, all_of

_FIRST, _MORE = 512, 8
"""How many of the best documents are looked at first, and how many times as many where these do not decide."""

_FEW = 512
"""Fewer matches than this are all scored: that takes less time than finding out which need not be."""

_DIGITS = 5
"""Tantivy adds scores up in single precision; beyond this the order in which it does so would show."""


class Ranking:
    """Scores documents of one generation."""

    def __init__(self, searcher: Searcher, queries: Queries, table: DocumentTable) -> None:
        self._searcher = searcher
        self._queries = queries
        self._table = table

    def deciding(self, request: Request, hits: Gathered) -> Matches:
        """Return the matches that decide which hits are on a page, with the scores that hits have.

        All matches of a statement are among them, or none; whatever is not among them stands behind the page.
        """
        request.budget.check()
        count = len(hits.matches.documents)
        if not scores(request.clause):
            return hits.matches
        if count <= _FEW:
            return weigh(self._scored(self._queries.query(request.clause), count), self._table)
        if request.sort is Sort.RELEVANCE:
            return self._best(request, hits)
        return self._of_statements(request, self._in_time(request, hits), hits)

    def score(self, clause: Clause, document: int) -> float | None:
        """Return the score of a document without its weight, or None if it does not match."""
        here = self._queries.numbered(schema.DOCUMENT, [document])
        found = self._searcher.search(all_of([self._queries.query(clause), here]), 1).hits
        return round(float(found[0][0]), _DIGITS) if found else None

    def _best(self, request: Request, hits: Gathered) -> Matches:
        count, last = len(hits.matches.documents), request.offset + request.limit
        heaviest = float(self._table.weights[hits.matches.documents].max())
        size = max(_FIRST, _MORE * last)
        # What gives no score only filters: looked at afterwards, it costs nothing, if it does not leave out most.
        query = self._queries.query(scoring(request.clause))
        while size < count:
            request.budget.check()
            raw = self._scored(query, size)
            # Of all others only this is known: what they score without their weight, and that none weighs more.
            bound = (float(raw.scores.min()) + 10**-_DIGITS) * heaviest
            decided = self._decided(weigh(_among(raw, hits), self._table), bound, last, request, hits)
            if decided is not None:
                return decided
            query = self._queries.query(request.clause)
            size *= _MORE
        return weigh(self._scored(self._queries.query(request.clause), count), self._table)

    def _decided(self, best: Matches, bound: float, last: int, request: Request, hits: Gathered) -> Matches | None:
        if request.group is Group.PARAGRAPH:
            return paragraphs_within(best, bound, last)
        statements = statements_within(best, bound, last, hits=hits, table=self._table)
        return None if statements is None else self._of_statements(request, statements, hits)

    def _in_time(self, request: Request, hits: Gathered) -> Integers:
        """Return the newest or oldest statements, and all others of the day on which the page ends."""
        days = self._table.days[self._table.firsts[hits.statements]].astype(np.int64)
        late = days if request.sort is Sort.NEWEST else np.where(days == NO_DAY, np.iinfo(np.int64).min, -days)
        last = len(late) - min(request.offset + request.limit, len(late))
        return np.unique(hits.statements[late >= np.partition(late, last)[last]])

    def _of_statements(self, request: Request, statements: Integers, hits: Gathered) -> Matches:
        """Return all matches of some statements."""
        within = self._queries.numbered(schema.STATEMENT, self._table.firsts[statements].tolist())
        first, end = (np.searchsorted(hits.statements, statements, side=side) for side in ("left", "right"))
        count = hits.sizes[first].sum() if request.group is Group.STATEMENT else (end - first).sum()
        return weigh(self._scored(all_of([within, self._queries.query(request.clause)]), int(count)), self._table)

    def _scored(self, query: Query, count: int) -> Matches:
        """Return the best `count` documents that a query finds, in their order."""
        if not count:
            return Matches.unscored(np.zeros(0, dtype=np.int64))
        hits = self._searcher.search(query, count, count=False).hits
        scored = np.fromiter(map(itemgetter(0), hits), dtype=np.float64, count=len(hits))
        numbers = self._searcher.fast_field_values(schema.DOCUMENT, [*map(itemgetter(1), hits)])
        documents = np.array(numbers, dtype=np.int64)
        order = np.argsort(documents)
        return Matches(documents[order], np.round(scored[order], _DIGITS))


def _among(best: Matches, hits: Gathered) -> Matches:
    """Return those of the best that are among the matches."""
    places = np.searchsorted(hits.matches.documents, best.documents)
    kept = hits.matches.documents[np.minimum(places, len(hits.matches.documents) - 1)] == best.documents
    return Matches(best.documents[kept], best.scores[kept])
