"""The gold table of the quote check: that what it says of each quotation is so, and that a wrong answer is counted."""

from dataclasses import replace

import pytest

from bench.quotations import cases, passages
from bench.quotes import Asked, Size, ask, shares
from indexer import open_archive
from indexer.analysis import Analyser
from indexer.quoting import Kind, Verdict
from tests.conftest import build_quietly, write_lines
from tests.made import paragraph, statement

WORDS = (
    "harbour boats gulls lantern keeper island night storm council members letters prison border winter people rights "
    "law court judge order children school water road market village doctor nurse hospital medicine bread price"
).split()


def sentence(number: int) -> str:
    """Return a sentence of eleven words, no three of which stand so in another."""
    chosen = [WORDS[(number * 7 + place * (number % 11 + 2)) % len(WORDS)] for place in range(9)]
    return f"The {' '.join(chosen)}, number{'abcdefghij'[number % 10]}{'klmnopqrst'[number // 10 % 10]}."


RECORDS = [
    {
        "id": f"made-{record:02}",
        "speaker": ("Ana Piquer", "Juan Lopez")[record % 2],
        "paragraphs": [" ".join(sentence(record * 9 + place * 3 + step) for step in range(3)) for place in range(3)],
    }
    for record in range(11)
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gold")
    made = [
        statement(
            record["id"],
            *[
                paragraph(number, text, speaker=record["speaker"])
                for number, text in enumerate(record["paragraphs"], 1)
            ],
        )
        for record in RECORDS
    ]
    build_quietly(write_lines(folder / "made.jsonl", made), folder / "index")
    return open_archive(folder / "index")


@pytest.fixture(scope="module")
def measured(archive):
    return ask(archive, RECORDS, Size(paragraphs=99, passages=12, invented=9))


def words(text: str) -> list[str]:
    return [token.exact for token in Analyser().tokens(text, "en")]


def said(quotation: str) -> bool:
    """Tell whether the words of a quotation stand in a row in some paragraph."""
    wanted = words(quotation)
    texts = [words(text) for record in RECORDS for text in record["paragraphs"]]
    return any(text[at : at + len(wanted)] == wanted for text in texts for at in range(len(text)))


def test_passages_are_drawn_the_same_each_time_and_stand_where_they_say():
    drawn = passages(RECORDS, 12)
    assert drawn == passages(RECORDS, 12)
    assert len({each.text for each in drawn}) == 12
    assert all(each.text in each.record["paragraphs"][each.paragraph] for each in drawn)


def test_each_case_is_what_it_is_called():
    for case in cases(RECORDS, 12, 9):
        alike = case.kind in (None, Kind.PUNCTUATION, Kind.LETTERS) and "ellipsis" not in case.group
        if case.group.startswith("invented"):
            assert not said(case.quotation), case
        elif "ellipsis" not in case.group and "bracket" not in case.group:
            assert said(case.quotation) is alike, case


def test_every_kind_of_alteration_is_among_the_cases():
    found = cases(RECORDS, 12, 9)
    assert {case.kind for case in found} == {None, *Kind}
    assert {case.verdict for case in found} == set(Verdict)


def test_a_small_archive_is_answered_rightly(measured):
    found = shares(measured)
    exactly = ("verbatim", "wrong speaker", "right speaker", "invented, never verbatim")
    assert {name: found[name] for name in exactly} == dict.fromkeys(exactly, 1.0)
    # Sentences of so few words share many: some are joined of others by chance.
    assert found["altered"] > 0.95


@pytest.mark.parametrize("name", ["verbatim", "altered", "wrong speaker", "invented"])
def test_a_wrong_answer_lowers_its_share(measured, name):
    def worse(each: Asked) -> Asked:
        turned = Verdict.NOT_FOUND if each.answer.verdict is Verdict.VERBATIM else Verdict.VERBATIM
        return replace(each, answer=replace(each.answer, verdict=turned)) if each.group == name else each

    assert shares(replace(measured, asked=[worse(each) for each in measured.asked]))[name] == 0.0


def test_an_alteration_that_is_found_elsewhere_or_called_another_is_not_right(measured):
    altered = next(each for each in measured.asked if each.group == "altered")
    assert altered.is_right
    assert not replace(altered, answer=replace(altered.answer, kinds=())).is_right
    assert not replace(altered, answer=replace(altered.answer, places=())).is_right


def test_an_invented_quotation_that_is_called_verbatim_is_counted(measured):
    asked = [
        replace(each, answer=replace(each.answer, verdict=Verdict.VERBATIM)) if each.group == "invented" else each
        for each in measured.asked
    ]
    assert shares(replace(measured, asked=asked))["invented, never verbatim"] == 0.0
