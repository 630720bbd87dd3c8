"""The page that explains the query language says what its table says."""

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string

from indexer import guide
from tests.webapp.conftest import ATTACK, page
from webapp.home_view import SECTIONS
from webapp.inline import Piece, pieces


@pytest.fixture(scope="module")
def shown(shelf) -> BeautifulSoup:
    return page(shelf, "/help")


def text_of(node):
    return " ".join(node.get_text().split())


def test_every_section_is_there_with_an_anchor_that_the_contents_lead_to(shown):
    names = [each["href"].removeprefix("#") for each in shown.select(".contents a")]
    assert names == [*(section.name for section in guide.sections()), "limits", "following"]
    headings = [shown.select_one(f"h2#{name}").get_text() for name in names]
    assert headings == [each.get_text() for each in shown.select(".contents a")]
    assert [each["id"] for each in shown.select("h2")] == names


@pytest.mark.parametrize("section", guide.sections(), ids=lambda section: section.name)
def test_a_section_says_all_of_its_table(shown, section):
    part = shown.select_one(f"section[aria-labelledby={section.name}]")
    assert part.select_one(".means").get_text() == f"{section.syntax} {section.means}"
    told = part.get_text()
    for paragraph in section.paragraphs:
        assert paragraph.replace("`", "").replace("*", "")[:40] in told.replace("*", "")
    for example, row in zip(section.examples, part.select(".cases li"), strict=True):
        assert row.select_one("a").get_text() == example.query
        assert row.select_one("q").get_text() == example.text
        assert [each.get_text() for each in row.select("mark")] == [example.text[a:b] for a, b in example.marked]
        assert ("does not find" in row.get_text()) is not example.found
        assert all(fact in row.get_text() for fact in (*example.facts, example.why, example.before))


def test_every_example_is_a_search(shelf, shown):
    links = shown.select(".means a, .cases a")
    assert len(links) > len(guide.sections())
    for link in links:
        assert page(shelf, link["href"]).select_one("input[name=q]")["value"] == link.get_text()


def test_the_limits_are_those_that_hold(shown):
    rows = [tuple(text_of(cell) for cell in row.select("th, td")) for row in shown.select(".limits tbody tr")]
    assert rows == [(each.what, f"{each.most:,}", each.beyond) for each in guide.limits()]
    assert guide.BEYOND_LIMITS in shown.get_text()


def test_the_first_page_shows_the_parts_one_should_have_seen(shelf):
    rows = page(shelf, "/").select(".syntax > div")
    shown = {section.name: section for section in guide.sections()}
    assert [(row.dt.get_text(), row.dd.get_text()) for row in rows] == [
        (shown[name].syntax, shown[name].means) for name in SECTIONS
    ]
    for row, name in zip(rows, SECTIONS, strict=True):
        assert row.select_one("a")["href"] == f"/help#{name}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("plain", (Piece("plain"),)),
        ("`a*b` finds *this*", (Piece("a*b", "code"), Piece(" finds "), Piece("this", "em"))),
        ("**most**, *less*", (Piece("most", "strong"), Piece(", "), Piece("less", "em"))),
        ("a ` b * c", (Piece("a ` b * c"),)),
    ],
)
def test_prose_in_pieces(text, expected):
    assert pieces(text) == expected


def test_no_prose_is_markup(shelf):
    with shelf.application.test_request_context():
        made = render_template_string(
            "{% from 'macros.html' import prose %}{{ prose(text) }}", text=f"{ATTACK} `{ATTACK}`"
        )
    assert "<script" not in made
    assert BeautifulSoup(made, "lxml").select_one("code").get_text() == ATTACK
