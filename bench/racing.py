"""A race: each contestant builds in a process of its own, and answers in another, so that the memory of each is known.

Every query goes to all contestants, one after the other, before the next query: what else the machine does meets all.
"""

import multiprocessing
import re
import resource
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from bench.contestants import Ask, Contestant
from bench.queries import Query
from indexer.workers import processes

_REPEATS = 3
"""How often a query is asked again. The least time counts: what is above it, other processes took (`timeit`'s rule)."""

_KIBIBYTE = 1024
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")

_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Built:
    """What building took: seconds, bytes on disk, and at most how many bytes of memory in all its processes."""

    seconds: float
    size: int
    memory: int


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds that a query took: asked the first time, at best when at once asked again, and with all facets."""

    first: float
    again: float
    faceted: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """How one contestant did: seconds to open what it built, its timings by query, and the memory of answering."""

    name: str
    built: Built
    opened: float
    timings: Sequence[Timing]
    memory: int


def race(contestants: Sequence[Contestant], source: Path, folder: Path, queries: Sequence[Query]) -> list[Result]:
    """Let all build from a file of statements in folders of their own, then answer the queries."""
    rooms = [folder / f"contestant-{number}" for number in range(len(contestants))]
    built = [_build(each, source, room) for each, room in zip(contestants, rooms, strict=True)]
    with ExitStack() as stack:
        runners = [stack.enter_context(_Runner(each, room)) for each, room in zip(contestants, rooms, strict=True)]
        timings = [[runner.ask(query) for runner in runners] for query in queries]
        memory = [runner.finish() for runner in runners]
    return [
        Result(each.name, built[place], runners[place].opened, [row[place] for row in timings], memory[place])
        for place, each in enumerate(contestants)
    ]


def _build(contestant: Contestant, source: Path, room: Path) -> Built:
    room.mkdir()
    ours, theirs = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_build_here, args=(contestant, source, room, theirs))
    process.start()
    theirs.close()
    seconds, memory = ours.recv()
    process.join()
    return Built(seconds, contestant.size(room), memory)


def _build_here(contestant: Contestant, source: Path, room: Path, told: Connection) -> None:
    started = time.perf_counter()
    contestant.build(source, room)
    seconds = time.perf_counter() - started
    # The system tells only of the largest of the worker processes.
    workers = processes(0) * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * _KIBIBYTE
    told.send((seconds, _peak_memory() + workers))


class _Runner:
    """A process that has opened an index and answers."""

    def __init__(self, contestant: Contestant, room: Path) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=_answer_here, args=(contestant, room, theirs))
        self._process.start()
        theirs.close()
        self.opened: float = self._pipe.recv()

    def __enter__(self) -> "_Runner":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        self._process.join()

    def ask(self, query: Query) -> Timing:
        self._pipe.send(query)
        timing: Timing = self._pipe.recv()
        return timing

    def finish(self) -> int:
        """Let it end, and return how much memory it took."""
        self._pipe.send(None)
        memory: int = self._pipe.recv()
        return memory


def _answer_here(contestant: Contestant, room: Path, asked: Connection) -> None:
    started = time.perf_counter()
    asks = contestant.open(room)
    asked.send(time.perf_counter() - started)
    while (query := asked.recv()) is not None:
        first = _milliseconds(asks.plain, query)
        again = min(_milliseconds(asks.plain, query) for _ in range(_REPEATS))
        asked.send(Timing(first, again, _milliseconds(asks.faceted, query) if asks.faceted else None))
    asked.send(_peak_memory())


def _milliseconds(ask: Ask, query: Query) -> float:
    started = time.perf_counter()
    ask(query)
    return (time.perf_counter() - started) * 1000


def _peak_memory() -> int:
    """Return the most bytes of memory that this process has taken, pages of mapped files among them.

    `getrusage` tells no less than what the process took that started this one.
    """
    found = _PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) * _KIBIBYTE if found else 0
