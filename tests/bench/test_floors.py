"""Floors: they hold or fall short, they rise, and nothing lowers them."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.errors import FloorsUnreadableError
from bench.floors import FLOORS_FILE, Floors, judge, raised, read_floors, verdict_table, write_floors
from bench.outcome import Figure, Outcome, Steadiness
from bench.tables import render

TOLERANCES = {Steadiness.STEADY: 0.01, Steadiness.SIZED: 0.05, Steadiness.TIMED: 0.4}


def floors(**values: float) -> Floors:
    return Floors(TOLERANCES, {"made": values})


def outcome(steadiness: Steadiness = Steadiness.STEADY, **values: float) -> Outcome:
    figures = tuple(Figure(name=name, value=value, steadiness=steadiness) for name, value in values.items())
    return Outcome(harness="made", tables=(), figures=figures)


@pytest.mark.parametrize(
    ("measured", "words", "broken"),
    [({"f": 0.5}, "holds", False), ({"f": 0.51}, "holds", False), ({"f": 0.4999}, "FALLS SHORT", True)],
)
def test_a_figure_against_its_floor(measured, words, broken):
    (verdict,) = judge(outcome(**measured), floors(f=0.5))
    assert (str(verdict), verdict.broken) == (words, broken)


def test_a_figure_that_is_no_longer_measured_breaks_its_floor():
    (verdict,) = judge(outcome(), floors(f=0.5))
    assert verdict.broken


def test_a_new_figure_has_no_floor_to_break():
    (verdict,) = judge(outcome(f=0.1), floors())
    assert (str(verdict), verdict.broken) == ("no floor yet", False)


def test_the_table_of_verdicts_names_the_figure_and_the_verdict():
    written = render(verdict_table("made", judge(outcome(f=0.4), floors(f=0.5))))
    assert written.splitlines()[-1].split() == ["f", "0.4000", "0.5000", "FALLS", "SHORT"]


@pytest.mark.parametrize(
    ("steadiness", "before", "measured", "after"),
    [
        (Steadiness.STEADY, 0.5, 0.6, 0.594),
        # passed, but by less than twice the tolerance
        (Steadiness.STEADY, 0.5, 0.505, 0.5),
        (Steadiness.STEADY, 0.5, 0.3, 0.5),
        (Steadiness.TIMED, 1.0, 4.9, 1.0),
        (Steadiness.TIMED, 1.0, 10.0, 6.0),
    ],
)
def test_what_is_passed_by_a_clear_margin_is_raised(steadiness, before, measured, after):
    risen = raised(floors(f=before), [outcome(steadiness, f=measured)])
    assert risen.harnesses["made"]["f"] == pytest.approx(after)


def test_a_new_figure_gets_a_floor_below_what_was_measured():
    assert raised(floors(old=0.2), [outcome(new=0.5)]).harnesses == {"made": {"old": 0.2, "new": 0.495}}


def test_the_floors_of_other_harnesses_stay():
    before = Floors(TOLERANCES, {"other": {"f": 0.9}})
    assert raised(before, [outcome(f=0.5)]).harnesses["other"] == {"f": 0.9}


@given(
    st.floats(0.0, 100.0, allow_nan=False),
    st.floats(0.0, 100.0, allow_nan=False),
    st.sampled_from(Steadiness),
)
def test_no_floor_is_ever_lowered_nor_set_where_it_breaks_at_once(before, measured, steadiness):
    run = outcome(steadiness, f=measured)
    after = raised(floors(f=before), [run]).harnesses["made"]["f"]
    assert after >= before
    assert after == before or after <= measured


def test_floors_are_read_as_they_were_written(tmp_path):
    path = tmp_path / "floors.toml"
    written = Floors(TOLERANCES, {"made": {"plain": 0.25, 'a "quoted": name\'s': 1.5}, "other": {"nDCG@10": 0.1}})
    write_floors(path, written)
    assert read_floors(path) == written


def test_raised_floors_are_not_raised_again_by_the_same_run():
    run = outcome(f=0.6)
    once = raised(floors(f=0.5), [run])
    assert raised(once, [run]) == once


@pytest.mark.parametrize(
    "text", [None, "not toml", "[made]\nf = 1\n", '[tolerance]\nsteady = "a"\nsized = 1\ntimed = 1\n']
)
def test_a_file_of_floors_that_cannot_be_used_is_named(tmp_path, text):
    path = tmp_path / "floors.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(FloorsUnreadableError, match=r"floors\.toml"):
        read_floors(path)


def test_the_floors_of_the_repository_are_readable_and_hold_something():
    shipped = read_floors(FLOORS_FILE)
    expected = {"relevance", "extraction", "promises", "speed", "load", "cluster", "parity", "quotes", "reuse"}
    assert set(shipped.harnesses) == expected
    assert all(floor > 0 for table in shipped.harnesses.values() for floor in table.values())
    assert set(tomllib.loads(FLOORS_FILE.read_text(encoding="utf-8"))["tolerance"]) == set(Steadiness)
