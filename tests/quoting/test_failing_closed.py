"""Whatever is quoted, only what stands is called verbatim: held against texts that are read from end to end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer import open_archive
from indexer.analysis import Analyser
from indexer.quoting import Operation, Verdict
from indexer.quoting.rules import load_rules
from tests.conftest import build_quietly, write_lines
from tests.made import statement

WORDS = "no one may ever be sent back to where they fear for life and the law is clear".split()

ANALYSER = Analyser()


def archived(words: str, number: int) -> str:
    """Return a text of many words of few kinds, so that passages resemble each other."""
    return " ".join(words[(number * 7 + place * place * (number + 3)) % len(words)] for place in range(40))


TEXTS = [archived(WORDS, number) for number in range(12)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("closed")
    made = [statement(f"s{number:02}", *TEXTS[number : number + 3]) for number in range(0, 12, 3)]
    build_quietly(write_lines(folder / "made.jsonl", made), folder / "index")
    return open_archive(folder / "index")


def stands(quotation: str) -> bool:
    """Tell whether the words stand in a row: in a paragraph, or, where they are enough, over those of a statement."""
    words = [token.exact for token in ANALYSER.tokens(quotation, "en")]
    said = [[token.exact for token in ANALYSER.tokens(text, "en")] for text in TEXTS]
    if len(words) >= load_rules().altered.words:
        said = [[*one, *two, *three] for one, two, three in zip(said[::3], said[1::3], said[2::3], strict=True)]
    return any(text[at : at + len(words)] == words for text in said for at in range(len(text) - len(words) + 1))


@settings(max_examples=150, deadline=None)
@given(number=st.integers(0, 11), start=st.integers(0, 32), length=st.integers(1, 20))
def test_words_that_stand_in_a_row_are_verbatim(archive, number, start, length):
    quotation = " ".join(TEXTS[number].split()[start : start + length])
    (found,) = archive.check_quotes(quotation).quotations
    assert found.verdict is Verdict.VERBATIM


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, "harbour", "gulls"]), min_size=1, max_size=14))
def test_words_at_random_are_verbatim_only_if_they_stand(archive, words):
    quotation = " ".join(words)
    (found,) = archive.check_quotes(quotation).quotations
    assert (found.verdict is Verdict.VERBATIM) == stands(quotation)


@settings(max_examples=200, deadline=None)
@given(
    number=st.integers(0, 11),
    start=st.integers(0, 20),
    length=st.integers(6, 20),
    place=st.integers(0, 19),
    way=st.sampled_from(["drop", "put", "swap"]),
)
def test_one_word_that_is_changed_is_never_verbatim_and_is_told(archive, number, start, length, place, way):
    words = TEXTS[number].split()[start : start + length]
    at = 1 + place % (len(words) - 2)
    words[at : at + (way != "put")] = {"drop": [], "put": ["gulls"], "swap": ["gulls"]}[way]
    quotation = " ".join(words)
    (found,) = archive.check_quotes(quotation).quotations
    assert (found.verdict is Verdict.VERBATIM) == stands(quotation)
    if way != "drop":
        assert found.verdict in (Verdict.ALTERED, Verdict.NOT_FOUND)
        told = {
            word for each in found.differences if each.operation is not Operation.SAME for word in each.quoted.split()
        }
        assert found.share == 0.0 or "gulls" in told
