"""Figure 12: what is made to be slow takes no more than its share of time; beyond it, it is cut and told."""

import json
import math
import subprocess
import time
from itertools import product

import pytest

from indexer.intake import ReadFile
from indexer.isolation import Loss
from indexer.sources import discover
from indexer.workers import in_order
from tests.extract.test_shapes import LARGEST_EXPONENT, MEASURABLE, PROSE, SHAPES
from tests.faults.conftest import FULL
from tests.faults.reading import MEASURED, ONRECORD

MORE = {
    "null bytes": lambda n: f"<p>{PROSE}" + "\0" * n,
    "drawings in drawings": lambda n: f"<p>{PROSE}" + "<svg>" * n,
    "a hundred thousand attributes": lambda n: f"<p {' '.join(f'a{i}' for i in range(n))}>{PROSE}",
    "definitions": lambda n: "<dl><dt>Date<dd>x" * n,
    "references without an end": lambda n: f"<p>{PROSE}" + "&#99999999" * n,
    "forms in forms": lambda n: "<form><fieldset><legend>x" * n,
    "rubies": lambda n: "<p><ruby>x<rt>y</ruby>" * n,
    "quotations in quotations": lambda n: "<p>" + "<q>x" * n,
    "titles": lambda n: f"<title>{PROSE}" * n,
    "letters with accents": lambda n: "<p>a" + "\u0301" * n,
}
"""Shapes beyond those that the tests of pages have."""


def pages(size: int) -> dict[str, list[str]]:
    """Return each shape at about once, twice, four and eight times a size in bytes."""
    makers = {**({name: make for name, (_, make) in SHAPES.items()} if FULL else {}), **MORE}
    made = {}
    for name, make in makers.items():
        unit = (len(make(200).encode()) - len(make(100).encode())) / 100
        made[name] = [make(max(1, round(times * size / unit))) for times in (1, 2, 4, 8)]
    return made


def test_time_grows_no_faster_than_size_or_the_page_is_cut_and_told(rounds, figure, tmp_path):
    shapes = pages(rounds(2**12, 2**17))  # the others have their tests beside those of pages
    for shape, sizes in shapes.items():
        for times, page in enumerate(sizes):
            (tmp_path / f"{shape} {times}.html").write_text(page, encoding="utf-8")
    tasks = [ReadFile(file=next(discover(tmp_path / f"{s} {t}.html"))) for s in shapes for t in range(4)]
    given = [each for _, each in in_order(MEASURED, tasks, workers=2, expected=len(tasks))]
    cut, steep, refused = [], {}, 0
    for shape, outcomes in zip(shapes, _fours(given), strict=True):
        if any(each.outcome is Loss.TIME for each in outcomes):
            cut.append(shape)
            continue
        assert not any(isinstance(each.outcome, Loss) or each.outcome.lost for each in outcomes), shape
        refused += bool(outcomes[-1].outcome.failures)
        first, last = outcomes[0].seconds, outcomes[-1].seconds
        exponent = math.log2(max(last, MEASURABLE) / max(first, MEASURABLE / 8)) / 3
        if exponent > LARGEST_EXPONENT:
            steep[shape] = round(exponent, 2)
    figure(
        f"12: {len(shapes)} shapes up to {len(shapes['rubies'][-1]) / 2**20:.2f} MB: {len(cut)} cut and told "
        f"({', '.join(cut)}), the others grow by at most {LARGEST_EXPONENT} but {steep or 'none'}"
    )
    assert not steep


SLOW = {
    "slow.html": "<ul>" + "<li>x" * 200_000,
    "slow.jsonl": json.dumps({"id": "slow", "text": "x\n" * 600_000}) + '\n{"id": "fine", "text": "Fine."}\n',
}


SLOWLY = [*product(SLOW, (1, 2))]
"""Each costs five seconds."""


@pytest.mark.parametrize(("name", "workers"), SLOWLY if FULL else SLOWLY[:1])
def test_what_takes_too_long_is_cut_and_told_and_the_run_goes_on(rounds, figure, tmp_path, name, workers):
    source = tmp_path / "source"
    source.mkdir()
    for number in range(20):
        (source / f"{number:02}.txt").write_text(f"Words of statement number {number}.\n")
    (source / name).write_text(SLOW[name])
    started = time.monotonic()
    command = [*ONRECORD, "index", source, "--index", tmp_path / "index", "--workers", str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    figure(f"12: {name} among 20 good files, {workers} workers: {time.monotonic() - started:.1f} s for all, told")
    assert done.returncode == 0, said
    assert "It was cut after 5 seconds of work" in said
    assert f"{21 if name == 'slow.jsonl' else 20} added" in said


def _fours(given: list) -> list[list]:
    return [given[at : at + 4] for at in range(0, len(given), 4)]
