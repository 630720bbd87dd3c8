"""Links to the words on the original page."""

from urllib.parse import unquote

import pytest

from tests.made import statement
from webapp.text_fragments import text_fragment

LONG = "The court said on Monday that nobody, of all who asked, had been heard before the order was made."


def fragment(number, *texts, address="https://example.org/a"):
    paragraphs = statement("one", *texts).paragraphs
    return text_fragment(address, paragraphs[number - 1], paragraphs)


@pytest.mark.parametrize(
    ("number", "texts", "directive"),
    [
        (1, ["A short one."], "A%20short%20one."),
        (1, ["Well-known, & short"], "Well%2Dknown%2C%20%26%20short"),
        (1, [LONG], "The%20court%20said%20on%20Monday%20that,heard%20before%20the%20order%20was%20made."),
        (3, [LONG, "In between stands this.", LONG], "In%20between%20stands%20this.-,The%20court"),
        (1, [LONG, "In between.", LONG], "The%20court"),
    ],
)
def test_a_paragraph_is_named_so_that_a_browser_finds_it(number, texts, directive):
    before, mark, after = fragment(number, *texts).partition("#:~:text=")
    assert (before, mark) == ("https://example.org/a", "#:~:text=")
    assert after.startswith(directive)


def test_a_fragment_of_the_address_gives_way():
    assert fragment(1, "Words.", address="https://example.org/a?b=c#d") == "https://example.org/a?b=c#:~:text=Words."


def test_what_is_named_is_what_stands_there():
    start, end = unquote(fragment(1, LONG).partition("text=")[2]).split(",")
    assert LONG.startswith(start)
    assert LONG.endswith(end)
