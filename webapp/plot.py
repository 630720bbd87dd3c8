"""Lines over time, as they are drawn: where each point, each mark of an axis and each name stands."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

WIDTH, HEIGHT = 760, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 20, 12, 34
ROW = 22
"""Units of the drawing: of all of it, of its margins, and of a row of names below the axis of time."""

MOST_TICKS_ACROSS, MOST_TICKS_UP = 9, 5
STEPS_UP = (1, 2, 2.5, 5, 10)
STEPS_ACROSS = MappingProxyType(
    {"year": (1, 2, 5, 10, 20, 50, 100, 200, 500), "month": (1, 2, 3, 6, 12, 24, 60, 120, 240)}
)
"""Between two marks: tens of these numbers, years, and months."""

KINDS = (
    ("#7a1f2b", "none", "circle"),
    ("#1f4e79", "7 4", "square"),
    ("#5b6b1f", "2 3", "diamond"),
    ("#8a5a00", "10 3 2 3", "triangle"),
    ("#5a3a86", "4 2", "cross"),
    ("#3f3f3f", "12 5", "circle"),
)
"""How each line is drawn: its colour on white paper, its dashes, its marks. No two are told apart by colour alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What is drawn at a moment: a year, or months since the year 0. `label` says it."""

    moment: int
    number: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One line: its name and the row of names that it stands in, how it is drawn, its path and its points."""

    name: str
    number: int
    colour: str
    dashes: str
    mark: str
    path: str
    points: tuple[Point, ...]
    name_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark of an axis: where it stands, and its label."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """All that is drawn; the lines of its grid go from `left` to `right` and end at `bottom`."""

    lines: tuple[Drawn, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int
    height: int
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def ticks_up(most: float, *, whole: bool) -> tuple[float, ...]:
    """Return numbers from 0 to the first that is no less than `most`, at most `MOST_TICKS_UP` steps apart."""
    most = most or 1
    raw = most / MOST_TICKS_UP
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(each * power for each in STEPS_UP if each * power >= raw * (1 - 1e-9))
    if whole:
        step = max(1.0, math.ceil(step))
    return tuple(place * step for place in range(math.ceil(most / step - 1e-9) + 1))


def ticks_across(first: int, last: int, by: str) -> tuple[int, ...]:
    """Return moments from the first to the last, at most `MOST_TICKS_ACROSS`, that are multiples of their distance."""
    steps = STEPS_ACROSS[by]
    step = next((each for each in steps if last // each - first // each < MOST_TICKS_ACROSS), steps[-1])
    return tuple(moment for moment in range(first - first % step, last + 1, step) if moment >= first)


def draw(
    series: Sequence[tuple[str, Sequence[Value]]], across: Sequence[tuple[int, str]], up: Sequence[tuple[float, str]]
) -> Plot | None:
    """Return named values as they are drawn, with these marks of the axes; None where there is no moment at all."""
    moments = [value.moment for _, values in series for value in values]
    if not moments:
        return None
    first, last, most = min(moments), max(moments), up[-1][0]

    def x(moment: int) -> float:
        share = (moment - first) / (last - first) if last > first else 0.5
        return round(LEFT + share * (WIDTH - RIGHT - LEFT), 1)

    def y(number: float) -> float:
        return round(HEIGHT - BOTTOM - number / most * (HEIGHT - BOTTOM - TOP), 1)

    lines = []
    for place, (name, values) in enumerate(series):
        colour, dashes, mark = KINDS[place % len(KINDS)]
        points = [(each, Point(x=x(each.moment), y=y(each.number), label=each.label)) for each in values]
        lines.append(
            Drawn(
                name=name,
                number=place + 1,
                colour=colour,
                dashes=dashes,
                mark=mark,
                path=_path([(each.moment, point) for each, point in points]),
                points=tuple(point for each, point in points if each.number),
                name_y=HEIGHT + ROW * (place + 0.5),
            )
        )
    return Plot(
        lines=tuple(lines),
        across=tuple(Tick(at=x(moment), label=label) for moment, label in across),
        up=tuple(Tick(at=y(number), label=label) for number, label in up),
        width=WIDTH,
        height=HEIGHT + ROW * len(lines) + ROW // 2,
    )


def _path(points: Sequence[tuple[int, Point]]) -> str:
    """Return the path through points, broken where the archive has nothing of a moment between two."""
    parts: list[str] = []
    before: int | None = None
    for moment, point in points:
        parts.append(f"{'L' if before == moment - 1 else 'M'}{point.x} {point.y}")
        before = moment
    return "".join(parts)
