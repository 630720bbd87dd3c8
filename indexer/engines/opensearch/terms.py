"""The terms of a field, with the number of paragraphs that have each."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from indexer.clauses import MAX_EXPANSIONS, Form, TermPrefix
from indexer.engine import Known
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.queries import FIELDS
from indexer.engines.opensearch.view import View

_FIRST, _GROWS, _MOST = 8, 16, 10_000
"""Terms in the first answer, how many times as many in the next, and most of them: who asks of one word needs one."""

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
