"""How many match, and how many of them have which value."""

import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from indexer.budget import UNBOUNDED, Budget
from indexer.engine import FacetCount, Group, Request, Total
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.queries import Dsl
from indexer.engines.opensearch.view import Answer, View
from indexer.fields import ID

_BATCH = 65_535
"""Statements that one answer counts: the most buckets that a cluster gives as it comes."""

_MOST_BATCHES = 16
"""Answers after which statements are no longer counted one by one, but estimated."""

_MOST_VALUES = 10_000
"""Values of a facet that are told, the most frequent."""

_PRECISION = 40_000
"""Up to how many statements the cluster's estimate is exact, but for chance, the most it takes (HyperLogLog++; Heule,
Nunkesser and Hall 2013); `docs/scale.md` has how far off it is beyond.
"""

_PRECISION_OF_VALUES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("role", "language", "type"), _PRECISION),
        **dict.fromkeys(("year", "country"), 10_000),
        **dict.fromkeys(("month", "publisher"), 3_000),
        **dict.fromkeys(("speaker", "topic"), 1_000),
    }
)
"""The same for the values of each facet. For each value the cluster keeps some 6 bytes times this, however few it
has to count: a facet that may have thousands of values gets less, or a frequent word's could not be counted at all.
"""

_STATEMENTS, _NUMBER, _ESTIMATE = "statements", "number", "estimate"

ONLY_COUNTS = f"hits.total,aggregations,-aggregations.{_STATEMENTS}.buckets"
"""What of an answer is sent: not the statements themselves, of which only the number is wanted."""


def counting(request: Request) -> dict[str, Dsl]:
    """Return the aggregations that count what a request finds."""
    return {
        _STATEMENTS: {"terms": {"field": ID, "size": _BATCH, "execution_hint": "map"}},
        _NUMBER: {"stats_bucket": {"buckets_path": f"{_STATEMENTS}>_count"}},
        **{name: _facet(name, request.group) for name in request.facets},
    }


def total(request: Request, query: Dsl, answer: Answer, view: View) -> Total:
    """Return how many statements and paragraphs match; statements exactly, up to a million of them."""
    statements = int(answer["aggregations"][_NUMBER]["count"])
    if statements >= _BATCH:
        statements = _count_on(query, view, request.budget)
    return Total(statements=statements, paragraphs=int(answer["hits"]["total"]["value"]))


def facets(request: Request, answer: Answer, found_in_all: Total) -> dict[str, tuple[FacetCount, ...]]:
    """Return the counts of the facets that were asked for; no estimate is more than all that was found."""
    found = answer["aggregations"]
    most = found_in_all.paragraphs if request.group is Group.PARAGRAPH else found_in_all.statements
    return {
        name: facet_counts(found.get(name, {}).get("buckets", ()), request.group, most=most) for name in request.facets
    }


def facet_counts(buckets: Sequence[Any], group: Group, *, most: int = sys.maxsize) -> tuple[FacetCount, ...]:
    """Return the values of a facet by count, then by value."""
    counts = [
        FacetCount(value=each["key"], count=min(most, each["doc_count" if group is Group.PARAGRAPH else _STATEMENTS]))
        for each in (_flat(bucket) for bucket in buckets)
    ]
    return tuple(sorted(counts, key=lambda each: (-each.count, each.value)))


def _flat(bucket: dict[str, Any]) -> dict[str, Any]:
    return bucket if _STATEMENTS not in bucket else bucket | {_STATEMENTS: int(bucket[_STATEMENTS]["value"])}


def _facet(name: str, group: Group) -> Dsl:
    values: Dsl = {"terms": {"field": schema.facet(name), "size": _MOST_VALUES}}
    if group is Group.STATEMENT:
        values["aggs"] = {
            _STATEMENTS: {"cardinality": {"field": ID, "precision_threshold": _PRECISION_OF_VALUES[name]}}
        }
    return values


def _count_on(query: Dsl, view: View, budget: Budget = UNBOUNDED) -> int:
    """Count statements in several answers, in the order in which the index has them."""
    counted, after = 0, None
    for _ in range(_MOST_BATCHES):
        pages: Dsl = {"size": _BATCH, "sources": [{ID: {"terms": {"field": ID}}}]}
        if after is not None:
            pages["after"] = after
        body = {"query": query, "size": 0, "track_total_hits": False, "aggs": {_STATEMENTS: {"composite": pages}}}
        answer = view.search(body, budget=budget, only=_COUNTED)
        # Nothing is there where the answer before had the last of them.
        found = answer.get("aggregations", {}).get(_STATEMENTS, {})
        buckets = found.get("buckets", ())
        counted += len(buckets)
        if len(buckets) < _BATCH:
            return counted
        after = found["after_key"]
    estimated = {_ESTIMATE: {"cardinality": {"field": ID, "precision_threshold": _PRECISION}}}
    body = {"query": query, "size": 0, "track_total_hits": False, "aggs": estimated}
    return int(view.search(body, budget=budget)["aggregations"][_ESTIMATE]["value"])


_COUNTED = f"aggregations.{_STATEMENTS}.after_key,aggregations.{_STATEMENTS}.buckets.doc_count"
