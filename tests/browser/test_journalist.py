"""The way of a journalist: read a statement, match after match, see its words on the original page, print it."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.browser.shelf import PARAGRAPHS, TITLE
from tests.browser.states import REPORT
from tests.browser.visiting import in_viewport

pytestmark = pytest.mark.browser

both = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])

SMALL = {"width": 1100, "height": 400}
MARKED = [2, 3, 6, 7, 8, 10, 11]
"""The paragraphs below the title that have the word “harbour” and say it for the first time."""


@pytest.fixture
def read(visitor, shelf):
    """Open the report with the word marked."""

    def open_report(scripts=True):
        return visitor.open(f"{shelf.address}{REPORT}?q=harbour", java_script_enabled=scripts, viewport=SMALL)

    return open_report


def arrived_at(page, number):
    page.wait_for_url(f"**#p{number}")
    return page.locator(":target").get_attribute("id") == f"p{number}" and in_viewport(page, ":target mark")


@both
def test_links_lead_from_match_to_match(read, scripts):
    page = read(scripts)
    listed = page.get_by_role("navigation", name="Matches").get_by_role("link")
    assert [int(each) for each in listed.all_inner_texts()] == MARKED
    listed.first.click()
    for number in MARKED[1:]:
        page.locator(":target .hops").get_by_role("link", name=f"Next match, paragraph {number}").click()
        assert arrived_at(page, number)
    for number in reversed(MARKED[:-1]):
        page.locator(":target .hops").get_by_role("link", name=f"Previous match, paragraph {number}").click()
        assert arrived_at(page, number)
    assert page.locator(":target .hops").get_by_role("link").count() == 1


def test_keys_lead_from_match_to_match_and_stop_at_the_ends(read):
    page = read()
    assert page.locator(".keys").is_visible()
    for number in [*MARKED, MARKED[-1]]:
        page.keyboard.press("Alt+ArrowDown")
        assert arrived_at(page, number)
    for number in [*reversed(MARKED[:-1]), MARKED[0]]:
        page.keyboard.press("Alt+ArrowUp")
        assert arrived_at(page, number)


def test_keys_go_on_from_where_one_reads_and_leave_no_trace_in_the_history(read):
    page = read()
    entries = page.evaluate("history.length")
    page.locator("#p7").evaluate("(passage) => passage.scrollIntoView({ block: 'start' })")
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_url("**#p*")
    assert page.locator(":target").get_attribute("id") in {"p7", "p8"}
    page.keyboard.press("Alt+Control+ArrowUp")
    assert page.evaluate("history.length") == entries


def test_no_key_is_promised_where_none_works(read):
    assert not read(scripts=False).locator(".keys").is_visible()


IS_SEEN = """(place) => {
  const box = document.querySelectorAll("p")[place].getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}"""


@both
@pytest.mark.parametrize("number", [each.number for each in PARAGRAPHS[1:]])
def test_the_original_opens_at_the_very_paragraph(visitor, shelf, original_site, scripts, number):
    page = visitor.open(f"{shelf.address}{REPORT}", java_script_enabled=scripts, viewport=SMALL)
    link = page.locator(f"#p{number} a.there")
    assert link.get_attribute("href").startswith(f"{original_site}#:~:text=")
    link.click()
    page.wait_for_url(f"{original_site}**")
    page.wait_for_function(IS_SEEN, arg=number - 2, timeout=5000)
    assert visitor.asked == {shelf.address.removeprefix("http://"), original_site.split("/")[2]}


@both
def test_the_page_of_a_citation_leads_to_the_original_too(visitor, shelf, original_site, scripts):
    page = visitor.open(f"{shelf.address}{REPORT}", java_script_enabled=scripts, viewport=SMALL)
    page.locator("#p8 a.cite").click()
    page.get_by_role("link", name="These words on the original page").click()
    page.wait_for_url(f"{original_site}**")
    assert in_viewport(page, "p:nth-of-type(7)")


def plain(text):
    return " ".join(text.split())


def on_paper(page):
    """Return the text of the page as it is printed."""
    return plain(" ".join(each.extract_text() for each in PdfReader(io.BytesIO(page.pdf())).pages))


@both
def test_paper_has_the_numbers_the_words_and_the_citation(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}{REPORT}?q=harbour", java_script_enabled=scripts)
    printed = on_paper(page)
    for each in PARAGRAPHS[1:]:
        assert re.search(rf"\b{each.number} {re.escape(plain(each.text)[:40])}", printed), (each.number, printed)
    assert re.search(
        rf"{TITLE}, Example Organisation, 11 February 2025\. {shelf.address}/s/\S+ \(Onrecord, retr", printed
    )
    assert "A. Speaker, made director" in printed
    for screen_only in ("How to search", "Alt", "Cite", "Next match", "Back to the results"):
        assert screen_only not in printed


@both
def test_results_print_with_numbers_and_without_what_is_for_screens(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}/?q=harbour", java_script_enabled=scripts)
    printed = on_paper(page)
    for each in page.locator(".passage").all():
        number, text = each.locator("a.number").inner_text().split()[-1], plain(each.locator(".text").inner_text())
        assert re.search(rf"\b{number} .{{0,80}}{re.escape(text[:40])}", printed), (number, text)
    for screen_only in ("Narrow the results", "Take it away", "Next page", "Feed of new statements"):
        assert screen_only not in printed
