"""The best of what matches: scored by Tantivy, and no more of it than decides a page."""

import numpy as np
from tantivy import Query, Searcher

from indexer.clauses import (
    AllOf,
    AnyForm,
    AnyOf,
    Clause,
    Preferring,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
    Without,
)
from indexer.engine import Group, Request, Sort
from indexer.engines.gathering.arrays import Integers
from indexer.engines.gathering.hits import Gathered, weigh
from indexer.engines.gathering.matches import Matches
from indexer.engines.gathering.table import NO_DAY, DocumentTable
from indexer.engines.tantivy import schema
from indexer.engines.tantivy.narrowing import paragraphs_within, statements_within
from indexer.engines.tantivy.queries import Queries, all_of

_FIRST, _MORE = 256, 8
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
        self._heaviest = float(table.weights.max(initial=1.0))

    def deciding(self, request: Request, hits: Gathered) -> Matches:
        """Return the matches that decide which hits are on a page, with the scores that hits have.

        All matches of a statement are among them, or none; whatever is not among them stands behind the page.
        """
        count = len(hits.matches.documents)
        if not _scores(request.clause):
            return hits.matches
        query = self._queries.query(request.clause)
        if count <= _FEW:
            return weigh(self._scored(query, count), self._table)
        if request.sort is Sort.RELEVANCE:
            return self._best(query, request, hits)
        return self._of_statements(query, self._in_time(request, hits), hits)

    def score(self, clause: Clause, document: int) -> float | None:
        """Return the score of a document without its weight, or None if it does not match."""
        here = self._queries.numbered(schema.DOCUMENT, [document])
        found = self._searcher.search(all_of([self._queries.query(clause), here]), 1).hits
        return round(float(found[0][0]), _DIGITS) if found else None

    def _best(self, query: Query, request: Request, hits: Gathered) -> Matches:
        count, last = len(hits.matches.documents), request.offset + request.limit
        size = max(_FIRST, _MORE * last)
        while size < count:
            raw = self._scored(query, size)
            # What the others weigh is not known, only that none weighs more than the heaviest.
            bound = (float(raw.scores.min()) + 10**-_DIGITS) * self._heaviest
            best = weigh(raw, self._table)
            if request.group is Group.PARAGRAPH:
                within = paragraphs_within(best, bound, last)
                if within is not None:
                    return within
            else:
                statements = statements_within(best, bound, last, hits=hits, table=self._table)
                if statements is not None:
                    return self._of_statements(query, statements, hits)
            size *= _MORE
        return weigh(self._scored(query, count), self._table)

    def _in_time(self, request: Request, hits: Gathered) -> Integers:
        """Return the newest or oldest statements, and all others of the day on which the page ends."""
        days = self._table.days[self._table.firsts[hits.statements]].astype(np.int64)
        late = days if request.sort is Sort.NEWEST else np.where(days == NO_DAY, np.iinfo(np.int64).min, -days)
        last = len(late) - min(request.offset + request.limit, len(late))
        return np.unique(hits.statements[late >= np.partition(late, last)[last]])

    def _of_statements(self, query: Query, statements: Integers, hits: Gathered) -> Matches:
        within = self._queries.numbered(schema.STATEMENT, self._table.firsts[statements].tolist())
        chosen = np.zeros(len(self._table.firsts), dtype=np.bool_)
        chosen[statements] = True
        count = int(np.count_nonzero(chosen[self._table.statements[hits.matches.documents]]))
        return weigh(self._scored(all_of([query, within]), count), self._table)

    def _scored(self, query: Query, count: int) -> Matches:
        """Return the best `count` documents that a query finds, in their order."""
        if not count:
            return Matches.unscored(np.zeros(0, dtype=np.int64))
        hits = self._searcher.search(query, count, count=False).hits
        scores = np.fromiter((score for score, _ in hits), dtype=np.float64, count=len(hits))
        numbers = self._searcher.fast_field_values(schema.DOCUMENT, [address for _, address in hits])
        documents = np.array(numbers, dtype=np.int64)
        order = np.argsort(documents)
        return Matches(documents[order], np.round(scores[order], _DIGITS))


def _scores(clause: Clause) -> bool:
    """Tell whether anything in a clause scores."""
    match clause:
        case AnyForm():
            return clause.boost != 0 and any(form.weight for form in clause.forms)
        case Term() | TermPrefix() | TermSequence() | TermsNear():
            return clause.boost != 0
        case AllOf() | AnyOf():
            return any(map(_scores, clause.clauses))
        case Without():
            return _scores(clause.wanted)
        case Preferring():
            return any(map(_scores, (clause.wanted, *clause.preferred)))
        case _:
            return False
