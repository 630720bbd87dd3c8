"""The search box on a page of another site, under a policy that forbids all but its script and its answers."""

import json
import re

import pytest

from tests.browser.visiting import in_viewport

pytestmark = pytest.mark.browser

OPTION = "onrecord-search [role=option]"
STATUS = "onrecord-search [role=status]"
SHARED = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}


@pytest.fixture
def box(visitor, other_site):
    page = visitor.open(other_site, viewport={"width": 700, "height": 700})
    page.wait_for_selector("onrecord-search [role=combobox]")
    return page


def type_in(page, text):
    page.get_by_role("combobox").press_sequentially(text)


def wait_for_status(page, text):
    page.locator(STATUS).filter(has_text=text).wait_for(state="attached")


def answer(title, text, highlights, permalink="/s/one#p1"):
    place = {"number": 1, "permalink": permalink, "speaker": None, "language": None}
    paragraph = place | {"text": text, "highlights": highlights}
    statement = {"id": "one", "title": title, "published": None, "publisher": None, "language": None}
    hit = {"statement": statement, "title_highlights": [], "paragraphs": [paragraph]}
    return {"total": {"statements": 1, "paragraphs": 1}, "hits": [hit]}


def answer_with(page, **options):
    page.route("**/api/v1/search?*", lambda route: route.fulfill(headers=SHARED, **options))


def test_one_types_sees_marks_and_arrives_by_keyboard(box, served):
    type_in(box, '"non-refoulement"')
    box.wait_for_selector(OPTION)
    option = box.locator(OPTION).first
    assert set(option.locator("mark").all_inner_texts()) == {"non-refoulement"}
    field = box.get_by_role("combobox")
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    box.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert option.get_attribute("aria-selected") == "true"
    box.keyboard.press("Enter")
    box.wait_for_url(re.compile(re.escape(served.address) + r"/s/.+\?p=10-.+&q=.+#p10$"))
    assert box.locator(":target mark").first.inner_text() == "non-refoulement"
    assert in_viewport(box, ":target mark")


def test_the_keys_move_close_and_clear(box):
    type_in(box, "expulsion")
    box.wait_for_selector(OPTION)
    field, options = box.get_by_role("combobox"), box.locator(OPTION)
    box.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == options.last.get_attribute("id")
    box.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") is None
    box.keyboard.press("Escape")
    assert not options.first.is_visible()
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "expulsion"
    box.keyboard.press("Alt+ArrowDown")
    assert options.first.is_visible()
    box.keyboard.press("Escape")
    box.keyboard.press("Escape")
    assert field.input_value() == ""
    assert options.count() == 0


def test_enter_without_a_choice_leads_to_all_results(box, served):
    type_in(box, "expulsion")
    box.keyboard.press("Enter")
    box.wait_for_url(f"{served.address}/?q=expulsion")
    assert box.locator("article.hit").count() == 1


def test_the_panel_closes_when_one_goes_elsewhere(box):
    type_in(box, "expulsion")
    box.wait_for_selector(OPTION)
    box.get_by_text("A paragraph below").click(position={"x": 2, "y": 2}, force=True)
    box.keyboard.press("Tab")
    assert not box.locator(OPTION).first.is_visible()


def test_nothing_found_is_told_by_the_one_polite_region(box):
    type_in(box, "zzzzqqqq")
    wait_for_status(box, "Nothing")
    assert box.locator(STATUS).inner_text() == "Nothing on record for “zzzzqqqq”."
    assert box.locator(STATUS).get_attribute("aria-live") == "polite"
    assert box.locator("onrecord-search [aria-live]").count() == 1
    assert box.locator(OPTION).count() == 0


def test_words_after_astral_characters_are_marked_and_no_text_is_markup(box):
    text = "😀🙂 <img src=x onerror=alert(1)> the lantern"
    start = text.index("lantern")
    answer_with(box, json=answer("<b>Title</b>", text, [[start, start + 7]]))
    type_in(box, "lantern")
    box.wait_for_selector(OPTION)
    option = box.locator(OPTION).first
    assert option.locator("mark").all_inner_texts() == ["lantern"]
    assert text in option.inner_text()
    assert box.locator("onrecord-search").evaluate("(e) => e.shadowRoot.querySelectorAll('img, b, script').length") == 0


def test_a_result_that_leads_to_no_web_address_is_not_shown(box):
    answer_with(box, json=answer("Title", "the lantern", [], permalink="javascript:alert(1)"))
    type_in(box, "lantern")
    wait_for_status(box, re.compile("."))
    assert box.locator(OPTION).count() == 0


def test_a_late_answer_does_not_replace_a_newer_one(box):
    held = []

    def reply(route):
        if "q=lan&" in route.request.url:
            held.append(route)
            return
        route.fulfill(json=answer("Newer", "the lantern", []), headers=SHARED)

    box.route("**/api/v1/search?*", reply)
    type_in(box, "lan")
    wait_for_status(box, "Searching…")
    assert len(held) == 1
    type_in(box, "tern")
    box.wait_for_selector(OPTION)
    held[0].fulfill(json=answer("Older", "lan", []), headers=SHARED)
    box.wait_for_timeout(100)
    assert box.locator(OPTION).first.inner_text().startswith("Newer")


def test_too_many_requests_are_waited_out(box, visitor):
    busy = (429, {"Retry-After": "1"}, {"error": {"message": "Slow down."}})
    answers = [busy, (200, {}, answer("Title", "lantern", []))]
    asked = []

    def reply(route):
        status, headers, body = answers[min(len(asked), 1)]
        asked.append(status)
        route.fulfill(status=status, headers=SHARED | headers, body=json.dumps(body))

    box.route("**/api/v1/search?*", reply)
    type_in(box, "lantern")
    wait_for_status(box, re.compile("."))
    assert "1 s" in box.locator(STATUS).inner_text()
    box.wait_for_selector(OPTION)
    assert asked == [429, 200]
    visitor.complaints.clear()


def test_a_failure_can_be_tried_again_and_a_wrong_call_is_told(box, visitor):
    answer_with(box, status=500, body="no JSON")
    type_in(box, "lantern")
    again = box.get_by_role("button", name="Try again")
    again.wait_for()
    assert box.locator(STATUS).inner_text() == "The archive cannot be reached."
    box.unroute_all()
    answer_with(box, json=answer("Title", "lantern", []))
    again.click()
    box.wait_for_selector(OPTION)
    box.unroute_all()
    answer_with(box, status=400, json={"error": {"code": "x", "message": "The query is odd.", "hint": None}})
    type_in(box, "s")
    wait_for_status(box, "The query is odd.")
    assert not again.is_visible()
    visitor.complaints.clear()


def test_being_offline_is_told_and_ends_by_itself(box, visitor):
    box.context.set_offline(True)
    type_in(box, "expulsion")
    wait_for_status(box, re.compile("."))
    assert box.locator(STATUS).inner_text().startswith("You are offline")
    box.context.set_offline(False)
    box.wait_for_selector(OPTION)
    visitor.complaints.clear()


def test_composing_keys_are_left_alone(box):
    asked = []
    box.route("**/api/v1/search?*", lambda route: (asked.append(route.request.url), route.continue_()))
    box.get_by_role("combobox").focus()
    session = box.context.new_cdp_session(box)
    session.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    for kind in ("rawKeyDown", "keyUp"):
        key = {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
        session.send("Input.dispatchKeyEvent", key)
    box.wait_for_timeout(400)
    assert asked == []
    session.send("Input.insertText", {"text": "日本"})
    box.wait_for_timeout(400)
    assert len(asked) == 1


def test_without_scripts_the_plain_form_leads_to_the_results(visitor, other_site, served):
    page = visitor.open(other_site, java_script_enabled=False)
    page.get_by_label("Plain search").fill("expulsion")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url(f"{served.address}/?q=expulsion")
    assert page.locator("article.hit mark").count() > 0


def test_the_demo_page_holds_the_box_and_shows_how_to_embed_it(visitor, served):
    page = visitor.open(f"{served.address}/widget")
    page.locator("onrecord-search").get_by_role("combobox").press_sequentially("expulsion")
    page.wait_for_selector(OPTION)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "widget.js" in page.locator("pre").first.inner_text()


def test_it_asks_nobody_but_the_archive(box, visitor, served, other_site):
    type_in(box, "expulsion")
    box.wait_for_selector(OPTION)
    assert visitor.asked == {served.address.removeprefix("http://"), other_site.split("/")[2]}
    assert box.context.cookies() == []
    assert box.evaluate("localStorage.length + sessionStorage.length") == 0


def test_it_tells_the_page_what_happens(box):
    box.evaluate(
        "() => { window.told = []; for (const name of ['search', 'results', 'select', 'error'])"
        " document.addEventListener('onrecord-' + name, (event) => window.told.push([name, event.detail.query])); }"
    )
    box.get_by_role("combobox").fill("expulsion")  # at once: a slow machine types slower than the box waits
    box.wait_for_selector(OPTION)
    assert box.evaluate("window.told") == [["search", "expulsion"], ["results", "expulsion"]]


def test_a_long_paragraph_is_cut_between_words(box):
    words = [f"word{number}" for number in range(200)]
    text = " ".join(words)
    start = text.index("word120")
    answer_with(box, json=answer("A made statement", text, [[start, start + 7]]))
    type_in(box, "word120")
    box.wait_for_selector(OPTION)
    shown = box.locator("onrecord-search [part~=passage]").first.inner_text()
    assert shown.startswith("… ")
    assert set(re.findall(r"\w+", shown)) <= set(words)
    assert "word120" in shown
