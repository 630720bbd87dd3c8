"""The command `search`: what it tells of a query, and many queries at once."""

import json
import subprocess
import sys
from itertools import repeat

import pytest

from indexer import guide, open_archive, page_to_json
from tests.calling import Caller
from tests.conftest import build_quietly, write_lines
from tests.made import statement

MADE = [
    statement("one", "Deportation is near.", "Asylum is a right.", published="2020-05-01"),
    statement("two", *[f"The removal went on, day {number}." for number in range(5)]),
    statement("tres", "El asilo es un derecho.", language="es", published="2021-05-01"),
]
TOO_LONG = "x" * 1001


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("searched")
    build_quietly(write_lines(folder / "made.jsonl", MADE), folder / "index")
    return folder / "index"


@pytest.fixture
def run(tmp_path, monkeypatch):
    return Caller(tmp_path, monkeypatch)


@pytest.fixture
def search(run, index):
    def call(*arguments, **options):
        return run("search", "--index", index, *arguments, **options)

    return call


def test_the_help_tells_the_language_and_the_examples(run):
    told = " ".join(run("search", "--help").stdout.split())
    for section in guide.sections():
        assert f"{section.syntax} {section.means}" in told
    assert "onrecord search --queries queries.txt --json" in told


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("asylum lang:en", "Searched for asylum, in English statements"),
        ('"asylum', None),
        ("asylum", None),
        ("deportation", "Also looked for: deportation → "),
    ],
)
def test_how_a_query_was_read_is_told_where_that_says_more(search, query, line):
    told = [each for each in search(query).stdout.splitlines() if each.startswith(("Searched for", "Also looked"))]
    assert bool(told) is bool(line)
    assert not line or told[0].startswith(line)


def test_without_synonyms_words_are_looked_for_as_they_are_typed(search):
    assert search("deportation").stdout.startswith("2 statements")
    alone = search("--no-synonyms", "deportation")
    assert alone.stdout.startswith("1 statement, 1 paragraph for deportation\n\n1. ")
    assert json.loads(search("--no-synonyms", "--json", "deportation").stdout)["widened"] == []


def test_an_explanation_is_a_tree_under_its_paragraph(search):
    told = search("--explain", "asylum").stdout.splitlines()
    paragraph = next(place for place, line in enumerate(told) if "**Asylum** is a right." in line)
    whole, first = told[paragraph + 1 : paragraph + 3]
    assert whole.lstrip()[0].isdigit()
    assert whole.index(whole.strip()) == 6
    assert first.index(first.strip()) == 8
    assert any(line.startswith("all words: ") for line in told)
    assert "all words: " not in search("asylum").stdout
    best = json.loads(search("--explain", "--json", "asylum").stdout)["hits"][0]["paragraphs"][0]
    assert best["explanation"]["parts"]


@pytest.mark.parametrize(
    ("query", "status", "lines"),
    [
        ("zzzz", 1, ["Nothing was found.", "No paragraph of this archive has “zzzz”."]),
        (
            '"right asylum"',
            1,
            [
                "Nothing was found.",
                'No paragraph has these words in this order: "right asylum".',
                "  Try: right asylum (1 statement)",
            ],
        ),
        (
            "zzzz AND qqqq AND asylum",
            1,
            [
                "Nothing was found.",
                "No paragraph of this archive has “zzzz”.",
                "No paragraph of this archive has “qqqq”.",
                "  Try: asylum (1 statement)",
            ],
        ),
        ("zzzz asylum", 0, ["No paragraph of this archive has “zzzz”.", "  Try: asylum (1 statement)"]),
        (
            "asylm",
            1,
            ["Did you mean asylum?", "Nothing was found.", "No paragraph of this archive has “asylm”."],
        ),
        (
            "()",
            1,
            [
                "Note: The query has no words to search for.",
                "Nothing was found.",
                "Try fewer or other words; a quotation must stand word for word.",
            ],
        ),
        ("asylum", 0, []),
    ],
)
def test_why_nothing_was_found_and_what_to_ask_instead(search, query, status, lines):
    done = search("--", query)
    assert (done.exit_code, done.stderr.splitlines()) == (status, lines)
    assert search("--json", "--", query).stderr == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--queries", "q.txt", "asylum"], "not both"),
        ([], "--queries FILE"),
        (["--queries", "nowhere.txt"], "There is no file “nowhere.txt”."),
        (["--queries", "."], "“.” cannot be read: "),
        (["--queries", "q.txt", "--limit", "500"], "limit is 500."),
        (["--queries", "q.txt", "--facets", "colour"], "There is no facet “colour”."),
        (["--queries"], "requires an argument"),
    ],
)
def test_wrong_calls(search, tmp_path, arguments, told):
    (tmp_path / "q.txt").write_text("asylum\n", encoding="utf-8")
    done = search(*arguments)
    assert (done.exit_code, told in done.stderr) == (2, True), done.output


def test_the_help_tells_the_status_of_a_refused_query(search):
    assert "2, that the call was wrong, or that QUERY was refused" in " ".join(search("--help").stdout.split())
    assert search(TOO_LONG).exit_code == 2
    assert ask_all(search, queries=[TOO_LONG]).exit_code == 1


def test_a_page_beyond_all_sends_to_a_command_and_not_to_the_site(search):
    done = search("--page", "1001", "asylum")
    assert (done.exit_code, "onrecord export" in done.stderr, "site" in done.stderr) == (2, True, False)


def test_a_query_of_nothing_is_asked_like_any_other(search):
    assert json.loads(search("--json", "").stdout)["query"] == ""


@pytest.mark.parametrize("query", ["", "  "])
def test_a_person_who_asks_nothing_is_told_that_there_is_nothing_to_search_for(search, query):
    done = search(query)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Nothing to search for. ")


QUERIES = ["asylum", "", '"right asylum"', TOO_LONG, "foo:asilo", "\tasylum  right\r"]


def ask_all(search, *options, queries=QUERIES):
    return search("--queries", "-", *options, input="".join(f"{query}\n" for query in queries).encode())


def test_each_line_is_answered_by_a_line_of_json(search, index):
    done = ask_all(search, "--json")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [each["query"] for each in answers] == [*QUERIES[:-1], "\tasylum  right"]
    assert (done.exit_code, done.stderr) == (1, "")
    assert answers[3] == {
        "query": TOO_LONG,
        "error": {
            "code": "bad_parameter",
            "message": "The query has 1,001 characters; at most 1,000 are searched.",
            "hint": "Search for a shorter passage.",
        },
    }
    own = page_to_json(open_archive(index).search("asylum"))
    assert answers[0] | {"took_ms": 0} == own | {"took_ms": 0}


def test_without_json_each_line_is_counted(search):
    done = ask_all(search)
    assert [line.split("\t") for line in done.stdout.splitlines()] == [
        ["1", "1", "asylum"],
        ["0", "0", ""],
        ["0", "0", '"right asylum"'],
        ["-", "-", "x" * 100 + "…"],
        ["0", "0", "foo:asilo"],
        ["1", "1", "asylum right"],
    ]
    notes = done.stderr.splitlines()
    assert [each.split(": ")[:2] for each in notes] == [["Note", "line 2"], ["Error", "line 4"], ["Note", "line 5"]]


@pytest.mark.parametrize(
    ("queries", "status"),
    [
        (["asylum"], 0),
        (["zzzz", "asylum"], 0),
        (["zzzz"], 1),
        ([], 1),
        (["asylum", TOO_LONG], 1),
    ],
)
def test_the_status_of_many_queries(search, queries, status):
    assert ask_all(search, "--json", queries=queries).exit_code == status


@pytest.mark.parametrize(
    ("options", "query", "expected"),
    [
        (["--limit", "1"], "deportation", {"hits": 1, "statements": 2}),
        (["--no-synonyms"], "deportation", {"hits": 1, "statements": 1}),
        (["--group", "paragraph"], "removal", {"hits": 6, "statements": 2}),
        (["--page", "2"], "asylum", {}),
    ],
)
def test_options_hold_for_each_query(search, options, query, expected):
    for line in ask_all(search, "--json", *options, queries=[query, query]).stdout.splitlines():
        answer = json.loads(line)
        if expected:
            assert (len(answer["hits"]), answer["total"]["statements"]) == (expected["hits"], expected["statements"])
        else:
            assert answer["error"]["code"] == "not_found"


def test_the_order_and_the_facets_hold_for_each_query(search):
    done = ask_all(search, "--json", "--sort", "oldest", "--facets", "year", queries=["date:2020..2021"])
    answer = json.loads(done.stdout)
    assert [hit["statement"]["id"] for hit in answer["hits"]] == ["one", "tres"]
    assert list(answer["facets"]) == ["year"]


def test_a_mark_of_byte_order_and_a_last_line_without_end(search, tmp_path):
    (tmp_path / "q.txt").write_bytes("\ufeffasylum\r\nasilo".encode())
    answers = [json.loads(line) for line in search("--queries", "q.txt", "--json").stdout.splitlines()]
    assert [each["query"] for each in answers] == ["asylum", "asilo"]


def test_a_line_that_is_not_utf_8_is_told_in_its_place_and_stops_nothing(search, tmp_path):
    (tmp_path / "q.txt").write_bytes(b"asylum\nd\xe9tention\nasilo\n")
    done = search("--queries", "q.txt", "--json")
    first, bad, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.exit_code, first["query"], last["query"]) == (1, "asylum", "asilo")
    assert bad == {
        "query": "d\ufffdtention",
        "error": {
            "code": "bad_request",
            "message": "The query is not UTF-8.",
            "hint": "Save the file as UTF-8: `iconv -f windows-1252 -t utf-8`.",
        },
    }
    told = search("--queries", "q.txt")
    assert told.stdout.splitlines()[1] == "-\t-\td\ufffdtention"
    assert told.stderr.splitlines() == ["Error: line 2: The query is not UTF-8."]


def test_an_answer_comes_before_the_next_query_is_asked(index):
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "search", "--index", str(index)]
    with subprocess.Popen(
        [*command, "--queries", "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        for query in ("asylum", "zzzz", "asilo"):
            process.stdin.write(f"{query}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["query"] == query
        process.stdin.close()
        assert process.wait(30) == 0


def test_who_reads_no_further_ends_it_quietly(index):
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "search", "--index", str(index)]
    with subprocess.Popen(
        [*command, "--queries", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        process.stdin.writelines(repeat("asylum\n", 200))
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(30) == 1


def test_a_missing_index_is_told_before_any_query_is_read(run):
    done = run("search", "--queries", "nowhere.txt", "--index", "nowhere")
    assert (done.exit_code, "There is no index in “nowhere”" in done.stderr) == (1, True)


def test_one_statement_and_more_of_its_paragraphs(run, tmp_path):
    made = [statement(name, *[f"A lantern, {number}." for number in range(5)]) for name in ("one", "two")]
    build_quietly(write_lines(tmp_path / "made.jsonl", made), tmp_path / "index")
    here = ("--index", tmp_path / "index")
    page = json.loads(run("search", "lantern", "--statement", "two", "--paragraphs", "4", "--json", *here).stdout)
    assert [(each["statement"]["id"], len(each["paragraphs"]), each["matching"]) for each in page["hits"]] == [
        ("two", 4, 5)
    ]
    for option, value, told in (("--statement", "three", "three"), ("--paragraphs", "0", "1 to 100")):
        done = run("search", "lantern", option, value, *here)
        assert done.exit_code in (1, 2)
        assert told in done.stderr
