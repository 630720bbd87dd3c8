"""How the pages look: on narrow screens, in large letters, in both lights, in forced colours, and from the right."""

import time

import pytest

from tests.browser.states import CITE, HISTORY, LANGUAGES, REPORT, STATES
from tests.browser.trickling import trickling
from tests.browser.visiting import overflow
from tests.webapp.conftest import in_language

pytestmark = pytest.mark.browser

LATE = 0.4
"""Seconds that scripts are held back: what they add must have its place by then."""

MOVING = {
    "home, unfolded",
    "results, unfolded",
    "statement, unfolded",
    "widget, open",
    "widget, chosen at once",
    "widget, an example open",
}
"""States that one makes oneself; what moves there was moved by a hand."""

SLOWLY = ("/", "/?q=harbour&facets=all", REPORT, CITE, "/help", "/widget")


def late(route):
    time.sleep(LATE)
    route.continue_()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_a_page_stands_still_and_fits_the_narrowest_screen_and_large_letters(visitor, request, state, language):
    served = request.getfixturevalue(state.server)
    page = visitor.enter(viewport={"width": 320, "height": 640})
    page.route("**/*.js*", late)
    page.goto(served.address + in_language(state.path, language))
    state.reach(page, visitor)
    assert state.name in MOVING or page.evaluate("window.moved") == []
    assert overflow(page) == []
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) == []
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "path", ["/", "/?q=harbour&facets=all", REPORT, "/cite/made%2Fharbour-report", "/help", "/widget"]
)
def test_nothing_moves_while_a_page_arrives_in_pieces(visitor, shelf, path, language):
    with trickling(shelf.address) as line:
        page = visitor.open(line.rstrip("/") + in_language(path, language), viewport={"width": 320, "height": 640})
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == []


CUT_OFF = """() => [...document.querySelectorAll('a, button, code, h1, h2, h3, p, dt, dd, li, summary, label')]
  .filter((each) => !each.closest('.hidden, .skip') && each.getClientRects().length)
  .filter((each) => !/visible|auto|scroll/.test(getComputedStyle(each).overflowX))
  .filter((each) => each.scrollWidth > each.clientWidth)
  .map((each) => each.outerHTML.slice(0, 80))"""


LIGHTNESS = """(element) => {
  const parts = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
  const [red, green, blue] = parts.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}"""


@pytest.mark.parametrize(("scheme", "is_light"), [("light", True), ("dark", False)])
@pytest.mark.parametrize("path", ["/", "/?q=harbour", f"{REPORT}?q=harbour", "/help"])
def test_the_paper_follows_the_reader_s_light(visitor, shelf, path, scheme, is_light):
    page = visitor.open(shelf.address + path, color_scheme=scheme)
    assert (page.locator("body").evaluate(LIGHTNESS) > 0.5) is is_light
    assert (page.locator("form.search").first.evaluate(LIGHTNESS) > 0.5) is is_light


COLOURS = """(element) => {
  const opaque = (node) => { const colour = getComputedStyle(node).backgroundColor;
    return /^rgba.*, 0\\)$/.test(colour) && node.parentElement ? opaque(node.parentElement) : colour; };
  return { ground: opaque(element), around: opaque(element.parentElement), ink: getComputedStyle(element).color };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/?q=harbour", f"{REPORT}?q=harbour"])
def test_marks_are_seen_in_forced_colours(visitor, shelf, path, scheme):
    page = visitor.open(shelf.address + path, forced_colors="active", color_scheme=scheme)
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    colours = page.locator(".passage mark").first.evaluate(COLOURS)
    assert colours["ground"] != colours["around"]
    assert colours["ground"] != colours["ink"]


def test_the_paragraph_that_one_came_for_is_seen_in_forced_colours(visitor, shelf):
    page = visitor.open(f"{shelf.address}{REPORT}?p=3#p3", forced_colors="active")
    style = "getComputedStyle(document.getElementById('{}')).outlineStyle"
    assert page.evaluate(style.format("p3")) == "solid"
    assert page.evaluate(style.format("p6")) == "none"


def left(page, selector):
    return page.locator(selector).first.bounding_box()["x"]


def middle(page, selector):
    box = page.locator(selector).first.bounding_box()
    return box["x"] + box["width"] / 2


def letters(page, selector):
    """Return the middle of a heading's letters, which stand at one side of its column."""
    return page.locator(selector).first.evaluate(
        "(heading) => { const range = document.createRange(); range.selectNodeContents(heading);"
        " const box = range.getBoundingClientRect(); return box.x + box.width / 2; }"
    )


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_runs_as_its_language_does_and_a_statement_as_its_own(visitor, shelf, language, direction):
    page = visitor.open(shelf.address + in_language(f"{REPORT}?q=harbour", language))
    from_the_left = direction == "ltr"
    assert page.locator("html").get_attribute("dir") == direction
    assert (left(page, ".wordmark") < left(page, "header.site nav")) is from_the_left
    assert (left(page, ".metadata dt") < left(page, ".metadata dd")) is from_the_left
    assert left(page, "#p6 > .number") < left(page, "#p6 .text")
    assert (letters(page, "h1") < middle(page, "h1")) is from_the_left
    page.goto(shelf.address + in_language("/s/made-ar", language))
    assert left(page, "#p1 > .number") > left(page, "#p1 .text")
    assert (letters(page, "h1") < middle(page, "h1")) is from_the_left


def test_time_runs_as_one_reads(visitor, shelf):
    for language, rises in (("en", True), ("ar", False)):
        page = visitor.open(shelf.address + in_language("/?q=harbour", language))
        places = [each.bounding_box()["x"] for each in page.locator(".histogram a .bar").all()]
        assert len(places) > 2
        assert (places == sorted(places)) is rises
        axis = page.locator(".axis span")
        assert (axis.first.bounding_box()["x"] < axis.last.bounding_box()["x"]) is rises


SIDES = """(row) => [...row.cells].map((cell) => { const range = document.createRange();
  range.selectNodeContents(cell); const box = range.getBoundingClientRect();
  return [Math.round(box.left), Math.round(box.right)]; })"""


@pytest.mark.parametrize(("language", "side"), [("en", 0), ("ar", 1)])
def test_a_head_stands_where_its_numbers_do_and_names_at_the_side_of_the_page(visitor, shelf, language, side):
    page = visitor.open(shelf.address + in_language(HISTORY, language), viewport={"width": 1200, "height": 800})
    heads, numbers = (page.locator(f".over-time {part} tr").first.evaluate(SIDES) for part in ("thead", "tbody"))
    assert [each[side] for each in heads] == [each[side] for each in numbers]
    content = page.locator("main h1").evaluate("(h1) => [h1.offsetLeft, h1.offsetLeft + h1.offsetWidth]")
    frame = page.locator("header.site").evaluate(
        "(header) => [header.firstElementChild, header.lastElementChild].map((each) => each.getBoundingClientRect())"
        ".flatMap((box) => [box.left, box.right])"
    )
    assert content == pytest.approx([min(frame), max(frame)], abs=1)
    for each in page.locator(".legend li, .told h2 bdi").all()[::2]:
        box = each.bounding_box()
        assert (box["x"], box["x"] + box["width"])[side] == pytest.approx(content[side], abs=1)


def test_what_invites_to_type_reads_as_the_page_does_and_what_is_typed_as_its_script_does(visitor, shelf):
    page = visitor.open(shelf.address + in_language("/", "ar"), viewport={"width": 1200, "height": 800})
    field = page.locator("input[type=search]").first
    direction = "(field) => getComputedStyle(field).direction"
    assert field.evaluate(direction) == "rtl"
    field.fill("harbour")
    assert field.evaluate(direction) == "ltr"


def test_the_drawing_is_legible_on_a_narrow_screen(visitor, shelf):
    page = visitor.open(shelf.address + HISTORY, viewport={"width": 390, "height": 800})
    drawing = page.locator("svg.plot").bounding_box()
    labels = [each.bounding_box() for each in page.locator("svg.plot .axes text").all()]
    assert min(each["height"] for each in labels) >= 12
    assert all(each["x"] + each["width"] <= drawing["x"] + drawing["width"] for each in labels)
    assert page.locator(".wide:has(svg.plot)").get_attribute("tabindex") == "0"


@pytest.mark.parametrize("path", ["/", "/?q=harbour", "/help", REPORT])
def test_links_and_fields_are_large_enough_to_hit(visitor, shelf, path):
    page = visitor.open(shelf.address + path, viewport={"width": 320, "height": 640})
    heights = page.evaluate(
        "[...document.querySelectorAll('nav a, button, input, .entries a, #narrow li a')]"
        ".filter((each) => each.getClientRects().length)"
        ".map((each) => Math.round(each.closest('li, button, input')?.getBoundingClientRect().height ?? 24))"
    )
    assert heights
    assert min(heights) >= 24
