"""The pages in a real Chromium: from a search to the marked paragraph, in every light, width and without JavaScript."""

import re

import pytest

from tests.browser.conftest import in_viewport

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


PATHS = ["/", "/?q=expulsion", "/?q=zzzz+expulsion", "/?q=zzzz", "/help", "/widget", "/nowhere", "/s/{id}?q=expulsion"]


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


@pytest.mark.parametrize("path", ["/", "/?q=expulsion", "/s/{id}"])
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
