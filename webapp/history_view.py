"""The history of lines as its page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from indexer import Hit
from indexer.history import DIMENSIONS, MAX_LINES, Count, History, Line
from indexer.history.records import IN_TIME
from indexer.query import parse
from webapp import wording
from webapp.addresses import history_address, history_json_address, search_address, statement_address
from webapp.histogram import MONTHLY_YEARS
from webapp.history_params import Asked, Download, Measure, Span
from webapp.history_plot import plotted
from webapp.links import Link
from webapp.narrowing import narrowed
from webapp.passages import Facts, Passage, facts, passage
from webapp.plot import Plot
from webapp.segments import Segment, excerpt, segments

SHOWN = 8
"""Names and variants that are seen at once; the rest folds out."""

MOST_ROWS = 30
"""Rows of the table that stand open; a longer one folds out."""

MEASURES = {
    Measure.STATEMENTS: lazy_gettext("Statements"),
    Measure.SHARE_OF_STATEMENTS: lazy_gettext("Share of all statements"),
    Measure.PARAGRAPHS: lazy_gettext("Paragraphs"),
    Measure.SHARE_OF_PARAGRAPHS: lazy_gettext("Share of all paragraphs"),
}
SPANS = {Span.YEAR: lazy_gettext("By year"), Span.MONTH: lazy_gettext("By month")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a choice in the form."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How often a line was said in a row's span, as a number and as a share of all; the number leads there."""

    number: Link
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A year or month: how much the archive has of it, and a cell for each line."""

    label: str
    all: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Publishers, speakers or countries, the most frequent first; `more` folds out."""

    label: str
    shown: tuple[Cell, ...]
    more: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantView:
    """A variant, how often it stands, and when."""

    words: Link
    asked: bool
    times: int
    years: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement that has the line, with one of its paragraphs."""

    title: tuple[Segment, ...]
    address: str
    language: str | None
    facts: Facts
    passage: Passage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """The history of one line; `all` leads to its statements, the earliest first."""

    query: str
    number: int
    totals: str
    undated: int
    first: Said | None
    last: Said | None
    names: tuple[Names, ...]
    variants: tuple[VariantView, ...]
    more_variants: tuple[VariantView, ...]
    statements: tuple[Said, ...]
    all: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """What the page asks: the lines as they were asked, how many there may be, and what is drawn."""

    text: str
    most: int
    measures: tuple[Choice, ...]
    spans: tuple[Choice, ...]
    synonyms: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """All that the page says; without lines, it only asks for some."""

    form: FormView
    told: str = ""
    plot: Plot | None = None
    period: str = ""
    rows: tuple[Row, ...] = ()
    folded: bool = False
    lines: tuple[LineView, ...] = ()
    csv: str = ""
    svg: str = ""
    json: str = ""


def form_view(asked: Asked) -> HistoryView:
    """Return the page that asks for lines."""
    return HistoryView(form=_form(asked, asked.span or Span.YEAR))


def history_view(told: History, asked: Asked) -> HistoryView:
    """Return the page of the histories of lines."""
    span = asked.span or fitting_span(told)
    rows = tuple(_rows(told, span, asked))
    return HistoryView(
        form=_form(asked, span),
        told=heading(told, asked),
        plot=plotted(told, span, asked.measure),
        period=str(wording.FACETS[span]),
        rows=rows,
        folded=len(rows) > MOST_ROWS,
        lines=tuple(_line(line, place, asked) for place, line in enumerate(told.lines, 1)),
        csv=history_address(asked, download=Download.CSV),
        svg=history_address(asked, download=Download.SVG),
        json=history_json_address(asked.lines, DIMENSIONS, synonyms=asked.synonyms),
    )


def fitting_span(told: History) -> Span:
    """Return months where all years of the archive lie close together, else years."""
    years = [int(each.value) for each in told.lines[0].counts[Span.YEAR]]
    months = told.lines[0].counts[Span.MONTH]
    return Span.MONTH if months and max(years) - min(years) < MONTHLY_YEARS else Span.YEAR


def heading(told: History, asked: Asked) -> str:
    """Return what is drawn, in words."""
    lines = wording.listed(tuple(line.query for line in told.lines))
    return str(gettext("%(measure)s: %(lines)s", measure=str(MEASURES[asked.measure]), lines=lines))


def _form(asked: Asked, span: Span) -> FormView:
    return FormView(
        text="\n".join(asked.lines),
        most=MAX_LINES,
        measures=tuple(_choices(MEASURES, asked.measure)),
        spans=tuple(_choices(SPANS, span)),
        synonyms=asked.synonyms,
    )


def _choices(labels: dict[Measure, str] | dict[Span, str], chosen: str) -> Iterator[Choice]:
    for value, label in labels.items():
        yield Choice(value=value, label=str(label), chosen=value == chosen)


def _rows(told: History, span: Span, asked: Asked) -> Iterator[Row]:
    measure = asked.measure
    for counts in zip(*(line.counts[span] for line in told.lines), strict=True):
        everything = getattr(counts[0], f"all_{measure.number}")
        yield Row(
            label=wording.date_in_words(counts[0].value),
            all=wording.number(everything),
            cells=tuple(_cell(line, span, each, measure, asked) for line, each in zip(told.lines, counts, strict=True)),
        )


def _cell(line: Line, name: str, count: Count, measure: Measure, asked: Asked) -> Cell:
    number, share = getattr(count, measure.number), getattr(count, measure.share)
    query = narrowed(parse(line.query).query, name, count.value) if number else None
    address = None if query is None else search_address(query, synonyms=asked.synonyms)
    label = wording.number(number) if name in IN_TIME else count.value
    return Cell(number=Link(label=label, address=address, count=number), share=wording.share(share))


def _line(line: Line, number: int, asked: Asked) -> LineView:
    variants = [_variant(each.words, each.asked, each.times, (each.first, each.last)) for each in line.variants or ()]
    return LineView(
        query=line.query,
        number=number,
        totals=wording.totals(line.total.statements, line.total.paragraphs),
        undated=line.undated,
        first=_said(line.first, line, asked),
        last=_said(line.last, line, asked),
        names=tuple(_names(line, asked)),
        variants=tuple(variants[:SHOWN]),
        more_variants=tuple(variants[SHOWN:]),
        statements=tuple(filter(None, (_said(each, line, asked, shows=False) for each in line.statements))),
        all=search_address(line.query, sort="oldest", synonyms=asked.synonyms),
        notes=line.notes,
    )


def _variant(words: str, asked: bool, times: int, dates: Sequence[str | None]) -> VariantView:  # noqa: FBT001
    years = "–".join(dict.fromkeys(date[:4] for date in dates if date))
    phrase = f'"{words.replace(chr(34), " ")}"'
    return VariantView(words=Link(label=words, address=search_address(phrase)), asked=asked, times=times, years=years)


def _names(line: Line, asked: Asked) -> Iterator[Names]:
    for name in ("publisher", "speaker", "country"):
        cells = tuple(_cell(line, name, each, asked.measure, asked) for each in line.counts[name])
        if cells:
            yield Names(label=str(wording.FACETS[name]), shown=cells[:SHOWN], more=cells[SHOWN:])


def _said(hit: Hit | None, line: Line, asked: Asked, *, shows: bool = True) -> Said | None:
    if hit is None:
        return None
    best = hit.paragraphs[0]
    address = statement_address(hit.statement.id, paragraph=best, query=line.query, synonyms=asked.synonyms)
    own = statement_address(hit.statement.id, paragraph=best)
    return Said(
        title=segments(hit.statement.title, hit.title_highlights),
        address=address,
        language=hit.statement.language,
        facts=facts(hit.statement),
        passage=passage(best, excerpt(best.text, best.highlights), own) if shows else None,
    )
