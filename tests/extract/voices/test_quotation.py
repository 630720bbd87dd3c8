"""What of each paragraph is quoted, where quotations run over paragraphs and marks are missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.voices.marks import mark_style
from indexer.extract.voices.quotation import LONGEST, Passage, Quoted, quotations

OPEN, GOES_ON = "unclosed", "goes on"


def quoted(texts: list[str], stops: tuple[int, ...] = (), language: str = "en") -> list[Quoted]:
    passages = [Passage(text, stops=number in stops) for number, text in enumerate(texts)]
    return quotations(passages, mark_style(texts, language))


def shown(text: str, each: Quoted) -> str:
    """Return the quoted words of a paragraph in brackets, and what is told of them."""
    words = "".join(f"[{text[start:end]}]" for start, end in each.spans)
    return " ".join(filter(None, [words, GOES_ON * each.goes_on, OPEN * each.unclosed]))


# Paragraphs with those that stop a quotation set in #, and what is quoted in each.
TABLE = {
    "one paragraph": (["“A,” he said. “B.”"], ["[“A,”][“B.”]"]),
    "nested": (["“A “b” c.”"], ["[“A “b” c.”]"]),
    "two paragraphs without a mark between": (["“A.", "B.”"], ["[“A.]", "[B.”] goes on"]),
    "a mark at the beginning of each": (["“A.", "“B.", "“C.”"], ["[“A.]", "[“B.] goes on", "[“C.”] goes on"]),
    "a closing mark at the beginning of each": (
        ["« A.", "» B.", "» C. »"],
        ["[« A.]", "[» B.] goes on", "[» C. »] goes on"],
    ),
    "nested at the beginning of a paragraph": (
        ["“A.", "“B “c” d.", "E.”"],
        ["[“A.]", "[“B “c” d.] goes on", "[E.”] goes on"],
    ),
    "words behind the end": (["“A.", "B,” he said. “C.”"], ["[“A.]", "[B,”][“C.”] goes on"]),
    "words before the beginning": (["He said: “A.", "B.”"], ["[“A.]", "[B.”] goes on"]),
    "the closing mark is missing": (["“A.", "B."], ["[“A.] unclosed", ""]),
    "the opening mark is missing": (["A.”", "B."], ["", ""]),
    "the closing mark is missing before another quotation": (["“A.", "C.", "“B.”"], ["[“A.] unclosed", "", "[“B.”]"]),
    "the closing mark is missing before words with a quotation": (["“A.", "He said “b”."], ["[“A.] unclosed", "[“b”]"]),
    "each paragraph lacks its end": (["“A.", "“B.", "“C."], ["[“A.] unclosed", "[“B.] unclosed", "[“C.] unclosed"]),
    "a heading between": (["“A.", "#Background#", "B.”"], ["[“A.] unclosed", "", ""]),
    "a quotation in a heading": (["#“A” b#", "“B.”"], ["[“A”]", "[“B.”]"]),
    "a quotation at the end of a heading stays in it": (["#“A#", "B.”"], ["[“A] unclosed", ""]),
    "empty paragraphs": (["", "“A.", "", "B.”", ""], ["", "[“A.]", "[] goes on", "[B.”] goes on", ""]),
    "straight": (['"A.', '"B.', '"C," he said.'], ['["A.]', '["B.] goes on', '["C,"] goes on']),
    "British": (["‘A.", "‘B.", "‘C,’ he said."], ["[‘A.]", "[‘B.] goes on", "[‘C,’] goes on"]),
    "nothing": ([], []),
}


@pytest.mark.parametrize("name", TABLE)
def test_quotations_run_over_paragraphs(name):
    given_texts, expected = TABLE[name]
    stops = tuple(number for number, text in enumerate(given_texts) if text.startswith("#"))
    texts = [text.strip("#") for text in given_texts]
    language = "fr" if "«" in "".join(texts) else "en"
    assert [shown(text, each) for text, each in zip(texts, quoted(texts, stops, language), strict=True)] == expected


@pytest.mark.parametrize(("between", "is_open"), [(LONGEST - 2, True), (LONGEST - 1, True), (LONGEST, False)])
def test_the_end_is_looked_for_so_far_and_no_further(between, is_open):
    found = quoted(["“A.", *["B."] * between, "C.”"])
    assert found[0].unclosed is not is_open
    assert found[-1].goes_on is is_open


PARAGRAPHS = st.lists(st.text("aB .,“”‘’'\"„«»", max_size=25), max_size=8)


@given(PARAGRAPHS, st.sets(st.integers(0, 7)), st.sampled_from(["en", "de", "fr", None]))
def test_spans_lie_in_their_paragraph_in_order(texts, stops, language):
    found = quoted(texts, tuple(stops), language)
    assert len(found) == len(texts)
    for text, each in zip(texts, found, strict=True):
        edges = [edge for span in each.spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= edge <= len(text) for edge in edges)


@given(PARAGRAPHS)
def test_what_goes_on_was_open_above_and_is_closed_below(texts):
    found = quoted(texts)
    for number, each in enumerate(found):
        if each.goes_on:
            above = found[number - 1]
            assert number > 0
            assert not above.unclosed
            assert above.spans[-1][1] == len(texts[number - 1])
            assert each.spans[0][0] == 0


@given(st.lists(st.text("aB .,", min_size=1, max_size=20), min_size=1, max_size=6), st.booleans())
def test_a_quotation_over_paragraphs_is_found_whole(texts, is_marked):
    marked = [f"“{text}" if is_marked or number == 0 else text for number, text in enumerate(texts)]
    marked[-1] += "x”"
    found = quoted(marked)
    assert [each.spans for each in found] == [((0, len(text)),) for text in marked]
    assert [each.goes_on for each in found] == [number > 0 for number in range(len(marked))]
