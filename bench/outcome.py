"""What a harness hands back: tables to read, and figures that floors hold."""

from dataclasses import dataclass
from enum import StrEnum

from bench.tables import Table


class Steadiness(StrEnum):
    """How much a figure varies from run to run; `floors.toml` has a tolerance for each."""

    STEADY = "steady"
    SIZED = "sized"
    TIMED = "timed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured number, the higher the better; a time or a size stands as a peer's over ours."""

    name: str
    value: float
    steadiness: Steadiness


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a harness measured."""

    harness: str
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
