"""How much of each fault is done, and the figures that are told at the end."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults import tracing
from tests.faults.forking import Commands

FULL = os.environ.get("ONRECORD_FAULTS") == "full"
FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def rounds() -> Callable[[int, int], int]:
    """Choose between how often a fault is done for `make test` and for `make faults`."""
    return lambda short, full: full if FULL else short


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tell a figure, such as `1: 1,000 kills, 0 lost`, at the end of the run."""
    return request.config.stash.setdefault(FIGURES, []).append


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    """Run commands in forks of a warm process."""
    unless(None if tracing.ON_LINUX else "processes are watched by what Linux alone has")
    running = Commands()
    yield running
    running.close()


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Make a folder in memory, where there is such a place, for what does not ask how long a disk takes."""
    with TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:  # noqa: S108
        yield Path(folder)


@pytest.fixture
def quick_folder() -> Iterator[Path]:
    """Make a folder in memory for a test."""
    with folder_in_memory() as folder:
        yield folder


@pytest.fixture(scope="session")
def traceable() -> None:
    """Skip where no process can be traced; where nothing may be skipped, fail."""
    unless(tracing.possible())


def unless(reason: str | None) -> None:
    """Skip a test for a reason, if there is one; in CI, where nothing is skipped, fail."""
    if reason is not None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures, above pytest's own summary."""
    told = list(config.stash.get(FIGURES, ()))
    if told:
        config.stash[FIGURES].clear()  # the faults of clusters share this, and it is called for both
        terminalreporter.section("figures of faults")
        for line in told:
            terminalreporter.write_line(line)
