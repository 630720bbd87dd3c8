"""What `bench.cluster` measured, and its tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from bench.asking import Asked, Took
from bench.filling import Filled
from bench.nodes import Held
from bench.pacing import Paced
from bench.tables import Table

Told = Callable[[Took], float]

_MB = 1e6


@dataclass(frozen=True, slots=True)
class Contestant:
    """An archive that was filled: how that went, what the cluster says it holds, and what questions took."""

    name: str
    filled: Filled
    held: Held | None
    took: Sequence[Took]
    processors: Mapping[Asked, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured at one size, on a machine that was so busy (processes that wait or run, over a minute)."""

    paragraphs: int
    contestants: Sequence[Contestant]
    paces: Mapping[str, Sequence[Paced]]
    load: float


def tables(measured: Measured) -> Iterator[Table]:
    """Yield tables of filling, of what is held, of paces and of asking."""
    yield _filled(measured)
    yield _held(measured)
    if measured.paces:
        yield _paced(measured)
    yield _asked(measured, "asked again", lambda took: took.again)
    yield _asked(measured, "asked first", lambda took: took.first)
    yield _spent(measured)


def typical(took: Sequence[Took]) -> float:
    """Return the median of the medians of all kinds of questions, asked again."""
    return median(median(each.again for each in took if each.kind is kind) for kind in Asked)


def _filled(measured: Measured) -> Table:
    rows = [
        (
            each.name,
            f"{each.filled.rate:,.0f}",
            f"{each.filled.given:.1f}",
            f"{each.filled.committed:.1f}",
            f"{each.filled.published:.1f}",
            f"{each.filled.paragraphs / each.filled.processors:,.0f}" if each.filled.processors else "-",
        )
        for each in measured.contestants
    ]
    title = f"Filling with {measured.paragraphs:,} prepared paragraphs, load {measured.load:.0f}"
    columns = (
        "engine",
        "paragraphs/s",
        "s sending",
        "s merging, copying",
        "s swapping",
        "a second of a node's processor",
    )
    return Table(title, columns, rows)


def _held(measured: Measured) -> Table:
    held = [(each.name, each.held) for each in measured.contestants if each.held]
    kinds = list(held[0][1].kinds)
    rows = [
        (
            name,
            f"{each.size / _MB:.1f}",
            f"{each.segments}",
            f"{each.size / each.documents:.0f}",
            *(f"{each.kinds[kind] / each.documents:.0f}" for kind in kinds),
        )
        for name, each in held
    ]
    return Table("Held by primary shards; bytes a paragraph", ("engine", "MB", "segments", "all", *kinds), rows)


def _paced(measured: Measured) -> Table:
    rows = [
        (
            f"{name}: {each.pace.senders} × {each.pace.size >> 20} MiB",
            f"{each.documents / each.seconds:,.0f}",
            f"{each.size / each.seconds / _MB:.1f}",
            f"{each.documents / each.processors:,.0f}",
        )
        for name, paces in measured.paces.items()
        for each in paces
    ]
    return Table("Senders × bytes", ("engine", "paragraphs/s", "MB/s", "a second of a node's processor"), rows)


def _asked(measured: Measured, title: str, told: Told) -> Table:
    rows = [(kind, *(_p50_p95(each, kind, told) for each in measured.contestants)) for kind in Asked]
    return Table(f"Milliseconds p50 / p95, {title}", ("question", *_names(measured)), rows)


def _spent(measured: Measured) -> Table:
    rows = [(kind, *(_shares(each, kind) for each in measured.contestants)) for kind in Asked]
    title = "Milliseconds of the nodes' processors + of ours (requests), asked again"
    return Table(title, ("question", *_names(measured)), rows)


def _names(measured: Measured) -> Iterator[str]:
    return (each.name for each in measured.contestants)


def _shares(contestant: Contestant, kind: Asked) -> str:
    theirs, ours = contestant.processors[kind]
    requests = median(each.requests for each in contestant.took if each.kind is kind)
    return f"{theirs:.0f} + {ours:.0f} ({requests:.0f})"


def _p50_p95(contestant: Contestant, kind: Asked, told: Told) -> str:
    times = [told(each) for each in contestant.took if each.kind is kind]
    return f"{median(times):.1f} / {quantiles(times, n=20, method='inclusive')[18]:.1f}"
