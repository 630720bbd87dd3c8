"""Writing a generation to a cluster."""

from collections.abc import Iterator
from pathlib import Path

from opensearchpy import OpenSearch

from indexer.engines.opensearch import schema
from indexer.engines.opensearch.bulk import Bulk
from indexer.engines.opensearch.connecting import connect, told
from indexer.engines.opensearch.documents import documents, key, name
from indexer.engines.opensearch.making import make_archive_index
from indexer.engines.opensearch.merging import merge
from indexer.engines.opensearch.naming import Place, new_index, read_place, write_place
from indexer.engines.opensearch.replicas import add_replicas
from indexer.errors import ArchiveUnwritableError
from indexer.fields import ID, IndexedStatement
from indexer.settings import Settings, load_settings

_RESOLVED = 500
"""Statements whose old documents are looked for together."""

_MOST_FOUND = 10_000


def create(folder: Path) -> "OpenSearchWriter":
    """Begin an empty generation: an index of its own, which the folder names.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    settings = load_settings()
    client = connect(settings)
    place = Place(new_index(settings.opensearch_archive), revision=1)
    # Named first: what a run that is killed now leaves on the cluster is found by the next.
    write_place(folder, place)
    make_archive_index(client, place.index, shards=settings.opensearch_shards)
    return OpenSearchWriter(client, place, settings, is_new=True)


def extend(folder: Path) -> "OpenSearchWriter":
    """Go on from the generation in the folder, in its own index: who has it open goes on reading what it was.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    settings = load_settings()
    client = connect(settings)
    before = read_place(folder)
    place = Place(before.index, before.revision + 1)
    with told():
        client.indices.refresh(index=place.index)  # a killed run may have written what nobody has seen
    write_place(folder, place)
    return OpenSearchWriter(client, place, settings, is_new=False)


class OpenSearchWriter:
    """The one writer of a generation.

    What it writes is acknowledged by the cluster as it goes, in its translog, and seen with the refresh of `commit`. An
    update that is cancelled when a part of it has been sent is completed by the next run.
    """

    def __init__(self, client: OpenSearch, place: Place, settings: Settings, *, is_new: bool) -> None:
        self._client = client
        self._index = place.index
        self._replicas = settings.opensearch_replicas
        self._is_new = is_new
        self._bulk = Bulk(client, place)
        self._written: dict[str, int] = {}
        self._removed: list[str] = []
        self._documents = 0

    def add(self, indexed: IndexedStatement) -> None:
        """Add a statement whose id the generation does not hold."""
        for each in documents(indexed):
            self._bulk.put(each)
        self._documents += len(indexed.paragraphs)
        if not self._is_new:
            self._written[schema.term(indexed.statement.id)] = len(indexed.paragraphs)

    def remove(self, identity: str) -> None:
        """Remove the statement with this id, if it is there."""
        self._removed.append(schema.term(identity))

    def commit(self) -> None:
        """Write all of it, and let it be seen.

        :raise ArchiveUnwritableError: if the index does not hold what was written to it.
        """
        self._bulk.flush()
        for document, routing in self._left_over():
            self._bulk.remove(document, routing)
        self._bulk.close()
        with told():
            self._client.indices.refresh(index=self._index)
            if self._is_new:
                self._demand_count()
                merge(self._client, self._index)
                add_replicas(self._client, self._index, self._replicas)
        self._client.close()

    def cancel(self) -> None:
        """Drop what was not sent; an index that was begun goes."""
        self._bulk.cancel()
        if self._is_new:
            with told():
                self._client.indices.delete(index=self._index, params={"ignore_unavailable": "true"})
        self._client.close()

    def _left_over(self) -> Iterator[tuple[str, str]]:
        """Yield the documents of removed statements that were not written anew, and what they are routed by."""
        for start in range(0, len(self._removed), _RESOLVED):
            some = self._removed[start : start + _RESOLVED]
            for identity, place in self._places(some):
                if place >= self._written.get(identity, 0):
                    routing = key(identity)
                    yield name(routing, place), routing

    def _places(self, identities: list[str]) -> Iterator[tuple[str, int]]:
        after = None
        while True:
            body = {
                "query": {"bool": {"filter": {"terms": {ID: identities}}}},
                "size": _MOST_FOUND,
                "sort": [{ID: "asc"}, {schema.PLACE: "asc"}],
                "_source": False,
                "track_total_hits": False,
            }
            if after is not None:
                body["search_after"] = after
            with told():
                answer = self._client.search(
                    index=self._index, body=body, params={"allow_partial_search_results": "false"}
                )
            hits = answer["hits"]["hits"]
            yield from ((each["sort"][0], int(each["sort"][1])) for each in hits)
            if len(hits) < _MOST_FOUND:
                return
            after = hits[-1]["sort"]

    def _demand_count(self) -> None:
        found = int(self._client.count(index=self._index)["count"])
        if found != self._documents:
            raise ArchiveUnwritableError(
                f"The cluster was given {self._documents:,} paragraphs and holds {found:,}.",
                "Run it again; if it stays so, the cluster's log says why.",
            )
