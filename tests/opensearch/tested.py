"""The cluster that tests are given, where they are given one: who goes there, and what is left there."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.engines.opensearch import serving
from indexer.engines.opensearch.connecting import connect
from indexer.engines.opensearch.naming import read_place

CLUSTER = "opensearch"

NAMED = "ONRECORD_TEST_OPENSEARCH"
LEFT_OUT = f"left out: {NAMED} names no cluster; see README: `python -m tests.opensearch.cluster start`"
SHARDS, REPLICAS = 2, 0

needs_cluster = pytest.mark.skipif(not os.environ.get(NAMED), reason=LEFT_OUT)

_TOGETHER = 20
"""Indexes that are deleted together: each deletion changes the state of the whole cluster, whatever it deletes."""


_over: list[str] = []


def let_go(folder: Path) -> None:
    """Delete the index that a generation's folder names, soon."""
    _over.append(read_place(folder).index)
    if len(_over) == _TOGETHER:
        _delete(_over)
        _over.clear()


@contextmanager
def lent() -> Iterator[str | None]:
    """Let the engine, in child processes too, go to the cluster that is named; what is left there in the end goes.

    Yields what the names of all archives begin with.
    """
    addresses = os.environ.get(NAMED)
    if not addresses:
        yield None
        return
    name = f"tests-{uuid.uuid4().hex[:12]}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_OPENSEARCH_URL", addresses)
        patch.setenv("ONRECORD_OPENSEARCH_SHARDS", str(SHARDS))
        patch.setenv("ONRECORD_OPENSEARCH_REPLICAS", str(REPLICAS))
        patch.setenv("ONRECORD_OPENSEARCH_ARCHIVE", name)
        patch.setattr(serving, "GRACE_SECONDS", 0.0)
        try:
            yield name
        finally:
            client = connect()
            left = [*client.indices.get(index=f"{name}-*")]
            client.close()
            for start in range(0, len(left), _TOGETHER):
                _delete(left[start : start + _TOGETHER])


def _delete(names: list[str]) -> None:
    client = connect()
    # Each by its name: a cluster may forbid what has a star.
    client.indices.delete(index=",".join(names), params={"ignore_unavailable": "true"}, request_timeout=60)
    client.close()
