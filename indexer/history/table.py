"""The counts of lines as a table: a row for each line and value."""

from collections.abc import Iterator, Sequence

from indexer.history.records import History

COLUMNS = (
    "line",
    "query",
    "by",
    "value",
    "statements",
    "paragraphs",
    "all_statements",
    "all_paragraphs",
    "share_of_statements",
    "share_of_paragraphs",
)

_SHARE_DIGITS = 6


def rows(told: History) -> Iterator[Sequence[object]]:
    """Yield the names of the columns, then of each line its total and its counts."""
    yield COLUMNS
    for line in told.lines:
        total = (line.total.statements, line.total.paragraphs, told.archive.statements, told.archive.paragraphs)
        yield line.line, line.query, "total", "", *total, *_shares(*total)
        for name, counts in line.counts.items():
            for each in counts:
                numbers = (each.statements, each.paragraphs, each.all_statements, each.all_paragraphs)
                yield line.line, line.query, name, each.value, *numbers, *_shares(*numbers)


def _shares(statements: int, paragraphs: int, all_statements: int, all_paragraphs: int) -> tuple[float, float]:
    return _share(statements, all_statements), _share(paragraphs, all_paragraphs)


def _share(number: int, of: int) -> float:
    return round(number / of, _SHARE_DIGITS) if of else 0.0
