"""Clauses as queries of the cluster's DSL: nothing in it reads text, or is what a cluster may forbid as costly."""

from collections.abc import Callable, Iterator, Sequence
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
from indexer.fields import KEYWORD_FIELDS, MARK, POSITIONAL_FIELDS
from indexer.weights import load_weights

Dsl = dict[str, Any]
"""A query as the cluster takes it; it goes nowhere else."""

FIELDS = frozenset((*POSITIONAL_FIELDS, *KEYWORD_FIELDS))

MOST_SCORED = 64
"""Forms of one word that score, those that count most, of a prefix the most frequent."""

_ALL_SCORED = 640
"""Forms of all words of a query that score: a cluster refuses what has more than 1,024 parts (Lucene's limit)."""

_NOTHING: Dsl = {"match_none": {}}

_NO_MARK = "none"
"""A mark that no document has."""


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

    def query(self, clause: Clause) -> Dsl:
        """Return the query that finds what a clause matches, and scores it."""
        sizes = [*self._sizes(clause)]
        most = MOST_SCORED
        while most > 1 and sum(min(size, most) for size in sizes) > _ALL_SCORED:
            most -= 1
        return self._made(clause, most)

    def _sizes(self, clause: Clause) -> Iterator[int]:
        """Yield of each word that scores how many forms it has; the words of phrases count one each."""
        match clause:
            case TermSequence() | TermsNear():
                yield from (1 for _ in clause.terms)
            case AnyForm() | Term() | TermPrefix():
                yield len(self.forms(clause)) if clause.boost else 1
            case AllOf() | AnyOf():
                for each in clause.clauses:
                    yield from self._sizes(each)
            case Without():
                yield from self._sizes(clause.wanted)
                yield from self._sizes(clause.unwanted)
            case Preferring():
                for each in (clause.wanted, *clause.preferred):
                    yield from self._sizes(each)
            case _:
                yield 1

    def _made(self, clause: Clause, most: int) -> Dsl:
        """Return the query for a clause, in which so many forms of a word score at most."""
        match clause:
            case AnyForm() | Term() | TermPrefix() | TermSequence() | TermsNear():
                return self._leaf(clause, most)
            case AllOf():
                return all_of([self._made(each, most) for each in clause.clauses])
            case AnyOf():
                return any_of([self._made(each, most) for each in clause.clauses])
            case Without():
                wanted, unwanted = self._made(clause.wanted, most), self._made(clause.unwanted, most)
                return {"bool": {"must": wanted, "must_not": unwanted}}
            case Preferring():
                wanted, *preferred = (self._made(each, most) for each in (clause.wanted, *clause.preferred))
                return {"bool": {"must": wanted, "should": preferred, "minimum_should_match": 0}}
            case DayRange():
                days = {"range": {schema.DAY: {"gte": max(clause.first, 0), "lte": clause.last}}}
                return unscored(in_all_shards(days))
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

    def _leaf(self, clause: AnyForm | Term | TermPrefix | TermSequence | TermsNear, most: int) -> Dsl:
        match clause:
            case TermSequence() | TermsNear() if clause.field not in POSITIONAL_FIELDS or not clause.terms:
                return _NOTHING
            case TermSequence() | TermsNear() if len(clause.terms) == 1:
                return self._form(Form(clause.field, clause.terms[0]), clause.boost)
            case TermSequence():
                phrase = " ".join(map(schema.term, clause.terms))
                return _boosted("match_phrase", clause.field, {"query": phrase}, clause.boost)
            case TermsNear():
                return self._near(clause)
            case _:
                return self._word(self.forms(clause), clause.boost, most)

    def _form(self, form: Form, boost: float) -> Dsl:
        if form.field not in FIELDS:
            return _NOTHING
        return _boosted("term", form.field, {"value": schema.term(form.term)}, form.weight * boost)

    def _word(self, forms: Sequence[Form], boost: float, most: int) -> Dsl:
        """Return the query for any form of a word; where they are many, those that count most score."""
        if len(forms) == 1 or (boost and len(forms) <= most):
            return any_of([self._form(each, boost) for each in forms])
        terms: dict[str, list[str]] = {}
        for each in forms:
            if each.field in FIELDS:
                terms.setdefault(each.field, []).append(schema.term(each.term))
        having = unscored(any_of([{"terms": {field: found}} for field, found in terms.items()]))
        if not boost:
            return having
        best = sorted(forms, key=lambda each: -each.weight)[:most]
        scored = [self._form(each, boost) for each in best]
        return {"bool": {"must": having, "should": scored, "minimum_should_match": 0}}

    def _near(self, clause: TermsNear) -> Dsl:
        """Return the query for words near each other; they score as if they stood anywhere."""
        each = [{"match": {"query": schema.term(term), "analyzer": schema.ANALYSER}} for term in clause.terms]
        near = {"all_of": {"ordered": False, "max_gaps": clause.within, "intervals": each}}
        terms = [self._form(Form(clause.field, term), clause.boost) for term in clause.terms]
        scored = terms if clause.boost else []
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


def in_all_shards(query: Dsl) -> Dsl:
    """Return a query by numbers that no shard can know beforehand to find nothing there.

    One that knew would leave out the whole query it is in, and what it has of the words there: they would seem rarer.
    """
    return {"bool": {"should": [query, {"term": {MARK: _NO_MARK}}], "minimum_should_match": 1}}


def _boosted(kind: str, field: str, query: Dsl, boost: float) -> Dsl:
    return {kind: {field: {**query, "boost": boost}}} if boost else unscored({kind: {field: query}})
