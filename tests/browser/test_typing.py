"""Search as one types: results replace themselves, the address follows, late answers are dropped, one can go back."""

import time

import pytest

pytestmark = pytest.mark.browser

FIELD = "#q"


def type_in(page, text):
    page.locator(FIELD).press_sequentially(text)


def found(page, query):
    """Wait until the results of a query are shown."""
    page.get_by_role("heading", level=1, name=f"Results for {query}", exact=True).wait_for(state="attached")


@pytest.fixture
def page(visitor, shelf):
    page = visitor.open(f"{shelf.address}/?q=gulls", viewport={"width": 1100, "height": 700})
    page.evaluate("window.here = true")
    page.locator(FIELD).fill("")
    return page


def test_results_replace_themselves_and_the_address_follows(page, shelf):
    type_in(page, "harbour")
    found(page, "harbour")
    page.wait_for_url(f"{shelf.address}/?q=harbour")
    assert page.title().startswith("harbour – ")
    assert page.locator("article.hit mark").first.inner_text().lower() == "harbour"
    assert page.locator(FIELD).evaluate("(field) => field === document.activeElement")
    assert page.evaluate("window.here")
    page.locator("#heard").filter(has_text="statements").wait_for(state="attached")


def test_the_first_page_becomes_a_page_of_results_with_the_caret_where_it_was(visitor, shelf):
    page = visitor.open(shelf.address)
    type_in(page, "harbour")
    found(page, "harbour")
    field = page.locator(FIELD)
    assert field.count() == 1
    assert page.locator("header.site #q").count() == 1
    assert field.evaluate("(field) => [field === document.activeElement, field.selectionStart]") == [True, 7]
    type_in(page, " gulls")
    found(page, "harbour gulls")
    assert field.input_value() == "harbour gulls"
    page.go_back()
    page.locator(".welcome").wait_for()
    assert page.locator(".welcome #q").input_value() == ""


def test_nothing_flashes(page):
    page.evaluate(
        """() => { window.empty = 0;
          const main = document.querySelector('main');
          const look = () => { if (main.children.length === 0 || !main.textContent.trim()) window.empty += 1;
            requestAnimationFrame(look); };
          requestAnimationFrame(look); }"""
    )
    before = page.locator("header.site").bounding_box()
    for text in ("harbour", " visit", " nobody"):
        type_in(page, text)
        page.wait_for_function("(text) => document.title.includes(text.trim())", arg=text)
    assert page.locator("header.site").bounding_box() == before
    assert page.evaluate("[window.empty, window.shifted, window.here]") == [0, 0, True]


def test_a_late_answer_is_dropped(page, shelf):
    held = []

    def reply(route):
        if route.request.url.endswith("q=harb"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/?q=*", reply)
    with page.expect_request("**/?q=harb"):
        type_in(page, "harb")
    type_in(page, "our")
    found(page, "harbour")
    assert len(held) == 1
    held[0].continue_()
    page.wait_for_timeout(300)
    found(page, "harbour")
    assert page.url == f"{shelf.address}/?q=harbour"


def test_a_slow_answer_is_told_of_and_the_old_one_stays_till_then(page):
    def slowly(route):
        time.sleep(0.6)
        route.continue_()

    page.route("**/?q=harbour", slowly)
    page.evaluate(
        "new MutationObserver(() => { window.busy ||= document.querySelector('main').ariaBusy === 'true'"
        " && document.querySelectorAll('article.hit').length > 0; })"
        ".observe(document.querySelector('main'), { attributes: true })"
    )
    type_in(page, "harbour")
    found(page, "harbour")
    assert page.evaluate("window.busy")
    assert page.locator("main").get_attribute("aria-busy") is None


def test_one_goes_back_and_forth_between_searches(page, shelf):
    type_in(page, "harbour")
    found(page, "harbour")
    page.go_back()
    found(page, "gulls")
    assert page.url == f"{shelf.address}/?q=gulls"
    assert page.locator(FIELD).input_value() == "gulls"
    page.go_forward()
    found(page, "harbour")
    assert page.locator(FIELD).input_value() == "harbour"
    assert page.evaluate("window.here")


def test_words_typed_in_one_go_are_one_entry_of_the_history(page):
    entries = page.evaluate("history.length")
    for text in ("harb", "our", " visit"):
        type_in(page, text)
        page.wait_for_function("(text) => document.title.includes(text.trim())", arg=text)
    assert page.evaluate("history.length") == entries + 1


def test_a_result_that_was_typed_for_is_still_there_when_one_comes_back(page, shelf):
    type_in(page, "lantern")
    found(page, "lantern")
    page.locator("article.hit h3 a").first.click()
    page.wait_for_url("**/s/**")
    page.go_back()
    found(page, "lantern")
    assert page.locator(FIELD).input_value() == "lantern"


def test_how_results_are_shown_stays_while_one_types(visitor, shelf):
    page = visitor.open(f"{shelf.address}/?q=gulls&group=paragraph&sort=newest&ui=ar")
    page.locator(FIELD).fill("harbour")
    page.wait_for_url("**q=harbour**")
    assert page.url == f"{shelf.address}/?q=harbour&group=paragraph&sort=newest&ui=ar"


def test_an_archive_out_of_reach_is_told_and_costs_nothing_that_is_shown(page, visitor):
    page.context.set_offline(True)
    type_in(page, "harbour")
    page.locator("#heard").filter(has_text="cannot be reached").wait_for(state="attached")
    assert page.locator("article.hit").count() > 0
    page.context.set_offline(False)
    type_in(page, " visit")
    found(page, "harbour visit")
    assert not page.locator("form.unreachable").count()
    assert all("ERR_INTERNET_DISCONNECTED" in each for each in visitor.complaints)
    visitor.complaints.clear()


def test_what_cannot_be_asked_is_answered_in_place(page, visitor):
    page.locator(FIELD).evaluate("(field) => { field.maxLength = 2000; }")
    page.locator(FIELD).fill("harbour " * 130)
    page.locator("main .notice h1").filter(has_text="characters").wait_for()
    visitor.expect_refusal(400)
    page.locator(FIELD).fill("harbour")
    found(page, "harbour")


def test_the_enter_key_searches_at_once_and_leaves_an_entry_of_its_own(page, shelf):
    type_in(page, "harbour")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{shelf.address}/?q=harbour")
    found(page, "harbour")


def test_while_letters_are_composed_nothing_is_asked(page, visitor):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    session = page.context.new_cdp_session(page)
    page.locator(FIELD).focus()
    session.send("Input.imeSetComposition", {"text": "harb", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(400)
    assert asked == []
    session.send("Input.insertText", {"text": "harbour"})
    found(page, "harbour")
