"""From source files to statements, in worker processes: what can be read is read, what cannot is told."""

import hashlib
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import CallError, SourceError
from indexer.extract import Extraction, Source, explain, read_plain
from indexer.isolation import Limits, Loss
from indexer.sources import SourceFile, read_bytes, statement_from_line
from indexer.statement import Statement
from indexer.workers import Job, in_order

MEGABYTE = 2**20

SECONDS = 1.0
"""Seconds of work that a task may take for each megabyte; a page of a site takes about a third of it."""

LEAST_SECONDS = 5.0

MEMORY = 512 * MEGABYTE
"""Bytes of memory that a task may take for each megabyte, and at least."""

MOST_MEMORY = 4096 * MEGABYTE

UNPACKED = 10
"""How many times its stored size a packed file is counted for: pages pack to about a fifth."""

HARMLESS = 2**16
"""Bytes that are read in this process where there are few tasks: the worst pages known take a second."""

_REASONS = {
    Loss.DIED: "The process that read it died.",
    Loss.TIME: "It was cut after {seconds:g} seconds of work, more than a file of its size may take.",
    Loss.MEMORY: "It needs more than {memory:,} MB of memory, more than a file of its size may take.",
}


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
    With `lost`, the task was not done to its end.
    """

    statements: tuple[tuple[int, Statement], ...] = ()
    failures: tuple[Failure, ...] = ()
    digest: str | None = None
    unchanged: bool = False
    lost: bool = False
    extraction: Extraction | None = None


def read(task: Task) -> Outcome:
    """Do one task: nothing about a source makes it raise.

    :raise CallError: if it asks for a profile that there is not.
    :raise MemoryError: if there is too little memory.
    """
    try:
        return _read_file(task) if isinstance(task, ReadFile) else _read_lines(task)
    except (CallError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - what nobody thought of costs one file, and is told as our fault
        frame = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {Path(frame.filename).name}, line {frame.lineno}"
        reason = f"It met a fault in Onrecord ({what}: {error})."
        return Outcome(failures=(_failure(task, reason, "Please report it, with the file."),), lost=True)


def limits(task: Task) -> Limits:
    """Return the seconds and bytes that a task may take, by its size."""
    megabytes = _size(task) / MEGABYTE
    memory = min(max(MEMORY, round(MEMORY * megabytes)), MOST_MEMORY)
    return Limits(max(LEAST_SECONDS, SECONDS * megabytes), memory)


def read_all(tasks: Iterable[Task], *, workers: int, expected: int) -> Iterator[tuple[Task, Outcome]]:
    """Yield each task with its outcome, in the order of the tasks, with few of them in memory at a time.

    `expected` is about how many tasks there are. A worker that dies, or is ended because it goes beyond its limits,
    costs the file or the line that it was ended for, which is told as a failure.
    """
    job = Job(work=read, lost=_lost, limits=limits, risky=_is_risky)
    for task, outcome in in_order(job, tasks, workers=workers, expected=expected):
        if outcome.lost and isinstance(task, ReadLines) and len(task.lines) > 1:
            yield task, _line_by_line(task)
        else:
            yield task, outcome


def _is_risky(task: Task) -> bool:
    return _size(task) > HARMLESS or (isinstance(task, ReadFile) and task.file.is_packed)


def _size(task: Task) -> int:
    if isinstance(task, ReadLines):
        return sum(len(line) for _, line in task.lines)
    return task.file.size * UNPACKED if task.file.is_packed else task.file.size


def _lost(task: Task, loss: Loss) -> Outcome:
    allowed = limits(task)
    reason = _REASONS[loss].format(seconds=allowed.seconds, memory=allowed.memory // MEGABYTE)
    return Outcome(failures=(_failure(task, reason, "Look whether it is a statement; if it is, split it."),), lost=True)


def _failure(task: Task, reason: str, hint: str) -> Failure:
    line = task.lines[0][0] if isinstance(task, ReadLines) else None
    return Failure(path=task.file.path, reason=reason, line=line, hint=hint)


def _line_by_line(task: ReadLines) -> Outcome:
    """Read alone each of some lines that were lost together: the guilty one is lost again, and told by its number."""
    alone = (ReadLines(file=task.file, lines=(line,)) for line in task.lines)
    job = Job(work=read, lost=_lost, limits=limits, risky=lambda _: True)
    outcomes = [outcome for _, outcome in in_order(job, alone, workers=1, expected=len(task.lines))]
    return Outcome(
        statements=tuple(each for outcome in outcomes for each in outcome.statements),
        failures=tuple(each for outcome in outcomes for each in outcome.failures),
    )


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
