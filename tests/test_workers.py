"""Processes that do tasks: what dies, hangs, swells or raises costs its own task, and the others come out in order."""

import os
import signal
import time
from itertools import islice
from pathlib import Path

import pytest

from indexer.isolation import Limits, Loss
from indexer.workers import Job, in_order

LIMITS = Limits(seconds=0.5, memory=64 * 2**20)


def spin(_: str) -> str:
    while True:
        pass


def fail(message: str) -> str:
    raise ValueError(message)


def die_once(marker: str) -> str:
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


DEEDS = {
    "die": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "exit": lambda _: os._exit(0),
    "spin": spin,
    "sleep": lambda _: time.sleep(3600),
    "swell": lambda _: str(len(bytearray(2**30))),
    "answer": lambda size: "x" * int(size),
    "raise": fail,
    "once": die_once,
    "pid": lambda _: str(os.getpid()),
}


def do(task: str) -> str:
    """Do what a task is called; others are their own outcome."""
    name, _, rest = task.partition(" ")
    return DEEDS[name](rest) if name in DEEDS else task


def job(**changes: object) -> Job[str, str]:
    return Job(**{"work": do, "lost": lambda task, loss: loss.value, "limits": lambda _: LIMITS, **changes})


def outcomes(tasks: list[str], *, workers: int = 2, **changes: object) -> list[str]:
    return [outcome for _, outcome in in_order(job(**changes), tasks, workers=workers, expected=100)]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("hostile", "loss"),
    [
        ("die", Loss.DIED),
        ("exit", Loss.DIED),
        ("spin", Loss.TIME),
        ("swell", Loss.MEMORY),
        ("answer 200000000", Loss.MEMORY),
    ],
)
def test_a_hostile_task_is_lost_alone_for_its_reason(workers, hostile, loss):
    tasks = [*(f"a{number}" for number in range(9)), hostile, *(f"b{number}" for number in range(9))]
    done = outcomes(tasks, workers=workers, risky=lambda _: True)
    assert done == [*tasks[:9], loss.value, *tasks[10:]]


def test_what_waits_for_ever_without_working_is_ended_by_the_clock():
    assert outcomes(["a", "sleep", "b"], limits=lambda _: Limits(0.1, 2**30)) == ["a", "time", "b"]


def test_many_hostile_tasks_in_a_row_end():
    assert outcomes(["die", "swell", "exit"] * 8) == ["died", "memory", "died"] * 8


def test_a_task_whose_process_was_killed_by_somebody_is_done_again(tmp_path):
    assert outcomes([f"once {tmp_path / 'marker'}"]) == ["done"]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_work_raises_is_raised_with_the_place(workers):
    with pytest.raises(ValueError, match="wrong") as caught:
        outcomes(["a", "raise wrong"], workers=workers, risky=lambda _: True)
    assert "in fail" in caught.value.__notes__[0]


def test_few_tasks_are_done_in_this_process_but_for_the_risky():
    def risky(task: str) -> bool:
        return task == "pid risky"

    here = str(os.getpid())
    done = [each for _, each in in_order(job(risky=risky), ["pid", "pid risky", "pid"], workers=8, expected=3)]
    assert (done[0], done[2]) == (here, here)
    assert done[1] != here


def test_without_limits_a_task_takes_what_it_needs():
    assert outcomes(["swell"], limits=lambda _: None) == [str(2**30)]


def test_limits_end_with_their_task():
    first, second = outcomes(["a", "swell"], workers=1, risky=lambda _: True, limits={"a": LIMITS}.get)
    assert (first, second) == ("a", str(2**30))


def test_leaving_early_ends_the_processes():
    pids = [each for _, each in islice(in_order(job(), ["pid"] * 40, workers=2, expected=40), 12)]
    working = in_order(job(limits=lambda _: None), ["pid", *["sleep"] * 40], workers=2, expected=40)
    pids.append(next(working)[1])
    started = time.monotonic()
    working.close()
    assert time.monotonic() - started < 5
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
