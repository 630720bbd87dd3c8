"""A process that does one task at a time, within limits: when it dies, hangs or outgrows its memory, it is replaced."""

import contextlib
import multiprocessing
import pickle
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

if sys.platform != "win32":
    import resource

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_WAITING = 8
"""How many times its seconds of work a task may take by the clock: other programs and slow disks have their part."""

_STATUS = Path("/proc/self/statm")
"""Where Linux says how many pages of memory a process has; elsewhere memory is not bounded."""


class Loss(Enum):
    """Why a task gave nothing."""

    DIED = "died"
    TIME = "time"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a task may take: seconds of work, and bytes of memory beyond what its process has anyway."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class _Done(Generic[Outcome]):
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Raised:
    error: Exception
    traceback: str


class Isolated(Generic[Task, Outcome]):
    """A process of its own for a kind of work: it starts with the first task, and again after each loss.

    One thread at a time may give it tasks and end it; any thread may stop it.
    """

    def __init__(self, work: Callable[[Task], Outcome], lock: threading.Lock) -> None:
        """Take the work, and the lock that all processes of a pool are started, stopped and ended under."""
        self._work = work
        self._lock = lock
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._stopped = False

    def do(self, task: Task, limits: Limits | None) -> Outcome | Loss:
        """Return what the work gives for a task, or why it gave nothing; what the work raises is raised here."""
        connection = self._connection or self._start()
        try:
            connection.send_bytes(pickle.dumps((task, limits)))
            if not connection.poll(limits.seconds * _WAITING if limits else None):
                self.end()
                return Loss.TIME
            answer: _Done[Outcome] | _Raised | Loss = pickle.loads(connection.recv_bytes())  # noqa: S301 - our own
        except (EOFError, OSError):
            return self._loss()
        if isinstance(answer, _Done):
            return answer.outcome
        self.end()
        if isinstance(answer, _Raised):
            answer.error.add_note(answer.traceback)
            raise answer.error
        return answer

    def stop(self) -> None:
        """Kill the process, whatever it is doing, and let no other start: the task under way is lost."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        with self._lock:
            if self._process is None or self._connection is None:
                return
            self._process.kill()
            self._process.join()
            self._process.close()
            self._connection.close()
            self._process = self._connection = None

    def _start(self) -> Connection:
        context = _context(self._work.__module__)
        with self._lock:
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)  # type: ignore[attr-defined]
            process.start()  # where that fails there is none that could be killed
            theirs.close()
            self._process, self._connection = process, ours
            if self._stopped:
                process.kill()
            return ours

    def _loss(self) -> Loss:
        with self._lock:
            if self._process is not None:
                self._process.join()
            status = self._process and self._process.exitcode
        self.end()
        return Loss.TIME if sys.platform != "win32" and status == -signal.SIGPROF else Loss.DIED


def _context(module: str) -> BaseContext:
    # A forked copy of a process with threads may hang; a fork server starts clean, and with the module
    # loaded in it once, each process of the work starts in hundredths of a second.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", module])
    return context


def _serve(connection: Connection, work: Callable[[Any], Any]) -> None:
    """Do tasks until nobody gives any; interrupts are the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        # What is read is of people who are attacked: none of it may stay behind in a file.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(EOFError, OSError):
        while True:
            task, limits = pickle.loads(connection.recv_bytes())  # noqa: S301 - our own
            connection.send_bytes(_answer(work, task, limits))


def _answer(work: Callable[[Any], Any], task: object, limits: Limits | None) -> bytes:
    try:
        with _within(limits):
            return pickle.dumps(_Done(work(task)))
    except MemoryError:
        return pickle.dumps(Loss.MEMORY)
    except Exception as error:  # noqa: BLE001 - it is raised in the parent
        return pickle.dumps(_Raised(error, traceback.format_exc()))


@contextlib.contextmanager
def _within(limits: Limits | None) -> Iterator[None]:
    """Let the system end this process when it works too long, and refuse it memory beyond its limit."""
    if limits is None or sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)  # its signal ends the process, in whatever code it is
    if _STATUS.exists():
        pages = int(_STATUS.read_text().split(maxsplit=1)[0])
        _bound_memory(pages * resource.getpagesize() + limits.memory)
    try:
        yield
    finally:
        _bound_memory(None)
        signal.setitimer(signal.ITIMER_PROF, 0)


def _bound_memory(limit: int | None) -> None:
    """Bound the memory of this process, or lift the bound, as far as the keeper of the machine allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    asked = hard if limit is None else limit
    resource.setrlimit(resource.RLIMIT_AS, (asked if hard == resource.RLIM_INFINITY else min(asked, hard), hard))
