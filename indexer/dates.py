"""Dates as statements carry them: ISO 8601, to the day, the month or the year."""

import re
from datetime import date, datetime

_YEAR_AND_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)
_DAY_FIRST = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def iso_date(text: str) -> str | None:
    """Return an ISO date, year and month, or year as it is; of a date with a time only the date; else None.

    The date is the one written: no time zone is applied to it.
    """
    text = text.strip()
    if match := _YEAR_AND_MONTH.fullmatch(text):
        year, month = match.groups()
        return text if _exists(int(year), int(month or 1), 1) else None
    if not _DAY_FIRST.match(text):
        return None
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return None


def day(year: int, month: int, day_of_month: int) -> str | None:
    """Return the ISO date of a day, or None if the calendar has no such day."""
    return date(year, month, day_of_month).isoformat() if _exists(year, month, day_of_month) else None


def _exists(year: int, month: int, day_of_month: int) -> bool:
    try:
        date(year, month, day_of_month)
    except ValueError:
        return False
    return True
