"""Building and asking an index of real statements, beside other engines with the same paragraphs.

A peer gives its ten best paragraphs with a snippet each, and Onrecord its first page of ten statements, highlighted.
Every query goes to all engines, one after the other, before the next query: what else the machine does meets all.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench import onrecord
from bench.data import Record, read_statements
from bench.outcome import Figure, Outcome, Steadiness
from bench.peers import Passage, load_search_peer
from bench.queries import Kind, Query, draw
from bench.tables import Table

HARNESS = "speed"
PEERS = ("plain_whoosh", "tantivy", "sqlite_fts5")

_PARAGRAPHS = 20_000
_QUERIES = 20
"""Queries of each kind."""

_SHOWN = 10

Ask = Callable[[Query], object]


@dataclass(frozen=True, slots=True)
class Built:
    """An engine with an index: seconds to build, bytes on disk, and how to ask it."""

    name: str
    seconds: float
    size: int
    ask: Ask


@dataclass(frozen=True, slots=True)
class Pace:
    """Milliseconds that a kind of query takes."""

    p50: float
    p95: float


Paces = Mapping[tuple[str, Kind], Pace]
"""The pace of each engine, by its name, at each kind of query."""


def measure(
    data: Path, *, peers: Sequence[str] = PEERS, paragraphs: int = _PARAGRAPHS, each: int = _QUERIES
) -> Outcome:
    """Measure on the first statements under `data`, with `each` queries a kind; the first peer is held against us."""
    records = read_statements(data, paragraphs)
    passages = [Passage(record["id"], text) for record in records for text in record["paragraphs"]]
    queries = draw([passage.text for passage in passages], each=each)
    with TemporaryDirectory() as folder:
        engines = [_build_onrecord(records, Path(folder))]
        engines += [_build_peer(name, passages, Path(folder)) for name in peers]
        paces = _paces(engines, queries)
    tables = (_build_table(engines, passages), _query_table(engines, paces))
    return Outcome(harness=HARNESS, tables=tables, figures=_figures(engines[0], engines[1], paces))


def _build_onrecord(records: Sequence[Record], folder: Path) -> Built:
    room = folder / "onrecord"
    room.mkdir()
    started = time.perf_counter()
    archive = onrecord.index_statements(records, room, workers=0)
    seconds = time.perf_counter() - started
    size = _size(onrecord.index_folder(room))
    return Built(onrecord.NAME, seconds, size, lambda query: archive.search(str(query), limit=_SHOWN))


def _build_peer(name: str, passages: Sequence[Passage], folder: Path) -> Built:
    peer = load_search_peer(name)
    room = folder / name
    room.mkdir()
    started = time.perf_counter()
    searcher = peer.build(passages, room)
    seconds = time.perf_counter() - started
    return Built(peer.NAME, seconds, _size(room), lambda query: searcher.search(query, _SHOWN))


def _paces(engines: Sequence[Built], queries: Sequence[Query]) -> Paces:
    times: dict[tuple[str, Kind], list[float]] = {}
    for query in queries:
        for engine in engines:
            times.setdefault((engine.name, query.kind), []).append(_milliseconds(engine.ask, query))
    return {key: Pace(median(each), quantiles(each, n=20, method="inclusive")[-1]) for key, each in times.items()}


def _milliseconds(ask: Ask, query: Query) -> float:
    """Return how long a query takes that has just been asked: what the disk does is no engine's merit."""
    ask(query)
    started = time.perf_counter()
    ask(query)
    return (time.perf_counter() - started) * 1000


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _figures(ours: Built, peer: Built, paces: Paces) -> tuple[Figure, ...]:
    build = Figure(
        name=f"build: {peer.name}'s seconds over ours",
        value=peer.seconds / ours.seconds,
        steadiness=Steadiness.TIMED,
    )
    size = Figure(
        name=f"index: {peer.name}'s bytes over ours", value=peer.size / ours.size, steadiness=Steadiness.SIZED
    )
    asked = (
        Figure(
            name=f"{kind}: {peer.name}'s median over ours",
            value=paces[peer.name, kind].p50 / paces[ours.name, kind].p50,
            steadiness=Steadiness.TIMED,
        )
        for kind in Kind
    )
    return (build, size, *asked)


def _build_table(engines: Sequence[Built], passages: Sequence[Passage]) -> Table:
    text = sum(len(passage.text.encode()) for passage in passages)
    rows = [
        (
            engine.name,
            f"{engine.seconds:.1f}",
            f"{len(passages) / engine.seconds:,.0f}",
            f"{engine.size / 1e6:.1f}",
            f"{engine.size / text:.2f}",
        )
        for engine in engines
    ]
    title = f"Building, {len(passages):,} paragraphs, {text / 1e6:.1f} MB of text"
    return Table(title, ("engine", "seconds", "paragraphs/s", "index MB", "index/text"), rows)


def _query_table(engines: Sequence[Built], paces: Paces) -> Table:
    rows = [
        (engine.name, *(f"{paces[engine.name, kind].p50:.2f} / {paces[engine.name, kind].p95:.2f}" for kind in Kind))
        for engine in engines
    ]
    return Table("Asking, milliseconds p50 / p95", ("engine", *Kind), rows)
