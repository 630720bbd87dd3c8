"""One process or several: no request fails while indexes and workers change, and no header gets round a limit."""

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import build_quietly, write_lines
from tests.made import statement
from tests.webapp.loading import ask_often, readers
from tests.webapp.serving import PATIENCE, ROOT, Served, environment, free_port, listens, serving

PATH = "/api/v1/search?q=lantern"
GUNICORN = [sys.executable, "-m", "gunicorn", "-c", "python:webapp.processes", "webapp.wsgi:app"]
READERS = 4

needs_memcached = pytest.mark.skipif(shutil.which("memcached") is None, reason="memcached is not installed")


def published(folder, number):
    """Publish an index whose one statement has been changed so many times."""
    made = statement("made-1", f"The lantern was lit {number} times.", title=f"Edition {number}", published="2024-11")
    build_quietly(write_lines(folder / "made.jsonl", [made]), folder / "index")


def edition(body):
    [hit] = json.loads(body)["hits"]
    return int(hit["statement"]["title"].removeprefix("Edition "))


@contextmanager
def gunicorn(folder, workers, **settings):
    """Run the site in several processes; what it logs is in `log` below the folder."""
    port = free_port()
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [*GUNICORN, "--workers", str(workers)],
            stderr=log,
            cwd=ROOT,
            env=environment()
            | {f"ONRECORD_{name.upper()}": value for name, value in settings.items()}
            | {"ONRECORD_INDEX": str(folder / "index"), "ONRECORD_PORT": str(port)},
        ) as process,
    ):
        served = Served(process, f"http://127.0.0.1:{port}", "")
        try:
            until = time.monotonic() + PATIENCE
            while len(children(process)) < workers or not listens(port):
                assert process.poll() is None, (folder / "log").read_text()
                assert time.monotonic() < until
                time.sleep(0.1)
            yield served
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def children(process):
    return set(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split())


def test_no_request_fails_while_new_indexes_are_published(tmp_path, rounds, figure):
    times = rounds(4, 50)
    published(tmp_path, 0)
    with serving(tmp_path / "index") as served:
        with readers(READERS, served.address, PATH, check=lambda body: edition(body) <= times) as asked:
            for number in range(1, times + 1):
                published(tmp_path, number)
                time.sleep(0.2)
        assert edition(served.get(PATH)[2]) == times
        assert served.stop() == (0, "")
    statuses, failures = summed(asked)
    figure(f"20: {times} indexes published under load: {statuses[200]:,} requests, {len(failures)} failed")
    assert failures == []
    assert statuses.keys() == {200}, statuses


def test_no_request_fails_while_gunicorn_reloads_its_workers(tmp_path, rounds, figure):
    times = rounds(1, 20)
    published(tmp_path, 0)
    with gunicorn(tmp_path, workers=2) as served:
        with readers(READERS, served.address, PATH, keeps=False, check=lambda body: edition(body) >= 0) as asked:
            for number in range(1, times + 1):
                answered = [each.statuses[200] for each in asked]
                wait_until(lambda a=answered: all(each.statuses[200] > old for each, old in zip(asked, a, strict=True)))
                before = children(served.process)
                published(tmp_path, number)
                served.process.send_signal(signal.SIGHUP)
                wait_until(lambda before=before: len(children(served.process) - before) == 2)
                wait_until(lambda before=before: not children(served.process) & before)
        assert edition(served.get(PATH)[2]) == times
        served.process.terminate()
        assert served.process.wait(timeout=PATIENCE) == 0
    statuses, failures = summed(asked)
    figure(f"20: {times} reloads of gunicorn's workers under load: {statuses[200]:,} requests, {len(failures)} failed")
    assert failures == []
    assert statuses.keys() == {200}, statuses
    assert "lantern" not in (tmp_path / "log").read_text()


def summed(asked):
    failures = [failure for each in asked for failure in each.failures]
    return sum((each.statuses for each in asked), Counter()), failures


def wait_until(holds):
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


@contextmanager
def memcached():
    port = free_port()
    with subprocess.Popen(["memcached", "-u", "nobody", "-l", "127.0.0.1", "-p", str(port), "-m", "16"]) as process:
        wait_until(lambda: listens(port))
        try:
            yield f"memcached://127.0.0.1:{port}"
        finally:
            process.terminate()


def forged(number):
    """What a client writes to seem another each time; the last is what the proxy before the site saw."""
    return {"X-Forwarded-For": f"198.51.{number // 256 % 256}.{number % 256}, 203.0.113.9"}


@needs_memcached
def test_the_limit_of_several_processes_holds_whatever_is_forged(tmp_path, rounds, figure):
    times, limit, workers = rounds(600, 10_000), rounds(100, 1_000), rounds(2, 4)
    published(tmp_path, 0)
    settings = {"rate_limit": f"{limit}/day", "proxy_hops": "1"}
    with memcached() as storage, gunicorn(tmp_path, workers, rate_limit_storage=storage, **settings) as served:
        statuses = ask_often(times, served.address, PATH, headers=forged)
    figure(
        f"20: {times:,} forged X-Forwarded-For at {workers} processes, limit {limit:,}: {statuses[200]:,} were answered"
    )
    assert statuses[200] + statuses[429] == times
    assert abs(statuses[200] - limit) <= 0.05 * limit


def test_the_limit_of_one_process_holds_whatever_is_forged(tmp_path, rounds, figure):
    times, limit = rounds(400, 10_000), rounds(100, 1_000)
    published(tmp_path, 0)
    with serving(tmp_path / "index", rate_limit=f"{limit}/day") as served:
        statuses = ask_often(times, served.address, PATH, headers=forged, source="127.0.0.2")
        assert served.stop() == (0, "")
    figure(f"20: {times:,} forged X-Forwarded-For at one process, limit {limit:,}: {statuses[200]:,} were answered")
    assert statuses == {200: limit, 429: times - limit}


def counted(served):
    text = served.get("/metrics")[2].decode()
    return int(re.search(r'^onrecord_requests_total\{.*route="/api/v1/search".*\} (\d+)\.0$', text, re.MULTILINE)[1])


def test_several_processes_count_their_figures_together(tmp_path, monkeypatch):
    published(tmp_path, 0)
    folder = tmp_path / "figures"
    folder.mkdir()
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(folder))
    with gunicorn(tmp_path, 2, metrics="on") as served:
        asked = 0
        while len({each.name.split("_")[-1] for each in folder.iterdir()}) < 2:
            # Which process answers is the system's choice: at last it is the other one.
            asked += ask_often(20, served.address, PATH, headers=lambda _: {}, keeps=False)[200]
            assert asked < 2_000
        # A request is counted when its last byte was sent: its reader may be faster.
        wait_until(lambda: counted(served) == asked)
        text = served.get("/metrics")[2].decode()
    assert "lantern" not in text
