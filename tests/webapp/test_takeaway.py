"""A whole result set to take away: every paragraph once, whatever a spreadsheet or a program reads it with."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.spreadsheet import FORMULA_STARTS
from tests.made import statement
from tests.webapp.conftest import page
from webapp.addresses import Format
from webapp.takeaway import COLUMNS, ROWS, Row, sent


def table(response):
    text = response.get_data().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def lines(response):
    return [json.loads(line) for line in response.get_data(as_text=True).split("\n") if line]


def test_a_table_holds_every_paragraph_once_the_newest_first(shelf):
    response = shelf.get("/api/v1/export?q=harbour")
    assert response.content_type == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == "attachment; filename=harbour.csv"
    rows = table(response)
    assert tuple(rows[0]) == COLUMNS
    total = shelf.get("/api/v1/search?q=harbour").get_json()["total"]
    assert len({(row["statement"], row["number"]) for row in rows}) == len(rows) == total["paragraphs"]
    days = [row["published"] for row in rows]
    assert days == sorted(days, reverse=True)
    for row in rows:
        assert shelf.get(row["permalink"].removeprefix("http://localhost")).status_code == 200


def test_lines_of_json_say_the_same_as_the_table(shelf):
    response = shelf.get("/api/v1/export?q=lantern&format=jsonl")
    assert response.content_type == "application/jsonl; charset=utf-8"
    told = lines(response)
    rows = table(shelf.get("/api/v1/export?q=lantern&format=csv"))
    assert [(each["statement"], str(each["number"]), each["text"]) for each in told] == [
        (each["statement"], each["number"], each["text"]) for each in rows
    ]
    marked = [each["text"][start:end] for each in told for start, end in each["highlights"]]
    assert set(marked) == {"lantern", "lanterns"}
    assert rows[0]["countries"] == "El Salvador; Venezuela"


def test_partial_hits_are_not_taken_away(shelf):
    assert table(shelf.get("/api/v1/export?q=lantern+harbour")) == []
    assert lines(shelf.get("/api/v1/export?q=lantern+harbour&format=jsonl")) == []


def test_more_rows_than_a_piece_holds(site_of):
    made = statement("one", *[f"Lantern number {number}." for number in range(2 * ROWS + 1)])
    rows = table(site_of(made).get("/api/v1/export?q=lantern"))
    assert [int(row["number"]) for row in rows] == list(range(1, 2 * ROWS + 2))


def test_the_links_of_the_page_are_to_all_of_it(shelf):
    links = {each.get_text(): each["href"] for each in page(shelf, "/", q="harbour gulls").select(".take-away a")}
    assert len(table(shelf.get(links["CSV"]))) == len(lines(shelf.get(links["JSON Lines"]))) == 12
    assert shelf.get(links["JSON"]).get_json()["total"]["paragraphs"] == 12


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("", "q"),
        ("q=", "words"),
        ("q=lantern&format=xls", "xls"),
        ("q=lantern&colour=red", "colour"),
        ("q=" + "a" * 1001, "1,000"),
        ("q=lantern&q=harbour", "q stands 2 times"),
    ],
)
def test_what_cannot_be_taken_away_is_told_before_anything_is_sent(shelf, asked, told):
    response = shelf.get(f"/api/v1/export?{asked}")
    assert response.status_code == 400
    assert told in response.get_json()["error"]["message"] + response.get_json()["error"]["hint"]


def test_nothing_found_is_an_empty_table_with_its_header(shelf):
    response = shelf.get("/api/v1/export?q=zzzz")
    assert response.get_data(as_text=True) == "\ufeff" + ",".join(COLUMNS) + "\r\n"


TEXTS = st.text(max_size=40)
HOSTILE = st.sampled_from(FORMULA_STARTS).flatmap(lambda start: TEXTS.map(lambda rest: start + rest))
ROW = Row(
    **dict.fromkeys(("statement", "title", "text", "role", "permalink"), "made"),
    **dict.fromkeys(("published", "publisher", "language", "type", "url", "speaker", "speaker_title")),
    **dict.fromkeys(("countries", "topics", "highlights"), ()),
    number=1,
)


@given(st.lists(st.tuples(TEXTS | HOSTILE, HOSTILE), max_size=5))
def test_no_text_breaks_a_row_or_becomes_a_formula(texts):
    made = [replace(ROW, text=text, speaker=name, topics=(name, text)) for text, name in texts]
    written = "".join(sent(made, Format.CSV)).removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(written, newline="")))
    assert [row["speaker"] for row in rows] == [f"'{name}" for _, name in texts]
    assert [row["text"].removeprefix("'") for row in rows] == [text.removeprefix("'") for text, _ in texts]
    assert not any(cell.startswith(FORMULA_STARTS) for row in rows for cell in row.values())
    told = [json.loads(line) for line in "".join(sent(made, Format.LINES)).split("\n") if line]
    assert [(each["text"], each["speaker"]) for each in told] == texts
