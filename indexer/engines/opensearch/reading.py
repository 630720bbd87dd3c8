"""Reading a generation from a cluster."""

from collections.abc import Iterator
from pathlib import Path

from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import Clause
from indexer.engine import Contents, Explanation, Found, FoundStatement, Group, Known, Request
from indexer.engines.gathering.explaining import explain
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.counting import ONLY_COUNTS, counting, facet_counts, facets, total
from indexer.engines.opensearch.matches import ONLY_MATCHES
from indexer.engines.opensearch.naming import read_place
from indexer.engines.opensearch.queries import Queries
from indexer.engines.opensearch.ranking import Ranking
from indexer.engines.opensearch.records import Records, place
from indexer.engines.opensearch.scoring import Scoring
from indexer.engines.opensearch.terms import Terms
from indexer.engines.opensearch.view import View, open_view
from indexer.fields import FIRST, LANGUAGE, MARK
from indexer.statement import Statement, Summary

_MOST_LANGUAGES, _MOST_PUBLISHERS = 1_000, 10_000


def open_index(folder: Path) -> "OpenSearchEngine":
    """Read the generation that the folder names.

    :raise ArchiveDamagedError: if it names none, or the cluster has not the index that it names.
    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    return OpenSearchEngine(open_view(read_place(folder).index))


class OpenSearchEngine:
    """Answers from one moment of an index of the cluster's."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._terms = Terms(view)
        self._queries = Queries(self._terms.forms)
        self._ranking = Ranking(view, self._queries)
        self._records = Records(view)

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with totals that are exact up to a million statements."""
        return self._view.at_once(lambda: self._find(request))

    def _find(self, request: Request) -> Found:
        body = {**self._ranking.body(request), "aggs": counting(request)}
        answer = self._view.search(
            body, budget=request.budget, search_type="dfs_query_then_fetch", only=f"{ONLY_MATCHES},{ONLY_COUNTS}"
        )
        hits = self._ranking.page(request, answer) if request.limit else []
        found_in_all = total(request, body["query"], answer, self._view)
        return Found(
            total=found_in_all,
            hits=tuple(self._records.found(hits, request.paragraphs)),
            facets=facets(request, answer, found_in_all),
        )

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""
        return self._view.at_once(lambda: self._records.statement(identity))

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        return self._records.statements()

    def summaries(self) -> Iterator[Summary]:
        """Yield what identifies every statement, ordered by id."""
        return self._records.summaries()

    def scan(self, clause: Clause, budget: Budget = UNBOUNDED) -> Iterator[FoundStatement]:
        """Return every statement that matches, newest first, with all its matching paragraphs in page order."""
        return self._records.scan(self._queries.query(clause), budget)

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        return self._records.latest(limit)

    def contents(self) -> Contents:
        """Return what the generation holds."""
        firsts = {"filter": {"term": {MARK: FIRST}}}
        publishers = {"terms": {"field": schema.facet("publisher"), "size": _MOST_PUBLISHERS}}
        dates = {"terms": {"field": schema.PUBLISHED, "size": 1, "order": {"_key": "asc"}}}
        latest = {"terms": {"field": schema.PUBLISHED, "size": 1, "order": {"_key": "desc"}}}
        answer = self._view.search(
            {
                "size": 0,
                "track_total_hits": True,
                "aggs": {
                    "languages": {"terms": {"field": LANGUAGE, "size": _MOST_LANGUAGES}},
                    "firsts": {**firsts, "aggs": {"publishers": publishers, "oldest": dates, "newest": latest}},
                },
            }
        )
        found = answer["aggregations"]
        oldest, newest = (
            next((each["key"] for each in found["firsts"][name]["buckets"]), None) for name in ("oldest", "newest")
        )
        return Contents(
            statements=found["firsts"]["doc_count"],
            paragraphs=answer["hits"]["total"]["value"],
            languages=tuple(sorted(each["key"] for each in found["languages"]["buckets"])),
            publishers=facet_counts(found["firsts"]["publishers"]["buckets"], Group.PARAGRAPH),
            oldest=oldest,
            newest=newest,
        )

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[Known]:
        """Yield the terms of a field that begin with `prefix` and that some paragraph has, in their order."""
        return self._terms.known(field, prefix)

    def explain(self, clause: Clause, identity: str, number: int, budget: Budget = UNBOUNDED) -> Explanation | None:
        """Return why a paragraph of a statement matches and has its score, or None if it does not match."""
        return self._view.at_once(lambda: self._explain(clause, identity, number, budget))

    def _explain(self, clause: Clause, identity: str, number: int, budget: Budget) -> Explanation | None:
        document = self._records.document(identity, number)
        if document is None:
            return None
        scoring = Scoring(self._view, self._queries, place(identity, number), budget)
        scoring.read(clause)
        if scoring.score(clause, 0) is None:
            return None
        return explain(scoring, clause, 0, document.paragraph(), document.weight, budget)

    def close(self) -> None:
        """Let the moment go, and the connections."""
        self._view.close()
