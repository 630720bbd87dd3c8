"""The loop of the server: it answers until it is asked to stop, then finishes what is under way."""

import logging
import signal
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from waitress import wasyncore
from waitress.server import BaseWSGIServer

from webapp.channels import BoundedChannel

STOP_SECONDS = 20.0
"""What requests under way may take after the server was asked to stop."""

SIGNALS = (signal.SIGTERM, signal.SIGINT)

_TURN = 0.05
"""Seconds that a turn of the loop waits while the server stops."""

_LOGGER = logging.getLogger(__name__)


class Serving:
    """Runs the sockets of a server, all in one map of waitress's loop; `stop` ends it, from any thread."""

    def __init__(self, sockets: dict[int, Any], *, polls: bool) -> None:
        self._sockets = sockets
        self._polls = polls
        self._asked = 0
        self._servers = [each for each in sockets.values() if isinstance(each, BaseWSGIServer)]

    def run(self) -> None:
        """Answer until SIGTERM or Ctrl-C comes, finish what is under way, and return; the second ends it at once."""
        before = [(number, signal.signal(number, self._stop_on_signal)) for number in SIGNALS]
        try:
            while not self._asked:
                self._turn(1.0)
            self._finish()
        finally:
            for number, handler in before:
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ask the server to stop."""
        self._asked += 1
        for server in self._servers[:1]:
            server.pull_trigger()

    def _stop_on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    def _finish(self) -> None:
        for server in self._servers:
            # Only the listening socket: the trigger, by which threads tell of answers, is needed still.
            wasyncore.dispatcher.close(server)
        until = time.monotonic() + STOP_SECONDS
        while (left := self._busy()) and self._asked == 1 and time.monotonic() < until:
            self._turn(_TURN)
        if left:
            _LOGGER.warning("%d connections were closed before their answers were sent", len(left))
        wasyncore.close_all(self._sockets)

    def _busy(self) -> list[BoundedChannel]:
        channels = [each for each in list(self._sockets.values()) if isinstance(each, BoundedChannel)]
        for channel in channels:
            if channel.is_idle:
                channel.handle_close()
        return [channel for channel in channels if channel.connected]

    def _turn(self, seconds: float) -> None:
        loop: Callable[..., None] = wasyncore.loop
        loop(timeout=seconds, map=self._sockets, use_poll=self._polls, count=1)
