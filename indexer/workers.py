"""Work in several processes at once: few tasks in memory at a time, and a process that dies costs one task."""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from indexer.isolation import Isolated, Limits, Loss

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")

_WINDOW = 4
"""Tasks under way for each worker: enough to keep it busy, few enough to bound memory."""

_WORTH_PROCESSES = 16
"""Fewer tasks than this are done before a pool of processes has started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[Task, Outcome]):
    """A kind of work.

    `lost` gives the outcome of a task that gave nothing, and is told why; one that a process died of has been tried
    twice. Without `limits` nothing bounds a task. What is `risky` is done in a process of its own even where others are
    not worth one.
    """

    work: Callable[[Task], Outcome]
    lost: Callable[[Task, Loss], Outcome]
    limits: Callable[[Task], Limits | None] = lambda _: None
    risky: Callable[[Task], bool] = lambda _: False


def in_order(
    job: Job[Task, Outcome], tasks: Iterable[Task], *, workers: int, expected: int
) -> Iterator[tuple[Task, Outcome]]:
    """Yield each task with its outcome, in the order of the tasks.

    `expected` is about how many tasks there are: it decides whether starting processes is worth while.
    """
    few = workers == 1 or expected < _WORTH_PROCESSES
    pool = _Pool(job, 1 if few else workers)
    try:
        yield from _one_by_one(job, pool, tasks) if few else _together(pool, tasks, workers * _WINDOW)
    finally:
        pool.close()


def processes(workers: int) -> int:
    """Return the number of processes that a setting means: 0 takes one for each core that this process may use."""
    if workers:
        return workers
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _one_by_one(
    job: Job[Task, Outcome], pool: "_Pool[Task, Outcome]", tasks: Iterable[Task]
) -> Iterator[tuple[Task, Outcome]]:
    for task in tasks:
        yield task, pool.submit(task).result() if job.risky(task) else job.work(task)


def _together(pool: "_Pool[Task, Outcome]", tasks: Iterable[Task], window: int) -> Iterator[tuple[Task, Outcome]]:
    under_way: deque[tuple[Task, Future[Outcome]]] = deque()
    for task in tasks:
        under_way.append((task, pool.submit(task)))
        if len(under_way) >= window:
            first, future = under_way.popleft()
            yield first, future.result()
    while under_way:
        first, future = under_way.popleft()
        yield first, future.result()


class _Pool(Generic[Task, Outcome]):
    """Processes that do a job, each minded by a thread."""

    def __init__(self, job: Job[Task, Outcome], workers: int) -> None:
        self._job = job
        lock = threading.Lock()
        self._all = [Isolated(job.work, lock) for _ in range(workers)]
        self._idle: SimpleQueue[Isolated[Task, Outcome]] = SimpleQueue()
        for each in self._all:
            self._idle.put(each)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="worker")

    def submit(self, task: Task) -> "Future[Outcome]":
        return self._threads.submit(self._do, task)

    def close(self) -> None:
        for each in self._all:
            each.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for each in self._all:
            each.end()

    def _do(self, task: Task) -> Outcome:
        isolated = self._idle.get()  # as many threads as processes: one is always idle
        try:
            limits = self._job.limits(task)
            given = isolated.do(task, limits)
            # Perhaps it died of what was done before it, or by somebody's hand: alone, the guilty dies again.
            if given is Loss.DIED:
                given = isolated.do(task, limits)
        finally:
            self._idle.put(isolated)
        return self._job.lost(task, given) if isinstance(given, Loss) else given
