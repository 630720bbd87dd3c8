"""Who speaks a block quote."""

import pytest

from indexer.extract.document import extract
from indexer.statement import Role
from tests.extract.roles.test_markup import LONG

PAGE = "<html lang=en><main><article><h1>A title</h1><p>{long}</p><blockquote><p>{quote}</p></blockquote><p>{long}</p>"


@pytest.mark.parametrize(
    ("quote", "speaker", "title"),
    [
        ("“We will not be silent,” said Maria Lopez, director of Demo Watch.", "Maria Lopez", "director of Demo Watch"),
        ("“We will not be silent,” she said.", None, None),
        ("We will not be silent.", None, None),
    ],
)
def test_a_block_quote_is_spoken_by_its_own_clause(quote: str, speaker: str | None, title: str | None) -> None:
    """A block quote may carry its own marks and its own clause; a pronoun in it means nobody."""
    page = PAGE.format(long=LONG, quote=quote)
    paragraphs = extract(page.encode(), path="page.html", kind="html").paragraphs
    (read,) = [each for each in paragraphs if each.role is Role.BLOCK_QUOTE]
    assert (read.speaker, read.speaker_title, read.quoted) == (speaker, title, True)
