"""Pages of hits: which stand on one, and in what order.

The cluster gathers documents by statement and orders these by the best of each. What a statement's other paragraphs
add is reckoned here, over so many of the first that what it would move stands among them.
"""

from dataclasses import dataclass

from indexer.clauses import Clause
from indexer.engine import Group, Request
from indexer.engines.gathering.scoring import scores
from indexer.engines.opensearch.matches import (
    ONLY_MATCHES,
    UNREAD,
    Hit,
    Match,
    gathered,
    listed,
    order,
    read_matches,
    single,
    sort_key,
)
from indexer.engines.opensearch.queries import Dsl, Queries, unscored, within
from indexer.engines.opensearch.view import Answer, View
from indexer.fields import ID

REORDERED = 200
"""Hits that are put in order by their whole score; those behind them stay in the order of their best paragraphs."""

MOST_PAGED = 10_000
"""Hits that can be paged through: the cluster holds no more in order."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Orders the hits of one generation."""

    view: View
    queries: Queries

    def body(self, request: Request) -> Dsl:
        """Return the search for the hits that decide a page; it has the totals too."""
        first, last = _span(request)
        body: Dsl = {
            "query": self._query(request.clause),
            "from": first,
            "size": last - first,
            "sort": order(request.sort),
            "track_total_hits": True,
            **UNREAD,
        }
        if request.group is Group.STATEMENT and last:
            body["collapse"] = {"field": ID}
        return body

    def page(self, request: Request, answer: Answer) -> list[Hit]:
        """Return the hits of a page, from the answer to its search."""
        found = list(read_matches(answer, request.sort))
        first, _ = _span(request)
        if request.group is Group.PARAGRAPH:
            hits = [single(each) for each in found]
        else:
            hits = self._whole(request, found, first)
        if first == 0:
            hits[:REORDERED] = sorted(hits[:REORDERED], key=lambda hit: sort_key(request.sort, hit))
        start = request.offset - first
        return hits[start : start + request.limit]

    def _whole(self, request: Request, found: list[Match], first: int) -> list[Hit]:
        """Return the hits that have these as their best matches, with all their matches."""
        wanted = found if _reorders(request) or first else found[request.offset : request.offset + request.limit]
        whole: dict[str, Hit] = {}
        for start in range(0, len(wanted), REORDERED):
            some = [each.statement for each in wanted[start : start + REORDERED]]
            whole |= gathered(self._matches(request, some))
        # What nobody asked for keeps its place without them.
        return [whole.get(each.statement) or single(each) for each in found]

    def _matches(self, request: Request, statements: list[str]) -> list[Match]:
        """Return all matches of some statements."""
        matches: list[Match] = []
        after: list[object] | None = None
        while True:
            body: Dsl = {
                "query": within(self._query(request.clause), ID, statements),
                "size": MOST_PAGED,
                "sort": order(request.sort),
                "track_total_hits": False,
                **UNREAD,
            }
            if after is not None:
                body["search_after"] = after
            answer = self.view.search(
                body, budget=request.budget, search_type="dfs_query_then_fetch", only=ONLY_MATCHES
            )
            matches += read_matches(answer, request.sort)
            hits = listed(answer)
            if len(hits) < MOST_PAGED:
                return matches
            after = hits[-1]["sort"]

    def _query(self, clause: Clause) -> Dsl:
        return self.queries.scored(clause) if scores(clause) else unscored(self.queries.query(clause))


def _reorders(request: Request) -> bool:
    """Tell whether the order of hits is not that of their best matches."""
    return scores(request.clause)


def _span(request: Request) -> tuple[int, int]:
    """Return the first and the last of the hits that decide a page."""
    if not request.limit:
        return 0, 0
    last = min(request.offset + request.limit, MOST_PAGED)
    if request.offset < REORDERED:
        return 0, max(last, REORDERED)
    return min(request.offset, MOST_PAGED), last
