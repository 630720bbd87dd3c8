"""The page on security: every row of the standard stands on it once, and every test that it names is collected."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")

ROWS = (
    "1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 "
    "5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 "
    "8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 "
    "11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 "
    "16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2"
)
"""How many rows of levels 1 and 2 each section of ASVS 5.0 has; they are the first of their section."""

BEYOND = {"1.3.12", "3.4.7", "3.4.8", "3.6.1", "4.1.4", "14.2.5", "15.2.4", "15.4.2", "16.5.4"}
"""Rows of level 3 that are met besides."""

TESTS = sorted(set(re.findall(r"`(tests/\S+?\.py::\w+)`", PAGE)))


def every_row() -> list[str]:
    """Return the numbers of all rows of levels 1 and 2."""
    sections = (each.split(":") for each in ROWS.split())
    return [f"{section}.{number}" for section, count in sections for number in range(1, int(count) + 1)]


def rows_of(cell: str) -> list[str]:
    """Return the numbers that a cell stands for, such as `3.3.1–4, 14.2.1` or, for a whole chapter, `6`."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        section, _, number = first.rpartition(".")
        if not section:
            found += [each for each in every_row() if each.startswith(f"{part}.")]
        else:
            found += [f"{section}.{each}" for each in range(int(number), int(last or number) + 1)]
    return found


def test_every_row_stands_on_the_page_once():
    cells = re.findall(r"^\| (\d[\d., –]*) \|", PAGE, re.MULTILINE)
    told = Counter(row for cell in cells for row in rows_of(cell))
    assert len(every_row()) == 253
    assert set(told) == {*every_row(), *BEYOND}
    assert {row for row, times in told.items() if times > 1} == set()


def test_every_row_that_applies_names_a_test():
    lines = re.findall(r"^\| \d[\d., –]* \| [123](?:–[123])? \|.*$", PAGE, re.MULTILINE)
    assert len(lines) > 60
    assert [line for line in lines if not re.search(r"`tests/\S+::\w+` \|$", line)] == []


def test_every_test_that_is_named_is_collected():
    collecting = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "browser or not browser", *TESTS]
    done = subprocess.run(collecting, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-2_000:] + done.stderr[-2_000:]
    collected = {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}
    assert collected == set(TESTS)


@pytest.mark.parametrize("page", ["docs/security.md", "SECURITY.md"])
def test_what_the_pages_lead_to_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for link in re.findall(r"\]\((?!https://)([^)#]+)\)", text):
        assert ((ROOT / page).parent / link).exists(), link
    for name in re.findall(r"`((?:docs|tests|webapp)/[\w./]+?)`", text):
        assert (ROOT / name).exists(), name
