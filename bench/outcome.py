"""What a harness hands back: tables to read, and figures that floors hold."""

from dataclasses import dataclass, replace
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

    def with_better_times(self, other: "Outcome") -> "Outcome":
        """Return this outcome with each ratio of times as the better of two measurements."""
        again = {figure.name: figure.value for figure in other.figures if figure.steadiness is Steadiness.TIMED}
        figures = (replace(each, value=max(each.value, again.get(each.name, each.value))) for each in self.figures)
        return replace(self, figures=tuple(figures))
