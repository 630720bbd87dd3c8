"""Searches that are posted: the same answers as by address, and no word of them in any address."""

from urllib.parse import parse_qsl, quote, unquote_plus, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.settings import Settings
from tests.webapp.conftest import ODD_ID, soup
from webapp import create_app
from webapp.bodies import FORM
from webapp.bodies import SEARCH as SEARCHED
from webapp.private import packed

WORDS = "harbour"
SEARCH = f"{WORDS} lang:en"
PLAIN_LINKS = ".number, .tools a, .cite, .there, .metadata a[rel], .wordmark"
"""What stays a link where searches are private: it holds no search."""

MOST_PAGES = 20


@pytest.fixture(scope="module")
def private(shelf_archive):
    return create_app(Settings(index=str(shelf_archive), private_search="on")).test_client()


def post(client, path: str, **values):
    """Post a search, as the form of a page does."""
    return client.post(path, data=values)


def press(client, button):
    """Press a button that leads somewhere, as a browser does."""
    return client.post(button["formaction"].partition("#")[0], data={button["name"]: button["value"]})


def stands_for(button) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the address that a button stands for, as its path and what it asks."""
    return button["formaction"].partition("#")[0], tuple(parse_qsl(button["value"], keep_blank_values=True))


def addresses(shown) -> list[str]:
    """Return everything on a page that a browser could ask for by address, or keep as the page's name."""
    named = [
        each[name] for name in ("href", "src", "action", "formaction", "content") for each in shown.select(f"[{name}]")
    ]
    return [unquote_plus(each) for each in (*named, shown.title.get_text())]


def main_text(response) -> str:
    """Return what a page says, without how it is drawn."""
    shown = soup(response)
    for each in shown.select(".take-away, svg, .axis"):
        each.decompose()
    return " ".join(shown.select_one("main").get_text(" ").split())


@pytest.mark.parametrize(
    "query", [WORDS, SEARCH, '"was let in"', "harbuor", "zzzz", "date:2020..2022 harbour OR gulls", "طرد"]
)
@pytest.mark.parametrize("rest", [{}, {"group": "paragraph", "sort": "newest"}, {"page": "2"}, {"synonyms": "false"}])
def test_what_is_posted_is_answered_as_what_is_asked_by_address(shelf, private, query, rest):
    for path in ("/", "/s/made-01"):
        by_address = shelf.get(path, query_string={"q": query, **rest})
        posted = post(private, path, q=query, **rest)
        assert posted.status_code == by_address.status_code
        assert main_text(posted) == main_text(by_address)
        assert posted.headers["Cache-Control"] == "no-store"


def test_each_button_stands_for_the_link_in_its_place_and_no_address_holds_the_search(shelf, private):
    waiting, seen = [("/", (("q", SEARCH),))], set()
    while waiting and len(seen) < MOST_PAGES:
        path, values = waiting.pop(0)
        if (path, values) in seen:
            continue
        seen.add((path, values))
        answer = private.post(path, data={"asked": urlencode(values)})
        if answer.mimetype != "text/html":
            continue
        shown = soup(answer)
        linked = soup(shelf.get(path, query_string=values))
        buttons = [each for each in shown.select("button[formaction]") if not each.find_parent(class_="take-away")]
        assert [each for each in addresses(shown) if WORDS in each.casefold() and not is_words(each)] == []
        links = [
            each for each in linked.select("a[href]") if urlsplit(each["href"]).query and not each.find_parent("svg")
        ]
        wanted = {
            (urlsplit(each["href"]).path, tuple(parse_qsl(urlsplit(each["href"]).query, keep_blank_values=True)))
            for each in links
            if not each.find_parent(class_="take-away") and each not in linked.select(PLAIN_LINKS)
            if "q=" in each["href"] or each.find_parent(class_="languages")
        }
        assert {stands_for(each) for each in buttons} == wanted
        waiting += [stands_for(each) for each in buttons]
    assert len(seen) == MOST_PAGES
    assert len({path for path, _ in seen}) > 3


def is_words(text: str) -> bool:
    """Tell whether a text of a page's head is a statement's own words, which are public."""
    return text.startswith(("The harbour, visit", "A second paragraph", "/s/"))


def test_the_whole_result_set_is_taken_away_without_an_address_or_a_name_that_tells(shelf, private):
    shown = soup(post(private, "/", q=WORDS))
    kinds = {}
    for button in shown.select(".take-away button"):
        answer = private.post("/", data={button["name"]: button["value"]}, buffered=True)
        kinds[answer.mimetype] = answer
        assert WORDS not in answer.headers["Content-Disposition"]
    assert set(kinds) == {"text/csv", "application/jsonl"}
    assert (
        kinds["text/csv"].get_data() == shelf.get("/api/v1/export", query_string={"q": WORDS}, buffered=True).get_data()
    )
    assert not shown.select(".take-away a")


def test_a_link_to_words_that_have_moved_leads_on_without_the_search(private):
    shown = soup(private.get("/s/made-01"))
    link = urlsplit(shown.select_one("#p2 .number")["href"])
    (name, value), *_ = parse_qsl(link.query)
    moved = post(private, link.path, **{name: f"1{value[1:]}", "q": WORDS})
    assert moved.status_code == 302
    assert WORDS not in moved.headers["Location"]
    assert WORDS in soup(private.get(f"{link.path}?{name}=1{value[1:]}&q={WORDS}", follow_redirects=True)).get_text()


def test_filters_are_put_into_a_posted_query_in_place(private):
    answer = post(private, "/", q=WORDS, filters="lang:en")
    assert answer.status_code == 200
    assert soup(answer).select_one("#q")["value"] == SEARCH


def test_a_frame_posts_too_and_leads_out_without_the_search(private):
    shown = soup(post(private, "/embed", q=WORDS, theme="dark"))
    assert shown.html["data-theme"] == "dark"
    assert shown.select_one("search form")["method"] == "post"
    assert len(shown.select("article")) == 6
    assert [each for each in addresses(shown) if WORDS in each and not is_words(each)] == []
    leads = shown.select_one("form.all button")
    assert soup(private.post("/", data={leads["name"]: leads["value"]})).select_one("#q")["value"] == WORDS


def test_the_language_of_the_page_stays(private):
    shown = soup(post(private, "/", q=WORDS, ui="es"))
    assert shown.html["lang"] == "es"
    assert shown.select_one("[name=ui]")["value"] == "es"
    other = next(each for each in shown.select(".languages button") if each["lang"] == "ar")
    assert soup(press(private, other)).html["dir"] == "rtl"


@pytest.mark.parametrize("path", ["/", "/s/made-01", "/s/" + quote(ODD_ID, safe=""), "/embed"])
def test_every_site_answers_what_is_posted_but_only_a_private_one_asks_for_it(shelf, private, path):
    assert post(shelf, path, q=WORDS).status_code == 200
    assert {each["method"] for each in soup(shelf.get(path)).select("form[action='/'], form[action='/embed']")} == {
        "get"
    }
    assert {each["method"] for each in soup(private.get(path)).select("form[action='/'], form[action='/embed']")} == {
        "post"
    }
    assert (soup(private.get(path)).select_one("link[rel=search]") is None) or path == "/embed"


@pytest.mark.parametrize("query", ["𝒽" * 1000, "%" * 1000, "é" * 1000, "&=+#" * 250, '"' * 1000])
def test_the_longest_query_can_be_posted_twice_over(private, query):
    shown = soup(post(private, "/", q=query))
    assert shown.select_one("#q")["value"] == query
    for button in shown.select("button[formaction]")[:3]:
        assert press(private, button).status_code == 200
        assert len(urlencode({button["name"]: button["value"]})) < SEARCHED.most


@pytest.mark.parametrize("path", ["/", "/s/made-01", "/embed"])
def test_what_is_no_search_is_refused(private, path):
    long = private.post(path, data={"q": "a" * SEARCHED.most})
    assert long.status_code == 413
    assert private.post(path, data=b"{}", content_type="application/json").status_code == 415
    assert private.post(path, data={"q": "x"}, content_type="multipart/form-data").status_code == 415
    assert private.post(path, data={"q": "a" * 1001}).status_code == 400
    assert private.post(f"{path}?q={WORDS}", data="", content_type=FORM).status_code == 200
    assert WORDS not in soup(private.post(f"{path}?q={WORDS}", data="", content_type=FORM)).select_one("#q")["value"]


@pytest.mark.parametrize("path", ["/", "/s/made-01", "/embed", "/check", "/history"])
@pytest.mark.parametrize("body", ["q=%ff%fe+abc", "text=abc&speaker=%e9", b"text=\xff", "q=%ed%a0%80"])
def test_a_form_that_is_not_utf_8_is_refused(private, path, body):
    answer = private.post(path, data=body, content_type=FORM)
    assert answer.status_code == 400
    assert "not in UTF-8" in soup(answer).get_text()


@pytest.mark.parametrize("path", ["/", "/s/made-01", "/embed"])
def test_no_page_of_another_site_reads_what_is_posted(private, path):
    answer = private.post(path, data={"q": WORDS}, headers={"Origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "POST" in private.put(path).headers["Allow"]
    assert "POST" not in private.post("/help").headers["Allow"]


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.sampled_from(["q", "page", "sort", "opened"]), st.text(max_size=40)))
def test_what_a_button_posts_is_what_its_address_asks(values):
    packing = packed(f"/?{urlencode(values)}")
    assert dict(parse_qsl(packing, keep_blank_values=True)) == values
    assert dict(parse_qsl(unquote_plus(quote(packing)), keep_blank_values=True)) == values
