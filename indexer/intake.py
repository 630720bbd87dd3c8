"""From source files to statements, in worker processes: what can be read is read, what cannot is told."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.errors import SourceError
from indexer.extract import Extraction, Source, explain, read_plain
from indexer.sources import SourceFile, read_bytes, statement_from_line
from indexer.statement import Statement
from indexer.workers import in_order


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

    `expected` is about how many tasks there are. A worker that dies costs the task that it died of, which is told as a
    failure.
    """
    return in_order(read, tasks, workers=workers, expected=expected, lost=_lost)


def _lost(task: Task) -> Outcome:
    reason = "The process that read it died, perhaps for want of memory."
    return Outcome(failures=(Failure(path=task.file.path, reason=reason, hint="Try it alone, or split it."),))


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
