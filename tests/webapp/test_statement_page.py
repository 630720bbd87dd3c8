"""A statement's page as one comes to it: by an anchor, with a query, from a search; and what is shared of it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from indexer.anchors import anchor
from indexer.identity import statement_id
from indexer.statement import Origin, Role, Translation
from tests.made import paragraph, statement
from tests.webapp.conftest import page

WORDS = ("A harbour was closed.", "The lantern was lit.", "Nobody was let in.")


def made(*texts, **fields):
    return statement("one", *texts, title="A harbour", url="https://example.org/one", **fields)


def named(number, *texts):
    return anchor(made(*texts).paragraphs[number - 1])


def test_an_anchor_leads_to_its_words(site_of):
    shown = page(site_of(made(*WORDS)), "/s/one", p=named(2, *WORDS))
    assert shown.select_one("#changed") is None
    assert shown.select_one("#p2 .text").get_text() == WORDS[1]


@pytest.mark.parametrize("query", ["", "lantern"])
def test_an_anchor_follows_its_words(site_of, query):
    client = site_of(made("Something new came first.", *WORDS))
    response = client.get("/s/one", query_string={"p": named(2, *WORDS), "q": query})
    assert response.status_code == 302
    parts = urlsplit(response.location)
    assert parts.fragment == "p3"
    assert parse_qs(parts.query).get("q", [""]) == [query]
    arrived = page(client, response.location)
    assert arrived.select_one(f"#{parts.fragment} .text").get_text() == WORDS[1]
    assert arrived.select_one("#changed") is None


def test_an_anchor_whose_words_changed_says_so(site_of):
    shown = page(site_of(made(WORDS[0], "The lantern was out.", WORDS[2])), "/s/one", p=named(2, *WORDS))
    assert shown.select_one("#changed").get_text() == (
        "The words of paragraph 2 have changed since this link to it was made. This is how they read now."
    )


def test_an_anchor_whose_paragraph_is_gone_says_so(site_of):
    shown = page(site_of(made(WORDS[0])), "/s/one", p=named(2, *WORDS))
    assert "no longer in the statement" in shown.select_one("#changed").get_text()


@pytest.mark.parametrize("name", ["2", "2-", "0", "x", "2-zzzz", "²", "9" * 400, "2-\x00"])
def test_what_is_no_anchor_names_no_change(site_of, name):
    shown = page(site_of(made(*WORDS)), "/s/one", p=name)
    assert shown.select_one("#changed") is None


def test_typesetting_is_no_change(site_of):
    client = site_of(made("“It’s lit” — they\u00a0said."))
    assert page(client, "/s/one", p=named(1, '"It\'s lit" - they said.')).select_one("#changed") is None


def test_matches_are_linked_in_a_row(site_of):
    client = site_of(made("A lantern.", "Nothing.", "A lantern again.", "One more lantern."))
    shown = page(client, "/s/one", q="lantern")
    assert [each["href"] for each in shown.select(".matches a")] == ["#p1", "#p3", "#p4"]
    hops = {
        each["id"]: [link["href"] for link in each.select(".hops a")]
        for each in shown.select(".passage")
        if each.select_one(".hops")
    }
    assert hops == {"p1": ["#p3"], "p3": ["#p1", "#p4"], "p4": ["#p3"]}
    assert page(client, "/s/one", q="absent").select_one(".matches").get_text().strip().startswith("Nothing to mark")


def test_each_paragraph_leads_to_its_words_on_the_original_page(site_of):
    shown = page(site_of(made(*WORDS)), "/s/one")
    links = [each["href"] for each in shown.select(".body a.there")]
    assert links[1] == "https://example.org/one#:~:text=The%20lantern%20was%20lit."
    assert len(links) == len(WORDS)
    unlinked = page(site_of(statement("two", *WORDS, url="javascript:alert(1)")), "/s/two")
    assert unlinked.select("a.there, a[href^=javascript]") == []


def test_a_pull_quote_stands_where_it_stood_and_names_what_it_repeats(shelf):
    shown = page(shelf, "/s/made%2Fodd%20id%20%3F%20%26%20%23%20%25%20%C2%AB1%C2%BB")
    quote = shown.select_one("#p4")
    assert quote.select_one(".again .text").get_text() == "The lantern was lit"
    assert quote.select_one(".repeats a")["href"] == "#p3"
    assert "Pull quote" in quote.select_one(".said").get_text()


def test_who_speaks_is_told_once_in_a_row(site_of):
    said = [paragraph(number, f"Sentence {number}.", speaker="A. Speaker") for number in (1, 2)]
    shown = page(site_of(made(*said, "Nobody.", paragraph(4, "Again.", speaker="A. Speaker"))), "/s/one")
    assert [each["id"] for each in shown.select(".passage") if each.select_one(".speaker")] == ["p1", "p4"]


def test_translations_are_here_where_the_archive_has_them(site_of):
    english = made(*WORDS, translations=(Translation(language="es", url="https://example.org/uno"),))
    identity = statement_id("https://example.org/uno", "")
    spanish = statement(identity, "Se cerró un puerto.", language="es", url="https://example.org/uno")
    here = page(site_of(english, spanish), "/s/one").select_one(".metadata a[hreflang=es]")
    assert (here["href"], "rel" in here.attrs) == (f"/s/{identity}", False)


def test_translations_are_at_their_publishers_where_the_archive_has_none(site_of):
    english = made(*WORDS, translations=(Translation(language="es", url="https://example.org/uno"),))
    there = page(site_of(english), "/s/one").select_one(".metadata a[hreflang=es]")
    assert there["href"] == "https://example.org/uno"
    assert "noreferrer" in there["rel"]


def test_where_each_fact_was_read_is_told(site_of):
    origins = (Origin(field="published", place="meta article:published_time"), Origin(field="title", place="h1"))
    shown = page(site_of(made(*WORDS, origins=origins)), "/s/one")
    rows = {row.dt.get_text(): row.dd.get_text().strip() for row in shown.select(".record .metadata > div")}
    assert (rows["Published"], rows["Title"]) == ("meta article:published_time", "h1")


def properties(shown):
    return {each["property"]: each["content"] for each in shown.select("meta[property]")}


def test_a_shared_link_shows_the_paragraph_it_names(site_of):
    client = site_of(made(*WORDS, published="2025-03-27"), base_url="https://archive.example")
    told = properties(page(client, "/s/one"))
    assert told["og:title"] == "A harbour"
    assert told["og:description"] == WORDS[0]
    assert told["article:published_time"] == "2025-03-27"
    name = named(2, *WORDS)
    told = properties(page(client, "/s/one", p=name, q="lantern", ui="es"))
    assert told["og:description"] == WORDS[1]
    assert told["og:url"] == f"https://archive.example/s/one?p={name}#p2"


def test_the_canonical_address_is_one_whatever_was_asked(site_of):
    client = site_of(made(*WORDS), base_url="https://archive.example")
    for asked in ({}, {"q": "lantern"}, {"p": named(2, *WORDS)}, {"ui": "ar"}, {"synonyms": "false"}):
        assert (
            page(client, "/s/one", **asked).select_one("link[rel=canonical]")["href"] == "https://archive.example/s/one"
        )


def test_on_paper_stands_what_to_cite(site_of):
    told = page(site_of(made(*WORDS, publisher="Example Organisation")), "/s/one").select_one(".on-paper").get_text()
    assert told.startswith("A harbour, Example Organisation. http://localhost/s/one (Onrecord, retrieved ")


def test_a_statement_without_anything_but_words(site_of):
    shown = page(site_of(statement("bare", "Words.", title="", language=None)), "/s/bare")
    assert shown.select_one("#p1 .text").get_text() == "Words."


def test_roles_have_their_shapes(site_of):
    roles = [Role.HEADING, Role.LIST_ITEM, Role.LIST_ITEM, Role.BLOCK_QUOTE, Role.BODY]
    shown = page(site_of(made(*(paragraph(n, f"Text {n}.", role) for n, role in enumerate(roles, 1)))), "/s/one")
    assert shown.select_one("#p1 h2.text")
    assert [each["id"] for each in shown.select("ul.list > li")] == ["p2", "p3"]
    assert shown.select_one("#p4 blockquote .text")
    assert shown.select_one("#p5 p.text")
