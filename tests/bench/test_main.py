"""`python -m bench`: its messages, its tables and its exit statuses."""

from collections.abc import Iterator
from types import MappingProxyType

import pytest
from click.testing import CliRunner

import bench.__main__ as command
from bench.floors import Floors, read_floors, write_floors
from bench.outcome import Figure, Outcome, Steadiness
from bench.tables import Table

TOLERANCES = {Steadiness.STEADY: 0.01, Steadiness.SIZED: 0.05, Steadiness.TIMED: 0.4}


def made_harness(_data):
    """Measure nothing: a harness whose one figure is a half."""
    figure = Figure(name="share", value=0.5, steadiness=Steadiness.STEADY)
    return Outcome(
        harness="made", tables=(Table("Made table", ("engine", "share"), [("us", "0.5")]),), figures=(figure,)
    )


def made_timing(values: Iterator[float]):
    """Return a harness whose one figure is a ratio of times, another one each time."""

    def harness(_data):
        figure = Figure(name="share", value=next(values), steadiness=Steadiness.TIMED)
        return Outcome(harness="made", tables=(), figures=(figure,))

    return harness


@pytest.fixture
def call(monkeypatch, tmp_path):
    """Call the command with one made harness and a floor."""

    def with_floor(floor, *arguments, harness=made_harness):
        path = tmp_path / "floors.toml"
        write_floors(path, Floors(TOLERANCES, {"made": {"share": floor}}))
        monkeypatch.setattr(command, "FLOORS_FILE", path)
        monkeypatch.setattr(command, "HARNESSES", MappingProxyType({"made": harness}))
        result = CliRunner().invoke(command.main, [str(tmp_path), *arguments])
        return result, read_floors(path).harnesses["made"]["share"]

    return with_floor


def test_floors_that_hold(call):
    result, _ = call(0.4)
    assert result.exit_code == 0
    assert "Made table" in result.output
    assert "holds" in result.output


def test_a_broken_floor_ends_with_status_1(call):
    result, floor = call(0.6)
    assert result.exit_code == 1
    assert "FALLS SHORT" in result.output
    assert floor == 0.6


@pytest.mark.parametrize(
    ("measured", "status", "left"),
    [
        ([0.7, 9.0], 0, 1),  # it holds at once
        ([0.5, 0.7], 0, 0),
        ([0.5, 0.4], 1, 0),
    ],
)
def test_a_time_that_falls_short_is_measured_once_more(call, measured, status, left):
    values = iter(measured)
    result, _ = call(0.6, harness=made_timing(values))
    assert result.exit_code == status
    assert len(list(values)) == left


def test_what_is_no_time_is_not_measured_twice(call):
    result, _ = call(0.6)
    assert result.output.count("Made table") == 1


def test_floors_are_raised_only_when_asked(call):
    assert call(0.4)[1] == 0.4
    result, floor = call(0.4, "--write-floors")
    assert (result.exit_code, floor) == (0, 0.495)


def test_a_broken_floor_is_not_lowered_when_floors_are_written(call):
    result, floor = call(0.6, "--write-floors")
    assert (result.exit_code, floor) == (1, 0.6)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [([], "ONRECORD_BENCH_DATA"), (["no/such/folder"], "no/such/folder"), (["--only", "taste"], "taste")],
)
def test_a_wrong_call_ends_with_status_2(arguments, said, monkeypatch):
    monkeypatch.delenv(command.DATA_VARIABLE, raising=False)
    result = CliRunner().invoke(command.main, arguments)
    assert result.exit_code == 2
    assert said in result.output


def test_the_folder_can_be_named_in_the_environment(monkeypatch):
    result = CliRunner().invoke(command.main, [], env={command.DATA_VARIABLE: "no/such/folder"})
    assert result.exit_code == 2
    assert "no/such/folder" in result.output
