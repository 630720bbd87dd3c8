"""The command `history`: text for people, JSON and a table for programs, an exit status for scripts."""

import csv
import io
import json

import pytest

from tests.calling import Caller
from tests.conftest import build_quietly, write_lines
from tests.history.test_counts import MADE
from tests.made import statement

MANY = [statement(f"m{number:03}", "One of many.", published=f"{2000 + number % 20}") for number in range(250)]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("told")
    build_quietly(write_lines(folder / "made.jsonl", [*MADE, *MANY]), folder / "index")
    return folder / "index"


@pytest.fixture
def history(tmp_path, monkeypatch, index):
    run = Caller(tmp_path, monkeypatch)
    return lambda *arguments: run("history", "--index", index, *arguments)


def test_a_person_sees_first_last_years_and_variants(history):
    told = history("human rights defenders", "nothing of the kind", "--by", "year", "--by", "country")
    assert told.exit_code == 0
    lines = told.stdout.splitlines()
    assert lines[:2] == ['"human rights defenders"', "2 statements, 2 paragraphs; the archive has 255 and 256"]
    assert "first said  2019-03-01  Statement a" in lines
    assert "last said   2021        Statement b" in lines
    years = [line for line in lines if line.startswith("20")]
    # Of those between, also the one with nothing; both lines on one scale.
    bars = [(line.split()[0], line.count("█")) for line in years]
    assert bars == [("2019", 24), ("2020", 0), ("2021", 24), ("2020", 24)]
    assert any(line.startswith("Spain") and "100.0% of 1" in line for line in lines)
    assert "     1  defenders of human rights  2021" in lines
    assert '"nothing of the kind"' in lines


def test_json_is_alone_and_complete(history):
    told = json.loads(history("human rights defenders", "--by", "month", "--json").stdout)
    (line,) = told["lines"]
    assert [(each["value"], each["statements"]) for each in line["counts"]["month"] if each["statements"]] == [
        ("2019-03", 1)
    ]
    assert line["first"]["statement"]["id"] == "a"
    assert [each["statement"]["id"] for each in line["statements"]] == ["a", "b"]
    assert (told["archive"], line["undated"]) == ({"statements": 255, "paragraphs": 256}, 0)


def test_the_table_has_a_row_for_each_line_and_value(history):
    rows = list(csv.DictReader(io.StringIO(history("=human", "publisher:Liga", "--by", "publisher", "--csv").stdout)))
    assert [(row["line"], row["by"], row["value"], row["statements"], row["all_statements"]) for row in rows] == [
        ("'=human", "total", "", "4", "255"),
        ("'=human", "publisher", "Liga", "1", "1"),
        ("publisher:Liga", "total", "", "1", "255"),
        ("publisher:Liga", "publisher", "Liga", "1", "1"),
    ]


def test_every_statement_is_listed_in_order_however_many_there_are(history):
    told = json.loads(history("one of many", "--statements", "--no-variants", "--json").stdout)
    (line,) = told["lines"]
    dates = [each["statement"]["published"] for each in line["statements"]]
    assert len({each["statement"]["id"] for each in line["statements"]}) == len(dates) == 250
    assert dates == sorted(dates)
    shown = history("one of many", "--statements", "--no-variants").stdout
    assert sum(each["statement"]["id"] in shown for each in line["statements"]) == 250


def test_a_line_that_is_given_twice_is_told_once(history):
    told = json.loads(history("of many", " one of many ", "of many", "one of many", "One of many", "--json").stdout)
    assert [line["line"] for line in told["lines"]] == ["of many", " one of many ", "One of many"]
    # What is told once is counted once.
    assert history(*["of many"] * 7).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (("never said",), 1, "0 statements"),
        (("never said", "--json"), 1, '"statements": 0'),
        ((), 2, "Missing argument"),
        (("a", "--json", "--csv"), 2, "not both"),
        (("a", "--by", "colour"), 2, "colour"),
        ((*"abcdefg",), 2, "7 lines"),
        (("",), 2, "no words"),
    ],
)
def test_the_exit_status_tells_what_was_said_and_whether_the_call_was_right(history, arguments, status, told):
    result = history(*arguments)
    assert (result.exit_code, told in result.output) == (status, True), result.output
