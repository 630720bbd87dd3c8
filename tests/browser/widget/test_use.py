"""Someone who has never seen the box types into it, on a page of another site under the strictest policy."""

import re

import pytest

from tests.browser.visiting import in_viewport
from tests.browser.widget.box import Box, answer, paragraph

pytestmark = pytest.mark.browser


def test_one_types_sees_marks_and_arrives_at_the_paragraph(box, served):
    box.search('"non-refoulement"')
    assert set(box.options.first.locator("mark").all_inner_texts()) == {"non-refoulement"}
    assert box.element.locator("[part~=heading]").first.inner_text() != ""
    box.press("ArrowDown", "Enter")
    box.page.wait_for_url(re.compile(re.escape(served.address) + r"/s/.+\?p=10-.+&q=.+#p10$"))
    assert box.page.locator(":target mark").first.inner_text() == "non-refoulement"
    assert in_viewport(box.page, ":target mark")


def test_a_result_is_a_link_that_a_hand_can_follow(box, served):
    box.search("expulsion")
    box.options.first.click()
    box.page.wait_for_url(re.compile(re.escape(served.address) + "/s/"))


def test_paragraphs_stand_under_their_statement_with_speaker_and_date(box):
    one = paragraph("the lantern was lit", [[4, 11]], speaker="A. Speaker")
    two = paragraph("another lantern", [[8, 15]], number=2, permalink="/s/one?p=2#p2")
    box.answer_with(json=answer(one, two, published="2025-02-11", publisher="Example Organisation"))
    box.search("lantern")
    group = box.element.get_by_role("group", name="A made statement")
    assert group.get_by_role("option").count() == 2
    assert "Feb 11, 2025 · Example Organisation" in group.inner_text()
    assert "A. Speaker" in group.get_by_role("option").first.inner_text()
    assert group.locator("mark").all_inner_texts() == ["lantern", "lantern"]


def test_enter_without_a_choice_leads_to_all_results(box, served):
    box.type("expulsion")
    box.press("Enter")
    box.page.wait_for_url(f"{served.address}/?q=expulsion")
    assert box.page.locator("article.hit").count() == 1


def test_nothing_found_is_told_by_the_one_polite_region(box):
    box.type("zzzzqqqq")
    assert box.wait_to_hear("Nothing") == "Nothing on record for “zzzzqqqq”."
    assert box.seen.inner_text() == "Nothing on record for “zzzzqqqq”."
    assert box.heard.get_attribute("aria-live") == "polite"
    assert box.element.locator("[aria-live]").count() == 1
    assert box.options.count() == 0


def test_words_after_astral_characters_are_marked_and_no_text_is_markup(box):
    text = "😀🙂 <img src=x onerror=alert(1)> the lantern"
    start = text.index("lantern")
    box.answer_with(json=answer(paragraph(text, [[start, start + 7]]), title="<b>Title</b>"))
    box.search("lantern")
    assert box.options.first.locator("mark").all_inner_texts() == ["lantern"]
    assert text in box.options.first.inner_text()
    assert box.element.evaluate("(e) => e.shadowRoot.querySelectorAll('img, b, script').length") == 0


def test_a_result_that_leads_to_no_web_address_is_not_shown(box):
    box.answer_with(json=answer(paragraph("the lantern", permalink="javascript:alert(1)")))
    box.type("lantern")
    box.wait_to_hear(re.compile("."))
    assert box.options.count() == 0


def test_a_long_paragraph_is_cut_between_words(box):
    words = [f"word{number}" for number in range(200)]
    text = " ".join(words)
    start = text.index("word120")
    box.answer_with(json=answer(paragraph(text, [[start, start + 7]])))
    box.search("word120")
    shown = box.element.locator("[part~=passage]").first.inner_text()
    assert shown.startswith("… ")
    assert set(re.findall(r"\w+", shown)) <= set(words)
    assert "word120" in shown


def test_the_panel_closes_when_one_goes_elsewhere(box):
    box.search("expulsion")
    box.press("Tab")
    assert not box.is_open
    assert box.page.evaluate("document.activeElement.href").endswith("#below")


def test_without_scripts_the_plain_form_leads_to_the_results(visitor, embed, served):
    page = visitor.open(embed(), java_script_enabled=False)
    page.get_by_label("Plain search").fill("expulsion")
    page.get_by_role("button", name="Go").click()
    page.wait_for_url(f"{served.address}/?q=expulsion")
    assert page.locator("article.hit mark").count() > 0


def test_it_takes_over_what_was_typed_into_the_form_and_the_cursor(visitor, embed):
    page = visitor.enter()
    held = []

    def hold(route):
        held.append(route)

    page.route("**/widget.js*", hold)
    page.goto(embed(), wait_until="commit")
    plain = page.get_by_label("Plain search")
    plain.press_sequentially("expul")
    for each in held:
        each.continue_()
    page.wait_for_function("() => document.querySelector('onrecord-search').shadowRoot?.activeElement")
    page.keyboard.press("End")
    page.keyboard.type("sion")
    made = Box(page)
    assert made.field.input_value() == "expulsion"
    made.options.first.wait_for()


def test_before_its_use_the_box_is_a_form_that_leads_to_the_results_with_its_filters(visitor, embed, served):
    page = visitor.enter()
    page.route("**/widget-search-*", lambda route: route.abort())
    page.goto(embed('filters="language:en"'))
    Box(page).field.fill("expulsion")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(served.address) + r"/\?q=expulsion.*language"))
    visitor.complaints.clear()


def test_it_asks_nobody_but_the_archive_and_keeps_nothing(box, visitor, served):
    box.search("expulsion")
    assert visitor.asked == {served.address.removeprefix("http://"), box.page.url.split("/")[2]}
    assert box.page.context.cookies() == []
    assert box.page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_nothing_more_than_the_box_is_loaded_before_it_is_used(visitor, embed):
    page = visitor.enter()
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(embed(), wait_until="networkidle")
    assert sorted(each for each in asked if each) == ["widget.js", "widget.js?again"]


def test_it_tells_the_page_what_happens(box):
    box.page.evaluate(
        "() => { window.told = []; for (const name of ['search', 'results', 'select', 'error', 'open', 'close'])"
        " document.addEventListener('onrecord-' + name, (event) => { window.told.push([name, event.detail]);"
        " if (name === 'select') event.preventDefault(); }); }"
    )
    box.field.fill("expulsion")  # at once: a slow machine types slower than the box waits
    box.options.first.wait_for()
    box.press("ArrowDown", "Enter", "Escape")
    told = dict(box.page.evaluate("window.told"))
    assert list(told) == ["search", "open", "results", "select", "close"] or list(told) == [
        "search",
        "results",
        "open",
        "select",
        "close",
    ]
    assert told["search"] == {"query": "expulsion"}
    assert told["results"]["query"] == "expulsion"
    assert told["results"]["statements"] == 1
    assert told["select"]["url"] == box.options.first.get_attribute("href")
    assert not box.page.url.startswith(told["select"]["url"])


@pytest.mark.parametrize(
    ("language", "nothing", "direction"),
    [("es", "No consta nada", "ltr"), ("fr", "Rien", "ltr"), ("ar", "لا شيء", "rtl"), ("de", "Nothing", "ltr")],
)
def test_it_speaks_the_language_of_its_attribute_and_english_where_it_cannot(open_box, language, nothing, direction):
    box = open_box(f'lang="{language}"')
    box.type("zzzzqqqq")
    assert box.wait_to_hear(re.compile(".")).startswith(nothing)
    assert box.element.locator(".root").get_attribute("dir") == direction
