"""Whether moving to a cluster changes what people find: nDCG@10 of OpenSearch beside that of Tantivy, in one run."""

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.data import Collection, collection_folders, read_collection
from bench.outcome import Figure, Outcome, Steadiness
from bench.relevance import score_onrecord, spaced
from bench.tables import Table
from indexer.engines import CLUSTER
from indexer.engines.opensearch.connecting import connect

HARNESS = "parity"
VARIABLE = "ONRECORD_OPENSEARCH_URL"

_ARCHIVE = "ONRECORD_OPENSEARCH_ARCHIVE"
_MOST_QUESTIONS = 150
"""Questions asked of a collection, evenly spaced over all it has: each is a few journeys to the cluster."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A collection, how many questions were asked of it, and nDCG@10 of either engine."""

    collection: str
    questions: int
    tantivy: float
    opensearch: float

    @property
    def nearness(self) -> float:
        """Return the lesser over the greater: 0.99 is 1 % apart."""
        greater = max(self.tantivy, self.opensearch)
        return min(self.tantivy, self.opensearch) / greater if greater else 1.0


def is_possible() -> bool:
    """Tell whether the environment names a cluster."""
    return bool(os.environ.get(VARIABLE))


def measure(data: Path) -> Outcome:
    """Measure on every collection under `data`.

    :raise SettingError: if the environment names no cluster.
    """
    connect().close()
    pairs = [_pair(read_collection(folder)) for folder in collection_folders(data)]
    rows = [
        (
            f"{it.collection} ({it.questions} questions)",
            f"{it.tantivy:.4f}",
            f"{it.opensearch:.4f}",
            f"{it.nearness:.4f}",
        )
        for it in pairs
    ]
    headings = ("collection", "Tantivy", "OpenSearch", "the lesser over the greater")
    return Outcome(
        harness=HARNESS,
        tables=(Table("nDCG@10, by human judgement, on one machine and on a cluster", headings, rows),),
        figures=_figures(pairs),
    )


def _pair(collection: Collection) -> Pair:
    asked = spaced(collection.questions, _MOST_QUESTIONS)
    with TemporaryDirectory() as made:
        tantivy = score_onrecord(collection, asked, Path(made), engine="tantivy")
    with TemporaryDirectory() as made, _own_archive():
        opensearch = score_onrecord(collection, asked, Path(made), engine=CLUSTER)
    return Pair(collection.name, len(asked), tantivy.ndcg, opensearch.ndcg)


@contextmanager
def _own_archive() -> Iterator[None]:
    """Write an archive that no other has, and leave nothing of it on the cluster."""
    before, name = os.environ.get(_ARCHIVE), f"parity-{uuid.uuid4().hex[:12]}"
    os.environ[_ARCHIVE] = name
    client = connect()
    try:
        yield
    finally:
        for index in client.indices.get(index=f"{name}-*"):
            client.indices.delete(index=index)
        client.close()
        if before is None:
            del os.environ[_ARCHIVE]
        else:
            os.environ[_ARCHIVE] = before


def _figures(pairs: Sequence[Pair]) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            name=f"{it.collection} nDCG@10: the lesser of Tantivy and OpenSearch over the greater",
            value=it.nearness,
            steadiness=Steadiness.STEADY,
        )
        for it in pairs
    )
