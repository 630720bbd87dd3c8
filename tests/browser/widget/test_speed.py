"""How soon results are painted, how still the page stands, and how little is transferred."""

import statistics

import pytest

from tests.browser.test_looks import late
from tests.browser.widget.box import Box, numbered
from webapp.widget_guide import BUTTON_RESERVED, FIELD_RESERVED

pytestmark = pytest.mark.browser

KEYSTROKE_TO_PAINT = 300
"""Milliseconds from the last key to painted results, 95 of 100 times, on a processor four times slower."""

INTERACTION = 100
"""Milliseconds that the slowest key or click may keep a page from painting."""

FIRST_RESULT = 20_000
"""Bytes transferred until the first result is there."""

ROUNDS = 40

PAINTED = """([box, text]) => new Promise((done) => {
  const root = box.shadowRoot;
  const field = root.querySelector("input");
  field.value = text;
  const begun = performance.now();
  field.dispatchEvent(new InputEvent("input"));
  const seen = new MutationObserver(() => {
    if (!root.querySelector("[role=option]")?.textContent.includes("lantern")) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
  });
  seen.observe(root.querySelector("[role=listbox]"), { childList: true });
})"""
"""Types a text and tells when the frame with its results was painted."""


def test_results_are_painted_soon_after_the_last_key_on_a_slow_machine(box):
    box.answer_with(json=numbered(6))
    box.search("warm")
    session = box.page.context.new_cdp_session(box.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    element = box.element.element_handle()
    times = [box.page.evaluate(PAINTED, [element, f"lantern {each}"]) for each in range(ROUNDS)]
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    late = statistics.quantiles(times, n=20)[-1]
    print(f"\nkeystroke to paint, 4x slower: median {statistics.median(times):.0f} ms, p95 {late:.0f} ms")  # noqa: T201
    assert late <= KEYSTROKE_TO_PAINT


def test_no_key_or_click_holds_the_page_up(box):
    box.page.evaluate(
        "() => { window.slowest = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())"
        " if (each.interactionId) window.slowest = Math.max(window.slowest, each.duration); })"
        ".observe({ type: 'event', durationThreshold: 16 }); }"
    )
    box.answer_with(json=numbered(20))
    box.search("lantern")
    box.press("ArrowDown", "ArrowDown", "ArrowUp", "Escape", "Alt+ArrowDown")
    box.page.mouse.click(5, 5)
    box.page.wait_for_timeout(300)
    slowest = box.page.evaluate("window.slowest")
    print(f"\nslowest interaction: {slowest:.0f} ms")  # noqa: T201
    assert slowest <= INTERACTION


@pytest.mark.parametrize("mode", ["inline", "popover", "dialog"])
def test_the_page_stands_still(visitor, embed, mode):
    page = visitor.enter(viewport={"width": 700, "height": 700})
    reserved = FIELD_RESERVED if mode == "inline" else BUTTON_RESERVED
    page.route("**/widget.js*", late)
    page.goto(embed(f'mode="{mode}"', head=f"<style>{reserved}</style>", policy=""))
    box = Box(page)
    if mode != "inline":
        box.button.click()
    box.begin()
    box.search("expulsion")
    box.press("Escape")
    page.mouse.click(5, 690)
    page.wait_for_timeout(200)
    assert page.evaluate("window.shifted") == 0


def test_the_first_result_takes_few_bytes(visitor, embed):
    page = visitor.enter()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(embed())
    sizes.clear()
    box = Box(page)
    page.reload()
    box.begin()
    box.search("expulsion")
    print(f"\nuntil the first result: {sum(sizes)} bytes, the page itself among them")  # noqa: T201
    assert sum(sizes) <= FIRST_RESULT
