"""The query in the address of the page that embeds the box, and what Back and Forward make of it."""

import re
import shutil

import pytest

from tests.browser.chromium import ARGUMENTS
from tests.browser.widget.box import Box

pytestmark = pytest.mark.browser


def test_without_being_asked_it_leaves_the_address_alone(box):
    before = box.page.url
    box.search("expulsion")
    assert box.page.url == before
    assert box.page.evaluate("history.length") == 2


def test_the_address_follows_what_is_typed_without_a_step_for_each_key(open_box):
    box = open_box("sync-url")
    steps = box.page.evaluate("history.length")
    box.search("expulsion")
    assert box.page.url.endswith("/?q=expulsion")
    assert box.page.evaluate("history.length") == steps
    box.press("Escape", "Escape")
    assert not box.page.url.endswith("expulsion")


def test_a_page_whose_address_has_a_query_shows_its_results(visitor, embed):
    page = visitor.open(embed('sync-url="search"') + "?search=expulsion&other=1")
    box = Box(page)
    box.options.first.wait_for(state="attached")
    assert box.field.input_value() == "expulsion"
    assert not box.is_open
    box.begin()
    assert box.is_open


def test_back_finds_the_query_and_its_results_again(open_box):
    box = open_box("sync-url")
    box.search("expulsion")
    box.press("ArrowDown", "Enter")
    box.page.wait_for_url(re.compile("/s/"))
    box.page.go_back()
    box.page.wait_for_url(re.compile(r"\?q=expulsion$"))
    box.options.first.wait_for(state="attached")
    assert box.field.input_value() == "expulsion"


def test_a_page_from_the_cache_of_back_and_forward_goes_on(browser, embed):
    keeping = browser.browser_type.launch(
        executable_path=shutil.which("chromium"),
        args=list(ARGUMENTS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    page = keeping.new_page()
    page.add_init_script("addEventListener('pageshow', (event) => { window.wasKept = event.persisted; });")
    page.goto(embed("sync-url", policy=""))
    box = Box(page)
    box.begin()
    box.search("expulsion")
    box.press("ArrowDown", "Enter")
    page.wait_for_url(re.compile("/s/"))
    page.evaluate("() => { history.back(); }")
    page.wait_for_function("() => window.wasKept === true")
    assert box.field.input_value() == "expulsion"
    box.field.fill("asylum")
    page.wait_for_function("() => location.search === '?q=asylum'")
    box.wait_to_hear(re.compile("statement|Nothing|None"))
    keeping.close()


def test_recent_searches_are_kept_where_the_page_asks_and_can_be_forgotten(open_box):
    box = open_box("recent", policy="")
    box.page.evaluate("document.addEventListener('onrecord-select', () => {})")
    box.page.route("**/s/**", lambda route: route.fulfill(status=204))
    box.search("expulsion")
    box.press("ArrowDown", "Enter")
    box.press("Escape", "Escape")
    recent = box.element.get_by_role("group", name="Recent searches")
    recent.wait_for()
    assert recent.get_by_role("option").all_inner_texts() == ["expulsion"]
    box.press("ArrowDown", "Enter")
    assert box.field.input_value() == "expulsion"
    box.element.get_by_role("group", name="Recent searches").wait_for(state="detached")
    box.options.first.wait_for()
    box.press("Escape", "Escape")
    box.element.get_by_text("Forget these searches").click()
    assert box.options.count() == 0
    assert box.page.evaluate("localStorage.length") == 0


def test_a_browser_that_keeps_nothing_still_searches(visitor, embed):
    page = visitor.enter()
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } });")
    page.goto(embed("recent"))
    box = Box(page)
    box.begin()
    box.search("expulsion")
