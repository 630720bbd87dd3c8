"""The command line, as a person or a script calls it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import indexer
from indexer import __all__ as public_names
from indexer.cli import onrecord
from indexer.engine import FACETS
from tests.calling import Caller
from tests.conftest import SEEDS, build_quietly, write_lines
from tests.made import statement

COMMANDS = {"index", "search", "show", "extract", "stats", "check", "export", "completion"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    return Caller(tmp_path, monkeypatch)


@pytest.fixture
def sample(sample_archive):
    return ["--index", sample_archive]


def the_id(run, sample):
    return json.loads(run("search", "refoulement", "--json", *sample).stdout)["hits"][0]["statement"]["id"]


def test_every_command_has_help_with_an_example(run):
    listed = run("--help").output
    for name in COMMANDS:
        assert re.search(rf"^  {name} ", listed, re.MULTILINE)
        shown = run(name, "--help").output
        assert "Example" in shown
        assert f"onrecord {name}" in shown.partition("Example")[2]
    assert set(onrecord.commands) >= COMMANDS


def test_index_reads_seeds_into_index_by_default(run, tmp_path):
    (tmp_path / "seeds").symlink_to(SEEDS)
    done = run("index", "--workers", 1)
    assert (done.exit_code, done.stderr) == (0, "")
    assert re.fullmatch(
        r"1 added, 0 updated, 0 removed, 0 unchanged, 0 failed\.\n"
        r"The archive holds 1 statement with 12 paragraphs \(whoosh, \d+\.\d seconds\)\.\n",
        done.stdout,
    )
    assert (tmp_path / "index" / "CURRENT").exists()


def test_failures_are_listed_with_reasons(run, tmp_path):
    source = tmp_path / "s"
    source.mkdir()
    (source / "a.txt").write_text("Asylum.", encoding="utf-8")
    for number in range(25):
        (source / f"b{number:02}.txt").write_bytes(b"\x00")
    done = run("index", "s", "--workers", 1)
    assert done.exit_code == 0
    assert "25 failed" in done.stdout
    assert "b00.txt: " in done.stdout
    assert "and 5 more." in done.stdout
    (source / "a.txt").unlink()
    assert run("index", "s", "--workers", 1, "--rebuild", "--index", "other").exit_code == 1


def test_the_failures_of_a_file_are_told_together_and_all_where_asked(run, tmp_path):
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.jsonl").write_bytes(b"\xff\n" * 30)
    (tmp_path / "s" / "b.txt").write_bytes(b"\x00")
    short, full = run("index", "s"), run("index", "s", "--verbose")
    assert short.stdout.count("not UTF-8") == 3
    assert "and 27 more lines of a.jsonl" in short.stdout
    assert "b.txt: " in short.stdout
    assert "--verbose" in short.stdout
    assert (full.stdout.count("not UTF-8"), "more" in full.stdout) == (30, False)
    assert "31 failed" in full.stdout


def test_what_is_passed_over_is_told_and_is_no_failure(run, tmp_path):
    source, outside = tmp_path / "s", tmp_path / "outside"
    source.mkdir()
    outside.mkdir()
    (outside / "x.txt").write_text("Outside.", encoding="utf-8")
    (source / "a.txt").write_text("Asylum.", encoding="utf-8")
    (source / "inside.txt").symlink_to("a.txt")
    (source / "out.txt").symlink_to(outside / "x.txt")
    (source / "folder").symlink_to(outside)
    (source / "gone.txt").symlink_to("nowhere.txt")
    (source / "gone.pdf").symlink_to("nowhere.pdf")
    (source / "self.txt").symlink_to("self.txt")
    os.mkfifo(source / "pipe.txt")
    done = run("index", "s", "--workers", 1)
    assert (done.exit_code, "2 added" in done.stdout, "0 failed." in done.stdout) == (0, True, True), done.output
    told = done.stdout.partition("5 passed over:\n")[2].splitlines()
    assert [" ".join(line.split()[:8]) for line in told[:-1]] == [
        "folder: It is a link that leads out",
        "gone.txt: It is a link to nothing.",
        "out.txt: It is a link that leads out",
        "pipe.txt: It is no regular file.",
        "self.txt: It is a link to nothing.",
    ]


def test_search_shows_the_paragraph_with_the_words_marked(run, sample):
    done = run("search", '"non-refoulement"', *sample)
    assert done.exit_code == 0
    assert "The principle of **non-refoulement**, a cornerstone" in " ".join(done.stdout.split())
    assert "\x1b" not in done.output


FAILING = [
    (["history", "refoulement", "--no-variants"], 2),
    (["quote", "Both rely on a lack of due process"], 2),
    (["reuse"], 2),
    (["watch", "refoulement"], 2),
    (["search", "refoulement"], 1),
]
"""Commands that print something, and their exit status where that fails."""


def run_into(output, arguments, folder, archive, errors=subprocess.PIPE):
    """Run a command of its own process, whose output goes somewhere."""
    return subprocess.run(
        [sys.executable, "-c", "from webapp.cli import main; main()", *arguments, "--index", archive],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=output,
        stderr=errors,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(("arguments", "status"), FAILING)
@pytest.mark.parametrize("errors_too", [False, True])
def test_a_pipe_that_nobody_reads_is_no_answer_and_no_traceback(
    tmp_path, sample_archive, arguments, status, errors_too
):
    reads, writes = os.pipe()
    os.close(reads)
    errors = subprocess.STDOUT if errors_too else subprocess.PIPE
    done = run_into(writes, arguments, tmp_path, sample_archive, errors)
    os.close(writes)
    told = done.stderr or ""
    assert (done.returncode, "Traceback" in told, "Exception" in told) == (status, False, False), told
    assert not [*tmp_path.glob("watch-state/*.json")]


@pytest.mark.parametrize(("arguments", "status"), FAILING)
def test_a_full_disk_is_told_without_a_traceback(tmp_path, sample_archive, arguments, status):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run_into(full, arguments, tmp_path, sample_archive)
    assert (done.returncode, len(done.stderr.splitlines())) == (status, 2), done.stderr
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize("command", ["history", "quote", "watch"])
def test_an_index_that_cannot_be_opened_is_not_told_as_never_said(run, command):
    failed = run(command, "refoulement", "--index", "nowhere")
    assert (failed.exit_code, "There is no index" in failed.stderr) == (2, True), failed.output


def test_colour_only_on_a_terminal_and_never_with_no_color(run, sample, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert "\x1b[" in run("search", "refoulement", *sample, color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("search", "refoulement", *sample, color=True).stdout


def test_search_as_json_is_json_alone(run, sample):
    done = run("search", "foo:refoulement", "--json", "--facets", "all", "--explain", *sample)
    page = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert page["total"]["statements"] == 0 or page["hits"]
    assert page["warnings"]
    assert set(page["facets"]) == set(FACETS)


def test_several_words_need_no_quotes_of_the_shell(run, sample):
    one, other = (
        json.loads(run("search", *words, "--json", *sample).stdout) for words in (["human", "rights"], ["human rights"])
    )
    assert one["hits"] == other["hits"]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["search", "zzzz"], 1, "Nothing was found"),
        (["search", "asylum", "--page", "9"], 1, "There is no page 9"),
        (["search", "x", "--limit", "many"], 2, "not a valid integer"),
        (["search", "x", "--limit", "500"], 2, "1 to 100"),
        (["search", "x" * 1001], 2, "1,001 characters"),
        (["search", "x", "--sort", "size"], 2, "relevance"),
        (["search", "x", "--facets", "colour"], 2, "no facet “colour”"),
        (["search"], 2, "QUERY"),
        (["show", "nope"], 1, "no statement “nope”"),
        (["nonsense"], 2, "No such command"),
        (["search", "x", "--nonsense"], 2, "No such option"),
    ],
)
def test_what_fails_says_why_and_exits_so(run, sample, arguments, status, told):
    done = run(*arguments, *(sample if arguments != ["nonsense"] else []))
    assert (done.exit_code, told in done.stderr) == (status, True), done.output


@pytest.mark.parametrize("command", [["search", "x"], ["show", "x"], ["stats"], ["check"], ["export"]])
def test_a_missing_index_names_the_next_command(run, command):
    done = run(*command, "--index", "nowhere")
    assert done.exit_code == 1
    assert "There is no index in “nowhere”" in done.stderr
    assert "onrecord index SOURCE --index nowhere" in done.stderr
    assert done.stdout == ""


def test_an_empty_index_names_the_next_command(run, tmp_path):
    (tmp_path / "empty").mkdir()
    run("index", "empty", "--index", "i")
    done = run("search", "x", "--index", "i")
    assert done.exit_code == 1
    assert "holds no statements yet" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["index", "nowhere"], "no file or folder"),
        (["index", ".", "--engine", "lucene"], "no engine “lucene”"),
        (["index", ".", "--workers", "-1"], "range"),
    ],
)
def test_wrong_calls_of_index(run, arguments, told):
    done = run(*arguments)
    assert (done.exit_code, told in done.stderr) == (2, True), done.output


def test_a_wrong_setting_is_told(run, monkeypatch):
    monkeypatch.setenv("ONRECORD_THREADS", "none")
    done = run("stats")
    assert done.exit_code == 2
    assert "ONRECORD_THREADS is 'none'" in done.stderr


def test_show_prints_the_statement(run, sample):
    identity = the_id(run, sample)
    shown = run("show", identity, *sample)
    assert shown.exit_code == 0
    assert "  20  caption\n      Header image of a handout" in shown.stdout
    assert "   9  Ana Piquer, Americas director at Amnesty International · also shown as a pull quote" in shown.stdout
    record = json.loads(run("show", identity, "--json", *sample).stdout)
    assert [each["number"] for each in record["paragraphs"]] == list(range(1, 21))


def test_extract_prints_what_a_file_becomes(run, tmp_path):
    file = next(SEEDS.glob("*.txt"))
    record = json.loads(run("extract", file, "--json").stdout)
    assert (record["source"], len(record["paragraphs"]), record["language"]) == (file.name, 20, "en")
    assert list(record) == [
        *("id", "title", "url", "published", "updated", "language", "publisher", "type"),
        *("index_number", "countries", "topics", "translations", "acronyms", "origins"),
        *("source", "paragraphs", "warnings"),
    ]
    assert "Salvadoran authorities" in run("extract", file).stdout


def test_extract_explains_itself(run, tmp_path):
    head = "<title>T</title><meta name=date content=2025-03-27>"
    page = head + "<main><p>Ana Example, director of the Example Trust, said:<p>“{}”"
    (tmp_path / "a.html").write_text(page.format("We will go on asking, again and again. " * 3), encoding="utf-8")
    told = run("extract", "--explain", tmp_path / "a.html").stdout
    for line in (
        "profile: generic",
        "title from: title element",
        "published from: meta date",
        "language from: guessed from the words",
        "   1  intro (names a speaker and ends with a colon)",
        "   2  body (prose) · Ana Example, director of the Example Trust (introduction)",
    ):
        assert line in told
    record = json.loads(run("extract", "--explain", "--json", tmp_path / "a.html").stdout)
    assert record["explanation"]["origins"]["published"] == "meta date"
    assert [each["number"] for each in record["explanation"]["rules"]] == [1, 2]
    assert "explanation" not in json.loads(run("extract", "--json", tmp_path / "a.html").stdout)


def test_a_given_profile_reads_the_files_again(run, tmp_path):
    page = "<title>T</title><main>{}<div class=wp-block-button>Press here to see it.</div></main>"
    text = "".join(
        f"<p>Sentence {number} of a statement made for a test, long enough to be prose.</p>" for number in range(4)
    )
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.html").write_text(page.format(text), encoding="utf-8")
    said = [
        run("index", "s", *option).stdout for option in ((), ("--profile", "wordpress"), ("--profile", "wordpress"))
    ]
    assert [line.partition("\n")[0][:40] for line in said] == [
        "1 added, 0 updated, 0 removed, 0 unchang",
        "0 added, 1 updated, 0 removed, 0 unchang",
        "0 added, 0 updated, 0 removed, 1 unchang",
    ]
    assert run("index", "s", "--profile", "nope").exit_code == 2


def test_extract_streams_a_folder_in_order_and_goes_on_after_a_failure(run, tmp_path):
    source = tmp_path / "s"
    source.mkdir()
    for name in ("b", "a", "c"):
        (source / f"{name}.txt").write_text(f"Asylum {name}.", encoding="utf-8")
    (source / "ab.txt").write_bytes(b"\x00")
    write_lines(source / "lines.jsonl", [statement("x", "y"), statement("z", "y")])
    done = run("extract", "s", "--json", "--workers", 1)
    assert [json.loads(line)["source"] for line in done.stdout.splitlines()] == [
        *("a.txt", "b.txt", "c.txt", "lines.jsonl", "lines.jsonl"),
    ]
    assert done.exit_code == 1
    assert "ab.txt" in done.stderr


def test_stats_and_check(run, sample):
    assert re.search(r"statements +1\nparagraphs +12\n", run("stats", *sample).stdout)
    record = json.loads(run("stats", "--json", *sample).stdout)
    assert (record["statements"], record["paragraphs"], record["index"]["engine"]) == (1, 12, "whoosh")
    done = run("check", *sample)
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "The index is sound: 1 statement, 12 paragraphs.")


def test_check_finds_damage(run, tmp_path):
    build_quietly(SEEDS, tmp_path / "index")
    (segment,) = tmp_path.glob("index/generations/*/*.seg")
    segment.write_bytes(segment.read_bytes()[:-1] + b"?")
    done = run("check")
    assert done.exit_code == 1
    assert "is damaged" in done.stderr
    assert "onrecord index SOURCE --rebuild --index index" in done.stderr


def test_export_gives_json_lines_that_index_reads(run, sample, tmp_path):
    to_stdout = run("export", *sample)
    assert run("export", "--output", "all.jsonl", *sample).exit_code == 0
    assert (tmp_path / "all.jsonl").read_text(encoding="utf-8") == to_stdout.stdout
    assert run("index", "all.jsonl", "--index", "again", "--workers", 1).exit_code == 0
    assert run("search", '"non-refoulement"', "--index", "again").exit_code == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run, shell):
    assert "_ONRECORD_COMPLETE" in run("completion", shell).stdout


def test_settings_from_the_environment_and_a_file(run, sample_archive, tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_INDEX", str(sample_archive))
    assert run("stats").exit_code == 0
    monkeypatch.delenv("ONRECORD_INDEX")
    (tmp_path / "onrecord.toml").write_text(f'index = "{sample_archive}"\n', encoding="utf-8")
    assert run("stats").exit_code == 0


def test_public_names_are_those_that_exist():
    assert sorted(public_names) == list(public_names)
    assert all(hasattr(indexer, name) for name in public_names)


def test_the_status_of_index_tells_of_this_run(run, tmp_path):
    write_lines(tmp_path / "good.jsonl", [statement("a", "asylum")])
    (tmp_path / "bad.txt").write_bytes(b"\x00")
    (tmp_path / "empty").mkdir()
    assert run("index", "good.jsonl").exit_code == 0
    assert run("index", "bad.txt").exit_code == 1
    done = run("index", "empty")
    assert (done.exit_code, "no file to read" in done.stderr) == (1, True)


def test_an_export_that_cannot_be_written_says_so(run, sample):
    done = run("export", "--output", "nowhere/x.jsonl", *sample)
    assert (done.exit_code, "“nowhere/x.jsonl” cannot be written" in done.stderr) == (2, True)
