"""From source files to statements, in worker processes: what can be read is read, what cannot is told."""

import hashlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from indexer.errors import SourceError
from indexer.extract import Extraction, Source, explain, read_plain
from indexer.sources import SourceFile, read_bytes, statement_from_line
from indexer.statement import Statement

_WINDOW = 4
"""Tasks under way for each worker: enough to keep it busy, few enough to bound memory."""

_WORTH_PROCESSES = 16
"""Fewer tasks than this are done before a pool of processes has started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What could not be read, and why; `line` is the number of a line, where the file has one statement a line."""

    path: str
    reason: str
    line: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}, line {self.line}"
        return f"{where}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadFile:
    """The task of reading a file; if its bytes have the `known` digest, it need not be parsed.

    `profile` names the site's profile; without it, the one that fits is taken. With `explained`, the outcome tells why
    the file was read as it was.
    """

    file: SourceFile
    known: str | None = None
    profile: str | None = None
    explained: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLines:
    """The task of reading some lines of a file; `lines` are numbers and bytes."""

    file: SourceFile
    lines: tuple[tuple[int, bytes], ...]


Task = ReadFile | ReadLines


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a task gave: statements with the line they stood on (0 in a file of one), and what failed.

    `digest` is the file's, where the task read all of it; `extraction` says why it was read so, where that was asked.
    """

    statements: tuple[tuple[int, Statement], ...] = ()
    failures: tuple[Failure, ...] = ()
    digest: str | None = None
    unchanged: bool = False
    extraction: Extraction | None = None


def read(task: Task) -> Outcome:
    """Do one task: nothing about a source makes it raise."""
    return _read_file(task) if isinstance(task, ReadFile) else _read_lines(task)


def read_all(tasks: Iterable[Task], *, workers: int, expected: int) -> Iterator[tuple[Task, Outcome]]:
    """Yield each task with its outcome, in the order of the tasks, with few of them in memory at a time.

    `expected` is about how many tasks there are: it decides whether starting processes is worth while. A worker that
    dies costs the task that it died of, which is told as a failure.
    """
    if workers == 1 or expected < _WORTH_PROCESSES:
        yield from ((task, read(task)) for task in tasks)
        return
    under_way: deque[tuple[Task, Future[Outcome]]] = deque()
    pool = _Pool(workers)
    try:
        for task in tasks:
            under_way.append((task, pool.submit(task)))
            if len(under_way) >= workers * _WINDOW:
                first, future = under_way.popleft()
                yield first, pool.outcome(first, future)
        while under_way:
            first, future = under_way.popleft()
            yield first, pool.outcome(first, future)
    finally:
        pool.close()


def processes(workers: int) -> int:
    """Return the number of processes that a setting means: 0 takes one for each core that this process may use."""
    if workers:
        return workers
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Pool:
    """A pool of processes that is replaced when one of them dies."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor = _executor(workers)

    def submit(self, task: Task) -> "Future[Outcome]":
        try:
            return self._executor.submit(read, task)
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor = _executor(self._workers)
            return self._executor.submit(read, task)

    def outcome(self, task: Task, future: "Future[Outcome]") -> Outcome:
        try:
            return future.result()
        except BrokenProcessPool:
            return _read_alone(task)

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)


def _read_alone(task: Task) -> Outcome:
    """Do a task that was under way when a worker died in a process of its own: only the guilty one dies again."""
    with _executor(1) as executor:
        try:
            return executor.submit(read, task).result()
        except BrokenProcessPool:
            reason = "The process that read it died, perhaps for want of memory."
            return Outcome(failures=(Failure(path=task.file.path, reason=reason, hint="Try it alone, or split it."),))


def _executor(workers: int) -> ProcessPoolExecutor:
    # A forked copy of a process with threads may hang; a fork server starts clean and costs only its start.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_parent)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read_file(task: ReadFile) -> Outcome:
    file = task.file
    try:
        data = read_bytes(file)
        digest = hashlib.sha256(data).hexdigest()
        if digest == task.known:
            return Outcome(digest=digest, unchanged=True)
        extraction = explain(data, Source(path=file.path, profile=task.profile), kind=file.kind.value)
        return Outcome(
            statements=((0, extraction.statement),),
            digest=digest,
            extraction=extraction if task.explained else None,
        )
    except SourceError as error:
        return Outcome(failures=(Failure(path=file.path, reason=error.message, hint=error.hint),))


def _read_lines(task: ReadLines) -> Outcome:
    statements: list[tuple[int, Statement]] = []
    failures: list[Failure] = []
    for number, line in task.lines:
        try:
            statements.append((number, read_plain(statement_from_line(line, task.file.path))))
        except SourceError as error:
            failures.append(Failure(path=task.file.path, reason=error.message, line=number, hint=error.hint))
    return Outcome(statements=tuple(statements), failures=tuple(failures))
