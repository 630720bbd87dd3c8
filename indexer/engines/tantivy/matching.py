"""Which documents match a clause: exactly, all of them, as flags by document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tantivy import Searcher

from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import (
    AllOf,
    AnyForm,
    AnyOf,
    Clause,
    DayRange,
    Everything,
    Form,
    Nothing,
    Preferring,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
    Without,
)
from indexer.engines.gathering.arrays import Flags, Integers
from indexer.engines.gathering.recent import Recent
from indexer.engines.gathering.table import NO_DAY, DocumentTable
from indexer.engines.tantivy.nearness import Nearness
from indexer.engines.tantivy.queries import Queries, documents_having, must_be_read

_KEPT_BYTES = 32 << 20

_SPARSE = 32
"""A set of fewer documents than one in so many takes less memory as their numbers than as a bit for each."""


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Documents that are kept: as their numbers in order, or packed as bits."""

    documents: NDArray[np.int32] | None
    bits: NDArray[np.uint8] | None

    @classmethod
    def of(cls, documents: NDArray[np.int32], size: int) -> "DocumentSet":
        """Return a set of some of `size` documents."""
        if len(documents) * _SPARSE < size:
            return cls(documents, None)
        return cls(None, np.packbits(_ticked(documents, size)))

    @property
    def nbytes(self) -> int:
        """Return how much memory it takes."""
        return sum(each.nbytes for each in (self.documents, self.bits) if each is not None)

    def flags(self, size: int) -> Flags:
        """Return of each document whether it is in the set."""
        if self.bits is not None:
            flags: Flags = np.unpackbits(self.bits, count=size).view(np.bool_)
            return flags
        return _ticked(self.documents, size)


class Matching:
    """Finds what matches; Tantivy hands documents over one by one, so what a word found is kept for the next time."""

    def __init__(self, searcher: Searcher, queries: Queries, nearness: Nearness, table: DocumentTable) -> None:
        self._searcher = searcher
        self._queries = queries
        self._nearness = nearness
        self._table = table
        self._size = len(table.live)
        self._found: Recent[DocumentSet] = Recent(_KEPT_BYTES)

    def flags(self, clause: Clause, budget: Budget = UNBOUNDED) -> Flags:
        """Return of each document whether it matches.

        :raise QueryTooCostlyError: if the budget is used up before all are found.
        """
        budget.check()
        match clause:
            case AnyForm() | Term() | TermPrefix() | TermSequence() | TermsNear():
                bare = _bare(clause)
                return self._found.get(bare, lambda: self._find(bare, budget)).flags(self._size)
            case AllOf():
                return self._every(clause.clauses, budget)
            case AnyOf():
                return self._any(clause.clauses, budget)
            case Without():
                return self.flags(clause.wanted, budget) & ~self.flags(clause.unwanted, budget)
            case Preferring():
                return self.flags(clause.wanted, budget)
            case DayRange():
                days = self._table.days
                within: Flags = (days >= clause.first) & (days <= clause.last) & (days != NO_DAY)
                return within & self._table.live
            case Everything():
                return self._table.live
            case Nothing():
                return np.zeros(self._size, dtype=np.bool_)

    def near(self, clause: TermsNear) -> Integers:
        """Return the documents in which words stand near each other."""
        return np.flatnonzero(self.flags(clause))

    def _every(self, clauses: Sequence[Clause], budget: Budget) -> Flags:
        matching = self._table.live
        for each in clauses:
            matching = matching & self.flags(each, budget)
        return matching

    def _any(self, clauses: Sequence[Clause], budget: Budget) -> Flags:
        matching = np.zeros(self._size, dtype=np.bool_)
        for each in clauses:
            matching |= self.flags(each, budget)
        return matching

    def _find(self, clause: Clause, budget: Budget) -> DocumentSet:
        if isinstance(clause, TermsNear) and must_be_read(clause):
            having = AllOf(tuple(Term(clause.field, term, 0.0) for term in dict.fromkeys(clause.terms)))
            candidates = np.flatnonzero(self.flags(having, budget))
            return DocumentSet.of(self._nearness.among(candidates, clause, budget), self._size)
        return DocumentSet.of(documents_having(self._searcher, self._queries.query(clause)), self._size)


def _bare(clause: AnyForm | Term | TermPrefix | TermSequence | TermsNear) -> Clause:
    """Return a clause without what it scores: what it matches is the same."""
    match clause:
        case AnyForm():
            return AnyForm(tuple(dict.fromkeys(Form(each.field, each.term, 0.0) for each in clause.forms)), 0.0)
        case _:
            return replace(clause, boost=0.0)


def _ticked(documents: NDArray[np.int32] | None, size: int) -> Flags:
    flags = np.zeros(size, dtype=np.bool_)
    flags[documents] = True
    return flags
