"""Quotations that were pasted from a printed page, whose lines broke words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import open_archive
from indexer.quoting import Kind, Verdict
from indexer.quoting.pasting import unbroken
from tests.conftest import build_quietly, write_lines
from tests.made import paragraph, statement

ENGLISH = "The detainees were re-sent letters on short-term leave, and nobody resent them. They said it was degrading."
SPANISH = "Los detenidos fueron devueltos a la frontera sin que ningún tribunal revisara las expulsiones."


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def printed(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    statements = [statement("letters", paragraph(1, ENGLISH)), statement("frontera", SPANISH, language="es")]
    build_quietly(write_lines(folder / "made.jsonl", statements), folder / "index", engine=request.param)
    return open_archive(folder / "index")


@pytest.mark.parametrize(
    ("quotation", "verdict", "kinds"),
    [
        ("The detain-\nees were re-sent letters on short-term leave", Verdict.VERBATIM, ()),
        ("The detain-\r\n   ees were re-sent letters on short-\nterm leave", Verdict.VERBATIM, ()),
        ("The detainees were re-\nsent letters on short-term leave", Verdict.VERBATIM, ()),
        ("and nobody re-\nsent them. They said it was degrad-\ning.", Verdict.VERBATIM, ()),
        ("Los detenidos fueron devueltos a la fron-\ntera sin que ningún tri‐\nbunal revisara", Verdict.VERBATIM, ()),
        ("The detain-ees were re-sent letters on short-term leave", Verdict.ALTERED, (Kind.CHANGED,)),
        ("The detain-\nees were never re-sent letters on short-term leave", Verdict.ALTERED, (Kind.ADDED,)),
    ],
)
def test_words_that_a_line_s_end_broke_are_whole(printed, quotation, verdict, kinds):
    (found,) = printed.check_quotes(quotation).quotations
    assert (found.verdict, found.text) == (verdict, quotation)
    assert set(kinds) <= set(found.kinds)
    assert bool(found.kinds) is (verdict is Verdict.ALTERED)


@given(st.text(st.sampled_from("abÉ-‐\n\r 1."), max_size=40), st.booleans())
def test_nothing_but_breaks_within_words_is_unseen_and_all_keeps_its_place(text, known):
    made = unbroken(text, lambda _: known)
    assert len(made) == len(text)
    assert all(one == other or (other == "\u00ad" and one in "-‐\n\r ") for one, other in zip(text, made, strict=True))
    assert known or made == text
