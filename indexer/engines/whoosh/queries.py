"""Our clauses as Whoosh's queries: only those of its queries that give right answers."""

from itertools import islice

from whoosh import matching, query
from whoosh.query.compound import BinaryQuery
from whoosh.query.wrappers import WrappingQuery
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from indexer.clauses import (
    MAX_EXPANSIONS,
    AllOf,
    AnyOf,
    Clause,
    DayRange,
    Everything,
    Nothing,
    Term,
    TermPrefix,
    TermSequence,
    Without,
)
from indexer.engines.whoosh.schema import DAY


def whoosh_query(clause: Clause, reader: IndexReader) -> query.Query:
    """Return the query that matches what the clause says; the reader's terms expand its prefixes."""
    match clause:
        case Term():
            return query.Term(clause.field, clause.term, boost=clause.boost)
        case TermSequence():
            return query.Phrase(clause.field, list(clause.terms), boost=clause.boost)
        case TermPrefix():
            terms = islice(reader.expand_prefix(clause.field, clause.prefix), MAX_EXPANSIONS)
            return query.Or([query.Term(clause.field, term, boost=clause.boost) for term in terms])
        case AllOf():
            return query.And([whoosh_query(each, reader) for each in clause.clauses])
        case AnyOf():
            return query.Or([whoosh_query(each, reader) for each in clause.clauses])
        case Without():
            return _Without(whoosh_query(clause.wanted, reader), whoosh_query(clause.unwanted, reader))
        case DayRange():
            return _Unscored(query.NumericRange(DAY, clause.first, clause.last))
        case Everything():
            return _Unscored(query.Every())
        case Nothing():
            return query.NullQuery


class _Unscored(WrappingQuery):  # type: ignore[misc]  # Whoosh has no types
    """Match what the child matches, with a score of 0: Whoosh takes a constant score of 0 for none given."""

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> matching.Matcher:
        """Return the child's matcher, its scores taken away."""
        return matching.WrappingMatcher(self.child.matcher(searcher, context), boost=0.0)


class _Without(BinaryQuery):  # type: ignore[misc]  # Whoosh has no types
    """Match what `a` matches and `b` does not.

    Whoosh's own AndNot lets a document through where `b` begins at an earlier document than `a`.
    """

    JOINT = " WITHOUT "

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> matching.Matcher:
        """Return the matcher of `a`, passing over the documents of `b`."""
        unwanted = frozenset(self.b.matcher(searcher, searcher.boolean_context()).all_ids())
        return matching.FilterMatcher(self.a.matcher(searcher, context), unwanted, exclude=True)
