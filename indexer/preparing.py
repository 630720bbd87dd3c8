"""From the catalogue's records to what an engine is given, in worker processes: terms are made where there is time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from indexer.analysis import Analyser
from indexer.fields import IndexedStatement, index_whole
from indexer.kept import Pending
from indexer.workers import Job, in_order, processes

_TOGETHER = 16
"""Statements that make a task: fewer would cost more in handing over than they take."""


@dataclass(frozen=True, slots=True)
class Change:
    """A statement to add or to replace, as an engine is given it, or, without one, an id to remove."""

    identity: str
    indexed: IndexedStatement | None


def prepare(pending: Iterable[Pending], *, workers: int, expected: int) -> Iterator[Change]:
    """Yield the changes that a generation lacks, in order; `workers` 0 takes a process for each core."""
    rest = iter(pending)
    tasks = iter(lambda: tuple(islice(rest, _TOGETHER)), ())
    job = Job(work=_changes, lost=lambda task, _: _changes(task))
    for _, changes in in_order(job, tasks, workers=processes(workers), expected=expected // _TOGETHER):
        yield from changes


def _changes(pending: tuple[Pending, ...]) -> list[Change]:
    return [_change(each) for each in pending]


def _change(pending: Pending) -> Change:
    statement = pending.statement()
    return Change(pending.identity, None if statement is None else index_whole(statement, _analyser()))


@cache
def _analyser() -> Analyser:
    """Return the analyser of this process, whose stems are kept from one task to the next."""
    return Analyser()
