"""Many readers at once: `onrecord serve` under wrk, beside an empty Flask route under the same server.

Once every question is answered anew, and once as it is served, with the pages that were asked for lately kept. Every
query of the mix has been asked before.
"""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from urllib.request import urlopen

import click

from bench import onrecord
from bench.contestants import passages
from bench.errors import PeerMissingError, ServerSilentError
from bench.outcome import Figure, Outcome, Steadiness
from bench.queries import draw
from bench.supply import supply
from bench.tables import Table, render

HARNESS = "load"
PARAGRAPHS = 20_000
SECONDS = 8
EACH = 30
"""Queries of each kind in the mix."""

_THREADS = 4
_CONNECTIONS = 8
_SCRIPT = Path(__file__).with_name("mixed.lua")
_PATIENCE = 60
"""Seconds that a server may take to listen."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did: requests a second, milliseconds that half and 99 of a hundred took at most, and failures."""

    rate: float
    p50: float
    p99: float
    failed: int


@dataclass(frozen=True, slots=True)
class Served:
    """A server under full load, and under half of that."""

    name: str
    full: Load
    half: Load


def measure(data: Path, *, paragraphs: int = PARAGRAPHS, seconds: int = SECONDS) -> Outcome:
    """Measure on the first statements under `data`.

    :raise PeerMissingError: if wrk is not installed.
    """
    if shutil.which("wrk") is None:
        raise PeerMissingError("wrk is not installed.", "Install it: apt-get install wrk")
    with TemporaryDirectory() as name:
        folder = Path(name)
        index, paths = _prepared(data, folder, paragraphs)
        onrecord_serve = [str(Path(sys.executable).with_name("onrecord")), "serve", "--index", str(index)]
        empty_route = [sys.executable, "-m", "bench.empty_route"]
        served = [
            _loaded("an empty Flask route", empty_route, {}, paths, seconds),
            _loaded("onrecord, each question anew", onrecord_serve, {"ONRECORD_KEPT_PAGES": "0"}, paths, seconds),
            _loaded("onrecord, as it is served", onrecord_serve, {}, paths, seconds),
        ]
    return Outcome(harness=HARNESS, tables=(_table(served, paragraphs),), figures=_figures(served))


def _prepared(data: Path, folder: Path, paragraphs: int) -> tuple[Path, Path]:
    """Return an index, and a file of the paths of a mixed set of queries."""
    source, index, paths = folder / "statements.jsonl", folder / "index", folder / "paths.txt"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(each, ensure_ascii=False)}\n" for each in supply(data, paragraphs))
    queries = draw([passage.text for passage in passages(source)], each=EACH)
    paths.write_text("".join(f"/api/v1/search?q={quote(str(query))}\n" for query in queries), encoding="utf-8")
    onrecord.index_file(source, index, workers=0, engine="tantivy")
    return index, paths


def _loaded(name: str, command: Sequence[str], environment: Mapping[str, str], paths: Path, seconds: int) -> Served:
    with _serving(command, environment) as address:
        for path in paths.read_text(encoding="utf-8").split():
            urlopen(address + path.removeprefix("/")).close()  # noqa: S310 - our own address
        full = _wrk(address, paths, seconds=seconds, rest=0)
        half = _wrk(address, paths, seconds=seconds, rest=_rest(full))
    return Served(name, full, half)


def _rest(full: Load) -> int:
    """Return the milliseconds that each connection has to rest to ask half as often as it could."""
    return round(_CONNECTIONS / (full.rate / 2) * 1000 - full.p50 / 2)


@contextmanager
def _serving(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[str]:
    """Start a server on a free port, and give its address once it listens.

    :raise ServerSilentError: if it does not.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {**environ, "ONRECORD_THREADS": str(_THREADS), "ONRECORD_PORT": port, **environment}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment) as server:
        try:
            _wait_for(int(port))
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        with suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        time.sleep(0.1)
    raise ServerSilentError(
        f"No server listens on port {port} after {_PATIENCE} seconds.", "Start it by hand to see why."
    )


def _wrk(address: str, paths: Path, *, seconds: int, rest: int) -> Load:
    measured = ["wrk", "-t2", f"-c{_CONNECTIONS}", f"-d{seconds}s", "-s", str(_SCRIPT)]
    command = [*measured, address, "--", str(paths), str(max(rest, 0))]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    record = json.loads(told.splitlines()[-1])
    rate = record["requests"] / record["microseconds"] * 1e6
    return Load(rate, record["p50"] / 1000, record["p99"] / 1000, record["failed"] + record["timeouts"])


def _figures(served: Sequence[Served]) -> tuple[Figure, ...]:
    empty, *ours = served
    return tuple(
        Figure(
            name=f"{each.name}: requests a second over those of an empty route",
            value=0.0 if each.full.failed or each.half.failed else each.full.rate / empty.full.rate,
            steadiness=Steadiness.TIMED,
        )
        for each in ours
    )


def _table(served: Sequence[Served], paragraphs: int) -> Table:
    rows = [
        (
            each.name,
            f"{each.full.rate:,.0f}",
            f"{each.full.p50:.1f} / {each.full.p99:.1f}",
            f"{each.half.rate:,.0f}",
            f"{each.half.p50:.1f} / {each.half.p99:.1f}",
            f"{each.full.failed + each.half.failed}",
        )
        for each in served
    ]
    columns = ("server", "requests/s", "ms p50 / p99", "at half: requests/s", "ms p50 / p99", "failed")
    title = f"Under load, /api/v1/search, {paragraphs:,} paragraphs, {_CONNECTIONS} connections, {_THREADS} threads"
    return Table(title, columns, rows)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--paragraphs", default=300_000, show_default=True, type=click.IntRange(min=1))
@click.option("--seconds", default=SECONDS, show_default=True, type=click.IntRange(min=1), help="Length of each load.")
def main(data: Path, paragraphs: int, seconds: int) -> None:
    """Measure many readers at once, on the statements in a folder of data.

    \b
    Example:
      python -m bench.load ../data --paragraphs 300000
    """
    for table in measure(data, paragraphs=paragraphs, seconds=seconds).tables:
        click.echo(render(table))


if __name__ == "__main__":
    main()
