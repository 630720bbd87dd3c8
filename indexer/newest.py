"""Moving over: what answers follows the newest generation that can be read."""

import threading
import time
from collections.abc import Callable

from indexer.answering import Answering
from indexer.archive import ArchiveFolder, Opened
from indexer.clusters import ClusterArchive
from indexer.errors import ArchiveError, ClusterUnavailableError

RETRY_SECONDS = 60.0
"""How long a generation that could not be opened is left alone: opening reads every file."""

OUTAGE_SECONDS = 1.0
"""How long one is left alone on a cluster that did not answer."""


class Newest:
    """What answers for an archive; safe to use from several threads.

    `problem` is what keeps the newest generation from answering, so that an earlier one does; None if nothing does.
    """

    def __init__(
        self,
        place: ArchiveFolder | ClusterArchive,
        opened: Opened,
        ready: Callable[[Opened], Answering],
        tell: Callable[[ArchiveError | None], object],
    ) -> None:
        """Begin with what was `opened` there; `ready` makes that answer, and what will be opened after it.

        `tell` is called with each problem that is met, and with None when one is over.
        """
        self._place = place
        self._ready = ready
        self._tell = tell
        self._moving = threading.Lock()
        self.answering = ready(opened)
        self.problem: ArchiveError | None = None
        self._meet(opened.problem)
        self._seen = opened.pointer
        self._tried = time.monotonic()

    def now(self) -> Answering:
        """Return what answers from the newest generation that can be read.

        One call opens a new one while the others go on answering from the last, or, where that is about to go, wait;
        where a new one is missing or damaged, the last goes on for all, and the new one is tried again now and then.
        """
        try:
            current = self._place.current()
        except ArchiveError as problem:
            self._meet(problem)
            self._seen = None
            return self.answering
        if self._is_to_be_tried(current) and self._moving.acquire(blocking=not self._place.keeps_the_last):
            try:
                if self._is_to_be_tried(current):
                    self._move(current)
            finally:
                self._moving.release()
        return self.answering

    def _is_to_be_tried(self, current: str | None) -> bool:
        if self.problem is None or current != self._seen:
            return current != self._seen
        pause = OUTAGE_SECONDS if isinstance(self.problem, ClusterUnavailableError) else RETRY_SECONDS
        return time.monotonic() - self._tried > pause

    def _meet(self, problem: ArchiveError | None) -> None:
        met, self.problem = self.problem, problem
        if problem is not None or met is not None:
            self._tell(problem)

    def _move(self, current: str | None) -> None:
        seen = current
        try:
            opened = self._place.open()
            self.answering, seen = self._ready(opened), opened.pointer
            self._meet(None)
        except ArchiveError as problem:
            self._meet(problem)
        self._seen, self._tried = seen, time.monotonic()
