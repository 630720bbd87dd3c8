"""Titles before a name end where the sentence before them does."""

import pytest

from tests.extract.reading import read_text

CASES = [
    (
        "They would raise average teacher pay. Republican schools superintendent Ana Example",
        "Republican schools superintendent",
    ),
    ("The hall was full of teachers. Director Ana Example", "Director"),
    ("Ask your teacher! State Secretary Ana Example", "State Secretary"),
]


@pytest.mark.parametrize(("before", "title"), CASES)
def test_a_title_does_not_begin_in_the_sentence_before(before, title):
    text = f"{before} told the teachers: “You were asking for what is yours, and you have got it.”"
    [paragraph] = read_text(f"The law was read in the capital yesterday, and there it was passed.\n{text}").paragraphs[
        1:
    ]
    assert (paragraph.speaker, paragraph.speaker_title) == ("Ana Example", title)
