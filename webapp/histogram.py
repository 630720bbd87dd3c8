"""How hits lie in time: bars of years or months, each of which narrows the search to its dates."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from indexer.engine import FacetCount
from webapp import wording

WIDTH, HEIGHT = 720, 96
"""Units of the drawing; it is stretched to the width of its column."""

GAP = 2
LEAST_HEIGHT = 3
"""A bar of one hit beside one of thousands is seen all the same."""

MOST_BARS = 30
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Years that a bar may stand for: the fewest with which there are no more bars than can be hit with a finger."""

MONTHLY_YEARS = 2
"""Years, one after the other, up to which bars stand for months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Dates from one to another, both included, as the query language writes them: years, or one month."""

    first: str
    last: str

    def in_words(self) -> str:
        """Return the period as a reader says it."""
        first, last = wording.date_in_words(self.first), wording.date_in_words(self.last)
        return first if first == last else f"{first}–{last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar and where it is drawn; `address` is None where nothing lies in its dates, or no query can say them."""

    label: str
    count: int
    address: str | None
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Bars in order of time; `monthly` tells whether they stand for months."""

    bars: tuple[Bar, ...]
    monthly: bool
    width: int = WIDTH
    height: int = HEIGHT


def histogram(
    years: Sequence[FacetCount], months: Sequence[FacetCount], address: Callable[[Period], str | None]
) -> Histogram | None:
    """Return the bars of hits by year, or by month where all lie close together; None where there is one bar at most.

    `address` gives the address of the search that is narrowed to a period.
    """
    monthly = _lie_close(years) and sum(each.count for each in months) == sum(each.count for each in years)
    counted = _by_month(months) if monthly else _by_year(years)
    if sum(1 for _, count in counted if count) < 2:
        return None
    most = max(count for _, count in counted)
    step = WIDTH / len(counted)
    bars = []
    for place, (period, count) in enumerate(counted):
        height = max(LEAST_HEIGHT, round(count / most * HEIGHT, 1)) if count else 0
        bars.append(
            Bar(
                label=period.in_words(),
                count=count,
                address=address(period) if count else None,
                x=round(place * step, 1),
                y=round(HEIGHT - height, 1),
                width=round(step - GAP, 1),
                height=height,
            )
        )
    return Histogram(bars=tuple(bars), monthly=monthly)


def _lie_close(years: Iterable[FacetCount]) -> bool:
    numbers = [int(each.value) for each in years]
    return bool(numbers) and max(numbers) - min(numbers) < MONTHLY_YEARS


def _by_year(years: Iterable[FacetCount]) -> list[tuple[Period, int]]:
    counts = {int(each.value): each.count for each in years}
    if not counts:
        return []
    step = next((each for each in STEPS if max(counts) // each - min(counts) // each < MOST_BARS), STEPS[-1])
    found = []
    for bar in range(min(counts) // step, max(counts) // step + 1):
        first, last = bar * step, (bar + 1) * step - 1
        period = Period(first=f"{max(first, min(counts)):04}", last=f"{min(last, max(counts)):04}")
        found.append((period, sum(counts.get(year, 0) for year in range(first, last + 1))))
    return found


def _by_month(months: Iterable[FacetCount]) -> list[tuple[Period, int]]:
    counts = {each.value: each.count for each in months}
    ordinals = [_ordinal(value) for value in counts]
    named = [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(min(ordinals), max(ordinals) + 1)]
    return [(Period(first=name, last=name), counts.get(name, 0)) for name in named]


def _ordinal(month: str) -> int:
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1
