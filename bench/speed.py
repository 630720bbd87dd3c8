"""Building and asking an index of real statements, beside other engines with the same paragraphs.

A peer gives its ten best paragraphs with a snippet each, and Onrecord its first page of ten statements, highlighted,
with exact totals. Where nothing else is said, a query has just been asked: what the disk does is no engine's merit.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from bench.contestants import Contestant, Ours, Peer, passages
from bench.outcome import Figure, Outcome, Steadiness
from bench.queries import Kind, Query, draw
from bench.racing import Result, Timing, race
from bench.supply import supply
from bench.tables import Table

HARNESS = "speed"
WHOOSH, TANTIVY = Ours("whoosh"), Ours("tantivy")
PLAIN_WHOOSH, RAW_TANTIVY, FTS5 = Peer("plain_whoosh"), Peer("tantivy"), Peer("sqlite_fts5")
PEERS = tuple(peer.module for peer in (PLAIN_WHOOSH, RAW_TANTIVY, FTS5))

CONTESTANTS = (WHOOSH, TANTIVY, PLAIN_WHOOSH, RAW_TANTIVY, FTS5)
PAIRS = ((WHOOSH, PLAIN_WHOOSH), (TANTIVY, RAW_TANTIVY), (TANTIVY, FTS5))
"""Who is held against whom."""

PARAGRAPHS = 20_000
EACH = 25
"""Queries of each kind."""


@dataclass(frozen=True, slots=True)
class Race:
    """A race over so many paragraphs and bytes of text."""

    paragraphs: int
    text: int
    queries: Sequence[Query]
    results: Sequence[Result]

    def result(self, contestant: Contestant) -> Result:
        """Return how a contestant did."""
        return next(each for each in self.results if each.name == contestant.name)

    def times(self, result: Result, kind: Kind | None, told: Callable[[Timing], float | None]) -> list[float]:
        """Return some of the times of the queries of a kind, or of all."""
        asked = zip(self.queries, result.timings, strict=True)
        found = (told(timing) for query, timing in asked if kind in (None, query.kind))
        return [time for time in found if time is not None]


def measure(data: Path) -> Outcome:
    """Measure on the first statements under `data`."""
    ran = run(data, CONTESTANTS, paragraphs=PARAGRAPHS, each=EACH)
    return Outcome(harness=HARNESS, tables=tables(ran), figures=figures(ran, PAIRS))


def run(data: Path, contestants: Sequence[Contestant], *, paragraphs: int, each: int) -> Race:
    """Race over the first statements that have so many paragraphs, with `each` queries a kind."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "statements.jsonl"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(each, ensure_ascii=False)}\n" for each in supply(data, paragraphs))
        texts = [passage.text for passage in passages(source)]
        queries = draw(texts, each=each)
        number, size = len(texts), sum(len(text.encode()) for text in texts)
        del texts
        return Race(number, size, queries, race(contestants, source, folder, queries))


def figures(ran: Race, pairs: Sequence[tuple[Contestant, Contestant]]) -> tuple[Figure, ...]:
    """Return what a peer took over what we took: above 1 where we take less."""
    return tuple(figure for ours, peer in pairs for figure in _pair(ran, ran.result(ours), ran.result(peer)))


def tables(ran: Race) -> tuple[Table, ...]:
    """Return a table of building, one of asking by kind of query, and one of all queries."""
    return (_built_table(ran), _asked_table(ran), _way_table(ran))


def percentiles(times: Sequence[float]) -> tuple[float, float, float]:
    """Return the median, and what 95 and 99 of a hundred do not exceed."""
    hundredths = quantiles(times, n=100, method="inclusive")
    return median(times), hundredths[94], hundredths[98]


def again(timing: Timing) -> float:
    """Return what a query took that had just been asked."""
    return timing.again


def _pair(ran: Race, ours: Result, peer: Result) -> list[Figure]:
    against = f"{ours.name}: {peer.name}'s"
    made = [
        Figure(
            name=f"{against} seconds to build over ours",
            value=peer.built.seconds / ours.built.seconds,
            steadiness=Steadiness.TIMED,
        ),
        Figure(name=f"{against} bytes over ours", value=peer.built.size / ours.built.size, steadiness=Steadiness.SIZED),
    ]
    for kind in Kind:
        theirs, own = (median(ran.times(each, kind, again)) for each in (peer, ours))
        made.append(Figure(name=f"{against} median over ours, {kind}", value=theirs / own, steadiness=Steadiness.TIMED))
    return made


def _built_table(ran: Race) -> Table:
    rows = [
        (
            result.name,
            f"{result.built.seconds:.1f}",
            f"{ran.paragraphs / result.built.seconds:,.0f}",
            f"{result.built.size / 1e6:.1f}",
            f"{result.built.size / ran.text:.2f}",
            f"{result.built.memory / 1e6:,.0f}",
            f"{result.opened:.2f}",
            f"{result.memory / 1e6:,.0f}",
        )
        for result in ran.results
    ]
    title = f"Building, {ran.paragraphs:,} paragraphs, {ran.text / 1e6:.1f} MB of text"
    columns = (
        "engine",
        "seconds",
        "paragraphs/s",
        "index MB",
        "index/text",
        "memory MB",
        "opens in s",
        "answers in MB",
    )
    return Table(title, columns, rows)


def _asked_table(ran: Race) -> Table:
    rows = [(each.name, *(_shown(ran.times(each, kind, again)) for kind in Kind)) for each in ran.results]
    return Table("Asking by kind, milliseconds p50 / p95 / p99", ("engine", *Kind), rows)


def _way_table(ran: Race) -> Table:
    ways: tuple[Callable[[Timing], float | None], ...] = (
        lambda timing: timing.first,
        again,
        lambda timing: timing.faceted,
    )
    rows = [(each.name, *(_shown(ran.times(each, None, way)) for way in ways)) for each in ran.results]
    return Table(
        "Asking, milliseconds p50 / p95 / p99", ("engine", "asked first", "asked again", "with all facets"), rows
    )


def _shown(times: Sequence[float]) -> str:
    return " / ".join(f"{time:.2f}" for time in percentiles(times)) if times else "-"
