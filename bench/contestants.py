"""Who is raced: Onrecord with each of its engines, and its peers, each building from the same file of statements."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bench import onrecord
from bench.peers import Passage, load_search_peer
from bench.queries import Query
from indexer.engine import FACETS

SHOWN = 10
"""Hits on a page."""

Ask = Callable[[Query], object]


@dataclass(frozen=True, slots=True)
class Asks:
    """How an index is asked for its first page; `faceted` also for all facets, where it has any."""

    plain: Ask
    faceted: Ask | None = None


class Contestant(Protocol):
    """One who builds an index and answers from it; it is handed over to a process of its own."""

    @property
    def name(self) -> str:
        """Return what tables call it."""

    def build(self, source: Path, folder: Path) -> None:
        """Index the statements of a file of JSON Lines in an empty folder."""

    def size(self, folder: Path) -> int:
        """Return the bytes that are needed to answer."""

    def open(self, folder: Path) -> Asks:
        """Open what was built."""


@dataclass(frozen=True, slots=True)
class Ours:
    """Onrecord: the first page of ten statements, highlighted, with exact totals. No page is kept."""

    engine: str

    @property
    def name(self) -> str:
        return f"{onrecord.NAME}, {self.engine}"

    def build(self, source: Path, folder: Path) -> None:
        onrecord.index_file(source, folder, workers=0, engine=self.engine)

    def size(self, folder: Path) -> int:
        return _bytes(folder / "generations")

    def open(self, folder: Path) -> Asks:
        archive = onrecord.open_unkept(folder)
        return Asks(
            plain=lambda query: archive.search(str(query), limit=SHOWN),
            faceted=lambda query: archive.search(str(query), limit=SHOWN, facets=FACETS),
        )


@dataclass(frozen=True, slots=True)
class Peer:
    """A peer: its ten best paragraphs with a snippet each; `module` is its module's name."""

    module: str

    @property
    def name(self) -> str:
        return load_search_peer(self.module).NAME

    def build(self, source: Path, folder: Path) -> None:
        load_search_peer(self.module).build(passages(source), folder)

    def size(self, folder: Path) -> int:
        return _bytes(folder)

    def open(self, folder: Path) -> Asks:
        searcher = load_search_peer(self.module).open_index(folder)
        return Asks(plain=lambda query: searcher.search(query, SHOWN))


def passages(source: Path) -> Iterator[Passage]:
    """Yield the paragraphs of a file of statements."""
    with source.open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield from (Passage(record["id"], text) for text in record["paragraphs"])


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
