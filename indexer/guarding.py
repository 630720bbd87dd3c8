"""The border of the engines: what goes wrong inside one is told as what it is.

A file that is damaged while a generation answers from it makes an engine fail in many ways: bytes that cannot be
unpacked, numbers that lead nowhere, a panic of Tantivy's, which is no `Exception` and would end a thread. The same
kinds may come of a mistake in our own code. So a failure is a suspicion: the files are read again and compared with
what was written, and only what they say is told.
"""

import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from pickle import UnpicklingError
from types import TracebackType
from typing import TypeVar
from zipfile import BadZipFile

from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import Clause
from indexer.engine import Contents, Engine, Explanation, Found, FoundStatement, Known, Request
from indexer.errors import ArchiveDamagedError, EngineFailedError, OnrecordError
from indexer.manifest import unopened
from indexer.messages import say
from indexer.statement import Statement, Summary

_UNREADABLE = (zlib.error, struct.error, EOFError, UnpicklingError, BadZipFile)
"""What bytes raise that cannot be understood, whatever wrote them."""

_PANIC = ("pyo3_runtime", "PanicException")
"""The module and the name of what a panic in Rust becomes; no module can be imported that has it."""

_BELIEVED_SECONDS = 60.0
"""How long files that were read again and found sound are not read again."""

_Value = TypeVar("_Value")


class Guard:
    """A context in which failures are suspicions; safe to enter from several threads.

    `verify` reads the generation in the folder and raises `ArchiveDamagedError` where it is not as it was written.
    """

    def __init__(self, folder: Path, verify: Callable[[], None]) -> None:
        self._folder = folder
        self._verify = verify
        self._judging = threading.Lock()
        self._damage: ArchiveDamagedError | None = None
        self._believed_until = 0.0

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: TracebackType | None) -> None:
        """Tell a failure as what it is.

        :raise ArchiveDamagedError: if the files are damaged, or are none that this engine can read.
        :raise EngineFailedError: if the engine panicked over sound files.
        """
        if error is None or not _is_suspect(error):
            return
        self._judge(error)
        if isinstance(error, _UNREADABLE):
            raise unopened(self._folder) from error
        if _is_panic(error):
            told = say("The engine of the archive gave up on this question.")
            raise EngineFailedError(told, say("Ask in other words, and tell whoever runs this archive.")) from error

    def _judge(self, error: BaseException) -> None:
        with self._judging:
            if self._damage is None and time.monotonic() >= self._believed_until:
                try:
                    self._verify()
                except ArchiveDamagedError as damage:
                    self._damage = damage
                else:
                    self._believed_until = time.monotonic() + _BELIEVED_SECONDS
            if self._damage is not None:
                raise self._damage.with_traceback(None) from error


@contextmanager
def opening(folder: Path) -> Iterator[None]:
    """Tell whatever keeps an engine from opening a folder whose files are as they were written.

    :raise ArchiveDamagedError: if it cannot be opened.
    """
    try:
        yield
    except BaseException as error:
        if not _is_suspect(error):
            raise
        raise unopened(folder) from error


def _is_suspect(error: BaseException) -> bool:
    """Tell whether damage may be behind a failure: Whoosh raises all kinds, `Exception` itself among them."""
    return (isinstance(error, Exception) and not isinstance(error, OnrecordError)) or _is_panic(error)


def _is_panic(error: BaseException) -> bool:
    return (type(error).__module__, type(error).__name__) == _PANIC


class GuardedEngine:
    """An engine behind a guard."""

    def __init__(self, engine: Engine, guard: Guard) -> None:
        self._engine = engine
        self._guard = guard

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with exact totals."""
        with self._guard:
            return self._engine.find(request)

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""
        with self._guard:
            return self._engine.statement(identity)

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        with self._guard:
            return self._each(self._engine.statements())

    def summaries(self) -> Iterator[Summary]:
        """Yield what identifies every statement, ordered by id."""
        with self._guard:
            return self._each(self._engine.summaries())

    def scan(self, clause: Clause, budget: Budget = UNBOUNDED) -> Iterator[FoundStatement]:
        """Yield every statement that matches, newest first, with all its matching paragraphs in page order."""
        with self._guard:
            return self._each(self._engine.scan(clause, budget))

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        with self._guard:
            return self._engine.latest(limit)

    def contents(self) -> Contents:
        """Return what the generation holds."""
        with self._guard:
            return self._engine.contents()

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[Known]:
        """Yield the terms of a field that begin with `prefix` and that some paragraph has, in their order."""
        with self._guard:
            return self._each(self._engine.vocabulary(field, prefix))

    def explain(self, clause: Clause, identity: str, number: int, budget: Budget = UNBOUNDED) -> Explanation | None:
        """Return why a paragraph of a statement matches and has its score, or None if it does not match."""
        with self._guard:
            return self._engine.explain(clause, identity, number, budget)

    def close(self) -> None:
        """Release the files."""
        self._engine.close()

    def _each(self, found: Iterator[_Value]) -> Iterator[_Value]:
        with self._guard:
            yield from found
