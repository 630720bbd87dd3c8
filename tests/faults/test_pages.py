"""Figure 10: damaged pages crash nothing, hang nothing, and stop no run."""

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from indexer.intake import ReadFile
from indexer.isolation import Loss
from indexer.sources import discover
from indexer.workers import in_order
from tests.faults.conftest import FULL
from tests.faults.mutations import MEGABYTE, mutated
from tests.faults.reading import MEASURED, ONRECORD


def written(folder: Path, numbers: range) -> Iterator[ReadFile]:
    for number in numbers:
        path = folder / f"{number}.html"
        path.write_bytes(mutated(number))
        yield ReadFile(file=next(discover(path)))


def test_mutated_pages_crash_nothing_and_hang_nothing(rounds, figure, tmp_path):
    pages = rounds(200, 100_000)
    refused = size = peak = 0
    seconds = 0.0
    large: list[float] = []
    wrong = []
    for task, given in in_order(MEASURED, written(tmp_path, range(1, pages + 1)), workers=2, expected=pages):
        if isinstance(given.outcome, Loss) or given.outcome.lost:
            wrong.append((task.file.path, given.outcome))
            continue
        refused += bool(given.outcome.failures)
        size += task.file.size
        seconds += given.seconds
        peak = max(peak, given.peak)
        if task.file.size >= MEGABYTE:
            large.append(given.seconds * MEGABYTE / task.file.size)
        task.file.location.unlink()
    figure(
        f"10: {pages:,} mutated pages, {size / MEGABYTE:,.0f} MB: {len(wrong)} crashes and hangs, {refused:,} refused "
        f"with a reason; {seconds * MEGABYTE / size:.2f} s for each MB, {median(large):.2f} s in the middle one of "
        f"{len(large)} of a whole MB, {max(large):.2f} s in the slowest; {peak / MEGABYTE:,.0f} MB at most"
    )
    assert wrong == []
    assert not FULL or seconds * MEGABYTE / size <= 1
    assert peak <= 512 * MEGABYTE


def workers_of(pid: int) -> set[int]:
    """Return the processes that a process has started, and those that these have."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    children = {child for child, parent in parents.items() if parent == pid}
    # The first floor is the fork server and its tracker, which live on; the second are the workers.
    return {child for child, parent in parents.items() if parent in children}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_workers_that_are_killed_cost_no_page_unsaid(rounds, figure, tmp_path):
    pages, most = rounds(60, 2_000), rounds(4, 200)
    source = tmp_path / "source"
    source.mkdir()
    for number in range(pages):
        text = f"<title>Page {number}</title><article>" + "<p>Some words of a statement.</p>" * 200
        (source / f"{number:04}.html").write_text(text, encoding="utf-8")
    chance = random.Random(1)
    killed = 0
    with (tmp_path / "out").open("w") as out, (tmp_path / "err").open("w") as err:
        run = subprocess.Popen([*ONRECORD, "extract", "--json", "--workers", "2", source], stdout=out, stderr=err)
        while run.poll() is None and killed < most:
            if found := workers_of(run.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(chance.choice(sorted(found)), signal.SIGKILL)
                    killed += 1
            time.sleep(chance.uniform(0.05, 0.2))
        status = run.wait()
    read = [json.loads(line)["source"] for line in (tmp_path / "out").read_text().splitlines()]
    told = [line.partition(":")[0] for line in (tmp_path / "err").read_text().splitlines()]
    figure(f"10: {killed} workers killed while {pages:,} pages were read: {len(read):,} read, {len(told)} told, 0 lost")
    assert status == bool(told)
    assert killed >= 2
    assert sorted(read + told) == [f"{number:04}.html" for number in range(pages)]
