"""Clauses as queries of the cluster's DSL: nothing in it reads text, or is what a cluster may forbid as costly."""

from collections.abc import Callable, Sequence
from typing import Any

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
from indexer.engines.opensearch import schema
from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS
from indexer.weights import load_weights

Dsl = dict[str, Any]
"""A query as the cluster takes it; it goes nowhere else."""

FIELDS = frozenset((*POSITIONAL_FIELDS, *KEYWORD_FIELDS))

MOST_SCORED = 64
"""Words of a prefix that score, the most frequent: of more the cluster would refuse the query."""

_NOTHING: Dsl = {"match_none": {}}


class Queries:
    """Makes the queries of one generation; `expand` returns the forms of a prefix, the most frequent first."""

    def __init__(self, expand: Callable[[TermPrefix], Sequence[Form]]) -> None:
        self._expand = expand

    def scored(self, clause: Clause) -> Dsl:
        """Return the query that finds what a clause matches, scored as hits are: times the weight of each paragraph.

        The cluster leaves out the factor k1 + 1 of the formula.
        """
        return {
            "function_score": {
                "query": self.query(clause),
                "field_value_factor": {"field": schema.WEIGHT, "factor": load_weights().k1 + 1, "missing": 1},
                "boost_mode": "multiply",
            }
        }

    def unweighted(self, clause: Clause) -> Dsl:
        """Return the query that scores without the weight of the paragraph."""
        scored: Dsl = {"query": self.query(clause), "boost": load_weights().k1 + 1}
        return {"function_score": scored}

    def query(self, clause: Clause) -> Dsl:
        """Return the query that finds what a clause matches, and scores it."""
        match clause:
            case AnyForm() | Term() | TermPrefix() | TermSequence() | TermsNear():
                return self._leaf(clause)
            case AllOf():
                return all_of([self.query(each) for each in clause.clauses])
            case AnyOf():
                return any_of([self.query(each) for each in clause.clauses])
            case Without():
                return {"bool": {"must": self.query(clause.wanted), "must_not": self.query(clause.unwanted)}}
            case Preferring():
                preferred = [self.query(each) for each in clause.preferred]
                return {"bool": {"must": self.query(clause.wanted), "should": preferred, "minimum_should_match": 0}}
            case DayRange():
                return unscored({"range": {schema.DAY: {"gte": max(clause.first, 0), "lte": clause.last}}})
            case Everything():
                return unscored({"match_all": {}})
            case Nothing():
                return _NOTHING

    def forms(self, clause: AnyForm | Term | TermPrefix) -> Sequence[Form]:
        """Return the forms of the word that a clause stands for."""
        match clause:
            case AnyForm():
                return clause.forms
            case Term():
                return (Form(clause.field, clause.term),)
            case TermPrefix():
                return self._expand(clause)

    def _leaf(self, clause: AnyForm | Term | TermPrefix | TermSequence | TermsNear) -> Dsl:
        match clause:
            case TermSequence() | TermsNear() if clause.field not in POSITIONAL_FIELDS or not clause.terms:
                return _NOTHING
            case TermSequence() | TermsNear() if len(clause.terms) == 1:
                return self._form(Form(clause.field, clause.terms[0]), clause.boost)
            case TermSequence():
                return _boosted("match_phrase", clause.field, {"query": " ".join(clause.terms)}, clause.boost)
            case TermsNear():
                return self._near(clause)
            case TermPrefix():
                return self._prefix(clause)
            case _:
                return any_of([self._form(each, clause.boost) for each in self.forms(clause)])

    def _form(self, form: Form, boost: float) -> Dsl:
        if form.field not in FIELDS:
            return _NOTHING
        return _boosted("term", form.field, {"value": form.term}, form.weight * boost)

    def _prefix(self, clause: TermPrefix) -> Dsl:
        forms = self._expand(clause)
        if not forms:
            return _NOTHING
        having = unscored({"terms": {clause.field: [each.term for each in forms]}})
        if not clause.boost:
            return having
        scored = [self._form(each, clause.boost) for each in forms[:MOST_SCORED]]
        return {"bool": {"must": having, "should": scored, "minimum_should_match": 0}}

    def _near(self, clause: TermsNear) -> Dsl:
        """Return the query for words near each other; they score as if they stood anywhere."""
        each = [{"match": {"query": term, "analyzer": schema.ANALYSER}} for term in clause.terms]
        near = {"all_of": {"ordered": False, "max_gaps": clause.within, "intervals": each}}
        scored = [self._form(Form(clause.field, term), clause.boost) for term in clause.terms] if clause.boost else []
        found = {"intervals": {clause.field: near}}
        return {"bool": {"filter": found, "should": scored, "minimum_should_match": 0}}


def within(query: Dsl, field: str, values: Sequence[str | int]) -> Dsl:
    """Return the query held to documents that have one of these values, scored as before."""
    return {"bool": {"must": query, "filter": {"terms": {field: [*values]}}}}


def any_of(queries: Sequence[Dsl]) -> Dsl:
    """Return the query for what any of these finds; scores add up."""
    if len(queries) == 1:
        return queries[0]
    return {"bool": {"should": [*queries], "minimum_should_match": 1}} if queries else _NOTHING


def all_of(queries: Sequence[Dsl]) -> Dsl:
    """Return the query for what all of these find; scores add up."""
    if len(queries) == 1:
        return queries[0]
    return {"bool": {"must": [*queries]}} if queries else unscored({"match_all": {}})


def unscored(query: Dsl) -> Dsl:
    """Return a query that gives nothing to a score."""
    return {"bool": {"filter": query}}


def _boosted(kind: str, field: str, query: Dsl, boost: float) -> Dsl:
    return {kind: {field: {**query, "boost": boost}}} if boost else unscored({kind: {field: query}})
