"""How a terminal shows the history of lines: a bar for each year or name, the variants, the statements."""

from collections.abc import Iterator, Mapping, Sequence

import click

from indexer import console
from indexer.history import Count, History, Line
from indexer.history.records import IN_TIME
from indexer.results import Hit

_BAR = 24
"""Columns of the longest bar."""

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"

_MOST_NAMES = 15
_MOST_VARIANTS = 12
"""Rows that a terminal shows of what may be long; JSON and CSV have all."""


def show_history(told: History) -> None:
    """Print the history of each line; bars are as long as they compare."""
    most: dict[str, int] = {}
    for line in told.lines:
        for name, counts in line.counts.items():
            most[name] = max(most.get(name, 0), *(each.statements for each in counts), 0)
    for place, line in enumerate(told.lines):
        if place:
            click.echo()
        _show_line(line, told, most)


def show_statements(hits: Sequence[Hit]) -> None:
    """Print statements in the order of time, each with a paragraph that has the line."""
    for hit in hits:
        click.secho(f"{_date(hit)}  {hit.statement.title}", bold=True)
        click.secho(f"{'':12}{_who(hit)}", dim=True)


def _show_line(line: Line, told: History, most: Mapping[str, int]) -> None:
    click.secho(line.query, bold=True)
    statements, paragraphs = line.total.statements, line.total.paragraphs
    total = f"{console.counted(statements, 'statement')}, {console.counted(paragraphs, 'paragraph')}"
    click.secho(f"{total}; the archive has {told.archive.statements:,} and {told.archive.paragraphs:,}", dim=True)
    for label, hit in (("first said", line.first), ("last said", line.last)):
        if hit is not None:
            click.echo(f"{label:12}{_date(hit)}  {hit.statement.title}")
            click.secho(f"{'':12}{_who(hit)}", dim=True)
    if line.undated:
        click.echo(f"{'no date':12}{console.counted(line.undated, 'statement')}")
    for name, counts in line.counts.items():
        _show_counts(name, counts, most[name])
    _show_variants(line)
    console.show_warnings(line.notes)


def _show_counts(name: str, counts: Sequence[Count], most: int) -> None:
    shown = list(_told(name, counts))
    if not shown:
        return
    width = max(len(each.value) for each in shown)
    click.secho(f"\nby {name}: statements, and of all in the archive", dim=True)
    for each in shown:
        share = f"{each.share_of_statements:6.1%} of {each.all_statements:,}"
        click.echo(f"{each.value:{width}}  {_bar(each.statements, most):{_BAR}} {each.statements:>6,}  {share}")
    if name not in IN_TIME and len(counts) > len(shown):
        click.secho(f"and {len(counts) - len(shown):,} more: --json and --csv have all", dim=True)


def _told(name: str, counts: Sequence[Count]) -> Iterator[Count]:
    """Yield the most frequent names, or the years from the first to the last that have the line."""
    if name not in IN_TIME:
        yield from counts[:_MOST_NAMES]
        return
    having = [place for place, each in enumerate(counts) if each.statements]
    if having:
        yield from counts[having[0] : having[-1] + 1]


def _bar(number: int, most: int) -> str:
    if not number:
        return ""
    eighths = max(1, round(number / most * _BAR * 8))
    return _FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _show_variants(line: Line) -> None:
    if not line.variants:
        return
    click.secho("\nvariants: times, and when", dim=True)
    for each in line.variants[:_MOST_VARIANTS]:
        years = "–".join(dict.fromkeys(date[:4] for date in (each.first, each.last) if date))
        facts = "  ".join(filter(None, ("(as asked)" if each.asked else "", years)))
        click.echo(f"{each.times:>6,}  {each.words}" + (f"  {click.style(facts, dim=True)}" if facts else ""))
    if len(line.variants) > _MOST_VARIANTS:
        click.secho(f"and {len(line.variants) - _MOST_VARIANTS:,} more: --json has all", dim=True)


def _date(hit: Hit) -> str:
    return f"{hit.statement.published or 'no date':10}"


def _who(hit: Hit) -> str:
    return " · ".join(filter(None, (hit.statement.publisher, hit.statement.id)))
