"""Onrecord itself, as a person uses it: statements to an index, a query to a page of results."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.errors import IncompleteIndexError
from indexer import Archive, open_archive
from indexer.build import Options, build
from indexer.engines import AUTO
from indexer.errors import SourceError
from indexer.extract import extract
from indexer.statement import Role, Statement

NAME = "onrecord"

_NOT_MAIN_TEXT = frozenset({Role.TITLE, Role.CAPTION, Role.BOILERPLATE})


def index_statements(
    records: Iterable[Mapping[str, object]], folder: Path, *, workers: int, engine: str = AUTO
) -> Archive:
    """Build and open an index of statements in an empty folder; `workers` 0 takes one for each core.

    :raise IncompleteIndexError: if a statement cannot be read.
    """
    source = folder / "statements.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(record, ensure_ascii=False)}\n" for record in records)
    index_file(source, folder / "index", workers=workers, engine=engine)
    return open_unkept(folder / "index")


def index_file(source: Path, folder: Path, *, workers: int, engine: str = AUTO) -> None:
    """Build an index of a file of statements.

    :raise IncompleteIndexError: if a statement cannot be read.
    """
    report = build([source], folder, Options(workers=workers, engine=engine), _unwatched)
    if report.failures:
        raise IncompleteIndexError(
            f"Not all could be indexed: {len(report.failures):,} failed, the first being {report.failures[0]}",
            "Mend the data: figures of a part of it would mislead.",
        )


def open_unkept(folder: Path) -> Archive:
    """Open an index that answers each question anew: a page that was kept would tell nothing."""
    return open_archive(folder, kept_pages=0)


def extract_main_text(html: bytes) -> list[str]:
    """Return the paragraphs of a page's main text: neither titles nor captions nor boilerplate."""
    try:
        return main_text(extract(html, path="page.html", kind="html"))
    except SourceError:
        return []


def main_text(statement: Statement) -> list[str]:
    """Return the paragraphs of a statement that are neither titles nor captions nor boilerplate."""
    return [paragraph.text for paragraph in statement.paragraphs if paragraph.role not in _NOT_MAIN_TEXT]


@contextmanager
def _unwatched(_label: str, _total: int) -> Iterator[Callable[[int], None]]:
    yield lambda _units: None
