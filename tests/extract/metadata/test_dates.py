import pytest

from indexer.extract.metadata.dates import dateline, is_date_line, page_date

DATELINES = [
    ("(Geneva, 27 March 2025) – The authorities", "2025-03-27"),
    ("Berlin, 27. März 2025 – Die Behörden", "2025-03-27"),
    ("PARIS, le 27 mars 2025 — Les autorités", "2025-03-27"),
    ("27 March 2025 - The authorities", "2025-03-27"),
    ("On 27 March 2025 the authorities – all of them – left", None),
    ("The authorities – since 27 March 2025", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), DATELINES)
def test_datelines(text, expected):
    assert dateline(text) == expected


LINES = [
    ("27 March 2025", True),
    ("Thursday, March 27, 2025 10:15 AM EST", True),
    ("Jeudi 27 mars 2025 à 10 h", True),
    ("27.03.2025, 10:00 Uhr", True),
    ("Last updated: 27 March 2025", True),
    ("Three people were shot in the square on 27 March 2025", False),
    ("March 2025", False),
    ("2025", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_lines_that_are_a_date_with_little_else(text, expected):
    assert is_date_line(text) is expected
    if expected:
        assert page_date(text) == "2025-03-27"
