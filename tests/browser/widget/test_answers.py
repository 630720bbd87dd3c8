"""What the box makes of answers that come late, out of order, wrong, or not at all."""

import json
import re

import pytest

from tests.browser.widget.box import API, SHARED, Box, answer, numbered, paragraph

pytestmark = pytest.mark.browser


def state(box):
    return box.element.locator(".root").get_attribute("data-state")


def test_a_late_answer_is_aborted_and_does_not_replace_a_newer_one(box):
    held, aborted = [], []
    box.page.on("requestfailed", lambda request: aborted.append(request.failure))

    def reply(route):
        if "q=lan&" in route.request.url:
            held.append(route)
            return
        route.fulfill(json=answer(paragraph("the lantern"), title="Newer"), headers=SHARED)

    box.page.route(API, reply)
    box.type("lan")
    box.wait_to_hear("Searching…")
    assert len(held) == 1
    box.search("tern")
    held[0].fulfill(json=answer(paragraph("lan"), title="Older"), headers=SHARED)
    box.page.wait_for_timeout(100)
    assert "Newer" in box.element.get_by_role("group").first.inner_text()
    assert aborted == ["net::ERR_ABORTED"]


def test_a_late_answer_that_cannot_be_aborted_is_not_shown(open_box):
    box = open_box(policy="")
    box.page.evaluate("() => { const real = fetch; window.fetch = (url, { signal, ...rest }) => real(url, rest); }")
    held = []

    def reply(route):
        if "q=lan&" in route.request.url:
            held.append(route)
            return
        route.fulfill(json=answer(paragraph("the lantern"), title="Newer"), headers=SHARED)

    box.page.route(API, reply)
    with box.page.expect_request(API):
        box.type("lan")
    box.search("tern")
    held[0].fulfill(json=answer(paragraph("lan"), title="Older"), headers=SHARED)
    box.page.wait_for_timeout(200)
    assert "Newer" in box.element.get_by_role("group").first.inner_text()
    assert state(box) == "results"


def test_old_results_stay_until_new_ones_are_there(box):
    box.answer_with(json=numbered(2))
    box.search("lantern")
    box.page.unroute_all()
    box.page.route(API, lambda _route: None)
    box.type("s")
    box.wait_to_hear("Searching…")
    assert box.options.count() == 3
    assert box.element.get_by_role("listbox").get_attribute("aria-busy") == "true"


def test_one_is_told_of_loading_after_300_milliseconds_and_not_before(visitor, embed):
    page = visitor.enter()
    page.clock.install()
    page.goto(embed())
    box = Box(page)
    box.begin()
    page.route(API, lambda _route: None)
    with page.expect_request(API):
        box.field.fill("lantern")
        page.clock.run_for(150)
    page.clock.run_for(250)
    assert state(box) == "idle"
    page.clock.run_for(100)
    assert state(box) == "loading"


def test_clearing_cancels_what_is_under_way(box):
    box.page.route(API, lambda _route: None)
    box.type("lantern")
    box.wait_to_hear("Searching…")
    box.field.fill("")
    box.page.wait_for_timeout(600)
    assert state(box) == "idle"
    assert box.heard.inner_text() == ""
    assert not box.is_open


def test_too_many_requests_are_waited_out_as_long_as_the_archive_asks(box, visitor):
    answers = [(429, {"Retry-After": "1"}, {"error": {"message": "Slow down."}}), (200, {}, numbered(1))]
    asked = []

    def reply(route):
        status, headers, body = answers[min(len(asked), 1)]
        asked.append(status)
        route.fulfill(status=status, headers=SHARED | headers, body=json.dumps(body))

    box.page.route(API, reply)
    box.type("lantern")
    box.seen.filter(has_text="1 s").wait_for()
    assert state(box) == "busy"
    box.options.first.wait_for()
    assert asked == [429, 200]
    visitor.complaints.clear()


def test_a_failure_can_be_tried_again(box, visitor):
    box.answer_with(status=500, body="no JSON")
    box.type("lantern")
    box.retry.wait_for()
    assert state(box) == "error"
    assert box.wait_to_hear("archive") == "The archive cannot be reached."
    box.page.unroute_all()
    box.answer_with(json=numbered(1))
    box.press("Tab")
    assert box.is_focused("retry")
    box.press("Enter")
    box.options.first.wait_for()
    assert box.is_focused("input")
    visitor.complaints.clear()


def test_a_wrong_question_is_told_in_the_archive_s_own_words(box, visitor):
    box.answer_with(status=400, json={"error": {"code": "x", "message": "The query is odd.", "hint": None}})
    box.type("lantern")
    assert box.wait_to_hear(re.compile(".")) == "The query is odd."
    assert not box.retry.is_visible()
    visitor.complaints.clear()


@pytest.mark.parametrize("body", ["{}", "null", "[]", '{"hits": 5}', '{"hits": [{}]}', "no JSON", ""])
def test_an_answer_of_another_shape_is_a_failure_and_breaks_nothing(box, body):
    box.answer_with(status=200, body=body)
    box.type("lantern")
    box.retry.wait_for()
    assert state(box) == "error"


def test_being_offline_is_told_and_ends_by_itself(box, visitor):
    box.page.context.set_offline(True)
    box.type("expulsion")
    assert box.wait_to_hear(re.compile(".")).startswith("You are offline")
    assert state(box) == "offline"
    box.page.context.set_offline(False)
    box.options.first.wait_for()
    visitor.complaints.clear()


def test_a_box_that_leaves_the_page_asks_nothing_more_and_comes_back_whole(box):
    asked = []
    box.page.route(API, lambda route: (asked.append(1), route.fulfill(json=numbered(1), headers=SHARED)))
    box.field.fill("lantern")
    box.page.evaluate("() => { window.gone = document.querySelector('onrecord-search'); window.gone.remove(); }")
    box.page.wait_for_timeout(400)
    assert asked == []
    box.page.evaluate("() => document.querySelector('main').append(window.gone)")
    box.begin()
    box.search("s")
    assert asked == [1]
