"""The way of a researcher: narrow by facets and dates, widen again, take all of it away; with scripts and without."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser

both = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def totals(page):
    """Return how many statements and paragraphs the page says there are."""
    told = re.findall(r"\d[\d,]*", page.locator(".totals").inner_text())
    return tuple(int(each.replace(",", "")) for each in told)


def query(page):
    return parse_qs(urlsplit(page.url).query)["q"][0]


def facet(page, name):
    return page.locator("#narrow section").filter(has=page.get_by_role("heading", name=name, exact=True))


def choose(page, name, value):
    """Follow a value of a facet; return the count beside it."""
    item = facet(page, name).locator("li").filter(has=page.get_by_role("link", name=value, exact=True)).first
    count = int(item.locator(".count").inner_text())
    before = page.url
    item.get_by_role("link", name=value, exact=True).click()
    page.wait_for_url(lambda address: address != before)
    return count


@both
def test_facets_are_combined_and_removed(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}/?q=harbour", java_script_enabled=scripts)
    everything = totals(page)
    by_publisher = choose(page, "Published by", "Example Organisation")
    assert totals(page)[0] == by_publisher < everything[0]
    by_type = choose(page, "Kind of statement", "public letter")
    assert totals(page)[0] == by_type < by_publisher
    filters = page.locator(".filters li")
    assert filters.count() == 2
    assert facet(page, "Published by").locator("[aria-current]").inner_text() == "Example Organisation"
    filters.first.get_by_role("link", name="remove").click()
    page.wait_for_url(lambda address: "Example" not in address)
    assert totals(page)[0] > by_type
    facet(page, "Kind of statement").get_by_role("link", name="remove").click()
    page.wait_for_url("**/?q=harbour")
    assert totals(page) == everything


@both
def test_a_bar_narrows_the_dates_and_another_way_back_widens_them(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}/?q=harbour", java_script_enabled=scripts)
    everything = totals(page)
    bar = page.locator(".histogram a").first
    label, count = bar.get_attribute("aria-label").split(": ")
    assert label == "2020"
    box = bar.locator(".reach").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 3)  # above a low bar, where a finger may well land
    page.wait_for_url("**date*2020*")
    assert "2020" in query(page)
    assert totals(page)[0] == int(count) < everything[0]
    assert {each.get_attribute("datetime")[:4] for each in page.locator("article.hit time").all()} == {"2020"}
    page.locator(".filters a.remove").click()
    page.wait_for_url("**/?q=harbour")
    assert totals(page) == everything


@both
def test_a_bar_is_reached_by_key_and_told_in_words(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}/?q=harbour", java_script_enabled=scripts)
    bars = page.locator(".histogram svg a")
    page.locator(".histogram").get_by_text("As a list").click()
    listed = page.locator(".histogram details li")
    assert listed.count() == bars.count()
    told = [each.inner_text().replace("\u00a0", " ").rsplit(" ", 1) for each in listed.all()]
    assert [": ".join(each) for each in told] == [each.get_attribute("aria-label") for each in bars.all()]
    bars.last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**date*2025*")
    assert page.locator("article.hit").count() > 0


@both
def test_the_whole_result_set_is_taken_away_and_not_a_page_of_it(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}/?q=harbour", java_script_enabled=scripts)
    statements, paragraphs = totals(page)
    assert statements > page.locator("article.hit").count()
    with page.expect_download() as download:
        page.locator(".take-away").get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "harbour.csv"
    table = download.value.path().read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert len(rows) == paragraphs
    assert len({row["statement"] for row in rows}) == statements
    assert all("harbour" in row["text"].lower() or "harbour" in row["title"].lower() for row in rows)
    first = rows[0]
    page.goto(first["permalink"])
    assert page.locator(":target .text").inner_text() == first["text"]


@both
def test_the_same_way_as_paragraphs_newest_first_page_after_page(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}/?q=harbour", java_script_enabled=scripts)
    _, paragraphs = totals(page)
    page.get_by_role("navigation", name="Show").get_by_role("link", name="Paragraphs").click()
    page.get_by_role("navigation", name="Order").get_by_role("link", name="Newest").click()
    page.wait_for_url("**sort=newest**")
    seen = []
    while True:
        seen += [each.get_attribute("href") for each in page.locator("article.hit a.number").all()]
        forward = page.locator(".pager [rel=next]")
        if not forward.count():
            break
        assert page.locator("head link[rel=next]").get_attribute("href") == forward.get_attribute("href")
        before = page.url
        forward.click()
        page.wait_for_url(lambda address, before=before: address != before)
    assert len(set(seen)) == len(seen) == paragraphs


@both
def test_more_paragraphs_of_a_statement_and_fewer_again(visitor, shelf, scripts):
    page = visitor.open(f"{shelf.address}/?q=harbour", java_script_enabled=scripts)
    hit = page.locator("article.hit").filter(has=page.locator(".more")).first
    few = hit.locator(".passage").count()
    more = hit.locator(".more a")
    hidden = int(re.match(r"\d+", more.inner_text())[0])
    place = hit.get_attribute("id")
    more.click()
    opened = page.locator(f"#{place}")
    opened.locator(".more a", has_text="fewer").wait_for()
    numbers = [int(re.search(r"\d+", each)[0]) for each in opened.locator("a.number").all_inner_texts()]
    assert len(numbers) == few + hidden
    assert numbers == sorted(numbers)
    if scripts:
        assert opened.locator("a.number").nth(few).evaluate("(link) => link === document.activeElement")
    opened.locator(".more a").click()
    opened.locator(".more a", has_text="more").wait_for()
    assert opened.locator(".passage").count() == few
