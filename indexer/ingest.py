"""Bringing the catalogue up to date with the sources: what is new, what changed, what is gone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.catalogue import Catalogue, Claim
from indexer.errors import EmptySourceError, SourceError
from indexer.extract import reader_version
from indexer.intake import Failure, Outcome, ReadFile, ReadLines, Task, read_all
from indexer.listing import ListedSource, list_sources
from indexer.partition import Part
from indexer.sources import Kind, PassedOver, SourceFile, discover
from indexer.statement import Statement
from indexer.workers import processes

_OWN_ID = "Give it an id of its own, or remove one of the two."

_MOST_FAILED = 1_000
"""Lines of a file that may fail before the rest is left: what is no JSON Lines is not told line by line for ever."""


@dataclass(slots=True)
class Tally:
    """What has been counted so far."""

    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    failures: list[Failure] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)


@dataclass(slots=True)
class _FileState:
    """A file that is being taken in: what it has given so far."""

    number: int
    digest: str
    lines: dict[str, int] = field(default_factory=dict)
    failed: int = 0


@dataclass(frozen=True, slots=True)
class _Refused:
    """A statement whose id another file had when it was read."""

    source: ListedSource
    file: SourceFile
    line: int
    statement: Statement

    @property
    def place(self) -> tuple[str, str]:
        return self.source.name, self.file.path


def check_sources(sources: Sequence[Path]) -> None:
    """Look whether the sources are there, without listing them.

    :raise CallError: if one is not.
    """
    for source in sources:
        discover(source)


class Ingest:
    """One run over some sources."""

    def __init__(self, sources: Sequence[Path], index: Path, part: Part | None = None) -> None:
        """List the files of the sources, or those of a part of them: whole pages, and single lines of JSON Lines.

        :raise CallError: if a source is not there.
        """
        self._index = index.resolve()
        self._listing = list_sources(sources, self._index, part)
        self._tally = Tally(failures=list(self._listing.failures), passed_over=list(self._listing.passed_over))
        self._refused: list[_Refused] = []
        self._outdone: list[tuple[Claim, str]] = []
        self._states: dict[tuple[str, str], _FileState] = {}
        self._profile: str | None = None
        self._reader = reader_version(None)

    @property
    def size(self) -> int:
        """Return the bytes that the files have, as stored."""
        return self._listing.size

    def run(
        self,
        catalogue: Catalogue,
        *,
        workers: int,
        read_again: bool,
        allow_empty: bool,
        profile: str | None,
        advance: Callable[[int], object],
    ) -> Tally:
        """Take in what is new and changed, and let go what is gone; `advance` is told the bytes that are done.

        What was read by another version, or with another profile given, is read again.

        :raise EmptySourceError: if a source has lost all its files, unless that is allowed.
        :raise UnknownProfileError: if there is no such profile.
        """
        self._profile, self._reader = profile, reader_version(profile)
        if not allow_empty:
            self._refuse_emptied(catalogue)
        for source in self._listing.sources:
            tasks = self._tasks(source, catalogue, read_again=read_again, advance=advance)
            for task, outcome in read_all(tasks, workers=processes(workers), expected=source.expected_tasks):
                self._take(catalogue, source, task, outcome)
                if isinstance(task, ReadFile):
                    advance(task.file.size)
        for source in self._listing.sources:
            self._let_go(catalogue, source)
        self._ask_again(catalogue)
        return self._tally

    def _refuse_emptied(self, catalogue: Catalogue) -> None:
        for source in self._listing.sources:
            known = catalogue.files(source.name)
            if source.is_folder and source.whole and known and not source.files:
                raise EmptySourceError(
                    f"“{source.name}” holds no statements, but {len(known):,} of its files are in the index.",
                    "If they are really gone, say so with --allow-empty.",
                )

    def _tasks(
        self, source: ListedSource, catalogue: Catalogue, *, read_again: bool, advance: Callable[[int], object]
    ) -> Iterator[Task]:
        for file in source.files:
            entry = catalogue.entry(source.name, file.path)
            current = entry is not None and entry.reader == self._reader and not read_again
            known = entry.digest if entry is not None and current else None
            if file.kind is Kind.JSON_LINES:
                yield from self._line_tasks(source, file, catalogue, known)
                advance(file.size)
            else:
                yield ReadFile(file=file, known=known, profile=self._profile)

    def _line_tasks(
        self, source: ListedSource, file: SourceFile, catalogue: Catalogue, known: str | None
    ) -> Iterator[Task]:
        try:
            digest = self._listing.digest(file)
            if digest == known:
                self._count_unchanged(catalogue, source, file)
                return
            self._begin(catalogue, source, file, digest)
            state = self._states[source.name, file.path]
            for chunk in self._listing.chunks(file):
                if state.failed >= _MOST_FAILED:
                    reason = f"{state.failed:,} of its lines cannot be read; those from line {chunk[0][0]:,} were left."
                    self._fail(source, file, Failure(path=file.path, reason=reason))
                    return
                yield ReadLines(file=file, lines=chunk)
        except SourceError as error:
            self._fail(source, file, Failure(path=file.path, reason=error.message, hint=error.hint))

    def _take(self, catalogue: Catalogue, source: ListedSource, task: Task, outcome: Outcome) -> None:
        file = task.file
        if outcome.unchanged:
            self._count_unchanged(catalogue, source, file)
            return
        if outcome.digest is not None:
            self._begin(catalogue, source, file, outcome.digest)
        for failure in outcome.failures:
            self._fail(source, file, failure)
        for line, statement in outcome.statements:
            self._keep(catalogue, source, file, line, statement)

    def _begin(self, catalogue: Catalogue, source: ListedSource, file: SourceFile, digest: str) -> None:
        number = catalogue.begin_file(source.name, file.path, self._reader)
        self._states[source.name, file.path] = _FileState(number, digest)

    def _fail(self, source: ListedSource, file: SourceFile, failure: Failure) -> None:
        self._tally.failures.append(failure)
        if state := self._states.get((source.name, file.path)):
            state.failed += 1

    def _keep(
        self, catalogue: Catalogue, source: ListedSource, file: SourceFile, line: int, statement: Statement
    ) -> None:
        """Keep a statement, unless its id is another's: which file has it is for their places to say, not for time."""
        state = self._states[source.name, file.path]
        holder = self._holder(catalogue, state, statement.id)
        if statement.id in state.lines:
            self._refuse(source, file, line, statement, f"line {state.lines[statement.id]}")
        elif holder is not None and holder.place < (source.name, file.path):
            self._refused.append(_Refused(source, file, line, statement))
        else:
            if holder is not None:
                self._outdone.append((holder, statement.id))
            self._put(catalogue, state, line, statement)

    def _put(self, catalogue: Catalogue, state: _FileState, line: int, statement: Statement) -> None:
        state.lines[statement.id] = line
        match catalogue.put(state.number, statement):
            case True:
                self._tally.added += 1
            case False:
                self._tally.updated += 1
            case None:
                self._tally.unchanged += 1

    def _ask_again(self, catalogue: Catalogue) -> None:
        """Give the ids that were taken to those that asked for them, where their holder has let them go meanwhile."""
        for refused in sorted(self._refused, key=lambda each: each.place):
            state = self._states[refused.source.name, refused.file.path]
            holder = self._holder(catalogue, state, refused.statement.id)
            if holder is None:
                self._put(catalogue, state, refused.line, refused.statement)
            else:
                self._refuse(refused.source, refused.file, refused.line, refused.statement, str(holder))
                catalogue.doubt(state.number)
        for claim, identity in self._outdone:
            self._tell_outdone(catalogue, claim, identity)

    def _tell_outdone(self, catalogue: Catalogue, claim: Claim, identity: str) -> None:
        """Tell of a file that has lost an id, unless it no longer asks for it, and let the next run read it again."""
        state = self._states.get(claim.place)
        if state is not None and identity not in state.lines:
            return
        holder = catalogue.claim(identity)
        if holder is not None:
            line = state.lines[identity] if state else None
            reason = f"Its id “{identity}” is already that of {holder}; this one was left out."
            self._tally.failures.append(Failure(path=claim.path, reason=reason, line=line or None, hint=_OWN_ID))
            catalogue.doubt(claim.file)

    def _refuse(self, source: ListedSource, file: SourceFile, line: int, statement: Statement, holder: str) -> None:
        reason = f"Its id “{statement.id}” is already that of {holder}; this one was left out."
        self._fail(source, file, Failure(path=file.path, reason=reason, line=line or None, hint=_OWN_ID))

    def _holder(self, catalogue: Catalogue, state: _FileState, identity: str) -> Claim | None:
        """Return what else has the id, or None if it is free: a file that is no longer there holds nothing."""
        claim = catalogue.claim(identity)
        if claim is None or claim.file == state.number:
            return None
        return claim if (self._index.parent / claim.root / claim.path).exists() else None

    def _count_unchanged(self, catalogue: Catalogue, source: ListedSource, file: SourceFile) -> None:
        entry = catalogue.entry(source.name, file.path)
        self._tally.unchanged += len(catalogue.identities(entry.id)) if entry else 0

    def _let_go(self, catalogue: Catalogue, source: ListedSource) -> None:
        """End what was read of a source, and drop the statements that it no longer has."""
        for file in source.files:
            state = self._states.get((source.name, file.path))
            # Where a line failed, what it may have given before stays, and the next run tries again.
            if state is not None and not state.failed:
                self._drop(catalogue, catalogue.identities(state.number) - state.lines.keys())
                catalogue.end_file(state.number, state.digest)
        if source.is_folder and source.whole:
            here = {file.path for file in source.files}
            for path, number in catalogue.files(source.name).items():
                if path not in here:
                    self._drop(catalogue, catalogue.identities(number))
                    catalogue.drop_file(number)

    def _drop(self, catalogue: Catalogue, identities: Iterable[str]) -> None:
        for identity in identities:
            catalogue.drop(identity)
            self._tally.removed += 1
