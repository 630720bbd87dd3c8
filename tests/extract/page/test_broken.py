"""Broken pages as they are found: no sentence of them is lost."""

import pytest

from indexer.extract.page.blocks import read_page
from indexer.extract.page.content import main_blocks
from indexer.extract.page.profile import load_profile
from tests.extract.reading import read_html

S = [f"This is sentence {number} of a page made for a test, and it is long enough to be one." for number in range(6)]

PAGES = [
    "<body><a name=top>{0}<br><br>{1}<br><br>{2}</body>",
    "<div><a name=top>{0}</a></div><p>{1}",
    "<body><a name=top><p>{0}<p>{1}<p>{2}",
    "<div>{0}<br><br>{1} <a href=x>link.<br><br>{2}</div>",
    "<div>{0}<br><br>{1} <a href=x>link</a.<br><br>{2}</div>",
    "<table><tr><td>{0}<br><br>{1}<br><br>{2}<br><br>{3}<br><br>{4}</td></tr><tr><td><p>{5}</table>",
    "<div><svg><p>{0}</p></div><p>{1}",
    "<div><math><p>{0}</p></div><p>{1}",
    "<svg><text>no<svg></svg><p>{0}",
    "<select><option>no</option><select><p>{0}",
]


@pytest.mark.parametrize("page", PAGES)
def test_no_sentence_is_lost(page):
    html = page.format(*S)
    wanted = [each for each in S if each in html]
    shown = " ".join(block.text for block in main_blocks(read_page(html, load_profile()), load_profile()))
    assert [each for each in wanted if each not in shown] == []
    assert "no" not in shown.replace("not", "").split()


def test_a_named_anchor_is_no_link():
    statement = read_html("<body><a name=top>" + "".join(f"<p>{each}" for each in S))
    assert {each.role.value for each in statement.paragraphs} == {"body"}
