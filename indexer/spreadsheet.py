"""Tables that spreadsheets read, as RFC 4180 has them, in UTF-8."""

import csv
import io
from collections.abc import Iterable, Sequence

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads a CSV file in the encoding of its owner's country."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula (OWASP, “CSV Injection”); such a cell gets an apostrophe before it."""


def cell(value: object) -> str:
    """Return a value as a cell holds it: nothing for None, several with semicolons between."""
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as lines of a table."""
    lines = io.StringIO()
    csv.writer(lines).writerows([cell(value) for value in row] for row in rows)
    return lines.getvalue()
