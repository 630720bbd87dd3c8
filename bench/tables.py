"""Tables for the terminal: text to the left, numbers to the right."""

from collections.abc import Sequence
from dataclasses import dataclass

_GAP = "  "


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; each row has a cell for each column, and its first `labels` columns hold text."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    labels: int = 1


def render(table: Table) -> str:
    """Return the table as lines of text, its columns aligned."""
    lines = [table.columns, *table.rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join([table.title, *(_line(cells, widths, table.labels) for cells in lines)])


def _line(cells: Sequence[str], widths: Sequence[int], labels: int) -> str:
    padded = (
        cell.ljust(width) if at < labels else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return _GAP.join(padded).rstrip()
