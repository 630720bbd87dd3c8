"""Many changes in few requests, several of them under way at once."""

import json
import threading
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import orjson
from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError

from indexer.engines.opensearch.connecting import told
from indexer.engines.opensearch.documents import Document
from indexer.engines.opensearch.naming import Place
from indexer.errors import ArchiveLockedError, ArchiveUnwritableError, ClusterUnavailableError


@dataclass(frozen=True, slots=True)
class Pace:
    """How many requests are under way at once, and the bytes of each."""

    senders: int
    size: int


PACE = Pace(senders=3, size=6 << 20)
"""Large enough to spread what a request costs, small enough for any node's limit on one; `docs/scale.md` has others."""

_WAITING = 2
"""Requests for each sender that are made or sent before the next is made."""

_PAUSES = (0.5, 1, 2, 4, 8, 16)
"""Seconds before what was turned away is sent again."""

_SECONDS = 120
_WAITED = "10s"
"""How long the cluster itself waits for a shard whose node has died."""

_PASSING = frozenset({429, 503})
"""Statuses of what may go well in a moment: a full queue, a breaker that is open, a shard whose node has died."""

_CONFLICT = 409
_GONE = 404
_WANTED = "errors,items.*.status,items.*.error,items.*._id"

Answer = Mapping[str, Any]


class Bulk:
    """Sends changes to one index; they are acknowledged when `flush` returns."""

    def __init__(self, client: OpenSearch, place: Place, pace: Pace = PACE) -> None:
        self._client = client
        self._place = place
        self._pace = pace
        self._pool = ThreadPoolExecutor(pace.senders, thread_name_prefix="bulk")
        self._sent: list[Future[None]] = []
        self._lines: list[bytes] = []
        self._bytes = 0
        self._reason = ""
        self._stopped = threading.Event()

    def put(self, document: Document) -> None:
        """Write a document, instead of the one that has its name."""
        self._add("index", document.name, document.routing, orjson.dumps(document.fields))

    def remove(self, name: str, routing: str) -> None:
        """Remove a document, if it is there."""
        self._add("delete", name, routing)

    def flush(self) -> None:
        """Return once all that was given is acknowledged.

        :raise ArchiveUnwritableError: if the cluster refused some of it.
        :raise ClusterUnavailableError: if it does not answer.
        """
        self._send()
        self._await(0)

    def close(self) -> None:
        """Flush, and let the threads go."""
        self.flush()
        self._pool.shutdown()

    def cancel(self) -> None:
        """Send nothing more."""
        self._lines.clear()
        self._stopped.set()
        self._pool.shutdown(cancel_futures=True)

    def _add(self, action: str, name: str, routing: str, *lines: bytes) -> None:
        about = {"_id": name, "routing": routing, "version": self._place.revision, "version_type": "external_gte"}
        for line in (orjson.dumps({action: about}), *lines):
            self._lines.append(line)
            self._bytes += len(line) + 1
        if self._bytes >= self._pace.size:
            self._send()

    def _send(self) -> None:
        if not self._lines:
            return
        self._await(self._pace.senders * _WAITING - 1)
        self._sent.append(self._pool.submit(self._deliver, self._lines))
        self._lines, self._bytes = [], 0

    def _await(self, left: int) -> None:
        while len(self._sent) > left:
            self._sent.pop(0).result()

    def _deliver(self, lines: list[bytes]) -> None:
        for pause in (*_PAUSES, None):
            lines = self._refused(lines)
            if not lines:
                return
            if pause is not None:
                self._stopped.wait(pause)
            if self._stopped.is_set():
                return
        raise ClusterUnavailableError(
            f"The cluster turns changes away: {self._reason}.",
            "Look whether all its nodes run and have room; then run the same command again.",
        )

    def _put(self, lines: list[bytes]) -> Answer | None:
        """Send changes, and return the answer, or None where all were turned away."""
        with told():
            try:
                answer: Answer = self._client.bulk(
                    index=self._place.index,
                    body=b"\n".join(lines) + b"\n",
                    params={"filter_path": _WANTED, "request_timeout": _SECONDS, "timeout": _WAITED},
                )
            except TransportError as error:
                if error.status_code not in _PASSING:
                    raise
                self._reason = str(error.error)
                return None
        return answer

    def _refused(self, lines: list[bytes]) -> list[bytes]:
        """Send changes, and return those that were turned away for the moment."""
        answer = self._put(lines)
        if answer is None:
            return lines
        if not answer["errors"]:
            return []
        refused: list[bytes] = []
        at = 0
        for item in answer["items"]:
            ((action, result),) = item.items()
            size = 2 if action == "index" else 1
            if result["status"] in _PASSING:
                self._reason = _told_by(result)
                refused += lines[at : at + size]
            elif "error" in result and result["status"] != _GONE:
                raise _refusal(result)
            at += size
        return refused


def _refusal(result: Mapping[str, Any]) -> ArchiveUnwritableError | ArchiveLockedError:
    if result["status"] == _CONFLICT:
        return ArchiveLockedError(
            "Another build has written to this archive since this one began.",
            "Run the same command again; if it says so again, build anew: `--rebuild`.",
        )
    return ArchiveUnwritableError(
        f"The cluster refused a paragraph: {_told_by(result)}.",
        "Its disks may be full, or the index closed to writing: its log says why.",
    )


def _told_by(result: Mapping[str, Any]) -> str:
    """Return what the cluster says of a change that it did not make."""
    return json.dumps(result["error"].get("reason", result["error"]), ensure_ascii=False)[:300]
