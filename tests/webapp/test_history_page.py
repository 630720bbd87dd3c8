"""The page of the history of lines: its drawing, table, files and the API say the same, and each number leads there."""

import csv
import io
import re
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.settings import Settings
from tests.webapp.conftest import ATTACK, assert_no_markup, page, soup
from webapp import create_app, plot

SVG = "{http://www.w3.org/2000/svg}"
LINES = "harbour\ngulls OR lantern"


def table(response):
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True).removeprefix("\ufeff"), newline="")))


def drawing(text):
    return ET.fromstring(text)  # noqa: S314 - our own answer


def number(text):
    return int(re.match(r"[\d,]+", text)[0].replace(",", ""))


def test_the_page_the_table_and_the_api_say_the_same(shelf):
    shown = page(shelf, "/history", q=LINES)
    told = shelf.get("/api/v1/history", query_string={"q": LINES, "by": "year"}).get_json()["lines"]
    rows = table(shelf.get("/history", query_string={"q": LINES, "format": "csv"}))
    years = [each.th.get_text() for each in shown.select(".over-time tbody tr")]
    assert years == [each["value"] for each in told[0]["counts"]["year"]] == ["2020", "2021", "2022", "2024", "2025"]
    for place, line in enumerate(told):
        on_page = [number(each.select("td")[place].get_text()) for each in shown.select(".over-time tbody tr")]
        in_file = [int(r["statements"]) for r in rows if (r["query"], r["by"]) == (line["query"], "year")]
        assert on_page == in_file == [each["statements"] for each in line["counts"]["year"]]
        assert sum(on_page) + line["undated"] == line["total"]["statements"]


def test_lines_may_stand_in_an_address_one_by_one(shelf):
    one_by_one = "&".join(urlencode({"q": line}) for line in LINES.splitlines())
    rows = table(shelf.get(f"/history?{one_by_one}&format=csv"))
    assert rows == table(shelf.get("/history", query_string={"q": LINES, "format": "csv"}))
    assert len({row["query"] for row in rows}) == len(LINES.splitlines())


def test_a_line_that_is_given_twice_is_drawn_once(shelf):
    twice = {"q": "harbour\n harbour \nharbour"}
    assert [line["line"] for line in shelf.get("/api/v1/history", query_string=twice).get_json()["lines"]] == [
        "harbour"
    ]
    assert len({row["line"] for row in table(shelf.get("/history", query_string={**twice, "format": "csv"}))}) == 1
    shown = soup(shelf.get("/history", query_string=twice))
    assert shown.select_one("textarea").get_text(strip=True) == "harbour"


def test_every_number_leads_to_as_many_statements(shelf):
    shown = page(shelf, "/history", q=LINES)
    links = [(each, each.get_text()) for each in shown.select(".over-time td a")]
    links += [
        (each, each.find_next("span").get_text()) for each in shown.select(".names section:not(:last-child) li a")
    ]
    assert len(links) > 8
    for link, told in links:
        totals = page(shelf, link["href"]).select_one(".totals").get_text()
        assert number(totals) == number(told), link["href"]


def test_the_drawing_has_a_mark_for_each_number_and_says_it(shelf):
    shown = page(shelf, "/history", q=LINES)
    svg = drawing(shelf.get("/history", query_string={"q": LINES, "format": "svg"}).get_data(as_text=True))
    assert svg.tag == f"{SVG}svg"
    lines = [each for each in svg.iter(f"{SVG}g") if "line-" in each.get("class", "")]
    assert [each.find(f"{SVG}text").text for each in lines] == ['"harbour"', "gulls OR lantern"]
    for place, line in enumerate(lines):
        said = [each.text for each in line.iter(f"{SVG}title")]
        cells = [
            (row.th.get_text(), number(row.select("td")[place].get_text()))
            for row in shown.select(".over-time tbody tr")
        ]
        assert said == [f"{year}: {count}" for year, count in cells if count]
    names = [each.get_text() for each in shown.select(".legend li bdi")]
    assert names == [each.find(f"{SVG}text").text for each in lines]
    assert [each.get_text() for each in shown.select("svg.plot .line title")] == [
        each.text for line in lines for each in line.iter(f"{SVG}title")
    ]


def moment_of(value):
    year, _, month = value.partition("-")
    return int(year) * 12 + int(month) if month else int(year)


@pytest.mark.parametrize("measure", ["statements", "share_of_statements", "paragraphs", "share_of_paragraphs"])
@pytest.mark.parametrize("by", ["year", "month"])
def test_what_is_drawn_can_be_chosen(shelf, measure, by):
    shown = page(shelf, "/history", q="harbour", measure=measure, by=by)
    assert [each["value"] for each in shown.select("option[selected]")] == [measure, by]
    (line,) = shelf.get("/api/v1/history", query_string={"q": "harbour", "by": by}).get_json()["lines"]
    marks = shown.select("svg.plot .line title")
    moments = {moment_of(each["value"]) for each in line["counts"][by]}
    alone = {each for each in moments if moments.isdisjoint((each - 1, each + 1))}
    marked = [each for each in line["counts"][by] if each[measure] or moment_of(each["value"]) in alone]
    assert len(marks) == len(marked)
    first = marked[0]
    said = f"{first[measure]:.1%}" if measure.startswith("share") else str(first[measure])
    assert marks[0].get_text().endswith(f": {said}")


def test_first_last_and_order_lead_to_the_words(shelf):
    shown = page(shelf, "/history", q="harbour")
    moments = shown.select(".moment")
    assert [each.time["datetime"] for each in moments] == ["2020-01-15", "2022-09-15"]
    assert [each.mark.get_text() for each in moments] == ["harbour", "harbour"]
    dates = [each["datetime"] for each in shown.select(".entries time")]
    assert dates == sorted(dates)
    assert len(dates) == 10
    every = page(shelf, shown.select_one(".after a")["href"])
    assert [each["datetime"] for each in every.select(".hit time")] == dates
    assert shelf.get(shown.select_one(".moment .number")["href"]).status_code == 200


def test_what_was_never_said_says_so_and_draws_nothing(shelf):
    shown = page(shelf, "/history", q="zebra crossing")
    assert "never said" in shown.select_one(".told").get_text()
    assert not shown.select("svg.plot")
    assert table(shelf.get("/history?q=zebra+crossing&format=csv"))[0]["statements"] == "0"
    drawn = shelf.get("/history?q=zebra+crossing&format=svg")
    assert drawn.status_code == 404
    assert "date" in drawn.get_data(as_text=True)


def test_without_lines_the_page_asks_for_some(shelf):
    shown = page(shelf, "/history")
    assert shown.select_one("textarea[name=q][required]")
    assert not shown.select(".told")
    assert page(shelf, "/").select_one("footer a[href='/history']")
    assert page(shelf, "/?q=harbour").select_one(".to-history a")["href"] == "/history?q=harbour"


def test_markup_in_a_line_stays_text(shelf):
    shown = page(shelf, "/history", q=f"{ATTACK}\nharbour\x00\ufffe")
    assert_no_markup(shown)
    drawn = shelf.get("/history", query_string={"q": f"harbour OR {ATTACK}\ufffe", "format": "svg"})
    assert {each.tag for each in drawing(drawn.get_data(as_text=True)).iter()} <= {
        SVG + name for name in ("svg", "title", "desc", "rect", "g", "path", "text", "circle")
    }
    assert drawn.content_type == "image/svg+xml; charset=utf-8"


def test_where_searches_are_private_lines_and_files_are_posted(shelf_archive, shelf):
    private = create_app(Settings(index=str(shelf_archive), private_search="on")).test_client()
    shown = soup(private.post("/history", data={"q": LINES}))
    assert shown.select_one("form.options")["method"] == "post"
    assert "harbour" not in shown.title.get_text()
    for button in shown.select(".take-away button"):
        answer = private.post(button["formaction"], data={button["name"]: button["value"]})
        assert answer.status_code == 200
        assert "harbour" not in answer.headers["Content-Disposition"]
        if answer.mimetype == "text/csv":
            assert answer.data == shelf.get("/history", query_string={"q": LINES, "format": "csv"}).data


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("q=a%0Ab%0Ac%0Ad%0Ae%0Af%0Ag", "7 lines"),
        ("q=harbour&measure=best", "best"),
        ("q=harbour&by=decade", "decade"),
        ("q=harbour&format=xls", "xls"),
        ("q=" + "a" * 1001, "1,001"),
        ("q=harbour&synonyms=some", "some"),
    ],
)
def test_what_cannot_be_is_refused_by_name(shelf, asked, told):
    answer = shelf.get(f"/history?{asked}")
    assert answer.status_code == 400
    assert told in soup(answer).select_one("[role=alert]").get_text()


@pytest.mark.parametrize("measure", ["paragraphs", "best"])
@pytest.mark.parametrize("lines", [[*"abcdefg"], ["harbour", "a" * 1001], ["harbour", "?"], ["harbour"]])
def test_a_form_that_is_refused_keeps_what_was_written_into_it(shelf_archive, shelf, lines, measure):
    private = create_app(Settings(index=str(shelf_archive), private_search="on")).test_client()
    values = {"q": "\n".join(lines), "measure": measure, "by": "month", "synonyms": "no"}
    for answer in (shelf.get("/history", query_string=values), private.post("/history", data=values)):
        assert (answer.status_code, answer.mimetype) == (400, "text/html")
        shown = soup(answer)
        assert shown.select_one("textarea[name=q]").get_text().removeprefix("\n").splitlines() == lines
        assert [each["value"] for each in shown.select("option[selected]")][-1] == "month"
        assert shown.select_one("[role=alert]")["id"] in shown.select_one("textarea")["aria-describedby"].split()
        assert not any("q=" in each["href"] for each in shown.select("a[href]"))


@given(st.floats(1e-6, 1e7), st.booleans())
def test_the_marks_of_an_axis_reach_what_is_drawn_and_are_few(most, whole):
    ticks = plot.ticks_up(most, whole=whole)
    assert ticks[0] == 0
    assert ticks[-1] >= most * (1 - 1e-6)
    assert len(ticks) <= plot.MOST_TICKS_UP + 2
    assert not whole or all(each == int(each) for each in ticks)


@given(st.integers(1, 3000), st.integers(0, 800), st.sampled_from(["year", "month"]))
def test_the_marks_of_time_lie_within_it_and_are_few(first, length, by):
    ticks = plot.ticks_across(first, first + length, by)
    assert all(first <= each <= first + length for each in ticks)
    assert len(ticks) <= plot.MOST_TICKS_ACROSS


def test_a_path_is_broken_where_the_archive_has_nothing():
    values = [plot.Value(moment=year, number=1, label="") for year in (2001, 2002, 2005, 2006)]
    (line,) = plot.draw([("a", values)], [], [(0, "0"), (1, "1")]).lines
    assert re.sub(r"[\d. ]", "", line.path) == "MLML"


def drawn_lines(*lines):
    """Draw lines of numbers by year."""
    series = [
        (str(place), [plot.Value(moment=year, number=each, label=f"{year}: {each}") for year, each in line.items()])
        for place, line in enumerate(lines)
    ]
    return plot.draw(series, [], [(0, "0"), (10, "10")]).lines


def test_a_zero_that_no_path_leads_to_has_a_mark():
    (line,) = drawn_lines({1998: 0, 2001: 2, 2002: 0, 2003: 3, 2006: 0, 2009: 1, 2012: 0, 2013: 0})
    assert [each.label for each in line.points] == ["1998: 0", "2001: 2", "2003: 3", "2006: 0", "2009: 1"]


def test_marks_in_one_place_are_rings_around_each_other():
    first, second, third = drawn_lines({2001: 2, 2002: 5, 2004: 0}, {2001: 2, 2002: 7, 2004: 0}, {2001: 2, 2002: 7})
    sizes = [[each.size for each in line.points] for line in (first, second, third)]
    assert sizes == [[3.4, 1, 2.2], [2.2, 2.2, 1], [1, 1]]


def test_a_ring_says_what_its_line_says(shelf):
    shown = page(shelf, "/history", q='harbour\n"harbour"')
    first, second = ([each.get_text() for each in line.select("title")] for line in shown.select("svg.plot .line"))
    assert first == second
    assert len(shown.select("svg.plot .line-1 .ring title")) == len(first)
    assert not shown.select("svg.plot .line-2 .ring")
