"""A site whose searches are private, in a real browser, with and without scripts: no address holds a word of them."""

import pytest
from playwright.sync_api import expect

from tests.browser.shelf import build_shelf
from tests.browser.visiting import AXE, overflow
from tests.webapp.serving import serving

pytestmark = pytest.mark.browser

WORD = "gulls"
STEPS = (
    ".choice button >> text=Paragraphs",
    ".choice button >> text=Newest",
    "#narrow section > ul button >> nth=0",
    ".filters button >> nth=0",
    ".languages button[lang=es]",
    ".languages button[lang=en]",
)
"""What one may do with results, one thing after the other."""


@pytest.fixture(scope="module")
def private(tmp_path_factory):
    """A site whose searches are private."""
    folder = tmp_path_factory.mktemp("private")
    build_shelf(folder, original_address="https://example.org/report")
    with serving(folder / "index", private_search="on") as server:
        yield server


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_word_of_a_search_is_in_an_address_or_a_title(visitor, private, scripts):
    page = visitor.enter(java_script_enabled=scripts)
    asked, titles = [], []
    page.on("request", lambda request: asked.append((request.url, request.headers.get("referer", ""))))
    page.goto(private.address)
    page.fill("#q", WORD)
    page.wait_for_timeout(400)
    page.press("#q", "Enter")
    expect(page.locator(".totals")).to_be_visible()
    for step in STEPS:
        page.locator(step).first.click()
        expect(page.locator(".hit").first).to_be_visible()
        assert page.input_value("#q").startswith(WORD)
        titles.append(page.title())
    page.locator(".hit h3 button").first.click()
    expect(page.locator("mark").first).to_be_visible()
    assert "/s/" in page.url
    assert "#p" in page.url
    titles.append(page.title())
    page.locator(".back button").click()
    expect(page.locator(".hit").first).to_be_visible()
    assert [each for each in asked if WORD in "".join(each)] == []
    assert [each for each in titles if WORD in each] == []
    assert page.url == f"{private.address}/"
    assert page.context.cookies() == []


def test_the_table_is_taken_away_by_a_button(visitor, private):
    page = visitor.open(private.address)
    page.fill("#q", WORD)
    page.press("#q", "Enter")
    with page.expect_download() as download:
        page.locator(".take-away button >> text=CSV").click()
    assert download.value.suggested_filename == "onrecord.csv"
    assert WORD in download.value.path().read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [320, 1280])
def test_its_pages_fit_and_violate_no_rule(visitor, private, width):
    page = visitor.open(private.address, viewport={"width": width, "height": 800}, bypass_csp=True)
    page.fill("#q", WORD)
    page.press("#q", "Enter")
    expect(page.locator(".hit").first).to_be_visible()
    assert overflow(page) == []
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run().then((told) => told.violations.map((each) => each.id))")
    assert found == []
