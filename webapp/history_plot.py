"""The history of lines to a drawing: its moments, its numbers and the marks of its axes, in the reader's words."""

from collections.abc import Iterator

from indexer.history import History, Line
from webapp import plot, wording
from webapp.history_params import Measure, Span
from webapp.plot import Plot, Value

MONTHS = 12


def plotted(told: History, span: Span, measure: Measure) -> Plot | None:
    """Return the drawing of lines; None where none has a date."""
    series = [(line.query, tuple(_values(line, span, measure))) for line in told.lines]
    moments = [value.moment for _, values in series for value in values]
    numbers = [value.number for _, values in series for value in values if value.number]
    if not numbers:
        return None
    across = plot.ticks_across(min(moments), max(moments), span)
    up = plot.ticks_up(max(numbers), whole=not measure.is_share)
    return plot.draw(
        series,
        [(moment, _moment_in_words(moment, span)) for moment in across],
        [(number, _in_words(number, measure)) for number in up],
    )


def _values(line: Line, span: Span, measure: Measure) -> Iterator[Value]:
    for each in line.counts[span]:
        number = getattr(each, measure)
        label = f"{wording.date_in_words(each.value)}: {_in_words(number, measure)}"
        yield Value(moment=_moment(each.value), number=number, label=label)


def _moment(value: str) -> int:
    year, _, month = value.partition("-")
    return int(year) * MONTHS + int(month) - 1 if month else int(year)


def _moment_in_words(moment: int, span: Span) -> str:
    if span is Span.YEAR:
        return f"{moment:04}"
    return f"{moment // MONTHS:04}-{moment % MONTHS + 1:02}"


def _in_words(number: float, measure: Measure) -> str:
    return wording.share(number) if measure.is_share else wording.number(int(number))
