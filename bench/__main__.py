"""`python -m bench DATA`: measure, print tables with peers beside us, and hold the figures against their floors."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import click

from bench import extraction, load, parity, promises, quotes, relevance, reuse, speed
from bench.errors import DataMissingError
from bench.floors import (
    FLOORS_FILE,
    Floors,
    judge,
    raised,
    read_floors,
    times_that_fall_short,
    verdict_table,
    write_floors,
)
from bench.outcome import Outcome
from bench.peers import load_extractors, load_search_peer
from bench.tables import render
from indexer.errors import OnrecordError
from indexer.workers import processes

DATA_VARIABLE = "ONRECORD_BENCH_DATA"

HARNESSES: Mapping[str, Callable[[Path], Outcome]] = MappingProxyType(
    {
        relevance.HARNESS: lambda data: relevance.measure(data, workers=processes(0)),
        extraction.HARNESS: extraction.measure,
        promises.HARNESS: promises.measure,
        quotes.HARNESS: quotes.measure,
        speed.HARNESS: speed.measure,
        load.HARNESS: load.measure,
        parity.HARNESS: parity.measure,
        reuse.HARNESS: reuse.measure,
    }
)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", required=False, envvar=DATA_VARIABLE, type=click.Path(path_type=Path))
@click.option("--only", type=click.Choice(list(HARNESSES)), help="Measure this alone.")
@click.option("--write-floors", "writes", is_flag=True, help="Raise the floors that were passed by a clear margin.")
def main(data: Path | None, only: str | None, *, writes: bool) -> None:
    """Measure relevance, extraction, promised pages, speed and load with the data in a folder, and parity on a cluster.

    Without DATA, the folder that ONRECORD_BENCH_DATA names. Exit status 1 if a floor is broken, 2 if the call was
    wrong. For example:

        python -m bench ../data --only relevance
    """
    try:
        holds = run(_folder(data), [only] if only else _possible(), floors_file=FLOORS_FILE, writes=writes)
    except OnrecordError as error:
        click.echo(f"Error: {error.message}", err=True)
        if error.hint:
            click.echo(error.hint, err=True)
        sys.exit(error.exit_status)
    sys.exit(0 if holds else 1)


def run(data: Path, names: Sequence[str], *, floors_file: Path, writes: bool) -> bool:
    """Measure, print, and return whether every floor of these harnesses holds."""
    floors = read_floors(floors_file)
    _check_peers(names)
    outcomes = [_measured(HARNESSES[name], data, floors) for name in names]
    held = [_shows_holding(outcome, floors) for outcome in outcomes]
    if writes:
        write_floors(floors_file, raised(floors, outcomes))
        click.echo(f"Wrote {floors_file.name}; no floor was lowered.")
    return all(held)


def _possible() -> list[str]:
    """Return all harnesses; without a cluster, those that need none, saying so."""
    if parity.is_possible() or parity.HARNESS not in HARNESSES:
        return list(HARNESSES)
    click.echo(f"Left out: {parity.HARNESS}, as {parity.VARIABLE} names no cluster.\n")
    return [name for name in HARNESSES if name != parity.HARNESS]


def _folder(data: Path | None) -> Path:
    if data is None:
        raise DataMissingError(
            "No folder of data was named.",
            f"Name it: python -m bench DATA, make bench DATA=folder, or set {DATA_VARIABLE}.",
        )
    if not data.is_dir():
        raise DataMissingError(f"There is no folder {data}.", "Name the folder that holds relevance/ and the others.")
    return data


def _check_peers(names: Sequence[str]) -> None:
    """Load the peers before anything is measured: one that is missing shall not cost minutes."""
    if relevance.HARNESS in names or speed.HARNESS in names:
        for name in {*relevance.PEERS, *speed.PEERS}:
            load_search_peer(name)
    if extraction.HARNESS in names:
        load_extractors()


def _measured(harness: Callable[[Path], Outcome], data: Path, floors: Floors) -> Outcome:
    """Measure, and once more if times fall short: what else a machine does seldom slows the same figure twice."""
    outcome = _shown(harness(data))
    short = times_that_fall_short(outcome, floors)
    if not short:
        return outcome
    click.echo(f"Fell short, so all is measured again and the better time counts: {'; '.join(short)}\n")
    return outcome.with_better_times(_shown(harness(data)))


def _shown(outcome: Outcome) -> Outcome:
    for table in outcome.tables:
        click.echo(f"{render(table)}\n")
    return outcome


def _shows_holding(outcome: Outcome, floors: Floors) -> bool:
    verdicts = judge(outcome, floors)
    click.echo(f"{render(verdict_table(outcome.harness, verdicts))}\n")
    return not any(verdict.broken for verdict in verdicts)


if __name__ == "__main__":
    main()
