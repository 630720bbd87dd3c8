"""How much of each fault is done, and the figures that are told at the end."""

import os
from collections.abc import Callable

import pytest

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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the figures, above pytest's own summary."""
    told = config.stash.get(FIGURES, [])
    if told:
        terminalreporter.section("figures of faults")
        for line in told:
            terminalreporter.write_line(line)
