"""`python -m bench.cluster DATA`: an archive on clusters of this machine, of one node and of several, beside Tantivy.

Analysing is left out: statements are prepared once, and all engines are filled from the same file by their own writers
(`bench.filling`). Each node is a process of its own, but all share the processors of one machine: what several nodes
add to one cannot show here, only what they cost. So the seconds of the nodes' own processors stand beside the times.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bench import cluster_tables
from bench.asking import Asked, Question, processors, questions, race
from bench.cluster_tables import Contestant, Measured
from bench.filling import fill, settings
from bench.floors import FLOORS_FILE, judge, read_floors, verdict_table
from bench.nodes import Nodes, processor_seconds
from bench.onrecord import open_unkept
from bench.outcome import Figure, Outcome, Steadiness
from bench.pacing import try_paces
from bench.prepared import prepare, prepared
from bench.tables import render
from indexer import Archive
from tests.opensearch.cluster import Cluster

HARNESS = "cluster"
SIZES = (5_000,)
NODES = (1, 3)
_PACED = 20_000
_ASKED_OF = 500
"""Statements that questions are drawn from."""

_PEER = "tantivy"
_ARCHIVE = "bench"


@dataclass(frozen=True, slots=True)
class Site:
    """A cluster that is measured: its nodes' addresses and processes, and how the engine is told of it."""

    name: str
    nodes: Nodes
    processes: tuple[int, ...]
    environment: Mapping[str, str]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--paragraphs", "sizes", multiple=True, type=click.IntRange(min=1), default=SIZES, show_default=True)
@click.option("--nodes", multiple=True, type=click.IntRange(min=1), default=NODES, show_default=True)
@click.option("--heap", default="1g", show_default=True, help="Of each node.")
@click.option("--questions", "each", default=10, show_default=True, help="Questions of each kind.")
@click.option("--paces/--no-paces", "paced", default=True, help="Try several numbers of senders and sizes of requests.")
@click.option("--kept", type=click.Path(path_type=Path, file_okay=False), help="Folder that keeps what was prepared.")
@click.option("--json", "told", type=click.Path(path_type=Path, dir_okay=False), help="File for all figures.")
@click.option("--floors", "judged", is_flag=True, help="Hold the figures against their floors, as CI does.")
def main(  # noqa: PLR0913, PLR0917 - what can be said on the command line
    data: Path,
    sizes: Sequence[int],
    nodes: Sequence[int],
    heap: str,
    each: int,
    kept: Path | None,
    told: Path | None,
    *,
    paced: bool,
    judged: bool,
) -> None:
    """Fill clusters of this machine with the statements in a folder of data, ask them, and print tables.

    It wants a JDK and Maven, as the tests of a cluster do. Exit status 1 if a floor is broken.

    \b
    Example:
      python -m bench.cluster ../data --paragraphs 300000 --kept build/prepared
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        sites = [_site(stack, folder / f"nodes-{number}", number, heap) for number in nodes]
        measured = [measure(data, size, sites, folder, kept=kept or folder, each=each, paced=paced) for size in sizes]
    for one in measured:
        for table in cluster_tables.tables(one):
            click.echo(f"{render(table)}\n")
    if told:
        told.write_text(json.dumps([asdict(one) for one in measured], indent=1), encoding="utf-8")
    if judged:
        outcome = Outcome(harness=HARNESS, tables=(), figures=figures(measured[0]))
        verdicts = judge(outcome, read_floors(FLOORS_FILE))
        click.echo(render(verdict_table(HARNESS, verdicts)))
        sys.exit(any(verdict.broken for verdict in verdicts))


def measure(  # noqa: PLR0913 - what is measured, and where
    data: Path, size: int, sites: Sequence[Site], folder: Path, *, kept: Path, each: int, paced: bool
) -> Measured:
    """Fill Tantivy and every cluster with so many paragraphs, and ask all of them the same questions."""
    source = kept / f"{size}.prepared"
    prepare(data, size, source)
    paces = {site.name: try_paces(source, _PACED, site.environment, site.processes) for site in sites if paced}
    rooms = [folder / f"{name}-{size}" for name in (_PEER, *(site.name for site in sites))]
    filled = [fill(_PEER, source, rooms[0], {})] + [
        fill("opensearch", source, room, site.environment, site.processes)
        for room, site in zip(rooms[1:], sites, strict=True)
    ]
    asked = questions(list(islice(prepared(source), _ASKED_OF)), each)
    with ExitStack() as stack:
        archives = [_opened(stack, rooms[0], {})]
        archives += [_opened(stack, room, site.environment) for room, site in zip(rooms[1:], sites, strict=True)]
        took = race(asked, archives)
        spent = [_spent(asked, archive, site) for archive, site in zip(archives, (None, *sites), strict=True)]
    held = [None, *(site.nodes.held(_ARCHIVE) for site in sites)]
    names = [f"onrecord, {_PEER}", *(site.name for site in sites)]
    contestants = [Contestant(*parts) for parts in zip(names, filled, held, took, spent, strict=True)]
    return Measured(size, contestants, paces, os.getloadavg()[0])


def figures(measured: Measured) -> tuple[Figure, ...]:
    """Return what the peer took over what the first cluster took: above 1 where that took less."""
    peer, ours = measured.contestants[:2]
    return (
        Figure(
            name="one node: paragraphs a second over Tantivy's",
            value=ours.filled.rate / peer.filled.rate,
            steadiness=Steadiness.TIMED,
        ),
        Figure(
            name="one node: Tantivy's median over ours, all questions",
            value=cluster_tables.typical(peer.took) / cluster_tables.typical(ours.took),
            steadiness=Steadiness.TIMED,
        ),
    )


def _site(stack: ExitStack, folder: Path, number: int, heap: str) -> Site:
    cluster = stack.enter_context(Cluster(folder, nodes=number, heap=heap))
    nodes = Nodes(cluster.urls)
    environment = {
        "ONRECORD_OPENSEARCH_URL": ",".join(cluster.urls),
        "ONRECORD_OPENSEARCH_ARCHIVE": _ARCHIVE,
        "ONRECORD_OPENSEARCH_SHARDS": str(number),
        "ONRECORD_OPENSEARCH_REPLICAS": str(min(number - 1, 1)),
    }
    name = f"onrecord, {number} node{'s' if number > 1 else ''}"
    return Site(name, nodes, nodes.processes(), environment)


def _opened(stack: ExitStack, folder: Path, environment: Mapping[str, str]) -> Archive:
    with settings(environment):
        archive = open_unkept(folder)
    stack.callback(archive.close)
    return archive


def _spent(asked: Sequence[Question], archive: Archive, site: Site | None) -> Mapping[Asked, tuple[float, float]]:
    return processors(asked, archive, lambda: processor_seconds(site.processes) if site else 0.0)


if __name__ == "__main__":
    main()
