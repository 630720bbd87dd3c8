"""The keys of the box: a combobox as the ARIA Authoring Practices have it."""

import pytest

from tests.browser.widget.box import numbered

pytestmark = pytest.mark.browser


@pytest.fixture
def listed(box):
    """A box with two statements and the way to all results below it: three options."""
    box.answer_with(json=numbered(2))
    box.search("lantern")
    return box


OPEN, CLOSED = True, False

KEYS = [
    # keys, the option that is active (None: the field itself), whether the list is open, where the cursor is
    ([], None, OPEN, 7),
    (["ArrowDown"], 0, OPEN, 7),
    (["ArrowDown", "ArrowDown"], 1, OPEN, 7),
    (["ArrowDown", "ArrowUp"], None, OPEN, 7),
    (["ArrowUp"], 2, OPEN, 7),
    (["ArrowUp", "ArrowDown"], None, OPEN, 7),
    (["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown"], None, OPEN, 7),
    (["Home"], None, OPEN, 0),
    (["ArrowDown", "Home", "ArrowRight"], 0, OPEN, 1),
    (["ArrowLeft", "ArrowLeft"], None, OPEN, 5),
    (["Home", "End"], None, OPEN, 7),
    (["Escape"], None, CLOSED, 7),
    (["Escape", "ArrowDown"], 0, OPEN, 7),
    (["Escape", "Alt+ArrowDown"], None, OPEN, 7),
    (["Alt+ArrowUp"], None, CLOSED, 7),
    (["ArrowDown", "Escape"], None, CLOSED, 7),
    (["Escape", "Escape"], None, CLOSED, 0),
]


@pytest.mark.parametrize(("keys", "active", "is_open", "cursor"), KEYS, ids=str)
def test_keys_move_open_and_close(listed, keys, active, is_open, cursor):
    listed.press(*keys)
    assert listed.active == (None if active is None else listed.options.nth(active).get_attribute("id"))
    assert listed.is_open is is_open
    assert listed.field.get_attribute("aria-expanded") == str(is_open).lower()
    assert listed.field.evaluate("(field) => field.selectionStart") == cursor
    chosen = [each.get_attribute("aria-selected") for each in listed.options.all()]
    assert chosen == [str(place == active).lower() for place in range(len(chosen))]


def test_escape_closes_then_clears_and_the_field_keeps_the_focus(listed):
    listed.press("Escape")
    assert listed.field.input_value() == "lantern"
    listed.press("Escape")
    assert listed.field.input_value() == ""
    assert listed.options.count() == 0
    assert listed.is_focused("input")


def test_a_key_held_with_control_that_edits_text_is_left_alone(listed):
    listed.press("Control+a", "Delete")
    assert listed.field.input_value() == ""


@pytest.mark.parametrize("down", [0, 1])
def test_control_and_enter_open_another_tab(listed, down, served):
    listed.press(*["ArrowDown"] * down)
    with listed.page.context.expect_page() as opened:
        listed.press("Control+Enter")
    expected = "/s/one?p=1&q=lantern#p1" if down else "/?q=lantern"
    assert opened.value.url == served.address + expected
    assert listed.page.title() == "Another site"


def test_composing_keys_are_left_alone(listed):
    asked = []
    listed.page.on("request", lambda request: "/search?" in request.url and asked.append(request.url))
    session = listed.page.context.new_cdp_session(listed.page)
    session.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    # Not Escape: Chromium's own field clears itself on it, which an input method would have kept from it.
    for name in ("ArrowDown", "Enter"):
        for kind in ("rawKeyDown", "keyUp"):
            key = {"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": 229}
            session.send("Input.dispatchKeyEvent", key)
    listed.page.wait_for_timeout(400)
    assert asked == []
    assert listed.active is None
    assert listed.is_open
    assert listed.field.input_value() == "lanternに"
    assert listed.page.title() == "Another site"
    session.send("Input.insertText", {"text": "日本"})
    listed.page.wait_for_timeout(400)
    assert len(asked) == 1
