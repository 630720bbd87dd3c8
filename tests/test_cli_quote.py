"""The command `quote`: its answers, its exit statuses, and where it reads from."""

import json

import pytest

from tests.calling import Caller
from tests.extract.sample import LINES

BOTH = "Both rely on a lack of due process"


@pytest.fixture
def quote(tmp_path, monkeypatch, sample_archive):
    run = Caller(tmp_path, monkeypatch)
    return lambda *arguments, **options: run("quote", "--index", sample_archive, *arguments, **options)


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ([BOTH], 0, "Verbatim."),
        ([BOTH, "--speaker", "Ana Piquer"], 0, "Verbatim."),
        ([BOTH, "--speaker", "Nayib Bukele"], 1, "The words stand, but Ana Piquer said them, not Nayib Bukele."),
        (
            ["these expulsions are deportations, a legal process"],
            1,
            "these expulsions are [-not-] deportations, a legal",
        ),
        (
            ["In fact, even US Immigration and Customs Enforcement officials"],
            1,
            "In fact, even [-U.S.-]{+US+} Immigration and",
        ),
        ([LINES[10]], 1, "Altered: two sentences joined in another order."),
        (["The moon is made of green cheese."], 1, "Not found: "),
        (
            BOTH.split(),
            0,
            "paragraph 9, Ana Piquer, Americas director at Amnesty International",
        ),
    ],
)
def test_a_quotation_is_answered_and_told_by_the_exit_status(quote, arguments, status, told):
    answer = quote(*arguments)
    assert answer.exit_code == status
    assert told in " ".join(answer.stdout.split())
    assert "Searched: 1 statement with 12 paragraphs" in answer.stdout


def test_with_json_the_standard_output_is_json_alone(quote):
    answer = quote("--json", BOTH)
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    assert list(told) == ["verbatim", "quotations", "searched", "took_ms", "warnings"]
    assert (told["verbatim"], told["quotations"][0]["verdict"]) == (True, "verbatim")
    altered = quote("--json", f"{BOTH} and more")
    assert altered.exit_code == 1
    assert json.loads(altered.stdout)["verbatim"] is False


def test_a_file_and_the_standard_input_are_read(quote, tmp_path):
    article = f"\ufeff“{BOTH},” she said, and “these expulsions are deportations” too."
    (tmp_path / "article.txt").write_text(article, encoding="utf-8")
    for answer in (quote("--file", "article.txt"), quote("--file", "-", input=article)):
        assert answer.exit_code == 1
        assert answer.stdout.count("Verbatim.") == 1
        assert answer.stdout.count("\n2. “these expulsions are deportations”") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Give a TEXT, or --file FILE."),
        ([BOTH, "--file", "article.txt"], "Give a TEXT or --file FILE, not both."),
        (["--file", "nowhere.txt"], "There is no file “nowhere.txt”."),
        (["--file", "."], "“.” cannot be read"),
        (["--file", "latin.txt"], "“latin.txt” is not UTF-8."),
        ([" "], "There are no words to check."),
        (["word " * 1_001], "at most 1,000 are checked"),
    ],
)
def test_a_wrong_call_is_told(quote, tmp_path, arguments, told):
    (tmp_path / "latin.txt").write_bytes(b"\xe9t\xe9")
    answer = quote(*arguments)
    assert answer.exit_code == 2
    assert told in answer.stderr
    assert answer.stdout == ""
