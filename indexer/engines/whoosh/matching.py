"""Which documents match a clause, and how well: arrays of whole postings, a term at a time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import (
    MAX_EXPANSIONS,
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
from indexer.engines.gathering.arrays import Floats, Integers, sums
from indexer.engines.gathering.matches import Matches, in_all, in_any, preferring, without
from indexer.engines.gathering.table import NO_DAY
from indexer.engines.whoosh.bm25 import idf, saturated
from indexer.engines.whoosh.store import Store
from indexer.engines.whoosh.windows import follow, narrow_windows, within_reach
from indexer.fields import POSITIONAL_FIELDS, STATEMENT_FIELDS


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Documents in order, each once, and how often each has something, by its length."""

    documents: Integers
    normalised: Floats


class Matching:
    """Answers one question within its budget; what stands in it several times is worked out once."""

    def __init__(self, store: Store, budget: Budget = UNBOUNDED) -> None:
        self._budget = budget
        self._store = store
        self._table = store.table
        self._size = len(store.table.live)
        self._known: dict[Clause, Matches] = {}

    def matches(self, clause: Clause) -> Matches:
        """Return the documents that match, each with its score.

        :raise QueryTooCostlyError: if the budget is used up before they are found.
        """
        self._budget.check()
        if clause not in self._known:
            self._known[clause] = self._work_out(clause)
        return self._known[clause]

    def forms(self, clause: AnyForm | Term | TermPrefix) -> tuple[Form, ...]:
        """Return the forms of the word that a clause stands for."""
        match clause:
            case AnyForm():
                return clause.forms
            case Term():
                return (Form(clause.field, clause.term),)
            case TermPrefix():
                terms = islice(self._store.terms(clause.field, clause.prefix), MAX_EXPANSIONS)
                return tuple(Form(clause.field, term) for term, _ in terms)

    def frequencies(self, form: Form) -> Frequencies:
        """Return what the occurrences of a form count in each document that has it."""
        self._budget.check()
        postings = self._store.postings(form.field, form.term)
        shares = self._store.field(form.field).shares[postings.documents]
        return self._spread(form.field, Frequencies(postings.documents, form.weight * shares * postings.frequencies))

    def score(self, clause: Clause, document: int) -> float | None:
        """Return the score of a document, or None if it does not match."""
        found = self.matches(clause)
        return _value_at(found.documents, found.scores, document)

    def counted(self, clause: AnyForm | TermPrefix, document: int) -> dict[Form, float]:
        """Return the forms of a word that a document has, and what each counts beside the others."""
        counted: dict[Form, float] = {}
        for form in self.forms(clause):
            found = self.frequencies(form)
            count = _value_at(found.documents, found.normalised, document)
            if count is not None:
                counted[form] = count
        return counted

    def _work_out(self, clause: Clause) -> Matches:
        match clause:
            case AnyForm() | Term() | TermPrefix():
                return self._any_form(self.forms(clause), clause.boost)
            case TermSequence() | TermsNear():
                return self._together(clause)
            case AllOf():
                parts = self._each(clause.clauses)
                return in_all(parts, self._size) if parts else Matches.unscored(self._table.documents)
            case AnyOf():
                return in_any(self._each(clause.clauses), self._size)
            case Without():
                return without(self.matches(clause.wanted), self.matches(clause.unwanted), self._size)
            case Preferring():
                return preferring(self.matches(clause.wanted), self._each(clause.preferred), self._size)
            case DayRange() | Everything() | Nothing():
                return Matches.unscored(self._unscored(clause))

    def _each(self, clauses: Iterable[Clause]) -> list[Matches]:
        return [self.matches(each) for each in clauses]

    def _unscored(self, clause: DayRange | Everything | Nothing) -> Integers:
        match clause:
            case DayRange():
                days = self._table.days
                within = (days >= clause.first) & (days <= clause.last) & (days != NO_DAY)
                return np.flatnonzero(within & self._table.live)
            case Everything():
                return self._table.documents
            case Nothing():
                return self._table.documents[:0]

    def _any_form(self, forms: Sequence[Form], boost: float) -> Matches:
        if not boost:
            return in_any([Matches.unscored(self._having(each)) for each in forms], self._size)
        parts = [self.frequencies(each) for each in forms]
        found = parts[0] if len(parts) == 1 else self._added(parts)
        return self._scored(found, boost, [len(found.documents)])

    def _having(self, form: Form) -> Integers:
        self._budget.check()
        documents = self._store.postings(form.field, form.term).documents
        return self._table.spread(documents)[0] if form.field in STATEMENT_FIELDS else documents

    def _added(self, parts: Sequence[Frequencies]) -> Frequencies:
        together = np.concatenate([np.zeros(0, dtype=np.int64), *(each.documents for each in parts)])
        counted = np.concatenate([np.zeros(0), *(each.normalised for each in parts)])
        # Forms may weigh nothing, so what counts nothing may be there all the same.
        documents = np.flatnonzero(np.bincount(together, minlength=self._size))
        return Frequencies(documents, sums(together, counted, self._size)[documents])

    def _together(self, clause: TermSequence | TermsNear) -> Matches:
        field, terms = clause.field, clause.terms
        if field not in POSITIONAL_FIELDS or not terms:
            return self.matches(Nothing())
        counted = self._sequences(clause) if isinstance(clause, TermSequence) else self._windows(clause)
        documents = np.flatnonzero(counted)
        normalised = counted[documents] * self._store.field(field).shares[documents]
        having = [self._store.paragraphs(field, term) for term in terms]
        return self._scored(self._spread(field, Frequencies(documents, normalised)), clause.boost, having)

    def _sequences(self, clause: TermSequence) -> Floats:
        """Return how often each document has the sequence."""
        starts = follow([self._store.places(clause.field, term) for term in clause.terms])
        documents = self._documents(clause.field, starts)
        return np.bincount(documents, minlength=self._size).astype(np.float64)

    def _windows(self, clause: TermsNear) -> Floats:
        """Return what the windows of each document count."""
        wanted = Counter(clause.terms)
        places = [self._store.places(clause.field, term) for term in wanted]
        near_all = within_reach(places, len(clause.terms) + clause.within)
        starts, ends = narrow_windows(near_all, tuple(wanted.values()))
        others = ends - starts + 1 - len(clause.terms)
        near = np.flatnonzero(others <= clause.within)
        documents = self._documents(clause.field, ends[near])
        inside = starts[near] >= self._store.field(clause.field).starts[documents]
        counted = 1 / (1 + others[near[inside]])
        return sums(documents[inside], counted, self._size)

    def _documents(self, field: str, places: Integers) -> Integers:
        return np.searchsorted(self._store.field(field).starts, places, side="right") - 1

    def _spread(self, field: str, found: Frequencies) -> Frequencies:
        """Give what stands in a statement's first document to all of its paragraphs."""
        if field not in STATEMENT_FIELDS:
            return found
        documents, sizes = self._table.spread(found.documents)
        return Frequencies(documents, np.repeat(found.normalised, sizes))

    def _scored(self, found: Frequencies, boost: float, having: Iterable[int]) -> Matches:
        """Score by BM25; `having` holds how many paragraphs have each of the words."""
        if not boost:
            return Matches.unscored(found.documents)
        paragraphs = len(self._table.documents)
        factor = boost * sum(idf(paragraphs, each) for each in having)
        return Matches(found.documents, factor * saturated(found.normalised))


def _value_at(documents: Integers, values: Floats, document: int) -> float | None:
    """Return the value of a document, or None where it is not among them."""
    place = int(np.searchsorted(documents, document))
    return float(values[place]) if place < len(documents) and documents[place] == document else None
