import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.dates import day, iso_date

KEPT = [
    ("2025-03-27", "2025-03-27"),
    (" 2025-03-27 ", "2025-03-27"),
    ("2025-03", "2025-03"),
    ("1948", "1948"),
    ("2025-03-27T10:00:00Z", "2025-03-27"),
    ("2025-03-27T23:30:00-05:00", "2025-03-27"),
    ("2025-03-27 10:00", "2025-03-27"),
    ("2025-03-27T10:00:00.123456+00:00", "2025-03-27"),
]

REFUSED = [
    "",
    "yesterday",
    "2025-02-30",
    "2025-13",
    "0000",
    "27.03.2025",
    "2025-3-7",
    "20250327",
    "2025-03-27x",
    "２０２５",
]


@pytest.mark.parametrize(("text", "expected"), KEPT)
def test_iso_dates_are_kept_without_their_time(text, expected):
    assert iso_date(text) == expected


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_no_date(text):
    assert iso_date(text) is None


@settings(deadline=None)
@given(st.dates())
def test_every_day_is_its_own_iso_date(date: dt.date):
    assert iso_date(date.isoformat()) == date.isoformat() == day(date.year, date.month, date.day)


@settings(deadline=None)
@given(st.text())
def test_no_text_is_too_odd(text):
    iso_date(text)


def test_a_day_that_the_calendar_lacks_is_none():
    assert day(2025, 2, 29) is None
