"""What one document scores, clause by clause: all of it asked at once, as each question is a journey."""

from collections.abc import Iterator, Sequence

from indexer.budget import Budget
from indexer.clauses import AllOf, AnyForm, AnyOf, Clause, Form, Preferring, TermPrefix, Without
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.matches import SCORE_DIGITS
from indexer.engines.opensearch.queries import Dsl, Queries
from indexer.engines.opensearch.view import View
from indexer.weights import load_weights

_TOGETHER = 128
"""Clauses that are asked for in one question: a cluster refuses what has more than 1,024 parts."""

_MOST_TERMS = 10_000


class Scoring:
    """Scores one document, which the query `here` finds, by a clause and by every part of it."""

    def __init__(self, view: View, queries: Queries, here: Dsl, budget: Budget) -> None:
        self._view = view
        self._queries = queries
        self._here = here
        self._budget = budget
        self._scores: dict[Clause, float] = {}
        self._forms: dict[Clause, list[Form]] = {}

    def read(self, clause: Clause) -> None:
        """Ask what the document scores by a clause, by the clauses that it is made of, and by their forms."""
        leaves = list(dict.fromkeys(_leaves(clause)))
        self._forms = {each: self._there(each) for each in leaves if isinstance(each, AnyForm | TermPrefix)}
        forms = (AnyForm((form,)) for there in self._forms.values() for form in there)
        wanted = list(dict.fromkeys((*leaves, *forms)))
        for start in range(0, len(wanted), _TOGETHER):
            self._ask(wanted[start : start + _TOGETHER])

    def score(self, clause: Clause, document: int) -> float | None:
        """Return its score without its weight, or None if it does not match."""
        match clause:
            case AllOf():
                scores = [self.score(each, document) for each in clause.clauses]
                return None if None in scores else sum(filter(None, scores))
            case AnyOf():
                found = [score for each in clause.clauses if (score := self.score(each, document)) is not None]
                return sum(found) if found else None
            case Without():
                wanted = self.score(clause.wanted, document)
                return wanted if self.score(clause.unwanted, document) is None else None
            case Preferring():
                wanted = self.score(clause.wanted, document)
                more = sum(self.score(each, document) or 0.0 for each in clause.preferred)
                return None if wanted is None else wanted + more
            case _:
                return self._scores.get(clause)

    def counted(self, clause: AnyForm | TermPrefix, document: int) -> dict[Form, float]:
        """Return the forms of a word that it has, and what each adds to the word's score."""
        scores = {form: self.score(AnyForm((form,)), document) for form in self._forms[clause]}
        return {form: score for form, score in scores.items() if score is not None}

    def _there(self, clause: AnyForm | TermPrefix) -> list[Form]:
        """Return the forms of a word; of the many that begin with a prefix, those that the document has."""
        forms = list(dict.fromkeys(self._queries.forms(clause)))
        if isinstance(clause, AnyForm):
            return forms
        listed = {"terms": {"field": schema.known(clause.field), "size": _MOST_TERMS}}
        answer = self._view.search({"query": self._here, "size": 0, "aggs": {"terms": listed}}, budget=self._budget)
        there = {each["key"] for each in answer["aggregations"]["terms"]["buckets"]}
        return [form for form in forms if form.term in there]

    def _ask(self, clauses: Sequence[Clause]) -> None:
        named = [
            {"bool": {"must": self._queries.query(each), "_name": str(place)}} for place, each in enumerate(clauses)
        ]
        query = {"bool": {"filter": self._here, "should": named, "minimum_should_match": 0}}
        body = {"query": query, "size": 1, "_source": False, "track_total_hits": False}
        answer = self._view.search(
            body, budget=self._budget, search_type="dfs_query_then_fetch", include_named_queries_score="true"
        )
        factor = load_weights().k1 + 1
        for hit in answer["hits"]["hits"]:
            for place, score in hit.get("matched_queries", {}).items():
                self._scores[clauses[int(place)]] = round(score * factor, SCORE_DIGITS)


def _leaves(clause: Clause) -> Iterator[Clause]:
    """Yield the clauses that have none below them."""
    match clause:
        case AllOf() | AnyOf():
            for each in clause.clauses:
                yield from _leaves(each)
        case Without():
            yield from _leaves(clause.wanted)
            yield from _leaves(clause.unwanted)
        case Preferring():
            for each in (clause.wanted, *clause.preferred):
                yield from _leaves(each)
        case _:
            yield clause
