"""Pages for frames on other sites: a search and a quotation, without scripts, and oEmbed, which leads to them."""

import json
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from indexer.anchors import anchor
from tests.made import paragraph, statement
from tests.webapp.conftest import ATTACK, ODD_ID, page
from tests.webapp.test_routes import ROUTES
from webapp.frames import is_framed

ADDRESSES = [path for path, _, _ in ROUTES]
HARBOUR = paragraph(1, "The harbour, visit 1: nobody was let in.")


@pytest.mark.parametrize("path", ADDRESSES, ids=[path[:60] for path in ADDRESSES])
def test_only_pages_for_frames_may_be_framed(shelf, path):
    headers = shelf.get(path).headers
    by_anyone = "frame-ancestors *" in headers["Content-Security-Policy"]
    assert by_anyone is path.startswith("/embed")
    assert ("frame-ancestors 'none'" in headers["Content-Security-Policy"]) is not by_anyone
    assert ("Cross-Origin-Embedder-Policy" in headers) is by_anyone


@pytest.mark.parametrize("path", ["/embedded", "/embeds/quote", "/s/embed", "/?q=/embed"])
def test_what_only_looks_like_one_is_none(path):
    assert not is_framed(urlsplit(path).path)


def test_a_frame_searches_and_every_link_leads_out_of_it(shelf):
    shown = page(shelf, "/embed?q=harbour&filters=lang:en&theme=dark&limit=3&ui=es")
    assert shown.html["data-theme"] == "dark"
    assert shown.html["lang"] == "es"
    assert len(shown.select("article")) == 3
    assert shown.select("mark")
    assert {each["target"] for each in shown.select("a")} == {"_blank"}
    assert all("noopener" in each["rel"] for each in shown.select("a"))
    hidden = {each["name"]: each["value"] for each in shown.select("input[type=hidden]")}
    assert hidden == {"filters": "lang:en", "theme": "dark", "limit": "3", "ui": "es"}
    assert shown.select_one(".all a")["href"] == "/?q=harbour+lang:en&ui=es"
    assert not shown.select("script")
    assert shown.select_one("meta[name=robots]")["content"] == "noindex"


def test_an_empty_frame_is_a_form(shelf):
    shown = page(shelf, "/embed?filters=lang:en")
    assert shown.select("form")
    assert not shown.select("article, .nothing, .totals")


def test_nothing_found_and_a_wrong_question_are_told_within_the_frame(shelf):
    assert "zzzz" in page(shelf, "/embed?q=zzzz").select_one(".nothing").get_text()
    refused = BeautifulSoup(shelf.get("/embed?q=harbour&filters=gulls").data, "lxml")
    assert "gulls" in refused.h1.get_text()
    assert not refused.select("header, script")


def quoted(client, name):
    return page(client, f"/embed/quote?url={quote(f'/s/made-01?p={name}', safe='')}")


def test_a_quotation_has_its_words_its_citation_and_the_way_to_both_pages(shelf):
    shown = quoted(shelf, anchor(HARBOUR))
    assert shown.blockquote.get_text() == HARBOUR.text
    assert "“The harbour, visit 1" in shown.figcaption.get_text() or "made-01" in shown.figcaption.get_text()
    assert not shown.select(".warning")
    assert shown.select(".links a")


@pytest.mark.parametrize(
    ("name", "warning", "has_words"), [("1-aaaaaaaa", "changed", True), ("99-aaaaaaaa", "no longer", False)]
)
def test_a_quotation_says_what_became_of_its_words(shelf, name, warning, has_words):
    shown = quoted(shelf, name)
    assert warning in shown.select_one(".warning").get_text()
    assert bool(shown.blockquote) is has_words


def oembed(client, url, **asked):
    more = "".join(f"&{name}={value}" for name, value in asked.items())
    return client.get(f"/oembed?url={quote(url, safe='')}{more}")


def framed(html):
    return BeautifulSoup(html, "lxml").iframe


@pytest.mark.parametrize(
    ("url", "path"),
    [("/s/made-01?p=1", "/embed/quote"), ("/?q=harbour", "/embed"), ("/?q=a&filters=lang:en", "/embed")],
)
def test_oembed_answers_with_a_frame_that_can_be_opened(shelf, url, path):
    answer = oembed(shelf, url).json
    assert (answer["type"], answer["version"]) == ("rich", "1.0")
    shown = framed(answer["html"])
    parts = urlsplit(shown["src"])
    assert parts.path == path
    assert shown["title"] == answer["title"]
    assert "allow-scripts" not in shown["sandbox"]
    assert shelf.get(f"{parts.path}?{parts.query}").status_code == 200


def test_oembed_as_xml_says_the_same(shelf):
    told = oembed(shelf, "/s/made-01?p=1").json
    root = ET.fromstring(oembed(shelf, "/s/made-01?p=1", format="xml").data)  # noqa: S314 - our own answer
    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {name: str(value) for name, value in told.items()}


def test_oembed_keeps_to_the_room_that_there_is(shelf):
    answer = oembed(shelf, "/?q=harbour", maxwidth=300, maxheight=200).json
    assert (answer["width"], answer["height"]) == (300, 200)
    assert framed(answer["html"])["height"] == "200"


def test_hostile_titles_stay_text(site_of):
    title = f"{ATTACK} \x01\x0c ]]>"
    client = site_of(statement("one", "A lantern.", title=title), base_url="https://archive.example")
    answer = oembed(client, "https://archive.example/s/one?p=1").json
    soup = BeautifulSoup(answer["html"], "lxml")
    assert not soup.select("script, img, b")
    assert framed(answer["html"])["src"].startswith("https://archive.example/embed/quote?url=https%3A%2F%2Farchive")
    ET.fromstring(oembed(client, "/s/one?p=1", format="xml").data)  # noqa: S314 - our own answer
    shown = page(client, "/embed/quote?url=/s/one?p=1")
    assert not shown.select("script, img, main b")


def test_pages_tell_programs_where_to_ask_for_what_stands_for_them(shelf):
    for path, is_told in (("/?q=harbour", True), ("/s/made-01?p=1", True), ("/s/made-01", False), ("/help", False)):
        links = page(shelf, path).select("link[type$='+oembed']")
        assert len(links) == 2 * is_told
        for link in links:
            assert shelf.get(link["href"]).status_code == 200
    link = page(shelf, f"/s/{quote(ODD_ID, safe='')}?p=3").select_one("link[type='application/json+oembed']")
    assert json.loads(shelf.get(link["href"]).data)["html"].startswith("<iframe")
