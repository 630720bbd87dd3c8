"""How to cite: the page, its files, and what became of the paragraph."""

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from indexer.anchors import anchor
from tests.made import statement
from tests.webapp.conftest import ATTACK, ODD_ID, assert_no_markup, page
from webapp.citing import STYLES

MADE = statement("one", "A harbour was closed.", "The lantern was lit.", url="https://example.org/one")
NAME = anchor(MADE.paragraphs[1])


@pytest.fixture
def site(site_of):
    return site_of(MADE, base_url="https://archive.example")


def test_a_statement_leads_to_the_citations_of_its_paragraphs(site):
    link = page(site, "/s/one").select_one("#p2 a.cite")["href"]
    assert link == f"/cite/one?p={NAME}"
    shown = page(site, link)
    assert shown.select_one("h1").get_text() == "Cite paragraph 2"
    assert shown.select_one("blockquote").get_text() == "The lantern was lit."
    texts = {each["id"]: each.get_text() for each in shown.select("textarea")}
    assert set(texts) == {"copy-text", "copy-markdown", "copy-html", "copy-card", "copy-frame"}
    frame = texts.pop("copy-frame")
    assert all(f"https://archive.example/s/one?p={NAME}#p2" in each for each in texts.values())
    assert quote(f"https://archive.example/s/one?p={NAME}#p2", safe="") in frame
    assert shown.select_one(".there a")["href"] == "https://example.org/one#:~:text=The%20lantern%20was%20lit."


def test_each_copy_is_the_file_of_its_style(site):
    shown = page(site, "/cite/one", p=NAME)
    for area in shown.select("[aria-labelledby=to-copy] textarea"):
        style = area["id"].removeprefix("copy-")
        file = site.get("/cite/one", query_string={"p": NAME, "style": style}).get_data(as_text=True)
        assert area.get_text().removeprefix("\n") == file


@pytest.mark.parametrize("style", STYLES)
def test_each_style_is_a_file(site, style):
    response = site.get("/cite/one", query_string={"p": NAME, "style": style})
    assert response.status_code == 200
    assert response.content_type == f"{STYLES[style].content_type}; charset=utf-8"
    suffix = STYLES[style].suffix
    assert response.headers["Content-Disposition"] == f"attachment; filename=one-p2.{suffix}"
    assert "The lantern was lit." in response.get_data(as_text=True)
    whole = site.get("/cite/one", query_string={"style": style}).get_data(as_text=True)
    assert "lantern" not in whole
    assert "https://archive.example/s/one" in whole


def test_every_download_is_there(site):
    links = page(site, "/cite/one", p=NAME).select(".downloads a")
    assert {"RIS", "BibTeX", "CSL-JSON"} < {each.get_text() for each in links}
    for link in links:
        assert parse_qs(urlsplit(link["href"]).query)["p"] == [NAME]
        assert "attachment" in site.get(link["href"]).headers["Content-Disposition"]


def test_a_style_that_is_not_there_is_told(site):
    response = site.get("/cite/one?style=harvard")
    assert response.status_code == 400
    assert "harvard" in response.get_data(as_text=True)
    assert "bibtex" in response.get_data(as_text=True)


def test_a_statement_that_is_not_there_is_told(site):
    assert site.get("/cite/nowhere").status_code == 404


def test_what_became_of_the_paragraph_is_told(site_of):
    site = site_of(statement("one", "A harbour was closed.", "The lantern was out."))
    assert "have changed" in page(site, "/cite/one", p=NAME).select_one(".warning").get_text()
    shorter = site_of(statement("one", "A harbour was closed."))
    shown = page(shorter, "/cite/one", p=NAME)
    assert "no longer" in shown.select_one(".warning").get_text()
    assert shown.select_one("h1").get_text() == "Cite this statement"
    longer = site_of(statement("one", "New.", "A harbour was closed.", "The lantern was lit."))
    shown = page(longer, "/cite/one", p=NAME)
    assert shown.select_one("h1").get_text() == "Cite paragraph 3"
    assert shown.select_one(".warning") is None


def test_references_know_the_day_and_the_address(site):
    (item,) = json.loads(site.get("/cite/one", query_string={"p": NAME, "style": "csl"}).data)
    assert item["URL"] == f"https://archive.example/s/one?p={NAME}#p2"
    assert len(item["accessed"]["date-parts"][0]) == 3


def test_any_id_and_any_text_can_be_cited(shelf, site_of):
    assert page(shelf, f"/cite/{quote(ODD_ID, safe='')}").select("textarea")
    site = site_of(statement(f"x{ATTACK}", f"lantern {ATTACK}</textarea>", title=ATTACK, publisher=ATTACK))
    shown = page(site, f"/cite/{quote('x' + ATTACK, safe='')}", p="1")
    assert_no_markup(shown)
    assert f"lantern {ATTACK}</textarea>" in shown.select_one("#copy-text").get_text()


def test_a_citation_speaks_the_language_of_the_reader(site):
    assert site.get("/cite/one?style=text&ui=es").status_code == 200
    assert page(site, "/cite/one", ui="ar").select_one("html")["dir"] == "rtl"
