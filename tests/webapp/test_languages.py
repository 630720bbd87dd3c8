"""The language of the interface: who chooses it, what keeps it, and what it does not touch."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.made import statement
from tests.webapp.conftest import in_language, page, soup

PAGES = "/ /?q=harbour /?q=zzzz /s/made-01 /cite/made-01 /help /widget /api/ /history?q=harbour".split()


@pytest.mark.parametrize(
    ("asked", "accepted", "language", "direction"),
    [
        ("", "", "en", "ltr"),
        ("?ui=es", "", "es", "ltr"),
        ("?ui=ar", "fr", "ar", "rtl"),
        ("?ui=xx", "fr", "fr", "ltr"),
        ("?ui=", "ar-EG", "ar", "rtl"),
        ("", "de, es;q=0.5", "es", "ltr"),
        ("", "fr;q=0, de", "en", "ltr"),
        ("", "en-GB;q=0.5, fr-CA", "fr", "ltr"),
        ("", "pt-BR, zh", "en", "ltr"),
        ("", "en-US, fr;q=0.9", "en", "ltr"),
        ("", "*", "en", "ltr"),
    ],
)
def test_the_address_chooses_else_the_reader(shelf, asked, accepted, language, direction):
    response = shelf.get(f"/{asked}", headers={"Accept-Language": accepted})
    html = soup(response).select_one("html")
    assert (html["lang"], html["dir"]) == (language, direction)
    assert response.headers["Content-Language"] == language
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("path", PAGES)
def test_a_language_that_was_asked_for_is_kept_by_every_link_to_a_page(shelf, path):
    shown = page(shelf, in_language(path, "fr"))
    chosen = shown.select_one(".languages")
    chosen.extract()
    for link in shown.select("body a[href^='/']"):
        parts = urlsplit(link["href"])
        if parts.path.startswith(("/feed", "/api/v1", "/healthz", "/readyz")):
            continue
        assert parse_qs(parts.query).get("ui") == ["fr"], link
    assert [each["value"] for each in shown.select("form.search [name=ui]")] == ["fr"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_offered_in_every_language(shelf, path):
    shown = page(shelf, path)
    assert shown.select_one(".languages .chosen").get_text() == "English"
    links = {each["lang"]: each["href"] for each in shown.select(".languages a")}
    assert set(links) == {"es", "fr", "ar"}
    for language, address in links.items():
        assert page(shelf, address).select_one("html")["lang"] == language


def test_the_canonical_address_is_in_no_language(shelf):
    for path in ("/", "/?q=harbour", "/s/made-01"):
        one = page(shelf, path).select_one("link[rel=canonical]")["href"]
        other = page(shelf, in_language(path, "ar")).select_one("link[rel=canonical]")["href"]
        assert one == other
        assert "ui=" not in one


def test_numbers_and_dates_are_in_the_readers_habit(site_of):
    made = statement("one", *["Lantern."] * 1234, published="2025-03-27", publisher="Example Organisation")
    site = site_of(made)
    for language, number, day in (
        ("en", "1,234", "27 March 2025"),
        ("es", "1.234", "27 de marzo de 2025"),
        ("fr", "1\u202f234", "27 mars 2025"),
        ("ar", "1,234", "27 مارس 2025"),
    ):
        text = page(site, "/", q="lantern", ui=language).get_text()
        assert number in text, language
        assert day in text, language


def test_foreign_passages_say_their_language(shelf):
    for language in ("en", "ar"):
        shown = page(shelf, "/", q="lantern OR linterna OR طرد", ui=language)
        assert {each.get("lang") for each in shown.select(".text")} == {"en", "es", "ar"}
        assert all(each.get("dir") == "auto" for each in shown.select(".text"))


def test_programs_are_answered_in_english(shelf):
    for path in ("/api/v1/search?q=%22open", "/api/v1/search?q=zzzz", "/api/v1/search?limit=0&q=x", "/api/v1/nowhere"):
        spanish = shelf.get(path, headers={"Accept-Language": "es"})
        answer = spanish.get_json()
        answer.pop("took_ms", None)
        english = shelf.get(path).get_json()
        english.pop("took_ms", None)
        assert answer == english
        assert "Accept-Language" not in spanish.headers.get("Vary", "")


def test_errors_are_told_in_the_readers_language(shelf):
    shown = soup(shelf.get("/s/nowhere", headers={"Accept-Language": "es"}))
    assert shown.select_one("h1").get_text() == "No hay ninguna declaración «nowhere» en este archivo."
    refused = soup(shelf.get("/?q=x&page=0&ui=fr"))
    assert refused.select_one("html")["lang"] == "fr"


def test_a_feed_tells_that_its_title_depends_on_the_reader(shelf):
    response = shelf.get("/feed.atom", headers={"Accept-Language": "es"})
    assert "Últimas declaraciones" in response.get_data(as_text=True)
    assert "Accept-Language" in response.headers["Vary"]
