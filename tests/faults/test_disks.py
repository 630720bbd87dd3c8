"""Figure 5: disks that are full or fail, at each call and at many sizes: nobody says "done" who is not."""

import errno
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.conformance.comparing import LOCAL
from tests.faults.conftest import unless
from tests.faults.states import Place, answer_of, completed, observed
from tests.faults.syscalls import Kind
from tests.faults.tracing import FailAt

PAGE = 4096
ROOMY = "64m"


@dataclass(frozen=True, slots=True)
class Fault:
    """A way in which calls fail: those of a kind, once, or from then on."""

    kind: Kind
    error: int
    stays: bool

    def __str__(self) -> str:
        return f"{errno.errorcode[self.error]} at a {self.kind}{', and from then on' * self.stays}"


FAULTS = (
    Fault(Kind.WRITE, errno.ENOSPC, stays=True),
    Fault(Kind.WRITE, errno.EIO, stays=False),
    Fault(Kind.SYNC, errno.EIO, stays=False),
    Fault(Kind.SYNC, errno.ENOSPC, stays=False),
    Fault(Kind.READ, errno.EIO, stays=False),
)


@pytest.mark.parametrize("engine", LOCAL)
def test_a_call_that_fails_makes_nobody_say_done_who_is_not(engine, quick_folder, commands, rounds, figure, traceable):
    base, failed, done, wrong = Place(quick_folder / "base", engine).make(), 0, 0, []
    for state in range(2):
        base.bring_source_to(state)
        for fault in FAULTS:
            for number in count(rounds(7, 1), rounds(97, 1)):
                place = base.copy_to(quick_folder / "failing")
                ended = place.build(commands, watch=_failing(place, fault, number))
                if ended.watch.hit is None:
                    assert ended.done, ended
                    break
                failed, done = failed + 1, done + ended.done
                problems = _problems(ended, place, state) + completed(place, commands, state)
                wrong += [f"state {state}, {fault} {number}, {ended.watch.hit}: {each}" for each in problems]
        base = place.copy_to(quick_folder / "base")
    assert wrong == []
    figure(
        f"5: {engine}: {failed:,} calls failed, {done:,} builds got over it: 0 false “done”, the old index served, "
        "each next build completed"
    )


def _failing(place: Place, fault: Fault, number: int) -> FailAt:
    within = (place.index, place.temporary, place.folder / "source")
    return FailAt(*within, kinds=(fault.kind,), number=number, error=fault.error, stays=fault.stays)


def _problems(ended, place: Place, state: int) -> list[str]:
    """Return what is wrong after a build of a state that met a fault."""
    wrong = []
    before, after = answer_of(state - 1) if state else None, answer_of(state)
    complete = ended.done and ", 0 failed." in ended.stdout
    told = ended.stderr.startswith("Error: ") and ended.stderr.count("\n") <= 2
    if ended.status not in (0, 1) or "Traceback" in ended.stderr:
        wrong.append(f"it ended with {ended.status}: {ended.stderr.splitlines()[-1:]}")
    elif ended.status == 1 and not (told or (not ended.stderr and " failed." in ended.stdout)):
        wrong.append(f"it failed and said: {ended.stdout}{ended.stderr}")
    try:
        answer = observed(place.index)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        return [*wrong, f"the index does not open: {error!r}"]
    if answer != after and (complete or (answer != before and not _is_between(answer, before, after, ended))):
        wrong.append(f"it ended with {ended.status}, {ended.stdout}{ended.stderr}, and left {answer}")
    return wrong


def _is_between(answer, before, after, ended) -> bool:
    """Tell whether all is of one of two states, where the build said that it could not read some files."""
    before, told = before or {}, " failed." in ended.stdout and ", 0 failed." not in ended.stdout
    return told and all(text in (before.get(name), after.get(name)) for name, text in (answer or {}).items())


@contextmanager
def disk_of(size: str, folder):
    """Mount a disk of a size in a folder."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], capture_output=True, check=False
    )
    unless(mounted.stderr.decode().strip() if mounted.returncode else None)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)
        folder.rmdir()


def _all(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.fixture(scope="module")
def mountable():
    unless(None if hasattr(os, "geteuid") and os.geteuid() == 0 else "only root may mount disks of chosen sizes")


@pytest.mark.parametrize("engine", LOCAL)
def test_a_disk_too_small_makes_nobody_say_done_who_is_not(engine, quick_folder, commands, rounds, figure, mountable):
    base, wrong, done, sizes = Place(quick_folder / "base", engine).make(), [], 0, rounds(4, 100)
    for state in (0, 1):
        base.bring_source_to(state)
        assert base.build(commands).done
    blocks = {status.st_ino: status.st_blocks for status in map(Path.stat, _all(base.index))}
    used = 512 * sum(blocks.values())
    base.bring_source_to(2)
    for number in range(sizes):
        size = used + number * PAGE * rounds(25, 1)
        place = Place(quick_folder / "small", engine).make()
        place.bring_source_to(2)
        with disk_of(str(size), place.index):
            subprocess.run(["cp", "-a", *base.index.iterdir(), place.index], check=True)
            ended = place.build(commands)
            done += ended.done
            problems = _problems(ended, place, 2)
            subprocess.run(["mount", "-o", f"remount,size={ROOMY}", place.index], check=True)
            problems += completed(place, commands, 2)
            wrong += [f"{size:,} bytes: {each}" for each in problems]
        shutil.rmtree(place.folder)
    assert wrong == []
    assert 0 < done < sizes, "some were too small, and some were not"
    figure(
        f"5: {engine}: {sizes} sizes of disk, {sizes - done} of them too small: 0 false “done”, the old index served, "
        "each next build completed"
    )
