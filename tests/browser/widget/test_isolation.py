"""The box and its page leave each other alone, whatever the page does."""

import re
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from tests.browser.widget.box import API, SHARED, Box, answer, numbered, paragraph
from tests.browser.widget.hosts import HOSTILE, PLACED, STYLED, box_of
from webapp.widget_files import BUILD

pytestmark = pytest.mark.browser

SHOWN = answer(
    paragraph("the lantern was lit", [[4, 11]], speaker="A. Speaker"),
    paragraph("another lantern", [[8, 15]], number=2),
    published="2025-02-11",
    publisher="Example Organisation",
)


def style(text):
    return f"<style>{text}</style>"


def pictured(element):
    return Image.open(BytesIO(element.screenshot(animations="disabled", caret="hide")))


def looks(open_box, css, mode):
    box = open_box(f'mode="{mode}" theme="light"', head=style(css + PLACED), policy=STYLED)
    box.answer_with(json=SHOWN)
    if mode == "inline":
        field = pictured(box.field)
    else:
        field = pictured(box.button)
        box.button.click()
    box.search("lantern")
    box.page.mouse.move(0, 0)
    return field, pictured(box.element.locator("[part=panel]"))


@pytest.mark.parametrize("mode", ["inline", "popover", "dialog"])
def test_a_hostile_style_sheet_changes_no_pixel(open_box, mode):
    plain = looks(open_box, "", mode)
    hostile = looks(open_box, HOSTILE, mode)
    for one, other in zip(plain, hostile, strict=True):
        assert one.size == other.size
        assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None


def test_the_hostile_style_sheet_is_one(open_box):
    box = open_box(head=style(HOSTILE), policy=STYLED)
    heading = box.page.locator("h1")
    assert heading.evaluate("(each) => getComputedStyle(each).color") == "rgb(0, 255, 0)"
    assert heading.evaluate("(each) => getComputedStyle(each).display") == "inline"


def test_a_page_s_own_style_reaches_it_by_properties_and_parts_alone(open_box):
    css = "onrecord-search { --onrecord-text: rgb(1, 2, 3); } onrecord-search::part(input) { border-width: 5px; }"
    box = open_box(head=style(css), policy=STYLED)
    assert box.field.evaluate("(each) => getComputedStyle(each).color") == "rgb(1, 2, 3)"
    assert box.field.evaluate("(each) => getComputedStyle(each).borderTopWidth") == "5px"


@pytest.mark.parametrize("root_size", ["62.5%", "10px", "40px"])
def test_the_size_of_the_page_s_letters_never_makes_the_field_zoom_on_a_phone(open_box, root_size):
    box = open_box(head=style(f"html {{ font-size: {root_size} }} body {{ font-size: 1rem }}"), policy=STYLED)
    assert float(box.field.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)")) >= 16


@pytest.mark.parametrize(
    ("theme", "page", "system", "is_dark"),
    [
        ("", "light", "dark", False),
        ("", "dark", "light", True),
        ("", "light dark", "dark", True),
        ("", "normal", "dark", False),
        ('theme="auto"', "dark", "light", True),
        ('theme="light"', "dark", "dark", False),
        ('theme="dark"', "light", "light", True),
    ],
)
def test_it_is_as_light_as_its_page(open_box, theme, page, system, is_dark):
    head = style(f":root {{ color-scheme: {page} }}")
    box = open_box(theme, head=head, policy=STYLED, color_scheme=system)
    colour = box.field.evaluate("(each) => getComputedStyle(each).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", colour)[:3])) < 128) is is_dark


def test_two_boxes_answer_each_for_itself(open_box, served):
    body = "\n".join(box_of(served.address, f'id="{name}" limit="{limit}"') for name, limit in (("one", 1), ("two", 2)))
    first = open_box(body=body)
    asked = []
    first.page.on("request", lambda request: "/search?" in request.url and asked.append(request.url))
    second = Box(first.page, "#two")
    first.answer_with(json=numbered(1))
    first.search("lantern")
    second.begin()
    second.search("harbour")
    assert not first.is_open
    assert second.is_open
    assert (first.field.input_value(), second.field.input_value()) == ("lantern", "harbour")
    assert [re.search(r"q=(\w+)&limit=(\d)", each).groups() for each in asked] == [("lantern", "1"), ("harbour", "2")]


def test_a_box_that_waits_is_not_disturbed_by_another(open_box, served):
    body = "\n".join(box_of(served.address, f'id="{name}"') for name in ("one", "two"))
    first = open_box(body=body)
    second = Box(first.page, "#two")
    held = []

    def reply(route):
        if "q=lantern&" in route.request.url:
            held.append(route)
            return
        route.fulfill(json=numbered(1), headers=SHARED)

    first.page.route(API, reply)
    with first.page.expect_request(API):
        first.type("lantern")
    second.begin()
    second.search("harbour")
    held[0].fulfill(json=numbered(2), headers=SHARED)
    first.options.nth(2).wait_for(state="attached")
    assert (first.options.count(), second.options.count()) == (3, 2)


def test_a_script_that_is_loaded_twice_defines_the_element_once(box):
    assert box.page.locator("script[src*=widget]").count() == 2
    assert box.page.evaluate("!!customElements.get('onrecord-search')")


def test_a_page_that_holds_the_script_to_its_digest_loads_all_of_it(open_box, visitor, embed, served):
    head = (
        f'<script type="module" crossorigin src="{served.address}/{BUILD.box.file}" integrity="{BUILD.box.integrity}">'
    )
    page = visitor.enter()
    page.route("**/widget.js*", lambda route: route.abort())
    page.goto(embed(head=head + "</script>"))
    visitor.complaints.clear()
    box = Box(page)
    box.begin()
    box.search("expulsion")


@pytest.mark.parametrize("stem", ["search", "hotkey"])
def test_a_file_that_was_tampered_with_is_refused_and_the_form_stays(visitor, embed, served, stem):
    page = visitor.enter()

    def tamper(route):
        told = route.fetch()
        route.fulfill(response=told, body=told.text() + ";document.title='Tampered'")

    page.route(f"**/widget-{stem}-*", tamper)
    page.goto(embed("hotkey"))
    box = Box(page)
    box.field.focus()
    page.wait_for_timeout(500)
    assert page.title() == "Another site"
    assert any("integrity" in each for each in visitor.complaints), visitor.complaints
    visitor.complaints.clear()
    if stem == "search":
        box.field.fill("expulsion")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served.address}/?q=expulsion")


def test_words_that_were_tampered_with_are_refused_and_english_stays(open_box, visitor):
    visitor_words = []

    def tamper(route):
        visitor_words.append(route.request.url)
        told = route.fetch()
        route.fulfill(response=told, body=told.text().replace("Rien", "Tampered"))

    box = open_box()
    box.page.route("**/widget-fr-*", tamper)
    box.element.evaluate("(box) => { box.lang = 'fr' }")
    box.page.wait_for_timeout(500)
    assert visitor_words
    box.type("zzzzqqqq")
    assert box.wait_to_hear("zzzz") == "Nothing on record for “zzzzqqqq”."
    visitor.complaints.clear()
