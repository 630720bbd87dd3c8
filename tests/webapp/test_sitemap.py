"""What search engines are told: which pages there are, and which are not theirs."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from indexer import open_archive
from tests.made import statement
from webapp import sitemap

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://archive.example"


def places(response):
    assert response.mimetype == "application/xml"
    root = ET.fromstring(response.data)  # noqa: S314 - our own
    return root.tag.removeprefix(SITEMAP), [each.text for each in root.iter(f"{SITEMAP}loc")]


def test_every_statement_is_listed_and_there(shelf, shelf_archive):
    kind, found = places(shelf.get("/sitemap.xml"))
    assert kind == "urlset"
    assert found[0] == "http://localhost/"
    assert len(set(found)) == len(found) == open_archive(shelf_archive).contents().statements + 1
    assert all(shelf.get(each.removeprefix("http://localhost")).status_code == 200 for each in found)


def test_only_whole_dates_are_told(site_of):
    made = [statement(name, "Text.", published=name) for name in ("2025-03-27", "2025-03", "2025")]
    text = site_of(*made).get("/sitemap.xml").get_data(as_text=True)
    assert text.count("<lastmod>") == 1
    assert "<lastmod>2025-03-27</lastmod>" in text


def test_many_statements_are_listed_in_parts(site_of, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGE", 2)
    client = site_of(*(statement(f"made-{number}&", "Text.") for number in range(5)), base_url=SITE)
    kind, parts = places(client.get("/sitemap.xml"))
    assert kind == "sitemapindex"
    assert parts == [f"{SITE}/sitemap-{number}.xml" for number in (1, 2, 3)]
    found = [each for part in parts for each in places(client.get(part.removeprefix(SITE)))[1]]
    assert found == [f"{SITE}/", *(f"{SITE}/s/made-{number}%26" for number in range(5))]
    for number in (0, 4, 10**12):
        assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_an_unchanged_list_is_not_sent_again(shelf):
    first = shelf.get("/sitemap.xml")
    assert shelf.get("/sitemap.xml", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/?q=harbour", True),
        ("/s/made-01", True),
        ("/api/", True),
        ("/help", True),
        ("/api/v1/search?q=harbour", False),
        ("/api/v1/export?q=harbour", False),
        ("/cite/made-01?style=ris", False),
        ("/feed.atom?q=harbour", False),
        ("/suggestions?q=h", False),
    ],
)
def test_robots_know_what_is_for_them(shelf, path, allowed):
    response = shelf.get("/robots.txt")
    assert response.mimetype == "text/plain"
    rules = RobotFileParser()
    rules.parse(response.get_data(as_text=True).splitlines())
    assert rules.can_fetch("SomeBot", f"http://localhost{path}") is allowed
    assert rules.site_maps() == ["http://localhost/sitemap.xml"]
