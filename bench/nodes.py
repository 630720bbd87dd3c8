"""What the nodes of a cluster tell of themselves: the time of their processors, and the bytes of an index."""

import json
import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.request import urlopen

_SECONDS = 30
_CLIENT = "opensearch"
"""The name under which the cluster's client logs each request."""

_KINDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "terms": ("tim", "tip", "tmd"),
        "postings": ("doc", "psm"),
        "positions": ("pos", "pay"),
        "values in columns": ("dvd", "dvm"),
        "stored records": ("fdt", "fdx", "fdm"),
        "lengths": ("nvd", "nvm"),
        "numbers": ("kdd", "kdi", "kdm"),
    }
)
"""What the files of an index hold, by how their names end (Lucene's `Lucene104Codec`)."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the primary shards of an archive hold: bytes, segments, and bytes by what they are for."""

    documents: int
    size: int
    segments: int
    kinds: Mapping[str, int]


def processor_seconds(processes: Sequence[int]) -> float:
    """Return the seconds of processors that some processes of this machine have taken: others' work does not count."""
    states = (Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in processes)
    return sum(int(state[11]) + int(state[12]) for state in states) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes of a cluster, by their addresses."""

    urls: tuple[str, ...]

    def processes(self) -> tuple[int, ...]:
        """Return the nodes' processes."""
        return tuple(each["process"]["id"] for each in self._get("_nodes/process")["nodes"].values())

    def held(self, archive: str) -> Held:
        """Return what an archive's index holds."""
        told = self._get(f"{archive}/_stats/docs,store,segments?include_segment_file_sizes=true")["_all"]["primaries"]
        sizes = {name.lower(): each["size_in_bytes"] for name, each in told["segments"]["file_sizes"].items()}
        kinds = {kind: sum(sizes.get(each, 0) for each in endings) for kind, endings in _KINDS.items()}
        rest = sum(sizes.values()) - sum(kinds.values())
        return Held(
            documents=told["docs"]["count"],
            size=told["store"]["size_in_bytes"],
            segments=told["segments"]["count"],
            kinds={**kinds, "others": rest},
        )

    def _get(self, path: str) -> Any:  # noqa: ANN401 - as JSON has it
        with urlopen(f"{self.urls[0]}/{path}", timeout=_SECONDS) as answer:  # noqa: S310 - the cluster that was named
            return json.load(answer)


class _Counter(logging.Handler):
    """Counts what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.number = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - it is enough that there is one
        self.number += 1


@contextmanager
def counted_requests() -> Iterator[_Counter]:
    """Count the requests that this process sends to clusters: its client logs each."""
    counter, logger = _Counter(), logging.getLogger(_CLIENT)
    level, propagates = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(counter)
    try:
        yield counter
    finally:
        logger.removeHandler(counter)
        logger.setLevel(level)
        logger.propagate = propagates
