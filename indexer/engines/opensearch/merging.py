"""An index that has been filled, put together from the many small pieces that it was filled in."""

import math
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice, repeat

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from indexer.engines.opensearch.connecting import told

_WORTH = 256 << 20
"""Bytes of an index below which it is left as it is: half a minute is longer than it took to fill."""

_LARGEST = 5 << 30
"""Bytes of a segment that the cluster itself does not merge further (`index.merge.policy.max_merged_segment`)."""

_PAUSES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between looks whether something is done, the last again and again."""

_MOST_LOOKS = 14
"""Looks whether the shards know that no copy lacks what was written: they look every 30 seconds, and this is 45."""


def merge(client: OpenSearch, index: str) -> None:
    """Let the cluster merge an index into as few segments as it would come to by itself, and wait until it has.

    Until then each document is kept a second time, as it was sent, for copies of the shard that fall behind: that is
    two thirds of all bytes. A node that dies meanwhile ends it, and that is no harm: the cluster merges as it goes on.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    with told():
        held = client.indices.stats(index=index, metric="store")
        shards, size = held["_shards"]["successful"], held["_all"]["primaries"]["store"]["size_in_bytes"]
        if size < _WORTH:
            return
        _await_leases(client, index)
        client.indices.flush(index=index)
        begun = client.indices.forcemerge(
            index=index,
            params={"max_num_segments": math.ceil(size / max(shards, 1) / _LARGEST), "wait_for_completion": "false"},
        )
        with suppress(NotFoundError):  # the node that knew of it is gone
            _await_task(client, begun["task"])
        client.indices.refresh(index=index)


def _await_leases(client: OpenSearch, index: str) -> None:
    """Wait until no shard keeps what was sent for a copy of it: it would keep that when it merges, too."""
    for pause in _pauses(_MOST_LOOKS):
        told = client.indices.stats(index=index, level="shards")["indices"][index]["shards"].values()
        shards = [shard for copies in told for shard in copies]
        if all(
            lease["retaining_seq_no"] > shard["seq_no"]["max_seq_no"]
            for shard in shards
            for lease in shard["retention_leases"]["leases"]
        ):
            return
        time.sleep(pause)


def _await_task(client: OpenSearch, task: str) -> None:
    for pause in _pauses():
        if client.tasks.get(task_id=task)["completed"]:
            return
        time.sleep(pause)


def _pauses(number: int | None = None) -> Iterator[float]:
    """Yield so many pauses, or any number."""
    return islice(chain(_PAUSES, repeat(_PAUSES[-1])), number)
