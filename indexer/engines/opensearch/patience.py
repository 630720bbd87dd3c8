"""How long a cluster is waited for, and that one which is down is not waited for again and again."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from opensearchpy.exceptions import TransportError

from indexer.engines.opensearch.connecting import is_passing, told
from indexer.errors import ClusterUnavailableError

PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0, 2.0)
"""Seconds before a question is asked again that failed for the moment: as long as a cluster takes to miss a node."""

HUNG = 2
"""A question is waited for, with all that it is asked again, so many times as long as one node is."""

REMEMBERED_SECONDS = 2.0
"""How long a cluster that did not answer is believed to be down: those who ask meanwhile are told at once."""

_TOO_MANY = 429

_Answer = TypeVar("_Answer")


class Patience:
    """Asks again what may go well in a moment, for so many seconds at most; safe to use from several threads.

    `seconds` is how long one node is waited for. Where a question failed after all, those that follow fail at once,
    but for one of them now and then: who waits holds a thread, and a site has few.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._asking = threading.Lock()
        self._down: ClusterUnavailableError | None = None
        self._believed_until = 0.0

    def answer(self, ask: Callable[[float], _Answer]) -> _Answer:
        """Return what `ask` does; it is given how many seconds it may take.

        :raise ClusterUnavailableError: if the cluster does not answer in time.
        :raise ArchiveDamagedError: if it has not the index that was asked.
        :raise QueryTooCostlyError: if a query is more than it takes.
        """
        down = self._down
        if down is None:
            return self._noted(ask)
        if time.monotonic() < self._believed_until or not self._asking.acquire(blocking=False):
            raise ClusterUnavailableError(down.message, down.hint)
        try:
            return self._noted(ask)
        finally:
            self._asking.release()

    def _noted(self, ask: Callable[[float], _Answer]) -> _Answer:
        try:
            with told():
                answer = self._asked_again(ask)
        except ClusterUnavailableError as error:
            # A full queue or an open breaker may be one question's doing.
            if getattr(error.__cause__, "status_code", None) != _TOO_MANY:
                self._believed_until = time.monotonic() + REMEMBERED_SECONDS
                self._down = error
            raise
        self._down = None
        return answer

    def _asked_again(self, ask: Callable[[float], _Answer]) -> _Answer:
        end = time.monotonic() + HUNG * self.seconds
        for pause in self._pauses(end):
            try:
                return ask(min(self.seconds, end - time.monotonic()))
            except TransportError as error:
                if not is_passing(error):
                    raise
            time.sleep(pause)
        return ask(max(min(self.seconds, end - time.monotonic()), 1))

    def _pauses(self, end: float) -> Iterator[float]:
        """Yield the pauses, as long as there is time to ask twice after each."""
        for pause in PAUSES:
            if time.monotonic() + pause >= end - 1:
                return
            yield pause
