"""A quotation card on a page of another site: it says so if the archive's words have changed."""

from contextlib import ExitStack
from urllib.parse import quote

import pytest

from indexer.anchors import anchor
from tests.browser.hosting import hosting
from tests.browser.shelf import PARAGRAPHS, REPORT_ID
from tests.browser.test_accessibility import violations
from tests.browser.visiting import AXE
from tests.browser.widget.box import SHARED
from tests.browser.widget.hosts import STRICT

pytestmark = pytest.mark.browser

WORDS = PARAGRAPHS[2]
ANCHOR = anchor(WORDS)
FINGERPRINT = ANCHOR.partition("-")[2]
CHANGED, GONE, MOVED = "3-aaaaaaaa", "99-aaaaaaaa", f"9-{FINGERPRINT}"

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Another site</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<script type="module" src="{address}/quote.js"></script><script type="module" src="{address}/quote.js?again"></script>
</head><body><main><h1>Another site</h1>
<onrecord-quote paragraph="{permalink}"{attributes}>{within}</onrecord-quote></main></body></html>"""

WITHIN = "<blockquote>The words as they were quoted.</blockquote>"


@pytest.fixture
def card(visitor, shelf):
    """Open a page of another site that quotes a paragraph."""
    with ExitStack() as sites:

        def opened(name, *, within=WITHIN, attributes="", **options):
            permalink = f"{shelf.address}/s/{quote(REPORT_ID, safe='')}?p={name}#p3"
            body = PAGE.format(address=shelf.address, permalink=permalink, within=within, attributes=attributes)
            policy = {"Content-Security-Policy": STRICT.format(address=shelf.address)}
            page = visitor.open(sites.enter_context(hosting(body, policy)), **options)
            page.set_default_timeout(10_000)
            return page

        yield opened


def links(page):
    page.locator("onrecord-quote [part=links]").wait_for()
    return {each.inner_text(): each.get_attribute("href") for each in page.locator("onrecord-quote a").all()}


def notice(page):
    return page.locator("onrecord-quote [part=notice]")


@pytest.mark.parametrize("name", [ANCHOR, MOVED])
def test_words_that_stand_are_left_as_they_were_quoted(card, shelf, original_site, name):
    page = card(name)
    there = links(page)
    assert there["On record"].startswith(f"{shelf.address}/s/")
    assert there["On record"].endswith("#p3")
    assert there["Original page"].startswith(f"{original_site}#:~:text=")
    assert page.get_by_text("The words as they were quoted.").is_visible()
    assert notice(page).count() == 0
    assert page.locator("onrecord-quote [part=quotation]").count() == 0


def test_words_that_have_changed_are_told_and_shown_as_they_are_now(card):
    page = card(CHANGED)
    notice(page).wait_for()
    assert "have changed" in notice(page).inner_text()
    assert page.get_by_text("The words as they were quoted.").is_visible()
    assert page.locator("onrecord-quote [part=quotation]").inner_text() == WORDS.text


def test_words_that_are_gone_are_told(card):
    page = card(GONE)
    notice(page).wait_for()
    assert "no longer" in notice(page).inner_text()
    assert page.get_by_text("The words as they were quoted.").is_visible()
    assert page.locator("onrecord-quote [part=quotation]").count() == 0
    assert set(links(page)) == {"On record", "Original page"}


def test_an_empty_card_shows_the_paragraph_and_its_citation(card):
    page = card(ANCHOR, within="")
    page.locator("onrecord-quote [part=quotation]").wait_for()
    assert page.locator("onrecord-quote [part=quotation]").inner_text() == WORDS.text
    assert "The harbour: what was seen there" in page.locator("onrecord-quote [part=citation]").inner_text()


def test_without_an_answer_or_scripts_the_page_says_what_it_said(card, visitor):
    page = card(ANCHOR, java_script_enabled=False)
    assert page.get_by_text("The words as they were quoted.").is_visible()
    page = card("junk")
    page.wait_for_timeout(300)
    assert page.get_by_text("The words as they were quoted.").is_visible()
    visitor.complaints.clear()


@pytest.mark.parametrize("name", [ANCHOR, CHANGED, GONE])
@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "On record"), ("ar", "في الأرشيف"), ("es", "En el archivo"), ("fr", "Dans l’archive")],
)
def test_it_speaks_its_page_s_language_and_violates_no_rule(card, visitor, name, language, label):
    page = card(name, attributes=f' lang="{language}"', viewport={"width": 320, "height": 700})
    assert label in links(page)
    page.context.new_cdp_session(page).send("Page.setBypassCSP", {"enabled": True})
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for light in ("light", "dark"):
        page.emulate_media(color_scheme=light)
        assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_is_asked_before_the_card_is_seen(card, visitor, shelf):
    asked = []
    page = visitor.enter(viewport={"width": 700, "height": 300})
    page.on("request", lambda request: asked.append(request.url))
    body = PAGE.format(
        address=shelf.address, permalink=f"/s/x?p={ANCHOR}", within="", attributes=f' endpoint="{shelf.address}"'
    ).replace("<h1>", '<h1 style="padding-bottom: 3000px">')
    with hosting(body) as address:
        page.goto(address)
        page.wait_for_timeout(300)
        assert [each for each in asked if "/api/" in each] == []
        with page.expect_response("**/api/v1/quote?*"):
            page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        page.goto("about:blank")
    visitor.complaints.clear()


HOSTILE = ["javascript:ran()", "data:text/html,x", "<img src=x onerror=ran()>"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_an_answer_is_more_than_text(visitor, shelf, text):
    paragraph = {"text": text, "speaker": text, "language": text}
    answer = {"state": "changed", "permalink": text, "original": text, "citation": text, "paragraph": paragraph}
    page = visitor.enter()
    page.add_init_script("window.runs = 0; window.ran = () => { window.runs += 1; };")
    page.route("**/api/v1/quote?*", lambda route: route.fulfill(json=answer, headers=SHARED))
    with hosting(PAGE.format(address=shelf.address, permalink=text, within="", attributes="")) as address:
        page.goto(address)
        page.locator("onrecord-quote [part=quotation]").wait_for()
    assert page.locator("onrecord-quote [part=quotation]").inner_text() == text
    assert page.evaluate("window.runs") == 0
    found = page.locator("onrecord-quote").evaluate(
        "(card) => [...card.shadowRoot.querySelectorAll('a, img')].map((each) => each.href)"
    )
    assert all(each.startswith("http") for each in found)
