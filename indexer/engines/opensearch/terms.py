"""The terms of a field, with the number of paragraphs that have each."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from operator import attrgetter

from indexer.clauses import MAX_EXPANSIONS, Form, TermPrefix
from indexer.engine import Known
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.queries import FIELDS, Dsl
from indexer.engines.opensearch.view import View

_FIRST, _GROWS, _MOST = 8, 16, 10_000
"""Terms in the first answer, how many times as many in the next, and most of them: who asks of one word needs one."""

_MOST_LISTED = 65_535
"""Terms of an answer that lists all there are: the most buckets that a cluster gives as it comes."""

_ROOM = 0.8
"""How full such an answer is to be: terms fall into answers by chance."""

_HIGHEST = "\U0010ffff"
_SURROGATES = range(0xD800, 0xE000)

_KEPT = 256
"""Prefixes whose words are kept: one question asks for them again and again."""


class Terms:
    """Lists the terms of one generation: exactly, as what is deleted is not counted."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.forms = lru_cache(_KEPT)(self._forms)

    def known(self, field: str, prefix: str) -> Iterator[Known]:
        """Yield the terms that begin with a prefix and that some document has, in their order.

        Where all paragraphs of a statement share them, a statement counts once.
        """
        if field not in FIELDS:
            return
        if not prefix:
            yield from self._all(schema.known(field))
            return
        after, size = _before(prefix), _FIRST
        while True:
            page = self._page(schema.known(field), after, size)
            for each in page:
                if each.term.startswith(prefix):
                    yield each
                elif each.term > prefix:
                    return
            if len(page) < size:
                return
            after, size = page[-1].term, min(size * _GROWS, _MOST)

    def _forms(self, clause: TermPrefix) -> Sequence[Form]:
        """Return the first terms that a prefix stands for, the most frequent first."""
        known = islice(self.known(clause.field, clause.prefix), MAX_EXPANSIONS)
        return [Form(clause.field, each.term) for each in sorted(known, key=lambda each: -each.paragraphs)]

    def _all(self, field: str) -> list[Known]:
        """Return all terms of a field: to go through them in pages costs the cluster four times as much."""
        parts, listed = 1, [self._part(field, 0, 1)]
        while max(map(len, listed)) == _MOST_LISTED:
            parts = max(2 * parts, math.ceil(self._estimate(field) / _MOST_LISTED / _ROOM))
            listed = [self._part(field, part, parts) for part in range(parts)]
        return sorted(chain.from_iterable(listed), key=attrgetter("term"))

    def _part(self, field: str, part: int, parts: int) -> list[Known]:
        """Return one of so many parts of a field's terms, in their order; the cluster says which term is in which."""
        listed: Dsl = {"field": field, "size": _MOST_LISTED, "order": {"_key": "asc"}}
        if parts > 1:
            listed["include"] = {"partition": part, "num_partitions": parts}
        body = {"size": 0, "track_total_hits": False, "aggs": {"terms": {"terms": listed}}}
        answer = self._view.search(body, only="aggregations.terms.buckets.key,aggregations.terms.buckets.doc_count")
        buckets = answer.get("aggregations", {}).get("terms", {}).get("buckets", ())
        return [Known(term=each["key"], paragraphs=each["doc_count"]) for each in buckets]

    def _estimate(self, field: str) -> int:
        estimated = {"cardinality": {"field": field}}
        answer = self._view.search({"size": 0, "track_total_hits": False, "aggs": {"terms": estimated}})
        return int(answer["aggregations"]["terms"]["value"])

    def _page(self, field: str, after: str | None, size: int) -> list[Known]:
        listed = {"size": size, "sources": [{"term": {"terms": {"field": field}}}]}
        begun = listed if after is None else {**listed, "after": {"term": after}}
        answer = self._view.search({"size": 0, "track_total_hits": False, "aggs": {"terms": {"composite": begun}}})
        buckets = answer["aggregations"]["terms"]["buckets"]
        return [Known(term=each["key"]["term"], paragraphs=each["doc_count"]) for each in buckets]


def _before(prefix: str) -> str | None:
    """Return a text before all that begin with a prefix, and after almost all that stand before these."""
    if not prefix:
        return None
    last = ord(prefix[-1]) - 1
    if last < 0:
        return prefix[:-1] or None
    if last in _SURROGATES:
        last = _SURROGATES.start - 1
    return prefix[:-1] + chr(last) + _HIGHEST
