"""A generation that several machines fill: they meet in one index, and a ledger says which of them are done.

The index is named after the one that serves, so that all who begin meanwhile find the same, whoever comes first. It
takes the archive's name when every part is acknowledged and all that they wrote is there.
"""

import hashlib
import time
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from indexer.engine import Completed
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.bulk import Bulk
from indexer.engines.opensearch.connecting import connect, told
from indexer.engines.opensearch.documents import Document, documents
from indexer.engines.opensearch.making import make_archive_index, make_index
from indexer.engines.opensearch.merging import merge
from indexer.engines.opensearch.naming import Place
from indexer.engines.opensearch.replicas import add_replicas
from indexer.engines.opensearch.serving import parts_of, read_served, serve
from indexer.errors import ArchiveMissingError, ArchiveUnwritableError, PartsMissingError
from indexer.fields import FIRST, MARK, IndexedStatement
from indexer.settings import load_settings

_NAME_BYTES = 6
_MOST_FOUND = 10_000

_LEDGER: dict[str, Any] = {
    "settings": {"index": {"number_of_shards": 1, "auto_expand_replicas": "0-1"}},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "index": {"type": "keyword"},
            "part": {"type": "integer"},
            "of": {"type": "integer"},
            "statements": {"type": "long"},
            "paragraphs": {"type": "long"},
        },
    },
}


def join(number: int, of: int) -> "PartWriter":
    """Begin to write a part, in the index that all parts are written to; it is made where there is none.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    settings = load_settings()
    client = connect(settings)
    index = _index_of_parts(client, settings.opensearch_archive)
    make_archive_index(client, index, shards=settings.opensearch_shards)
    make_index(client, _ledger(settings.opensearch_archive), _LEDGER)
    return PartWriter(client, index, _ledger(settings.opensearch_archive), (number, of))


class PartWriter:
    """Writes one part; what an earlier run of the same part has left is replaced."""

    def __init__(self, client: OpenSearch, index: str, ledger: str, part: tuple[int, int]) -> None:
        self._client = client
        self._index = index
        self._ledger = ledger
        self._number, self._of = part
        self._revision = time.time_ns() // 1_000_000
        self._bulk = Bulk(client, Place(index, self._revision))
        self._statements = self._paragraphs = 0

    def add(self, indexed: IndexedStatement) -> None:
        """Add a statement of the part."""
        mine = {schema.PART: self._number, schema.REVISION: self._revision}
        for each in documents(indexed):
            self._bulk.put(Document(each.name, each.routing, {**each.fields, **mine}))
        self._statements += bool(indexed.paragraphs)
        self._paragraphs += len(indexed.paragraphs)

    def remove(self, identity: str) -> None:
        """Do nothing: a part is written whole."""

    def commit(self) -> None:
        """Write all of it, drop what an earlier run left of the part, and say in the ledger that it is done.

        :raise ArchiveUnwritableError: if the index does not hold what was written to it.
        """
        self._bulk.flush()
        with told():
            self._client.indices.refresh(index=self._index)
            self._drop_earlier()
            self._bulk.close()
            self._client.indices.refresh(index=self._index)
            found = self._client.count(index=self._index, body={"query": self._mine()})["count"]
            if found != self._paragraphs:
                raise ArchiveUnwritableError(
                    f"Part {self._number}/{self._of} has {self._paragraphs:,} paragraphs; the cluster holds {found:,}.",
                    "Another part may have the same ids: each statement needs one of its own. Or run it again.",
                )
            self._acknowledge()
        self._client.close()

    def cancel(self) -> None:
        """Send nothing more; the next run of the part replaces what was sent."""
        self._bulk.cancel()
        self._client.close()

    def _mine(self) -> dict[str, Any]:
        return {"bool": {"filter": {"term": {schema.PART: self._number}}}}

    def _drop_earlier(self) -> None:
        earlier = {"bool": {**self._mine()["bool"], "must_not": {"term": {schema.REVISION: self._revision}}}}
        while True:
            body = {"query": earlier, "size": _MOST_FOUND, "_source": False, "sort": ["_doc"]}
            hits = self._client.search(index=self._index, body=body)["hits"]["hits"]
            if not hits:
                return
            for each in hits:
                self._bulk.remove(each["_id"], each["_routing"])
            self._bulk.flush()
            self._client.indices.refresh(index=self._index)

    def _acknowledge(self) -> None:
        done = {
            "index": self._index,
            "part": self._number,
            "of": self._of,
            "statements": self._statements,
            "paragraphs": self._paragraphs,
        }
        self._client.index(
            index=self._ledger, id=f"{self._index}.{self._number}", body=done, params={"refresh": "true"}
        )


def completed() -> Completed:
    """Return what all parts together have written, counted, and copied to as many nodes as it shall be.

    :raise ArchiveMissingError: if no part has been written.
    :raise PartsMissingError: if some have not, or they are not parts of the same number.
    :raise ArchiveUnwritableError: if the index does not hold what the parts acknowledged.
    """
    settings = load_settings()
    client = connect(settings)
    index = _index_of_parts(client, settings.opensearch_archive)
    parts = _acknowledged(client, _ledger(settings.opensearch_archive), index)
    _demand_all(parts)
    statements, paragraphs = (sum(int(each[name]) for each in parts) for name in ("statements", "paragraphs"))
    with told():
        client.indices.refresh(index=index)
        firsts = client.count(index=index, body={"query": {"term": {MARK: FIRST}}})["count"]
        found = client.count(index=index)["count"]
    if (firsts, found) != (statements, paragraphs):
        raise ArchiveUnwritableError(
            f"The parts have {statements:,} statements with {paragraphs:,} paragraphs; the cluster holds {firsts:,} "
            f"with {found:,}.",
            "Two parts may have statements with the same id, or one may be running still: run it again, then finish.",
        )
    merge(client, index)
    add_replicas(client, index, settings.opensearch_replicas)
    return Completed(index=index, statements=statements, paragraphs=paragraphs)


def serve_parts(whole: Completed, record: Any) -> None:  # noqa: ANN401 - a manifest's record
    """Let what the parts have written serve, with this record of its manifest, and forget the ledger."""
    settings = load_settings()
    client = connect(settings)
    serve(client, settings.opensearch_archive, whole.index, record)
    with told():
        client.indices.delete(index=_ledger(settings.opensearch_archive), params={"ignore_unavailable": "true"})


def _index_of_parts(client: OpenSearch, archive: str) -> str:
    served = read_served(client, archive)
    after = hashlib.blake2b((served.index if served else "").encode(), digest_size=_NAME_BYTES).hexdigest()
    return f"{parts_of(archive)}{after}"


def _ledger(archive: str) -> str:
    return f"{archive}-ledger"


def _acknowledged(client: OpenSearch, ledger: str, index: str) -> list[dict[str, Any]]:
    body = {"query": {"term": {"index": index}}, "size": _MOST_FOUND}
    with told():
        try:
            hits = client.search(index=ledger, body=body)["hits"]["hits"]
        except NotFoundError:
            hits = []
    return [each["_source"] for each in hits]


def _demand_all(parts: list[dict[str, Any]]) -> None:
    if not parts:
        raise ArchiveMissingError(
            "No part has been written that could be finished.",
            "Write the parts first: `onrecord index SOURCE --shard 1/16`, and so on to 16/16.",
        )
    numbers = {each["of"] for each in parts}
    if len(numbers) > 1:
        told_of = " and ".join(f"{number:,}" for number in sorted(numbers))
        raise PartsMissingError(
            f"Some parts were written as one of {told_of}.", "Write all of them as parts of the same number."
        )
    missing = sorted(set(range(1, numbers.pop() + 1)) - {each["part"] for each in parts})
    if missing:
        shown = ", ".join(map(str, missing[:20])) + (" …" if len(missing) > 20 else "")
        raise PartsMissingError(
            f"{len(missing):,} of {parts[0]['of']:,} parts are not done: {shown}.",
            f"Write each, then finish: `onrecord index SOURCE --shard {missing[0]}/{parts[0]['of']}`.",
        )
