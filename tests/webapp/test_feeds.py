"""Feeds and OpenSearch: well-formed, stable, and about what was asked."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

from tests.made import statement
from tests.webapp.conftest import ATTACK, page

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
FAR = {"base_url": "https://archive.example"}


def entries(response):
    return ET.fromstring(response.data).findall(f"{ATOM}entry")  # noqa: S314 - our own feed


def test_a_feed_has_what_atom_asks_for(shelf):
    root = ET.fromstring(shelf.get("/feed.atom?q=lantern").data)  # noqa: S314
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}title") == "Onrecord: lantern"
    assert root.findtext(f"{ATOM}updated") == "2025-03-27T00:00:00Z"
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links == {"self": "http://localhost/feed.atom?q=lantern", "alternate": "http://localhost/?q=lantern"}
    found = root.findall(f"{ATOM}entry")
    assert len(found) == 5
    entry = next(each for each in found if "𝒶 court" in each.findtext(f"{ATOM}summary"))
    assert entry.findtext(f"{ATOM}title") == "Every role on one page"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "A. Speaker, made director"
    assert entry.findtext(f"{ATOM}summary") == "😀🙂 The lantern was lit, 𝒶 court said."
    assert entry.find(f"{ATOM}category").get("term") == "detention"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_entry_leads_to_its_marked_paragraph(shelf):
    for entry in entries(shelf.get("/feed.atom?q=lantern")):
        parts = urlsplit(entry.find(f"{ATOM}link").get("href"))
        assert parse_qs(parts.query)["q"] == ["lantern"]
        arrived = page(shelf, f"{parts.path}?{parts.query}").select_one(f"#{parts.fragment}")
        assert arrived.select_one("mark")
        assert arrived.select_one(".text").get_text() == entry.findtext(f"{ATOM}summary")


def ids_of(response):
    return [each.findtext(f"{ATOM}id") for each in entries(response)]


def test_ids_are_the_same_whatever_was_asked(shelf):
    asked, again, latest = (ids_of(shelf.get(f"/feed.atom{query}")) for query in ("?q=harbour", "?q=gulls", ""))
    assert len(set(asked)) == len(asked) == 24
    assert set(again) < set(asked)
    assert {each.partition("#")[0] for each in asked} < set(latest)
    assert len(set(latest)) == len(latest) == 14


def test_a_paragraph_that_moves_is_not_new_and_one_that_changes_is(site_of):
    def asked(*texts):
        return ids_of(site_of(statement("one", *texts)).get("/feed.atom?q=lantern"))

    (first,) = asked("The lantern was lit.")
    assert asked("Something came before.", "The lantern was lit.") == [first]
    assert asked("Before.", "The lantern was out.") != [first]


def test_the_same_words_twice_in_a_statement_are_one_entry(site_of):
    assert len(entries(site_of(statement("one", "A lantern.", "Else.", "A lantern.")).get("/feed.atom?q=lantern"))) == 1


def test_the_newest_come_first_and_partial_hits_never(shelf):
    days = [each.findtext(f"{ATOM}updated") for each in entries(shelf.get("/feed.atom?q=harbour"))]
    assert days == sorted(days, reverse=True)
    assert len(days) == 24
    assert entries(shelf.get("/feed.atom?q=harbour+lantern")) == []


def test_what_xml_cannot_hold_is_replaced(site_of):
    client = site_of(
        statement("one", "A \ufffe lantern \uffff."), statement("two", f"lantern {ATTACK}", title=ATTACK), **FAR
    )
    found = entries(client.get("/feed.atom?q=lantern%00%01"))
    assert {each.findtext(f"{ATOM}id").partition("#")[0] for each in found} == {
        "https://archive.example/s/one",
        "https://archive.example/s/two",
    }
    assert ATTACK in {each.findtext(f"{ATOM}title") for each in found}
    assert all(each.findtext(f"{ATOM}updated") for each in found)


def test_an_unchanged_feed_is_not_sent_again(shelf):
    first = shelf.get("/feed.atom?q=harbour")
    again = shelf.get("/feed.atom?q=harbour", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


def test_a_browser_learns_how_to_search_here(site_of):
    client = site_of(statement("one", "A lantern."), site_name="A name that is far too long", **FAR)
    root = ET.fromstring(client.get("/opensearch.xml").data)  # noqa: S314
    assert root.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert 0 < len(root.findtext(f"{OPENSEARCH}ShortName")) <= 16
    templates = {each.get("type"): each.get("template") for each in root.findall(f"{OPENSEARCH}Url")}
    assert templates["text/html"] == "https://archive.example/?q={searchTerms}"
    for kind, template in templates.items():
        path = template.removeprefix("https://archive.example").replace("{searchTerms}", "lan")
        assert client.get(path).mimetype == kind


def test_suggestions_have_the_form_that_browsers_read(shelf):
    assert shelf.get("/suggestions?q=harb").get_json() == ["harb", ["harbour"]]
