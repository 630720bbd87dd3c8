"""The pages in a real Chromium: from a search to the marked paragraph, in every light, width and without JavaScript."""

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


PATHS = [
    *("/", "/?q=expulsion", "/?q=zzzz+expulsion", "/?q=zzzz", "/?q=%22asylum+right%22+lang:en", "/?q=deportation"),
    *("/?q=deportation&synonyms=false", "/?q=asylm", "/help", "/widget", "/nowhere", "/s/{id}?q=expulsion"),
]


@pytest.fixture(scope="session")
def identity(served):
    return re.search(rb'href="/s/([^"?]+)', served.get("/")[2])[1].decode()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways_on_the_narrowest_screen(visitor, served, identity, path):
    page = visitor.open(served.address + path.format(id=identity), viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    if path == "/nowhere":
        assert len(visitor.complaints) == 1
        assert "404" in visitor.complaints.pop()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_in_both_lights(visitor, served, identity, path, scheme):
    page = visitor.open(served.address + path.format(id=identity), color_scheme=scheme)
    visitor.complaints.clear()
    assert page.evaluate(CONTRASTS) == []
    lightness = page.evaluate("(" + LIGHTNESS + ")(getComputedStyle(document.body).backgroundColor)")
    assert (lightness > 0.8) is (scheme == "light")
    assert page.screenshot()[:4] == b"\x89PNG"


@pytest.mark.parametrize("path", ["/", "/?q=expulsion", "/help", "/s/{id}"])
def test_links_and_fields_are_large_enough_to_hit(visitor, served, identity, path):
    page = visitor.open(served.address + path.format(id=identity), viewport={"width": 320, "height": 640})
    heights = page.evaluate(
        "[...document.querySelectorAll('nav a, button, input, .entries a, #narrow a')]"
        ".map(each => Math.round(each.closest('li, button, input')?.getBoundingClientRect().height ?? 24))"
    )
    assert heights
    assert min(heights) >= 24


LIGHTNESS = """(colour) => {
  const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}"""

CONTRASTS = (
    "() => { const lightness = "
    + LIGHTNESS
    + """;
  const behind = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const poor = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !parent.getClientRects().length || parent.closest('.hidden')) continue;
    const [one, other] = [getComputedStyle(parent).color, behind(parent)].map(lightness);
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) poor.push([texts.currentNode.data.trim().slice(0, 40), contrast]);
  }
  return poor;
}"""
)
