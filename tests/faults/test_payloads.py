"""Texts that would run if a face of the site took them for markup: each face is read as a browser reads it.

`tests/browser/test_payloads.py` has the same in a real browser; here every face is asked, for as many as one likes.
"""

import re
from urllib.parse import quote, urlencode, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest

from indexer.settings import Settings
from tests.browser.hostile import BATCH, SMALL, build_hostile
from tests.browser.widget.payloads import payloads
from webapp import create_app

SHORT, FULL = 50, 5_000

OURS = set(
    "html head meta title link body a header search form label input button nav main section article h1 h2 h3 ol ul li "
    "p div span dl dt dd time bdi code mark blockquote figure figcaption svg g rect details summary abbr aside footer "
    "kbd textarea script strong q pre table thead tbody tr th td select option onrecord-search".split()
)
"""The elements that our templates write."""

HANDLERS = re.compile(r"on.*|srcdoc|style|http-equiv")
ADDRESSES = ("href", "src", "action", "formaction")

PAGES = ("/?q={word}", "/embed?q={word}&limit=100", "/?q={word}&page=3", "/?q={word}&group=paragraph&sort=newest")
JSON = ("/api/v1/search?q={word}&limit=100&facets=all&originals=true", "/api/v1/export?q={word}&format=jsonl")
XML = ("/feed.atom?q={word}", "/oembed?url=/?q={word}&format=xml")
OF_A_STATEMENT = ("/s/{}?q=ran", "/cite/{}")
QUERIES = ("/?", "/embed?", "/s/many/0?")


@pytest.fixture(scope="module")
def number(rounds) -> int:
    return rounds(SHORT, FULL)


@pytest.fixture(scope="module", params=["off", "on"])
def hostile(request, tmp_path_factory, number):
    """A client of a site of which every field is a payload, by address and posting."""
    index = build_hostile(tmp_path_factory.mktemp("hostile"), number)
    return create_app(Settings(index=str(index), private_search=request.param)).test_client()


def foreign(page: str) -> list[str]:
    """Return what stands in a page that no template of ours wrote."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        found += [] if name in OURS else [name]
        found += [key for key in element.attrib if HANDLERS.fullmatch(str(key))]
        addresses = [element.attrib[key] for key in ADDRESSES if key in element.attrib]
        found += [each for each in addresses if urlsplit(each).scheme.casefold() not in ("", "http", "https")]
        if name == "script" and (element.text or not element.attrib["src"].startswith(("/static/", "/widget.js"))):
            found.append("script")
    return found


def read(client, address: str):
    """Return an answer, which must be one."""
    answer = client.get(address, buffered=True)
    assert answer.status_code in (200, 400, 404), (answer.status_code, address)
    return answer


def test_no_field_of_a_statement_is_more_than_text(hostile, number, figure):
    faces = 0
    for place in range(number // SMALL):
        word = f"b{place}"
        for address in PAGES:
            assert foreign(read(hostile, address.format(word=word)).get_data(as_text=True)) == []
        for address in JSON:
            answer = read(hostile, address.format(word=word))
            assert answer.mimetype in ("application/json", "application/jsonl")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        for address in XML:
            root = ET.fromstring(read(hostile, address.format(word=word)).get_data())  # noqa: S314 - our own
            assert {each.tag.rpartition("}")[2] for each in root.iter()} <= set(FEED)
        faces += len(PAGES) + len(JSON) + len(XML)
    for place in range(-(-number // BATCH)):
        for face in OF_A_STATEMENT:
            assert foreign(read(hostile, face.format(f"many/{place}")).get_data(as_text=True)) == []
        faces += len(OF_A_STATEMENT)
    figure(
        f"17: {number:,} payloads in every field, {faces:,} faces read as a browser reads them, 0 made more than text"
    )


FEED = (
    "feed title id link updated author name entry published summary category "
    "oembed type version provider_name provider_url cache_age html width height"
).split()
"""The elements of our feeds and of oEmbed."""


def test_no_query_is_more_than_text(hostile, number):
    for place, text in enumerate(payloads(number)):
        values = urlencode({"q": text, "filters": text} if place % 9 == 8 else {"q": text})
        face = QUERIES[place % len(QUERIES)]
        assert foreign(read(hostile, face + values).get_data(as_text=True)) == [], (face, text)
        if place % 10 == 0:
            for refused in (
                f"/{quote(text)}",
                f"/s/{quote(text)}",
                f"/?q=x&sort={quote(text)}",
                f"/cite/{quote(text)}",
            ):
                assert foreign(read(hostile, refused).get_data(as_text=True)) == []


@pytest.mark.parametrize(
    "page",
    [
        "<p><img src=x>",
        "<p onclick=ran()>x",
        "<a href='java\nscript:ran()'>x",
        "<script>ran()</script>",
        "<script src=//evil.example/x></script>",
        "<form action=javascript:ran()>",
    ],
)
def test_what_is_more_than_text_would_be_found(page):
    assert foreign(f"<!doctype html><title>x</title>{page}")
