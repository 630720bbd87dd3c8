"""Figures 1 and 2: builds killed at random, and before each call that changes a file; nothing is lost or half seen."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path

import pytest

from indexer import open_archive
from tests.conformance.comparing import LOCAL
from tests.faults.forking import ROOT
from tests.faults.states import Place, answer_of, ask, completed, observed
from tests.faults.tracing import KillAt

KILLED = -signal.SIGKILL
LONGER, SHORTER = 1.05, 0.8
"""How the time within which a build is killed follows what came of the last: about one in six lives to its end."""

REBUILDS = 4
"""Each how many states one is built from nothing."""


class Reader(threading.Thread):
    """Asks an archive all the time; each answer must be that of one state, and of none that has been left behind."""

    def __init__(self, place):
        super().__init__(daemon=True)
        self._archive = open_archive(place.index)
        self._ended = threading.Event()
        self.oldest = self.newest = 0
        self.answers, self.wrong = 0, []

    def run(self):
        while not self._ended.is_set():
            oldest = self.oldest
            try:
                answer = ask(self._archive)
                if answer not in [answer_of(state) for state in range(oldest, self.newest + 1)]:
                    self.wrong.append(f"between {oldest} and {self.newest}: {answer}")
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                self.wrong.append(f"between {oldest} and {self.newest}: {error!r}")
            self.answers += 1
            time.sleep(0.002)

    def end(self):
        self._ended.set()
        self.join()
        self._archive.close()


def test_a_state_is_told_from_every_other_and_from_mixtures():
    answers = [answer_of(state) for state in range(20)]
    assert all(one != other for at, one in enumerate(answers) for other in answers[:at])
    mixed = answers[7] | {"1.txt": answers[8]["1.txt"], "3.txt": answers[8]["3.txt"]}
    assert mixed not in answers


@pytest.mark.parametrize("engine", LOCAL)
def test_builds_that_are_killed_at_random_lose_nothing_and_show_nothing_by_halves(
    engine, quick_folder, commands, rounds, figure
):
    chance, place, wanted = random.Random(engine), Place(quick_folder, engine).make(), rounds(5, 500)
    place.bring_source_to(0)
    first = place.build(commands)
    assert first.done, first
    reader, wrong, kills, late, spread = Reader(place), [], 0, 0, first.seconds
    reader.start()
    for state in count(1):
        reader.newest = state
        place.bring_source_to(state)
        rebuild = state % REBUILDS == 0
        ended = place.build(commands, rebuild=rebuild, kill_after=chance.uniform(0, spread))
        killed, seen = ended.status == KILLED, observed(place.index)
        kills += killed
        late += killed and seen == answer_of(state)
        spread *= LONGER if killed else SHORTER
        wrong += [] if killed or ended.done else [f"{state}: {ended}"]
        committed = [state] if ended.done else range(reader.oldest, state + 1)
        if seen not in [answer_of(each) for each in committed]:
            wrong.append(f"{state}: {ended} left {seen}")
        if chance.random() < 0.5:
            wrong += [f"{state}: {each}" for each in completed(place, commands, state)]
            reader.oldest = state
        else:
            reader.oldest = max(each for each in range(reader.oldest, state + 1) if answer_of(each) == seen)
        if kills >= wanted or wrong or reader.wrong:
            break
    wrong += completed(place, commands, state)
    reader.end()
    assert wrong + reader.wrong == []
    figure(
        f"1: {engine}: {kills:,} random kills of {state:,} builds, {late:,} once it was published: 0 lost, "
        f"0 half-visible, 0 left about; "
        f"{reader.answers:,} searches meanwhile, 0 errors"
    )


def taken_back(place, commands, state):
    """Let the next build find a source of the state before; return what is wrong."""
    place.bring_source_to(state)
    return [f"taken back: {each}" for each in completed(place, commands, state)]


@pytest.mark.parametrize("engine", LOCAL)
def test_a_build_that_is_killed_before_any_call_that_changes_a_file_is_completed_by_the_next(
    engine, quick_folder, commands, rounds, figure, traceable
):
    base, kills, wrong = Place(quick_folder / "base", engine).make(), 0, []
    for state in range(rounds(2, 5)):
        base.bring_source_to(state)
        rebuild = state == 3
        before = observed(base.index)
        for number in count(1, rounds(43, 1)):
            place = base.copy_to(quick_folder / "killed")
            ended = place.build(commands, rebuild=rebuild, watch=KillAt(place.folder, number))
            if ended.status != KILLED:
                assert (ended.done, ended.watch.hit) == (True, None)
                break
            kills += 1
            seen, after = observed(place.index), answer_of(state)
            problems = [] if seen in (before, after) else [f"it left {seen}"]
            if state:
                problems += taken_back(place.copy_to(quick_folder / "taken back"), commands, state - 1)
            problems += completed(place, commands, state)
            wrong += [f"state {state}, call {number}, {ended.watch.hit}: {each}" for each in problems]
        base = place.copy_to(quick_folder / "base")
    assert wrong == []
    figure(
        f"2: {engine}: killed before {kills:,} calls that change a file, of {state + 1} commits: "
        "0 lost, 0 half-visible, 0 left about"
    )


BUILDING = "from webapp.cli import main; main()"


def in_session(session):
    """Return the processes of a session that have not ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _, _, its_session = path.read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append(int(path.parent.name))
    return found


def soon(holds, seconds=60):
    """Wait until something holds, and tell whether it came to that."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells which processes there are")
def test_the_processes_that_read_for_a_build_end_when_it_is_killed(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    for number in range(64):
        (source / f"{number}.txt").write_text(f"Asylum is a right of {number}.\n\n" * 2_000, encoding="utf-8")
    arguments = ["index", source, "--index", tmp_path / "index", "--workers", "2"]
    build = subprocess.Popen([sys.executable, "-c", BUILDING, *arguments], cwd=ROOT, start_new_session=True)
    try:
        # The build, what starts its processes, what tidies up after them, and the two that read.
        assert soon(lambda: len(in_session(build.pid)) >= 5 or build.poll() is not None)
        assert build.poll() is None, "it was killed while others read for it"
        build.kill()
        build.wait()
        assert soon(lambda: in_session(build.pid) == [])
    finally:
        for process in in_session(build.pid):
            os.kill(process, signal.SIGKILL)
        build.wait()
