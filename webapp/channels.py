"""A client's connection, which is given up where it holds room and does nothing with it."""

import time

import orjson
from waitress.channel import HTTPChannel
from waitress.task import ErrorTask
from waitress.utilities import RequestEntityTooLarge

from indexer.statement import to_json
from webapp.bodies import JSON
from webapp.errors import HTTP_PROBLEMS, Failure, answers_programs
from webapp.policy import NO_PAGE
from webapp.security import HEADERS, SHARED, is_shared

ARRIVING_SECONDS = 10.0
"""What a request may take from its first byte to its last: its head fits into a few packets."""

TAKING_SECONDS = 30.0
LEAST_TAKEN = 32_768
"""Bytes that a client must have taken of its answer within that many seconds: a line of the telephone age does."""


class TooLarge(RequestEntityTooLarge):  # type: ignore[misc]  # waitress has no types
    """The refusal of a body that is not read, as programs are told every error."""

    def to_response(self, ident: object = None) -> tuple[str, list[tuple[str, str]], bytes]:  # noqa: ARG002 - waitress's own signature
        """Return its status, headers and body."""
        body = orjson.dumps(to_json(Failure(error=HTTP_PROBLEMS[self.code])))
        return f"{self.code} {self.reason}", [("Content-Type", JSON)], body


class DressedErrorTask(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """The answer to what is no request that the site could be asked, with the headers of every answer."""

    def execute(self) -> None:
        """Write the answer."""
        policy = ("Content-Security-Policy", "; ".join(NO_PAGE))
        self.response_headers += [*HEADERS.items(), policy, ("Cache-Control", "no-store")]
        if isinstance(self.request.error, RequestEntityTooLarge) and answers_programs(self.request.path):
            self.request.error = TooLarge(self.request.error.body)
            self.response_headers += SHARED.items() if is_shared(self.request.path) else ()
        super().execute()


class BoundedChannel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection that is closed when a request does not arrive whole, or an answer is not taken, in time.

    waitress itself closes only those that are silent and have nothing under way: a byte a second, or a client that
    never reads, would hold a connection for ever, and the second of them a thread.
    """

    error_task_class = DressedErrorTask

    _arriving_since: float | None = None
    _taking_since: float | None = None
    _taken = 0

    def received(self, data: bytes) -> bool:
        """Take what came, and note when the request that is not whole yet began."""
        before = self.request
        took = bool(super().received(data))
        if self.request is None:
            self._arriving_since = None
        elif self.request is not before:
            self._arriving_since = time.monotonic()
        return took

    def send(self, data: bytes, do_close: bool = True) -> int:  # noqa: FBT001, FBT002 - waitress's own signature
        """Send what the client takes, and count it."""
        sent = int(super().send(data, do_close=do_close))
        self._taken += sent
        return sent

    def readable(self) -> bool:
        """Tell whether to read more; the loop asks each connection at each turn, at least once a second."""
        now = time.monotonic()
        if self._arrives_late(now) or self._is_taken_late(now):
            # A client that reads nothing is never ready to be written to, so waiting to close would be for ever.
            self.handle_close()
            self.will_close = False
            return False
        return bool(super().readable())

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing of a request or of an answer is under way."""
        return not (self.requests or self.total_outbufs_len or self.request is not None)

    def _arrives_late(self, now: float) -> bool:
        return self._arriving_since is not None and now - self._arriving_since > ARRIVING_SECONDS

    def _is_taken_late(self, now: float) -> bool:
        if not self.total_outbufs_len:
            self._taking_since = None
        elif self._taking_since is None or self._taken >= LEAST_TAKEN:
            self._taking_since, self._taken = now, 0
        return self._taking_since is not None and now - self._taking_since > TAKING_SECONDS
