"""How many long answers are under way at once: a reader who takes one slowly holds a thread, and one is always left."""

import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any

from flask import Flask, Response

from indexer.messages import say
from webapp import errors
from webapp.errors import Problem

BUSY = Problem(
    code="busy",
    message=say("As many long answers as this site sends at once are being sent."),
    hint=say("Wait a moment, then try again."),
)


class Held:
    """The pieces of an answer, which hold a place until the last was sent or they are given up."""

    def __init__(self, pieces: Iterable[str] | Iterable[bytes], leave: Callable[[], None]) -> None:
        self._pieces = iter(pieces)
        self._leave: Callable[[], None] | None = leave

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:  # noqa: ANN401 - text or bytes, as the answer has it
        try:
            return next(self._pieces)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the place back, unless that was done, and what the pieces are made from."""
        leave, self._leave = self._leave, None
        if leave is not None:
            leave()
            if isinstance(self._pieces, Generator):
                self._pieces.close()


def register(app: Flask, threads: int) -> None:
    """Send no more answers in pieces at once than leave one of so many threads to everybody else."""
    places = threading.BoundedSemaphore(max(1, threads - 1))

    def bound(response: Response) -> Response:
        if not (response.is_streamed and response.status_code == 200):
            return response
        if not places.acquire(blocking=False):
            response.close()
            return errors.answer_passing(BUSY)
        held = Held(response.response, places.release)
        response.response = held
        # Whoever compresses puts pieces of its own in their place.
        response.call_on_close(held.close)
        return response

    app.after_request(bound)
