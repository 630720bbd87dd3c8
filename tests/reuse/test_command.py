"""The command `reuse`."""

import json

import pytest

from tests.calling import Caller
from tests.conftest import build_quietly, write_lines
from tests.made import statement

LINE = "The authorities must release every prisoner of conscience without delay"
MADE = [
    statement("one", f"{LINE}. Good.", published="2020-01-01", publisher="Us"),
    statement("two", f"{LINE}.", "This is all that it says besides what was said.", published="2021-01-01"),
    statement("three", LINE.replace("every", "each"), published="2022-01-01"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reused")
    build_quietly(write_lines(folder / "made.jsonl", MADE), folder / "index")
    return folder / "index"


@pytest.fixture
def reuse(tmp_path, monkeypatch, index):
    run = Caller(tmp_path, monkeypatch)
    return lambda *arguments: run("reuse", *arguments, "--index", index)


def test_what_recurs_is_told_to_a_person(reuse):
    told = reuse()
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "3 different sentences in 3 statements; 1 of them in more than one.",
        "",
        f"1. {LINE}",
        "   3 statements have it or a form of it, 2 of them this whole sentence; the last 2022-01-01",
        "   first said: 2020-01-01 · Statement one · one, paragraph 1",
        "   by year: 2020 (1), 2021 (1), 2022 (1)",
        "   by publisher: Us (1)",
        f"   also: “{LINE.replace('every', 'each')}” (1)",
    ]


def test_one_statement_is_told_to_a_person(reuse):
    assert reuse("two").stdout.splitlines() == [
        "Statement two",
        "2 sentences: 1 new, 1 said before word for word, 0 nearly so.",
        "",
        f"   1  {LINE}",
        "      said before word for word: 2020-01-01 · Statement one · one, paragraph 1",
        "      word for word in 1 other statement, whole or within a longer sentence",
    ]
    first = "      first said here; word for word in 1 other statement, whole or within a longer sentence"
    assert first in reuse("one").stdout.splitlines()
    assert "said before nearly so, 90% alike: 2020-01-01" in reuse("three").stdout


def test_a_sentence_out_of_a_quotation_keeps_its_marks_in_pairs(tmp_path, monkeypatch):
    said = f"{LINE},” said Maria Example, director at the Example"
    forms = [f"“Good. {said}.", f"“Good. {said.replace('every', 'each')}."]
    made = [statement(f"s{number}", text, published=f"202{number}-01-01") for number, text in enumerate(forms)]
    build_quietly(write_lines(tmp_path / "made.jsonl", made), tmp_path / "index")
    run = Caller(tmp_path, monkeypatch)
    told = run("reuse").stdout.splitlines()
    assert f"1. “{said}" in told
    assert f"   also: “{said.replace('every', 'each')} (1)" in told
    shown = run("reuse", "s1").stdout.splitlines()
    assert f"   1  “{said.replace('every', 'each')}" in shown
    assert f"      “{said}" in shown


def test_json_is_alone_and_has_the_names_of_the_library(reuse):
    told = json.loads(reuse("--json").stdout)
    assert (told["recurring"], told["found"][0]["first"]["statement"]["id"]) == (1, "one")
    told = json.loads(reuse("two", "--json").stdout)
    assert [each["kind"] for each in told["sentences"]] == ["exact", "new"]


def test_a_state_is_kept(reuse, tmp_path):
    assert json.loads(reuse("--state", "kept", "--json").stdout)["read"] == 3
    assert json.loads(reuse("--state", "kept", "--json").stdout)["read"] == 0


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["nobody"], 1, "There is no statement “nobody”"),
        (["two", "--state", "kept"], 2, "leave out STATEMENT"),
        (["--state", "nowhere/kept"], 2, "cannot be used"),
        (["--limit", "0"], 2, "0 is not in the range"),
    ],
)
def test_a_wrong_call_is_told(reuse, arguments, status, told):
    result = reuse(*arguments)
    assert (result.exit_code, told in result.stderr) == (status, True)


@pytest.mark.parametrize("arguments", [[], ["one"]])
def test_an_index_that_cannot_be_opened_is_not_told_as_nothing_recurring(tmp_path, monkeypatch, arguments):
    failed = Caller(tmp_path, monkeypatch)("reuse", *arguments, "--index", "nowhere")
    assert (failed.exit_code, "There is no index" in failed.stderr) == (2, True)


def test_an_archive_in_which_nothing_recurs_says_so(tmp_path, monkeypatch):
    build_quietly(write_lines(tmp_path / "made.jsonl", MADE[:1]), tmp_path / "index")
    assert Caller(tmp_path, monkeypatch)("reuse").exit_code == 1
