"""axe-core on the box in a page of another site: closed and open, in each mode and state, in both directions."""

import pytest

from tests.browser.test_accessibility import violations
from tests.browser.visiting import AXE
from tests.browser.widget.box import answer, numbered, paragraph
from tests.browser.widget.hosts import STYLED

pytestmark = pytest.mark.browser

SHOWN = answer(
    paragraph("the lantern was lit", [[4, 11]], speaker="A. Speaker"),
    paragraph("otro farol", [[5, 10]], number=2, language="es"),
    published="2025-02-11",
    publisher="Example Organisation",
    language="en",
)


def nothing(_box):
    pass


def results(box):
    box.answer_with(json=SHOWN)
    box.search("lantern")
    box.press("ArrowDown")


def none(box):
    box.answer_with(json=numbered(0))
    box.type("lantern")
    box.seen.wait_for()


def failed(box):
    box.answer_with(status=500, body="")
    box.type("lantern")
    box.retry.wait_for()


STATES = {"at rest": nothing, "results": results, "nothing found": none, "failed": failed}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("mode", ["inline", "popover", "dialog"])
def test_no_rule_is_violated(open_box, visitor, mode, state, language):
    head = "<style>html { color-scheme: light dark; color: CanvasText; background: Canvas }</style>"
    box = open_box(f'mode="{mode}" lang="{language}"', head=head, policy=STYLED)
    if mode != "inline" and state != "at rest":
        box.button.click()
    STATES[state](box)
    box.page.context.new_cdp_session(box.page).send("Page.setBypassCSP", {"enabled": True})
    box.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for width in (320, 1100):
        for light in ("light", "dark"):
            box.page.set_viewport_size({"width": width, "height": 700})
            box.page.emulate_media(color_scheme=light)
            found += violations(box.page)
    assert found == []
    visitor.complaints.clear()


def test_a_planted_fault_is_found(open_box, visitor):
    box = open_box(policy="")
    results(box)
    box.page.evaluate(AXE.read_text(encoding="utf-8"))
    box.element.evaluate("(box) => { const { input } = box; input.ariaLabel = input.placeholder = ''; }")
    assert {each.partition(":")[0] for each in violations(box.page)} & {"label", "aria-input-field-name"}


@pytest.mark.parametrize("part", ["option", "retry", "input"])
def test_what_is_touched_is_large_enough(open_box, visitor, part):
    box = open_box()
    failed(box) if part == "retry" else results(box)
    for each in box.element.locator(f"[part~={part}]").all():
        assert each.bounding_box()["height"] >= 44
    visitor.complaints.clear()


def test_what_is_active_and_what_is_marked_is_seen_in_forced_colours(open_box):
    box = open_box(forced_colors="active")
    results(box)
    active, other = box.options.nth(0), box.options.nth(1)
    outline = "(each) => getComputedStyle(each).outlineStyle"
    assert (active.evaluate(outline), other.evaluate(outline)) == ("solid", "none")
    ground = "(each) => getComputedStyle(each).backgroundColor"
    assert active.locator("mark").evaluate(ground) != active.evaluate(ground)


def test_nothing_moves_for_those_who_want_stillness(open_box):
    box = open_box(reduced_motion="reduce")
    results(box)
    assert box.page.evaluate("document.getAnimations({ subtree: true }).length") == 0
    durations = box.element.evaluate(
        "(box) => [...box.shadowRoot.querySelectorAll('*')].map((each) => getComputedStyle(each).transitionDuration)"
    )
    assert set(durations) <= {"0s"}


def test_foreign_words_are_told_to_be_so(open_box):
    box = open_box()
    results(box)
    assert box.element.locator("[part~=passage]").nth(1).get_attribute("lang") == "es"
