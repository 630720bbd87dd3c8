"""The cluster that tests are given, where they are given one: who goes there, and what is left there."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.engines.opensearch.connecting import connect
from indexer.engines.opensearch.naming import read_place

NAMED = "ONRECORD_TEST_OPENSEARCH"
LEFT_OUT = f"left out: {NAMED} names no cluster; see README: `python -m tests.opensearch.cluster start`"
SHARDS, REPLICAS = 2, 0

needs_cluster = pytest.mark.skipif(not os.environ.get(NAMED), reason=LEFT_OUT)


@contextmanager
def lent() -> Iterator[str | None]:
    """Let the engine, in child processes too, go to the cluster that is named; yield the archive that it writes.

    What is left of them in the end is deleted.
    """
    addresses = os.environ.get(NAMED)
    if not addresses:
        yield None
        return
    archive = f"tests-{uuid.uuid4().hex[:12]}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_OPENSEARCH_URL", addresses)
        patch.setenv("ONRECORD_OPENSEARCH_SHARDS", str(SHARDS))
        patch.setenv("ONRECORD_OPENSEARCH_REPLICAS", str(REPLICAS))
        patch.setenv("ONRECORD_OPENSEARCH_ARCHIVE", archive)
        try:
            yield archive
        finally:
            delete_indexes(archive)


def delete_indexes(archive: str) -> None:
    """Delete the indexes whose names begin with an archive's name."""
    client = connect()
    # One by one: a cluster may forbid what has a star.
    for name in client.indices.get(index=f"{archive}-*"):
        client.indices.delete(index=name)
    client.close()


def delete_index_of(folder: Path) -> None:
    """Delete the index that a generation's folder names."""
    client = connect()
    client.indices.delete(index=read_place(folder).index, params={"ignore_unavailable": "true"})
    client.close()
