"""Floors: what must not get worse. They are raised when they are passed, and never lowered but by hand."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import floor
from pathlib import Path

from bench.errors import FloorsUnreadableError
from bench.outcome import Figure, Outcome, Steadiness
from bench.tables import Table

FLOORS_FILE = Path(__file__).with_name("floors.toml")

_TOLERANCE = "tolerance"

_HEADER = """\
# What each figure must reach, in `python -m bench`. All figures are the higher the better.
# `python -m bench DATA --write-floors` raises what was passed by more than twice the tolerance, to the measured value
# less the tolerance, and adds what has no floor yet. To lower one, edit it here and say why in the commit.

# Shares of the measured value: "steady" depends on the data alone, "sized" on an engine's file format,
# "timed" is a ratio of times on a busy machine.
"""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of each harness by the name of their figure, and the tolerances."""

    tolerances: Mapping[Steadiness, float]
    harnesses: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure against its floor; either is None where there is none."""

    name: str
    measured: float | None
    floor: float | None

    @property
    def broken(self) -> bool:
        """Return whether the floor does not hold; one whose figure was no longer measured does not."""
        return self.floor is not None and (self.measured is None or self.measured < self.floor)

    def __str__(self) -> str:
        """Return the verdict in a word or two."""
        if self.floor is None:
            return "no floor yet"
        return "FALLS SHORT" if self.broken else "holds"


def read_floors(path: Path) -> Floors:
    """Read the floors.

    :raise FloorsUnreadableError: if the file is missing, is no TOML or lacks a tolerance.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        tolerances = {each: float(tables[_TOLERANCE][each]) for each in Steadiness}
        harnesses = {name: table for name, table in tables.items() if name != _TOLERANCE}
    except (OSError, ValueError, KeyError) as error:
        raise FloorsUnreadableError(
            f"The floors in {path} cannot be read: {error}.", "Take the file from the repository again."
        ) from error
    return Floors(tolerances, harnesses)


def write_floors(path: Path, floors: Floors) -> None:
    """Write the floors, those of a harness in the order they have."""
    tables = {_TOLERANCE: {str(each): value for each, value in floors.tolerances.items()}, **floors.harnesses}
    written = "\n".join(
        "".join([f"[{name}]\n", *(f"{_key(key)} = {value}\n" for key, value in table.items())])
        for name, table in tables.items()
    )
    path.write_text(_HEADER + written, encoding="utf-8")


def judge(outcome: Outcome, floors: Floors) -> tuple[Verdict, ...]:
    """Return a verdict for every figure of a harness and every floor of it."""
    set_floors = floors.harnesses.get(outcome.harness, {})
    measured = {figure.name: figure.value for figure in outcome.figures}
    names = dict.fromkeys([*measured, *set_floors])
    return tuple(Verdict(name, measured.get(name), set_floors.get(name)) for name in names)


def times_that_fall_short(outcome: Outcome, floors: Floors) -> tuple[str, ...]:
    """Return the names of a harness's ratios of times that are below their floors."""
    timed = {figure.name for figure in outcome.figures if figure.steadiness is Steadiness.TIMED}
    return tuple(each.name for each in judge(outcome, floors) if each.broken and each.name in timed)


def raised(floors: Floors, outcomes: Iterable[Outcome]) -> Floors:
    """Return the floors with those raised that were passed by a clear margin, and new ones for new figures."""
    harnesses = dict(floors.harnesses)
    for outcome in outcomes:
        before = harnesses.get(outcome.harness, {})
        after = {figure.name: _raised(before.get(figure.name), figure, floors.tolerances) for figure in outcome.figures}
        harnesses[outcome.harness] = {**before, **after}
    return replace(floors, harnesses=harnesses)


def verdict_table(harness: str, verdicts: Iterable[Verdict]) -> Table:
    """Return the verdicts on a harness as a table."""
    rows = [(each.name, _shown(each.measured), _shown(each.floor), f" {each}") for each in verdicts]
    return Table(f"Floors of {harness}", ("figure", "measured", "floor", ""), rows)


def _raised(before: float | None, figure: Figure, tolerances: Mapping[Steadiness, float]) -> float:
    tolerance = tolerances[figure.steadiness]
    below = floor(figure.value * (1 - tolerance) * 1e4) / 1e4
    if before is None:
        return below
    # Twice the tolerance: a lucky run must not raise the floor to where a common one breaks it.
    clear = figure.value * (1 - 2 * tolerance) > before
    return max(before, below) if clear else before


def _key(name: str) -> str:
    """Return a name as a TOML key; a JSON string without control characters is a TOML string."""
    return name if name.isidentifier() and name.isascii() else json.dumps(name, ensure_ascii=False)


def _shown(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"
