"""Statements with their postings, made once and kept in a file: so that a cluster is measured, and not our analyser."""

import json
import pickle
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from bench.data import Record
from bench.supply import supply
from indexer.analysis import Analyser
from indexer.fields import IndexedStatement, index_whole
from indexer.sources import statement_from_line
from indexer.workers import Job, in_order, processes

_TOGETHER = 16
"""Statements of a task, and of a piece of the file."""

Piece = tuple[IndexedStatement, ...]


def prepare(data: Path, paragraphs: int, file: Path) -> None:
    """Write statements that have so many paragraphs, with their postings, unless the file is there already."""
    if file.exists():
        return
    draft = file.with_name(f"{file.name}.draft")
    draft.parent.mkdir(parents=True, exist_ok=True)
    with draft.open("wb") as written:
        for piece in _pieces(supply(data, paragraphs), expected=paragraphs):
            written.write(piece)
    draft.replace(file)


def prepared(file: Path) -> Iterator[IndexedStatement]:
    """Yield the statements of a file that `prepare` wrote."""
    with file.open("rb") as kept:
        while True:
            try:
                piece: Piece = pickle.load(kept)  # noqa: S301 - our own file, written a moment ago
            except EOFError:
                return
            yield from piece


def _pieces(records: Iterable[Record], *, expected: int) -> Iterator[bytes]:
    rest = iter(records)
    tasks = iter(lambda: tuple(json.dumps(each) for each in islice(rest, _TOGETHER)), ())
    job = Job(work=_piece, lost=lambda task, _: _piece(task))
    for _, piece in in_order(job, tasks, workers=processes(0), expected=expected):
        yield piece


def _piece(lines: tuple[str, ...]) -> bytes:
    indexed = tuple(index_whole(statement_from_line(line, "scale"), _analyser()) for line in lines)
    return pickle.dumps(indexed, protocol=pickle.HIGHEST_PROTOCOL)


@cache
def _analyser() -> Analyser:
    """Return the analyser of this process, whose stems are kept from one task to the next."""
    return Analyser()
