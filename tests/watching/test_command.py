"""The command `watch`, as a person and as cron calls it."""

import json
import os
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.calling import Caller
from tests.conftest import build_quietly, write_lines
from tests.made import statement
from tests.watching.receiving import receiving

FIRST = statement("a", "A pushback at the border.", published="2024-01-01", publisher="Liga", countries=("Spain",))
SECOND = statement("b", "One more pushback.", "And a third pushback.", published="2024-02-01")
QUIET = statement("c", "Nothing of the kind.", published="2023-01-01")


@pytest.fixture
def index(tmp_path):
    def build(*statements):
        build_quietly(write_lines(tmp_path / "made.jsonl", statements), tmp_path / "index")

    build(FIRST, QUIET)
    return build


@pytest.fixture
def watch(tmp_path, monkeypatch, index):
    run = Caller(tmp_path, monkeypatch)
    return lambda *arguments, **options: run("watch", *arguments, **options)


def test_what_is_new_is_printed_once(watch, index):
    first = watch("pushback")
    assert (first.exit_code, first.stdout.splitlines()[0]) == (0, "1 new passage for pushback")
    assert "A **pushback** at the border." in first.stdout
    assert "/s/a?p=1-" in first.stdout
    again = watch("pushback")
    assert (again.exit_code, again.stdout, again.stderr) == (1, "", "")
    index(FIRST, SECOND, QUIET)
    third = watch("pushback", "--json")
    assert third.exit_code == 0
    assert [each["paragraph"]["text"] for each in json.loads(third.stdout)["passages"]] == [
        "One more pushback.",
        "And a third pushback.",
    ]


def test_each_query_and_each_state_is_kept_apart(watch, tmp_path):
    assert watch("pushback").exit_code == 0
    assert watch("border").exit_code == 0
    assert watch("pushback", "--since", tmp_path / "own.json").exit_code == 0
    assert watch("pushback", "--since", tmp_path / "own.json").exit_code == 1
    assert len([*(tmp_path / "watch-state").glob("*.json")]) == 2


def test_a_watch_is_checked_when_it_is_saved_and_what_stands_in_the_file_stays(watch, tmp_path):
    file = tmp_path / "watches.toml"
    file.write_text("# ours\n[old]\nquery = 'border'\nnote = 'why'", encoding="utf-8")
    note = 'Quoted: "so", \\ and\ttabs'
    added = watch("--add", "returns", "--note", note, '"pushback" OR pushbakc country:Atlantis')
    assert added.exit_code == 0
    assert "Nowhere in the archive yet: pushbakc." in added.stderr
    assert "Nowhere in the archive yet: about Atlantis." in added.stderr
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ours\n[old]\n")
    assert tomllib.loads(text)["returns"] == {"query": '"pushback" OR pushbakc country:Atlantis', "note": note}
    checked = watch("--check")
    assert checked.exit_code == 1
    assert checked.stdout.splitlines()[0] == "old: makes sense."
    assert checked.stdout.splitlines()[1] == (
        "returns: Nowhere in the archive yet: pushbakc. Nowhere in the archive yet: about Atlantis."
    )
    assert watch("border", "--check").exit_code == 0


def test_a_query_that_lost_its_sense_says_so_on_every_run(watch, index):
    query = "pushback country:Spain OR gulls"
    # What was never there is waited for, in silence.
    assert (watch(query).exit_code, watch(query).stderr) == (0, "")
    index(SECOND, QUIET)
    for _ in range(2):
        told = watch(query)
        assert told.exit_code == 1
        assert "Once found, and now nowhere in the archive: about Spain." in told.stderr
        assert told.stderr.count("Note:") == 1
    assert "A quotation mark is not closed" in watch('"pushback').stderr


def test_all_watches_run_and_one_that_fails_stops_no_other(watch, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_WEBHOOK_SECRET", "made")
    with receiving(400) as receiver:
        (tmp_path / "watches.toml").write_text(
            f"[one]\nquery='pushback'\nnote='why'\nwebhook='{receiver.address}'\n[two]\nquery='border'\nnote='why'\n",
            encoding="utf-8",
        )
        told = watch("--all")
        assert told.exit_code == 2
        assert "two: 1 new passage for border" in told.stdout
        assert "it answered 400" in told.stderr
        assert watch("--named", "two").exit_code == 1
        # What was not taken was not told.
        assert watch("--all").exit_code == 0
    assert len(receiver.posted) == 2
    assert watch("--all").exit_code == 1


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("[a]\nquery='x'\n", "does not say why"),
        ("[a]\nnote='x'\n", "no query"),
        ("[a]\nquery=''\nnote='x'\n", "no words"),
        ("[a]\nquery='x'\nnote='x'\ncolour='red'\n", "colour"),
        ("[a]\nquery=5\nnote='x'\n", "5"),
        ("[a]\nquery='x'\nnote='x'\npublic='yes'\n", "true or false"),
        ("['../a']\nquery='x'\nnote='x'\n", "../a"),
        ("[A]\nquery='x'\nnote='x'\n", "“A”"),
        ("[a]\nquery='x'\nnote='x'\nwebhook='http://example.org'\n", "example.org"),
        ("[a]\nquery='x'\nnote='x'\nwebhook='https://example.org'\n", "ONRECORD_WEBHOOK_SECRET"),
        ("a = 5\n", "no watch"),
        ("[a\n", "not TOML"),
        (f"[a]\nquery='{'x' * 1001}'\nnote='x'\n", "1,001"),
    ],
)
def test_a_file_that_cannot_be_is_refused_by_what_is_wrong(watch, tmp_path, file, told):
    (tmp_path / "watches.toml").write_text(file, encoding="utf-8")
    result = watch("--all")
    assert (result.exit_code, told in result.stderr) == (2, True), result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Give one of"),
        (("pushback", "--all"), "Give one of"),
        (("--all", "--since", "state.json"), "--since"),
        (("--add", "a"), "--add NAME"),
        (("--add", "a", "pushback"), "why it exists"),
        (("--add", "B", "--note", "x", "pushback"), "“B”"),
        (("--named", "nobody"), "no file of watches"),
        (("()",), "no words"),
        (("pushback", "--index", "nowhere"), "no index"),
    ],
)
def test_a_call_that_is_wrong_is_never_taken_for_nothing_new(watch, arguments, told):
    result = watch(*arguments)
    assert (result.exit_code, told in result.output) == (2, True), result.output


@pytest.mark.parametrize(
    "state", ["", "{}", '{"format": 9}', "[1, 2]", '{"format":1,"query":"","parts":[],"recent":[],"told":{"a":[]}}']
)
def test_a_state_that_is_damaged_is_told_and_not_overwritten(watch, tmp_path, state):
    path = tmp_path / "state.json"
    path.write_text(state, encoding="utf-8")
    result = watch("pushback", "--since", path)
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr
    assert path.read_text(encoding="utf-8") == state


@pytest.mark.parametrize("state", ["/proc/nope.json", "/proc/version", "/sys/nope.json"])
def test_a_state_that_cannot_be_kept_is_refused_at_once_and_nothing_is_told(watch, monkeypatch, state):
    # No such file is a lock that another run may hold: nobody is to be waited for.
    monkeypatch.setattr("indexer.watching.state.LOCK_SECONDS", 2)
    result = watch("pushback", "--since", state)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: The state “{state}” cannot be kept there: ")
    assert "`--since FILE`" in result.stderr


@pytest.mark.parametrize("state", ["typo/deep/s.json", ""])
def test_no_folder_is_made_for_a_state_that_somebody_names(watch, tmp_path, state):
    result = watch("pushback", "--since", tmp_path / state if state else "")
    assert (result.exit_code, result.stdout) == (2, "")
    told = f"There is no folder “{tmp_path}/typo/deep” for the state “s.json”." if state else "has no name"
    assert told in result.stderr
    assert not (tmp_path / "typo").exists()
    # The folder of the setting is ours to make.
    assert watch("pushback").exit_code == 0


def command(*arguments):
    return [sys.executable, "-c", "from webapp.cli import main; main()", "watch", *arguments]


@pytest.fixture
def process(tmp_path, index):
    """Start the command as a process of its own."""
    environment = {**os.environ, "ONRECORD_WEBHOOK_SECRET": "made", "PYTHONPATH": str(Path(__file__).parents[2])}

    def start(*arguments, stdout=subprocess.PIPE, **settings):
        return subprocess.Popen(
            command(*arguments),
            cwd=tmp_path,
            env={**environment, **settings},
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


def ended(process):
    """Return what a process printed, and its exit status."""
    printed, _ = process.communicate(timeout=120)
    return printed, process.returncode


def test_killed_between_printing_and_saving_it_tells_again(tmp_path, process):
    with receiving() as receiver:
        (tmp_path / "watches.toml").write_text(
            f"[one]\nquery='pushback'\nnote='why'\nwebhook='{receiver.address}'\n", encoding="utf-8"
        )
        killed = process("--all")
        # The webhook is told after all was printed, and before it is remembered.
        receiver.on_post = lambda: os.kill(killed.pid, signal.SIGKILL)
        printed, status = ended(killed)
        assert (status, "1 new passage" in printed) == (-signal.SIGKILL, True)
        assert not [*(tmp_path / "watch-state").glob("*.json")]
        receiver.on_post = lambda: None
        assert ended(process("--all")) == (printed, 0)
        assert ended(process("--all")) == ("", 1)
    assert len({headers["Onrecord-Delivery"] for headers, _ in receiver.posted}) == 1


def test_what_cannot_be_printed_is_told_again(process):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        failed = process("pushback", stdout=full)
        _, told = failed.communicate(timeout=120)
    assert failed.returncode == 2
    assert told.startswith("Error: What is new cannot be printed")
    assert "Traceback" not in told
    printed, status = ended(process("pushback"))
    assert (status, "1 new passage" in printed) == (0, True)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_what_was_read_in_part_is_told_again(index, process, tmp_path, unbuffered):
    long = [statement(f"s{number}", f"A pushback. {'More of it. ' * 400}") for number in range(100)]
    index(*long)
    with process("pushback", "--json", PYTHONUNBUFFERED=unbuffered) as cut:
        cut.stdout.buffer.raw.read(1)
        cut.stdout.close()
        told = cut.stderr.read()
    assert (cut.returncode, "Nothing is remembered" in told, "Traceback" in told) == (2, True, False), told
    assert not [*tmp_path.glob("watch-state/*.json")]


def test_where_nothing_can_be_printed_no_later_watch_is_taken_as_told(process, tmp_path):
    (tmp_path / "watches.toml").write_text(
        "[one]\nquery='pushback'\nnote='why'\n[two]\nquery='border'\nnote='why'\n", encoding="utf-8"
    )
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        failed = process("--all", stdout=full)
        failed.communicate(timeout=120)
    assert failed.returncode == 2
    assert not [*tmp_path.glob("watch-state/*.json")]
