"""Every limit of what may be asked: kept at it, refused or told one beyond it, wherever it is asked."""

import pytest
from click.testing import CliRunner

from indexer import guide
from indexer.bounds import MAX_LIMIT, MAX_PARAGRAPHS, MAX_SHOWN, MAX_WINDOW
from indexer.clauses import MAX_EXPANSIONS
from indexer.query import MAX_CHARACTERS, MAX_CLAUSES, MAX_DEPTH, MIN_PREFIX, parse
from indexer.query.parser import MAX_PREFIXES
from indexer.settings import Settings
from tests.conftest import build_quietly, write_lines
from tests.made import statement
from webapp import create_app
from webapp.cli import onrecord


def _words(number):
    return " ".join(["lantern"] * number)


def _deep(number):
    return "(" * number + "lantern" + ")" * number


SIZES = {
    "characters": (lambda n: {"q": "x" * n}, MAX_CHARACTERS, "1,001 characters; at most 1,000 are searched."),
    "words": (lambda n: {"q": _words(n)}, MAX_CLAUSES, "65 words, phrases and dates; at most 64 are searched."),
    "dates": (
        lambda n: {"q": "lantern " + " OR ".join(["date:2024"] * (n - 1))},
        MAX_CLAUSES,
        "65 words, phrases and dates; at most 64 are searched.",
    ),
    "depth": (lambda n: {"q": _deep(n)}, MAX_DEPTH, "parentheses stand 21 deep; at most 20 are understood."),
    "limit": (lambda n: {"q": "lantern", "limit": n}, MAX_LIMIT, "limit is 101."),
    "paragraphs": (lambda n: {"q": "lantern", "paragraphs": n}, MAX_PARAGRAPHS, "paragraphs is 101."),
    "shown": (
        lambda n: {"q": "lantern", "limit": 20, "paragraphs": n // 20},
        MAX_SHOWN,
        "20 hits with 51 paragraphs each are 1,020; a page has at most 1,000.",
    ),
}
"""How to ask for so much of a thing, how much of it may be asked for, and what is said of a little more."""

STEPS = {"shown": 20}
"""By how much a thing can grow; one, if nothing is said."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("limits")
    statements = [statement(f"s{number}", f"A lantern, the number {number}.") for number in range(3)]
    # Together, the words of these begin the same way once more than a star may stand for.
    words = [f"pre{number:04}x" for number in range(MAX_EXPANSIONS + 1)]
    statements.append(statement("many", " ".join(words)))
    statements.append(statement("fewer", " ".join(f"sub{number:04}x" for number in range(MAX_EXPANSIONS))))
    build_quietly(write_lines(made / "made.jsonl", statements), made / "index")
    return made / "index"


@pytest.fixture(scope="module")
def client(folder):
    return create_app(Settings(index=str(folder))).test_client()


@pytest.mark.parametrize(("ask", "most", "told"), SIZES.values(), ids=SIZES)
def test_up_to_its_limit_a_size_is_answered_and_beyond_it_refused_by_name(client, request, ask, most, told):
    step = STEPS.get(request.node.callspec.id, 1)
    for size in (most - step, most):
        answer = client.get("/api/v1/search", query_string=ask(size))
        assert answer.status_code == 200, answer.get_json()
        assert not any("were left out" in each or "Only the first" in each for each in answer.get_json()["warnings"])
    refused = client.get("/api/v1/search", query_string=ask(most + step))
    error = refused.get_json()["error"]
    assert (refused.status_code, error["code"]) == (400, "bad_parameter")
    assert error["message"].endswith(told)
    assert error["hint"]


@pytest.mark.parametrize("path", ["/", "/feed.atom", "/api/v1/export", "/s/s1", "/embed", "/api/v1/search"])
@pytest.mark.parametrize("name", ["characters", "words", "depth"])
def test_what_is_refused_is_refused_wherever_a_query_is_asked(client, path, name):
    ask, most, told = SIZES[name]
    assert client.get(path, query_string=ask(most)).status_code == 200
    refused = client.get(path, query_string=ask(most + 1))
    assert refused.status_code == 400
    assert told in refused.get_data(as_text=True)


@pytest.mark.parametrize("name", ["words", "depth"])
def test_what_is_refused_is_refused_beside_filters(client, name):
    ask, most, told = SIZES[name]
    refused = client.get("/api/v1/search", query_string=ask(most + 1) | {"filters": "lang:en"})
    assert (refused.status_code, refused.get_json()["error"]["message"].endswith(told)) == (400, True)


@pytest.mark.parametrize("name", [*SIZES])
def test_the_command_refuses_with_two_and_the_same_words(folder, name):
    ask, most, told = SIZES[name]
    asked = ask(most + STEPS.get(name, 1))
    options = [text for key, value in asked.items() if key != "q" for text in (f"--{key}", str(value))]
    done = CliRunner().invoke(onrecord, ["search", "--index", str(folder), *options, "--json", "--", asked["q"]])
    assert done.exit_code == 2, done.output
    assert told in done.stderr


@pytest.mark.parametrize(
    ("page", "limit", "status"), [(999, 10, 404), (1000, 10, 404), (1001, 10, 400), (101, 100, 400)]
)
def test_pages_end_at_the_window(client, page, limit, status):
    assert MAX_WINDOW == 10_000
    refused = client.get("/api/v1/search", query_string={"q": "lantern", "page": page, "limit": limit})
    assert refused.status_code == status
    assert ("beyond the first 10,000 hits" in refused.get_json()["error"]["message"]) is (status == 400)


@pytest.mark.parametrize(
    ("text", "understood", "told"),
    [
        ("*" + "x" * MIN_PREFIX, "x" * MIN_PREFIX, "A * needs 3 letters or more before it"),
        ("la*", "la", "needs one word of 3 letters or more"),
        ("lan*", "lan*", ""),
        ("lant*", "lant*", ""),
        (" ".join(["lan*"] * MAX_PREFIXES), " ".join(["lan*"] * MAX_PREFIXES), ""),
        (
            " ".join(["lan*"] * (MAX_PREFIXES + 1)),
            " ".join(["lan*"] * MAX_PREFIXES) + " lan",
            "first 16 words with a *",
        ),
        ("/lan.*rn/", "lan rn", "regular expressions are not understood"),
        ("lit /[a-z]+/", "lit a-z", "regular expressions are not understood"),
        ("/usr/share/", "usr/share", ""),
    ],
)
def test_what_a_star_or_a_pattern_cannot_mean_is_searched_as_words_and_told(text, understood, told):
    parsed = parse(text)
    assert str(parsed.query) == understood
    assert [told in each for each in parsed.warnings] == [True] if told else not parsed.warnings


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("pre*", True),
        ("sub*", False),
        ("lantern NOT pre*", True),
        ("lantern NOT sub*", False),
        ("(sub* OR (lantern AND pre*))", True),
    ],
)
def test_that_a_star_stands_for_more_words_than_are_searched_is_told(client, query, told):
    warnings = client.get("/api/v1/search", query_string={"q": query}).get_json()["warnings"]
    assert any("More than 1,024 words begin with “pre”" in each for each in warnings) is told


def test_the_description_and_the_help_name_every_limit_that_refuses(client):
    described = client.get("/api/v1/openapi.json").get_data(as_text=True)
    shown = client.get("/help").get_data(as_text=True)
    for limit in guide.limits():
        assert f"{limit.most:,}" in shown
    for most in (MAX_CHARACTERS, MAX_CLAUSES, MAX_DEPTH, MAX_SHOWN, MAX_WINDOW, MAX_EXPANSIONS, MIN_PREFIX):
        assert f"{most:,}" in described


def test_parsing_never_refuses_what_searching_does():
    for text in (_words(MAX_CLAUSES + 1), _deep(MAX_DEPTH + 1), "x" * (MAX_CHARACTERS + 1), "(" * 900):
        assert parse(text).warnings


def test_parentheses_without_partners_stand_nowhere(client):
    answer = client.get("/api/v1/search", query_string={"q": "(" * 100 + "(lantern)"})
    assert (answer.status_code, answer.get_json()["understood"]) == (200, "lantern")


def test_a_long_text_without_spaces_says_how_much_of_it_was_searched(client):
    warnings = client.get("/api/v1/search", query_string={"q": "人权保障" * 40}).get_json()["warnings"]
    assert any("Only the first 64 pairs of characters" in each for each in warnings)
