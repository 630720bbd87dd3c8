"""Dates in a query: a year, a month or a day, and spans of them."""

import re
from calendar import monthrange
from datetime import date

from indexer.query.syntax import Dates

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def parse_dates(name: str, text: str) -> Dates | None:
    """Return the span that `date:`, `before:` or `after:` with this text means, or None where it means none."""
    first, dots, last = text.partition("..")
    if name != "date":
        value = _iso(text)
        if value is None:
            return None
        return Dates(name, "", value) if name == "before" else Dates(name, value, "")
    ends = [_iso(end) if end else "" for end in ((first, last) if dots else (first, first))]
    if None in ends or not any(ends):
        return None
    return Dates(name, ends[0] or "", ends[1] or "")


def day_span(dates: Dates) -> tuple[int, int]:
    """Return the first and the last day that the span holds, as proleptic Gregorian ordinals."""
    least, most = date.min.toordinal(), date.max.toordinal()
    if dates.name == "before":
        return least, _first_day(dates.last) - 1
    if dates.name == "after":
        return _last_day(dates.first) + 1, most
    return (_first_day(dates.first) if dates.first else least), (_last_day(dates.last) if dates.last else most)


def _iso(text: str) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return None
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


def _first_day(iso: str) -> int:
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day).toordinal()


def _last_day(iso: str) -> int:
    parts = tuple(map(int, iso.split("-")))
    year, month = (*parts, 12)[:2]
    day = parts[2] if len(parts) == 3 else monthrange(year, month)[1]
    return date(year, month, day).toordinal()
