"""Brackets that the archive has itself: whoever quotes them quotes their words, and may not put others in."""

import pytest

from indexer import open_archive
from indexer.quoting import Kind, Verdict
from tests.conftest import build_quietly, write_lines
from tests.made import statement

PARAGRAPH = (
    "The minister told the House about the lanterns [from the Example Debates of 1969] and said that he "
    "[Mr Exampleton] had seen none of them lit since."
)


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def bracketed(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bracketed")
    build_quietly(
        write_lines(folder / "made.jsonl", [statement("lanterns", PARAGRAPH)]), folder / "index", engine=request.param
    )
    return open_archive(folder / "index")


@pytest.mark.parametrize(
    ("quotation", "verdict", "kinds"),
    [
        (PARAGRAPH, Verdict.VERBATIM, ()),
        (PARAGRAPH.replace("[Mr Exampleton]", "[Mr Sampleton]"), Verdict.ALTERED, (Kind.CHANGED,)),
        (PARAGRAPH.replace("[Mr Exampleton]", "[his deputy]"), Verdict.ALTERED, (Kind.CHANGED,)),
        (PARAGRAPH.replace("[Mr Exampleton]", "[mr exampleton]"), Verdict.ALTERED, (Kind.LETTERS,)),
        (PARAGRAPH.replace("Debates of 1969", "Debates in 1969"), Verdict.ALTERED, (Kind.CHANGED,)),
        (PARAGRAPH.replace("[from the Example Debates of 1969] ", ""), Verdict.ALTERED, (Kind.LEFT_OUT,)),
        (PARAGRAPH.replace("[from the Example Debates of 1969]", "[…]"), Verdict.VERBATIM, ()),
        (PARAGRAPH.replace("told the House", "told [its members]"), Verdict.VERBATIM, ()),
        (PARAGRAPH.replace("that he [Mr Exampleton]", "that [the minister]"), Verdict.VERBATIM, ()),
    ],
)
def test_brackets_of_the_archive_s_own_are_quoted_like_all_else(bracketed, quotation, verdict, kinds):
    (found,) = bracketed.check_quotes(quotation).quotations
    assert (found.verdict, found.kinds) == (verdict, kinds)
