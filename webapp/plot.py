"""Lines over time, as they are drawn: where each point, each mark of an axis and each name stands."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

WIDTH, HEIGHT = 760, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 12, 38
ASIDE = 16
ROW = 22
"""Units of the drawing: of all of it, of its margins, between these and the first and last moment, whose labels
reach to both sides of it, and of a row of names below the axis of time."""

CLOSE = 3
GROWN = 1.2
"""Units between two marks of which the later covers the earlier, and what the earlier grows by, times its size."""

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
    """A mark: where it stands, what it says, and how large it is drawn, a ring where it is larger than 1."""

    x: float
    y: float
    label: str
    size: float = 1


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
    """All that is drawn; the lines of its grid go from `left` to `right` and end at `bottom`.

    The names of its lines stand below `foot`, where it has them.
    """

    lines: tuple[Drawn, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int
    height: int
    foot: int = HEIGHT
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
        return round(LEFT + ASIDE + share * (WIDTH - RIGHT - LEFT - 2 * ASIDE), 1)

    def y(number: float) -> float:
        return round(HEIGHT - BOTTOM - number / most * (HEIGHT - BOTTOM - TOP), 1)

    placed = [
        [(each, Point(x=x(each.moment), y=y(each.number), label=each.label)) for each in values] for _, values in series
    ]
    marked = [_marked(each) for each in placed]
    lines = tuple(
        _drawn(name, place, points, _uncovered(marked[place], marked[place + 1 :]))
        for place, ((name, _), points) in enumerate(zip(series, placed, strict=True))
    )
    return Plot(
        lines=lines,
        across=tuple(Tick(at=x(moment), label=label) for moment, label in across),
        up=tuple(Tick(at=y(number), label=label) for number, label in up),
        width=WIDTH,
        height=HEIGHT + ROW * len(series) + ROW // 2,
    )


def _drawn(name: str, place: int, points: Sequence[tuple[Value, Point]], marks: Sequence[Point]) -> Drawn:
    colour, dashes, mark = KINDS[place % len(KINDS)]
    return Drawn(
        name=name,
        number=place + 1,
        colour=colour,
        dashes=dashes,
        mark=mark,
        path=_path(points),
        points=tuple(marks),
        name_y=HEIGHT + ROW * (place + 0.5),
    )


def _marked(points: Sequence[tuple[Value, Point]]) -> tuple[Point, ...]:
    """Return the points that have a mark: all but zeros, and the zeros that no path leads to."""
    moments = {value.moment for value, _ in points}
    return tuple(
        point for value, point in points if value.number or moments.isdisjoint((value.moment - 1, value.moment + 1))
    )


def _uncovered(points: Sequence[Point], later: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    """Return points of a line, each so large that it is seen around those that later lines have in the same place."""
    heights = [{each.x: each.y for each in line} for line in later]

    def covered(point: Point) -> int:
        return sum(abs(line.get(point.x, math.inf) - point.y) <= CLOSE for line in heights)

    return tuple(replace(each, size=round(1 + GROWN * covered(each), 1)) for each in points)


def _path(points: Sequence[tuple[Value, Point]]) -> str:
    """Return the path through points, broken where the archive has nothing of a moment between two."""
    parts: list[str] = []
    before: int | None = None
    for value, point in points:
        parts.append(f"{'L' if before == value.moment - 1 else 'M'}{point.x} {point.y}")
        before = value.moment
    return "".join(parts)
