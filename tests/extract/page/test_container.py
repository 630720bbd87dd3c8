"""Where the text stands inside its container, and what is told apart above and below it."""

import pytest

from indexer.extract.page.blocks import read_page
from indexer.extract.page.content import Place, main_blocks
from indexer.extract.page.profile import load_profile

PROSE = [
    f"This is sentence number {number} of the statement, and it is long enough to count as prose."
    for number in range(8)
]
TEXT = "".join(f"<p>{each}</p>" for each in PROSE)
TEASER = "<div class=card><h4><a href=x>Another page</a></h4><p>It is about something else, in forty letters.</p></div>"


def places(html: str) -> dict[str, Place]:
    return {block.text: block.place for block in main_blocks(read_page(html, load_profile()), load_profile())}


@pytest.mark.parametrize(
    "page",
    [
        "<main><div class=kicker>News</div><div class=x>{text}</div>{teaser}{teaser}</main>",
        "<article><header><p>News</p></header><section>{text}</section><section class=y>{teaser}</section></article>",
        "<main><p>News</p><div class=article-body>{text}</div><div>{teaser}{teaser}{teaser}</div></main>",
        "<body><table><tr><td width=20%>News<td>{text}<td>{teaser}{teaser}</table>",
        "<body><p>News</p><div id=article>{text}</div><div>{teaser}</div>",
    ],
)
def test_the_text_is_told_from_what_stands_around_it(page):
    found = places(page.format(text=TEXT, teaser=TEASER))
    assert {found[each] for each in PROSE} == {Place.TEXT}
    assert found.get("News", Place.HEAD) is Place.HEAD
    assert found.get("It is about something else, in forty letters.", Place.FOOT) is Place.FOOT


def test_parts_that_are_marked_up_alike_are_text_too():
    part = "<div class=paragraph>{}</div>"
    last = "The last part, which is long enough to count as prose."
    found = places(f"<main>{part.format(TEXT)}<div class=x>Between.</div>{part.format(last)}")
    assert found[last] is Place.TEXT
    assert found["Between."] is Place.FOOT


def test_a_text_of_one_paragraph_has_no_head_and_no_foot():
    found = places(f"<main><p>{PROSE[0] * 4}</p><p>Short.</p></main>")
    assert set(found.values()) == {Place.TEXT}


def test_an_article_inside_another_is_left_where_the_outer_one_has_a_text():
    inner = f"<article><p>{PROSE[-1]}</p></article>"
    found = places(f"<article>{''.join(f'<p>{each}</p>' for each in PROSE[:-1])}{inner}{inner}</article>")
    assert [*found] == PROSE[:-1]


def test_articles_inside_one_that_only_holds_them_are_kept():
    parts = "".join(f"<article><p>{each}</p></article>" for each in PROSE)
    assert [*places(f"<article><h1>All of them</h1>{parts}</article>")] == ["All of them", *PROSE]
