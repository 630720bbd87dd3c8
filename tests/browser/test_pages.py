"""The pages in a real Chromium: from a search to the marked paragraph, from one search to another, through the help."""

import re

import pytest

from tests.browser.visiting import in_viewport

pytestmark = pytest.mark.browser

QUERY = '"non-refoulement"'


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_searches_clicks_and_arrives_at_the_marked_paragraph(visitor, served, scripts):
    page = visitor.open(served.address, java_script_enabled=scripts, viewport={"width": 1100, "height": 700})
    page.get_by_label("Search statements").fill(QUERY)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    passage = page.locator("article.hit .passage").first
    assert set(passage.locator("mark").all_inner_texts()) == {"non-refoulement"}
    passage.locator("a.number").click()
    page.wait_for_url(re.compile(r"/s/.+#p10$"))
    assert page.locator(":target mark").first.inner_text() == "non-refoulement"
    assert in_viewport(page, ":target mark")
    page.get_by_role("link", name="Back to the results").click()
    page.wait_for_url("**/?q=*")
    assert page.locator("article.hit").count() == 1
    assert visitor.asked == {served.address.removeprefix("http://")}


def test_the_first_page_leads_to_results(visitor, served):
    page = visitor.open(served.address)
    page.locator(".examples a").first.click()
    page.wait_for_url("**/?q=*")
    assert page.locator("article.hit mark").count() > 0


def marks(page):
    return set(page.locator("article.hit .passages mark").all_inner_texts())


def test_synonyms_are_switched_off_and_on_again(visitor, served):
    page = visitor.open(f"{served.address}/?q=deportation")
    widened = page.locator(".widened")
    assert widened.inner_text().startswith("Also looked for: deportation → ")
    assert not marks(page) <= {"deportation", "deportations", "deported"}
    widened.get_by_role("link", name="as typed only").click()
    page.wait_for_url("**/?q=deportation&synonyms=false")
    assert marks(page) <= {"deportation", "deportations", "deported"}
    widened.get_by_role("link", name="Look for them too").click()
    page.wait_for_url("**/?q=deportation")
    assert not marks(page) <= {"deportation", "deportations", "deported"}


def test_a_search_in_vain_leads_to_one_that_finds_something(visitor, served):
    page = visitor.open(f'{served.address}/?q="asylum right"')
    assert page.get_by_role("heading", name="Nothing on record").is_visible()
    page.locator(".reasons a").first.click()
    page.wait_for_url("**/?q=asylum*right")
    assert page.locator("article.hit mark").count() > 0


def test_the_help_leads_to_its_parts_and_its_examples(visitor, served):
    page = visitor.open(f"{served.address}/help", viewport={"width": 1100, "height": 700})
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Exact words").click()
    page.wait_for_url("**/help#phrases")
    assert in_viewport(page, "h2#phrases")
    example = page.locator("section[aria-labelledby=phrases] .cases a").first
    query = example.inner_text()
    example.click()
    page.wait_for_url("**/?q=*")
    assert page.get_by_label("Search statements").input_value() == query


def test_the_help_prints_without_what_is_only_for_screens(visitor, served):
    page = visitor.open(f"{served.address}/help")
    page.emulate_media(media="print")
    shown = page.evaluate(
        "(names) => names.map((name) => document.querySelector(name).getClientRects().length > 0)",
        [".contents", "footer.site", "header.site search", "h2#phrases", ".cases li"],
    )
    assert shown == [False, False, False, True, True]
