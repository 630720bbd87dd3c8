"""Writers in processes of their own: each commits again and again to an index that it shares with others."""

import multiprocessing
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from indexer.errors import ArchiveLockedError
from tests.conftest import build_quietly, write_lines
from tests.faults.model import chances
from tests.made import statement
from tests.webapp.serving import environment

CONTEXT = multiprocessing.get_context("forkserver")
"""Starts processes that share nothing with this one, in which threads may run."""

CONTEXT.set_forkserver_preload(["indexer.build", "indexer.search", "tests.faults.answers", "tests.made"])

BEGUN = "begun"

PATIENCE = 600
"""Seconds after which a process hangs that should have ended; also what a writer waits for the lock where it may."""

PAUSE = 0.4
"""Seconds at most between two commits of one that does not wait: about as long as a commit of another takes."""


@dataclass(frozen=True)
class Written:
    """What a writer was told: which of its commits were done, how often the index was locked, and what else befell."""

    done: tuple[int, ...]
    locked: tuple[str, ...]
    failed: tuple[str, ...]


def identity(writer: int, commit: int) -> str:
    """Return the id of the statement that a commit adds."""
    return f"writer{writer}commit{commit}"


def counter(writer: int) -> str:
    """Return the id of the statement that each commit of a writer writes anew."""
    return f"counter{writer}"


def write(root: Path, index: Path, engine: str, writer: int, commits: int, timeout: float) -> Written:
    """Commit to the index so many times, from a source of the writer's own; pause where it does not wait for others."""
    pauses = chances(writer)
    source = root / f"source{writer}"
    source.mkdir()
    done, locked, failed = [], [], []
    for commit in range(commits):
        time.sleep(pauses.random() * PAUSE if not timeout else 0)
        write_lines(source / f"{commit}.jsonl", [statement(identity(writer, commit), f"said w{writer}c{commit}")])
        write_lines(source / "counter.jsonl", [statement(counter(writer), f"counted w{writer}c{commit}")])
        try:
            build_quietly(source, index, engine=engine, lock_timeout=timeout)
            done.append(commit)
        except ArchiveLockedError as error:
            locked.append(error.message)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            failed.append(f"{type(error).__name__}: {error}")
    return Written(tuple(done), tuple(locked), tuple(failed))


def together(work: Callable[..., Written], calls: Iterable[Sequence[object]]) -> list[Written]:
    """Do some work in as many processes at once, all of which begin together."""
    arguments = [*calls]
    with CONTEXT.Pool(len(arguments)) as pool:
        return pool.starmap_async(work, arguments, chunksize=1).get(PATIENCE)


@dataclass(frozen=True)
class Ended:
    """How a process ended that did some work: whether it was killed, and after how many seconds of it."""

    killed: bool
    seconds: float


def killed_after(seconds: float, work: Callable[..., object], *arguments: object) -> Ended:
    """Do some work in a process, and kill it some time after it has begun, if it has not ended by then."""
    here, there = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_announced, args=(there, work, arguments))
    process.start()
    assert here.recv() == BEGUN
    began = time.monotonic()
    process.join(seconds)
    took = time.monotonic() - began
    process.kill()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return Ended(process.exitcode != 0, took)


def done(work: Callable[..., object], *arguments: object) -> float:
    """Do some work in a process to its end; return how many seconds it took."""
    ended = killed_after(PATIENCE, work, *arguments)
    assert not ended.killed
    return ended.seconds


def _announced(there: Connection, work: Callable[..., object], arguments: Sequence[object]) -> None:
    there.send(BEGUN)
    work(*arguments)


def commanded(source: Path, index: Path, **settings: object) -> subprocess.Popen[str]:
    """Begin `onrecord index` as a person does, under these settings."""
    script = "from webapp.cli import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", script, "index", str(source), "--index", str(index), "--workers", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent.parent,
        env=environment() | {f"ONRECORD_{name.upper()}": str(value) for name, value in settings.items()},
    )
