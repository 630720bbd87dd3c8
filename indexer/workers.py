"""Work in several processes at once: few tasks in memory at a time, and a process that dies costs one task."""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_WINDOW = 4
"""Tasks under way for each worker: enough to keep it busy, few enough to bound memory."""

_WORTH_PROCESSES = 16
"""Fewer tasks than this are done before a pool of processes has started."""


def in_order(
    work: Callable[[Task], Outcome],
    tasks: Iterable[Task],
    *,
    workers: int,
    expected: int,
    lost: Callable[[Task], Outcome],
) -> Iterator[tuple[Task, Outcome]]:
    """Yield each task with its outcome, in the order of the tasks.

    `expected` is about how many tasks there are: it decides whether starting processes is worth while. `lost` gives the
    outcome of a task of which a process has died, alone.
    """
    if workers == 1 or expected < _WORTH_PROCESSES:
        yield from ((task, work(task)) for task in tasks)
        return
    under_way: deque[tuple[Task, Future[Outcome]]] = deque()
    pool = _Pool(work, workers, lost)
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


class _Pool(Generic[Task, Outcome]):
    """A pool of processes that is replaced when one of them dies."""

    def __init__(self, work: Callable[[Task], Outcome], workers: int, lost: Callable[[Task], Outcome]) -> None:
        self._work = work
        self._workers = workers
        self._lost = lost
        self._executor = _executor(workers)

    def submit(self, task: Task) -> "Future[Outcome]":
        try:
            return self._executor.submit(self._work, task)
        except BrokenProcessPool:
            self._executor.shutdown(wait=False)
            self._executor = _executor(self._workers)
            return self._executor.submit(self._work, task)

    def outcome(self, task: Task, future: "Future[Outcome]") -> Outcome:
        try:
            return future.result()
        except BrokenProcessPool:
            return self._alone(task)

    def close(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _alone(self, task: Task) -> Outcome:
        """Do a task that was under way when a worker died in a process of its own: only the guilty one dies again."""
        with _executor(1) as executor:
            try:
                return executor.submit(self._work, task).result()
            except BrokenProcessPool:
                return self._lost(task)


def _executor(workers: int) -> ProcessPoolExecutor:
    # A forked copy of a process with threads may hang; a fork server starts clean and costs only its start.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_parent)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
