"""Clauses as Tantivy's query objects, and the documents that a query finds."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from tantivy import FieldType, Occur, Order, Query, Schema, Searcher

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
from indexer.engines.gathering.arrays import Integers
from indexer.engines.tantivy import schema
from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS

FIELDS = frozenset((*POSITIONAL_FIELDS, *KEYWORD_FIELDS))

_PAIR = 2


class Queries:
    """Makes the queries of one generation.

    `expand` returns the forms of a prefix; `near` returns the documents of words that stand near each other in a way
    that Tantivy cannot be asked for.
    """

    def __init__(
        self,
        index_schema: Schema,
        expand: Callable[[TermPrefix], Sequence[Form]],
        near: Callable[[TermsNear], Integers],
    ) -> None:
        self._schema = index_schema
        self._expand = expand
        self._near = near

    def query(self, clause: Clause) -> Query:
        """Return the query that finds what a clause matches, and scores it.

        A word scores the sum of its forms, each with a rarity of its own; `indexer.clauses` reckons them as one.
        """
        match clause:
            case AnyForm() | Term() | TermPrefix() | TermSequence() | TermsNear():
                return self._leaf(clause)
            case AllOf():
                return all_of([self.query(each) for each in clause.clauses])
            case AnyOf():
                return any_of([self.query(each) for each in clause.clauses])
            case Without():
                parts = [(Occur.Must, self.query(clause.wanted)), (Occur.MustNot, self.query(clause.unwanted))]
                return Query.boolean_query(parts)
            case Preferring():
                preferred = [(Occur.Should, self.query(each)) for each in clause.preferred]
                return Query.boolean_query([(Occur.Must, self.query(clause.wanted)), *preferred])
            case DayRange():
                return self._days(clause)
            case Everything() | Nothing():
                return unscored(Query.all_query() if isinstance(clause, Everything) else Query.empty_query())

    def forms(self, clause: AnyForm | Term | TermPrefix) -> Sequence[Form]:
        """Return the forms of the word that a clause stands for."""
        match clause:
            case AnyForm():
                return clause.forms
            case Term():
                return (Form(clause.field, clause.term),)
            case TermPrefix():
                return self._expand(clause)

    def numbered(self, field: str, numbers: Iterable[int]) -> Query:
        """Return the query for documents that have one of these numbers."""
        return unscored(Query.term_set_query(self._schema, field, list(numbers)))

    def _leaf(self, clause: AnyForm | Term | TermPrefix | TermSequence | TermsNear) -> Query:
        match clause:
            case TermSequence():
                return boosted(self._sequence(clause), clause.boost)
            case TermsNear():
                return boosted(self._near_each_other(clause), clause.boost)
            case _:
                return any_of([self._form(each, clause.boost) for each in self.forms(clause)])

    def _form(self, form: Form, boost: float) -> Query:
        if form.field not in FIELDS:
            return Query.empty_query()
        return boosted(Query.term_query(self._schema, form.field, form.term), form.weight * boost)

    def _sequence(self, clause: TermSequence) -> Query:
        if clause.field not in POSITIONAL_FIELDS or not clause.terms:
            return Query.empty_query()
        if len(clause.terms) == 1:
            return Query.term_query(self._schema, clause.field, clause.terms[0])
        return self._phrase(clause.field, clause.terms)

    def _near_each_other(self, clause: TermsNear) -> Query:
        if clause.field not in POSITIONAL_FIELDS or not clause.terms:
            return Query.empty_query()
        if len(clause.terms) == 1:
            return Query.term_query(self._schema, clause.field, clause.terms[0])
        if not must_be_read(clause):
            # A phrase that may be loose bounds what lies between its words in their order; the other way round it
            # takes two off, so both ways are asked for.
            both = (clause.terms, clause.terms[::-1])
            return any_of([self._phrase(clause.field, each, slop=clause.within) for each in both])
        found = self.numbered(schema.DOCUMENT, self._near(clause).tolist())
        scored = [(Occur.Should, Query.term_query(self._schema, clause.field, each)) for each in clause.terms]
        return Query.boolean_query([(Occur.Must, found), *scored])

    def _phrase(self, field: str, terms: Iterable[str], *, slop: int = 0) -> Query:
        return Query.phrase_query(self._schema, field, [*terms], slop=slop)

    def _days(self, clause: DayRange) -> Query:
        first, last = max(clause.first, 0), clause.last
        if last < first:
            return Query.empty_query()
        return unscored(Query.range_query(self._schema, schema.DAY, FieldType.Integer, first, last))


def must_be_read(clause: TermsNear) -> bool:
    """Tell whether the texts must be looked at: Tantivy can be asked for two words near each other that differ."""
    pair = len(clause.terms) == _PAIR and clause.terms[0] != clause.terms[1]
    return clause.field in POSITIONAL_FIELDS and len(clause.terms) >= _PAIR and not pair


def documents_having(searcher: Searcher, query: Query) -> NDArray[np.int32]:
    """Return the documents that a query finds, in order."""
    found = searcher.search(query, 1)
    count: int = found.count  # type: ignore[attr-defined] # it is there, and missing from the stubs
    if not count:
        return np.zeros(0, dtype=np.int32)
    hits = searcher.search(query, count, count=False, order_by_field=schema.DOCUMENT, order=Order.Asc).hits
    return np.fromiter(map(itemgetter(0), hits), dtype=np.int32, count=len(hits))


def any_of(queries: Sequence[Query]) -> Query:
    """Return the query for what any of these finds; scores add up."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, each) for each in queries]) if queries else Query.empty_query()


def all_of(queries: Sequence[Query]) -> Query:
    """Return the query for what all of these find; scores add up."""
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, each) for each in queries]) if queries else unscored(Query.all_query())


def boosted(query: Query, boost: float) -> Query:
    """Return a query with its scores multiplied."""
    if not boost:
        return unscored(query)
    return query if boost == 1 else Query.boost_query(query, boost)


def unscored(query: Query) -> Query:
    """Return a query that gives nothing to a score."""
    return Query.const_score_query(query, 0.0)
