"""What only the words of a statement tell: its date, its number, its language, its countries."""

import pytest

from indexer.extract import Source, explain

FIRST = "The authorities of this country must release those whom they hold, we said in a letter made for a test."
SECOND = "They have not answered it, and nobody has seen the prisoners since, nor have their lawyers."

DATES = [
    ("27 March 2025\n{0}\n{1}", "2025-03-27", "date above the text"),
    ("(Geneva, 27 March 2025) – {0}\n{1}", "2025-03-27", "dateline"),
    ("{0}\nBy A B · 27.03.2025, 10:15\n{1}", "2025-03-27", "date above the text"),
    ("{0}\n{1}\nNobody else was told where they are held, or why.\n27 March 2025", None, None),
    ("{0}\nOn 27 March 2025 they were taken away, all of them, in the night.", None, None),
]


@pytest.mark.parametrize(("text", "date", "origin"), DATES)
def test_dates(text, date, origin):
    read = explain(text.format(FIRST, SECOND).encode(), Source(path="a.txt"), kind="text")
    assert (read.statement.published, read.origins.get("published")) == (date, origin)


NUMBERS = [
    ("AI Index: AMR 29/9165/2025\n{0}", "AMR 29/9165/2025"),
    ("Index number: MDE13/0123/2024\n{0}", "MDE13/0123/2024"),
    ("{0} See AMR 29/9165/2025.", None),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_index_numbers(text, number):
    read = explain(text.format(FIRST).encode(), Source(path="a.txt"), kind="text")
    assert read.statement.index_number == number


def test_languages_and_countries_are_found_and_told():
    text = "Venezuelans were taken from the United States to Venezuela by plane, and others to Colombia."
    read = explain(text.encode(), Source(path="a.txt"), kind="text")
    assert read.statement.language == "en"
    assert set(read.statement.countries) == {"Venezuela", "United States", "Colombia"}
    assert (read.origins["language"], read.origins["countries"]) == ("guessed from the words", "named in the text")
    assert read.statement.warnings == ("The language is not stated; its words show “en”.",)
