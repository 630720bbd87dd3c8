"""Figures 3 and 4: what a loss of power may leave of some builds opens, and holds the last that said it was done."""

import random
import shutil
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from tests.conformance.comparing import LOCAL
from tests.faults.conftest import folder_in_memory
from tests.faults.recording import ROOT, Recorder
from tests.faults.replaying import Chance, Disk, disk_after
from tests.faults.states import Place, answer_of, completed, observed

BUILDS = 6
REBUILT = 3
SHARES = (0.0, 0.2, 0.5, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Recording:
    """What some builds did, one of them from nothing, and the index that they left."""

    engine: str
    steps: list[tuple]
    index: Path


@pytest.fixture(scope="module", params=LOCAL)
def recording(request, commands, traceable):
    with folder_in_memory() as folder:
        place = Place(folder, request.param).make()
        recorder = Recorder(place.folder)
        for state in range(BUILDS):
            place.bring_source_to(state)
            ended = place.build(commands, rebuild=state == REBUILT, watch=recorder)
            assert ended.done, ended
            recorder = ended.watch
        assert recorder.steps.count(("done",)) == BUILDS
        yield Recording(place.engine, recorder.steps, place.index)


def test_a_recording_laid_out_whole_is_the_index(recording, quick_folder):
    disk = disk_after(recording.steps).after_loss(Chance(1.0, torn=False, random=random.Random(0)))
    place = Place(quick_folder, recording.engine).make()
    disk.lay_out(place.folder)
    assert observed(place.index) == answer_of(BUILDS - 1)
    files = {path.relative_to(recording.index): path for path in recording.index.rglob("*") if path.is_file()}
    assert [name for name, path in files.items() if (place.index / name).read_bytes() != path.read_bytes()] == []


def test_after_a_loss_of_power_the_last_build_that_was_done_answers(recording, quick_folder, commands, rounds, figure):
    engine, steps = recording.engine, recording.steps
    wanted, chance, wrong, seen = rounds(10, 1_000), random.Random(engine), [], set()
    for at in cycle(chance.sample(range(1, len(steps) + 1), len(steps))):
        how = Chance(chance.choice(SHARES), torn=chance.random() < 0.5, random=chance)
        disk = disk_after(steps[:at]).after_loss(how)
        known = len(seen)
        seen.add(_digest(disk))
        if len(seen) > known:
            done = steps[:at].count(("done",))
            problems = _tried(disk, Place(quick_folder / "lost", engine), commands, done)
            wrong += [f"power lost after step {at} ({str(steps[at - 1])[:80]}), {how}: {each}" for each in problems]
        if len(seen) == wanted or len(wrong) > 20:
            break
    assert wrong == []
    figure(
        f"3: {engine}: {len(seen):,} different states after a loss of power, of {len(steps):,} steps: "
        "each opens, 0 builds lost that were done, each is completed by the next"
    )


def _digest(disk: Disk) -> int:
    return hash((repr(sorted(disk.names.items())), tuple(sorted(disk.data.items()))))


def _tried(disk: Disk, place: Place, commands, done: int) -> list[str]:
    """Lay out what is left, open it, and run the next build; return what is wrong."""
    shutil.rmtree(place.folder, ignore_errors=True)
    place.make()
    disk.lay_out(place.folder)
    possible = [answer_of(done - 1) if done else None] + [answer_of(done)] * (done < BUILDS)
    try:
        answer = observed(place.index)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return [f"it does not open: {error!r}"]
    if answer not in possible:
        return [f"{done} were done, but it answers {answer}"]
    state = min(done, BUILDS - 1)
    place.bring_source_to(state)
    return completed(place, commands, state)


def test_when_a_build_says_that_it_is_done_all_of_it_is_safe(recording, figure):
    files, disk, wrong = 0, Disk(), []
    for step in recording.steps:
        disk.take(step)
        if step == ("done",):
            found, unsafe = _unsafe(disk)
            files += found
            wrong += unsafe
    assert wrong == []
    figure(
        f"4: {recording.engine}: {BUILDS} builds: all {files:,} files and the names that lead to them were synced "
        "before “done” was said"
    )


def _unsafe(disk: Disk) -> tuple[int, list[str]]:
    """Return how many files the serving generation has, and what of it a loss of power could take."""
    index = disk.now(ROOT)["index"]
    generations = disk.now(index)["generations"]
    pointer = disk.now(index)["CURRENT"]
    generation = disk.now(generations)[disk.data[pointer].decode().strip()]
    files = [pointer, *disk.now(generation).values()]
    wrong = [
        f"file {file} has {len(disk.unsafe_data[file])} writes not synced" for file in files if disk.unsafe_data[file]
    ]
    for folder in (ROOT, index, generations, generation):
        added = [new for _, new, _ in disk.unsafe_names[folder] if new is not None and not new.endswith("-shm")]
        wrong += [f"the name {name} in folder {folder} is not synced" for name in added]
    return len(files), wrong
