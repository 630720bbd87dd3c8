"""The box behind a button: in a popover or a dialog, opened by hand or by keys."""

import pytest

from tests.browser.widget.box import Box, numbered
from tests.browser.widget.hosts import STYLED, box_of

pytestmark = pytest.mark.browser

BEHIND = ["popover", "dialog"]


@pytest.fixture
def framed(open_box):
    """Open a box in a mode, answered with two statements."""

    def opened(mode, attributes="", **options):
        box = open_box(f'mode="{mode}" {attributes}', **options)
        box.answer_with(json=numbered(2))
        return box

    return opened


def is_framed(box):
    return box.element.locator("[part=frame]").is_visible()


@pytest.mark.parametrize("mode", BEHIND)
def test_a_button_opens_it_and_closing_returns_there(framed, mode):
    box = framed(mode)
    box.button.click()
    box.element.locator("[role=combobox]").wait_for()
    assert box.is_focused("input")
    box.search("lantern")
    box.press("ArrowDown")
    assert box.active == box.options.first.get_attribute("id")
    box.press("Escape")
    assert not is_framed(box)
    assert box.is_focused("button")
    box.press("Enter")
    assert box.is_focused("input")
    assert box.field.evaluate("(field) => field.selectionEnd - field.selectionStart") == len("lantern")


@pytest.mark.parametrize("mode", BEHIND)
def test_it_can_be_closed_by_a_button_and_from_outside(framed, mode):
    box = framed(mode)
    box.button.click()
    box.element.get_by_role("button", name="Close").click()
    assert not is_framed(box)
    box.button.click()
    assert is_framed(box)
    box.page.mouse.click(5, 690)
    assert not is_framed(box)


@pytest.mark.parametrize("mode", BEHIND)
def test_it_tells_of_its_opening_and_closing_once(framed, mode):
    box = framed(mode)
    box.page.evaluate(
        "() => { window.told = []; for (const name of ['open', 'close'])"
        " document.addEventListener('onrecord-' + name, () => window.told.push(name)); }"
    )
    box.button.click()
    box.search("lantern")
    box.element.get_by_role("button", name="Close").click()
    box.page.wait_for_function("() => window.told.length > 1")
    assert box.page.evaluate("window.told") == ["open", "close"]


def test_tab_stays_within_the_dialog(framed):
    box = framed("dialog")
    box.button.click()
    box.search("lantern")
    for _ in range(6):
        box.press("Tab")
        assert box.page.evaluate("document.activeElement.localName") in {"onrecord-search", "body"}
        assert not box.page.evaluate("document.activeElement.matches('a')")


@pytest.mark.parametrize("mode", ["inline", *BEHIND])
def test_nothing_of_the_page_lies_above_it(framed, mode):
    high = "<style>h1, p { position: relative; z-index: 2147483647; background: red }</style>"
    body_end = "main { overflow: hidden; transform: translateZ(0); height: 300px }"
    box = framed(mode, head=high + f"<style>{body_end}</style>", policy=STYLED)
    if mode != "inline":
        box.button.click()
    box.search("lantern")
    for option in box.options.all():
        assert option.evaluate(
            "(each) => { const box = each.getBoundingClientRect();"
            " const above = each.getRootNode().elementFromPoint(box.x + 30, box.y + box.height / 2);"
            " return above.closest('[role=option]') === each; }"
        )


@pytest.mark.parametrize("mode", ["inline", *BEHIND])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_it_fits_the_narrowest_screen_and_runs_as_its_language_does(framed, mode, direction):
    language = "ar" if direction == "rtl" else "en"
    box = framed(mode, f'lang="{language}"', viewport=(320, 640))
    if mode != "inline":
        box.button.click()
    box.search("lantern")
    panel = box.element.locator("[part=panel]").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 320
    assert box.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert box.options.first.evaluate("(each) => getComputedStyle(each).direction") == direction


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_results_of_a_narrow_field_stay_on_the_screen(framed, side):
    css = f"<style>onrecord-search {{ width: 120px; margin-{side}: auto; margin-{side}: 0; float: {side} }}</style>"
    box = framed("inline", head=css, policy=STYLED, viewport=(700, 700))
    box.search("lantern")
    panel = box.element.locator("[part=panel]").bounding_box()
    assert panel["width"] >= 320
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 700


@pytest.mark.parametrize("mode", ["inline", *BEHIND])
def test_keys_open_it_from_anywhere_on_the_page(framed, mode):
    box = framed(mode, "hotkey")
    box.page.wait_for_function(
        "() => document.querySelector('onrecord-search').shadowRoot.querySelector('[aria-keyshortcuts]')"
    )
    box.page.locator("a").last.focus()
    box.press("Control+k")
    box.page.wait_for_function("() => document.querySelector('onrecord-search').shadowRoot.activeElement?.name === 'q'")
    box.search("lantern")


HOTKEYS = [
    ("hotkey", "Control+k", True),
    ("hotkey", "k", False),
    ("hotkey", "Control+Shift+k", False),
    ('hotkey="/"', "/", False),
    ('hotkey="/"', "Control+k", True),
    ('hotkey="alt+s"', "Alt+s", True),
    ('hotkey="alt+s"', "Control+k", False),
    ('hotkey="shift+k"', "Shift+K", False),
]


@pytest.mark.parametrize(("attribute", "keys", "opens"), HOTKEYS)
def test_only_keys_that_nobody_types_open_it(framed, attribute, keys, opens):
    box = framed("dialog", attribute)
    box.page.wait_for_function(
        "() => document.querySelector('onrecord-search').shadowRoot.querySelector('[aria-keyshortcuts]')"
    )
    box.press(keys)
    box.page.wait_for_timeout(300)
    assert is_framed(box) is opens


def test_keys_do_nothing_while_one_types_elsewhere(open_box, served):
    body = '<input id="other" aria-label="Other">' + box_of(served.address, 'mode="dialog" hotkey')
    box = open_box(body=body)
    box.page.wait_for_function(
        "() => document.querySelector('onrecord-search').shadowRoot.querySelector('[aria-keyshortcuts]')"
    )
    box.page.locator("#other").focus()
    box.press("Control+k")
    box.page.wait_for_timeout(300)
    assert not is_framed(box)


def test_of_two_boxes_the_first_of_the_page_opens_whichever_was_ready_first(open_box, served):
    ready = (
        "() => [...document.querySelectorAll('onrecord-search')]"
        ".every((each) => each.shadowRoot.querySelector('[aria-keyshortcuts]'))"
    )
    first = open_box(body=box_of(served.address, 'id="two" mode="dialog" hotkey'))
    first.page.wait_for_function(ready)
    first.page.evaluate("two.before(Object.assign(two.cloneNode(true), { id: 'one' }))")
    first.page.wait_for_function(ready)
    first.press("Control+k")
    first.page.wait_for_timeout(500)
    assert [is_framed(Box(first.page, f"#{name}")) for name in ("one", "two")] == [True, False]
