"""A warm process that forks one for each command: the command is the real one, only its start is not paid for again.

It reads orders from its standard input and answers each on its standard output, as pickles, and has one thread, so that
its forks are whole.
"""

import contextlib
import os
import pickle
import select
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from indexer.engines import load_engine
from tests.conformance.comparing import LOCAL
from tests.conftest import build_quietly
from tests.faults import tracing
from webapp.cli import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Order:
    """A command to be run in a folder, killed after some seconds or under a watch; TMPDIR is the folder's `tmp`."""

    folder: Path
    arguments: tuple[str, ...]
    kill_after: float | None = None
    watch: tracing.Watch | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended; a status below 0 is the signal that ended it. The watch is as it was at the end."""

    status: int
    stdout: str
    stderr: str
    seconds: float
    watch: tracing.Watch | None = field(default=None, repr=False)

    @property
    def done(self) -> bool:
        """Tell whether the command said that it has done its work."""
        return self.status == 0 and "The archive holds" in self.stdout


class Commands:
    """Runs commands of `onrecord` in forks of a warm process."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-c", "from tests.faults.forking import serve; serve()"],
            cwd=ROOT,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, folder: Path, *arguments: object, **how: object) -> Ended:
        """Run a command to its end."""
        pickle.dump(Order(folder, tuple(map(str, arguments)), **how), self._server.stdin)
        self._server.stdin.flush()
        return pickle.load(self._server.stdout)  # noqa: S301 - our own child

    def close(self) -> None:
        """End the warm process."""
        self._server.stdin.close()
        self._server.wait(timeout=10)
        self._server.stdout.close()


def serve() -> None:
    """Answer orders until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _warm()
    with contextlib.suppress(EOFError):
        while True:
            pickle.dump(_run(pickle.load(sys.stdin.buffer)), answers)  # noqa: S301 - our own parent
            answers.flush()


def _warm() -> None:
    """Load what every command needs. Tantivy's threads must not begin here: a fork would not have them."""
    for engine in LOCAL:
        load_engine(engine)
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.txt")
        source.write_text("A right is a right.\n", encoding="utf-8")
        build_quietly(source, Path(folder, "index"), engine="whoosh")


def _run(order: Order) -> Ended:
    ready, go = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if not child:
        os.close(go)
        _be_command(order, ready)
    os.close(ready)
    if order.watch is not None:
        tracing.seize(child)
    os.close(go)
    status = tracing.follow(child, order.watch) if order.watch is not None else _wait(child, order.kill_after)
    seconds = time.perf_counter() - started
    told = [(order.folder / name).read_text(encoding="utf-8", errors="replace") for name in ("stdout", "stderr")]
    return Ended(status, *told, seconds, order.watch)


def _wait(child: int, kill_after: float | None) -> int:
    if kill_after is not None:
        ended = os.pidfd_open(child)
        if not select.select([ended], [], [], kill_after)[0]:
            os.kill(child, signal.SIGKILL)
        os.close(ended)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _be_command(order: Order, ready: int) -> None:
    status = 70
    try:
        os.read(ready, 1)
        os.close(ready)
        os.chdir(order.folder)
        os.environ["TMPDIR"] = str(order.folder / "tmp")
        for descriptor, name in ((1, "stdout"), (2, "stderr")):
            os.dup2(os.open(order.folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), descriptor)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        sys.argv = ["onrecord", *order.arguments]
        if order.watch is not None:
            tracing.let_be_traced(order.watch.kinds)
        main()
    except SystemExit as exit_:
        status = exit_.code if isinstance(exit_.code, int) else int(exit_.code is not None)
    except BaseException:  # noqa: BLE001 - told as Python tells it
        status = 1
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(status)
