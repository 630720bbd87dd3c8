"""Citations: what they tell, in the letters of each format."""

import json
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from indexer.statement import Role
from tests.made import paragraph, statement
from webapp.citing import STYLES, cite

TODAY = date(2026, 11, 26)
ADDRESS = "https://archive.example/s/one?p=2-abcdefgh#p2"

STATEMENT = statement(
    "one",
    paragraph(1, "A beginning."),
    paragraph(2, "The lantern was lit, she said.", Role.BODY, speaker="A. Speaker", speaker_title="made director"),
    title="A lantern & a harbour",
    url="https://example.org/one",
    published="2025-03-27",
    publisher="Example Organisation",
    type="press release",
)


def cited(made=STATEMENT, number=2):
    one = made.paragraphs[number - 1] if number else None
    return cite(made, one, address=ADDRESS, archive="Made archive", retrieved=TODAY)


def written(style, citation):
    return STYLES[style].write(citation)


def test_plain_text_tells_all_of_it():
    assert written("text", cited()) == (
        "The lantern was lit, she said.\n"
        "A. Speaker, made director, “A lantern & a harbour”, Example Organisation, 27 March 2025, paragraph 2. "
        f"{ADDRESS} (Made archive, retrieved 26 November 2026)"
    )


def test_a_whole_statement_is_cited_without_words():
    assert written("text", cited(number=None)) == (
        "“A lantern & a harbour”, Example Organisation, 27 March 2025. "
        f"{ADDRESS} (Made archive, retrieved 26 November 2026)"
    )


@pytest.mark.parametrize(
    ("published", "told"), [("2025-03", ", March 2025,"), ("2025", ", 2025,"), (None, "Organisation, paragraph 2")]
)
def test_what_is_not_known_of_a_date_is_not_told(published, told):
    made = statement("one", *STATEMENT.paragraphs, title="T", publisher="Example Organisation", published=published)
    assert told in written("text", cited(made))


def test_markdown_shows_the_words_as_they_are():
    made = statement("one", "1. *Not* a list_item, [no](link) <b>", title="A [title]")
    assert written("markdown", cited(made, 1)).splitlines() == [
        r"> 1\. \*Not\* a list\_item, \[no\](link) \<b\>",
        ">",
        rf"> — [A \[title\]](<{ADDRESS}>), paragraph 1 (Made archive, retrieved 26 November 2026)",
    ]


def test_html_is_a_quotation_that_links_and_escapes():
    made = statement("one", "<script>alert(1)</script> & more", title='"><b>', language="es")
    shown = BeautifulSoup(written("html", cited(made, 1)), "lxml")
    assert not shown.select("script, b")
    assert shown.select_one("blockquote")["cite"] == ADDRESS
    assert shown.select_one("blockquote p").get_text() == "<script>alert(1)</script> & more"
    assert shown.select_one("blockquote p")["lang"] == "es"
    assert shown.select_one("figcaption a")["href"] == ADDRESS


def ris_fields(text):
    assert text.endswith("ER  - \r\n")
    lines = text.split("\r\n")[:-1]
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    return {line[:2]: line[6:] for line in lines}


def test_ris():
    assert ris_fields(written("ris", cited())) == {
        "TY": "ELEC",
        "TI": "A lantern & a harbour",
        "AU": "Example Organisation,",
        "PB": "Example Organisation",
        "M3": "press release",
        "PY": "2025",
        "DA": "2025/03/27/",
        "LA": "en",
        "SP": "2",
        "AB": "The lantern was lit, she said.",
        "N1": "Paragraph 2; said by A. Speaker, made director; original: https://example.org/one",
        "UR": ADDRESS,
        "L2": "https://example.org/one",
        "DB": "Made archive",
        "Y2": "2026/11/26/",
        "ER": "",
    }


def test_bibtex():
    entry = written("bibtex", cited())
    assert entry.startswith("@misc{one-p2,\n  title = {{A lantern \\& a harbour}},\n")
    for line in ("year = {2025}", "month = mar", f"url = {{{ADDRESS}}}", "urldate = {2026-11-26}"):
        assert line in entry
    assert entry.endswith("\n}\n")


def test_csl_json():
    (item,) = json.loads(written("csl", cited()))
    assert item["issued"] == {"date-parts": [[2025, 3, 27]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 26]]}
    assert item["URL"] == ADDRESS
    assert item["author"] == [{"literal": "Example Organisation"}]
    assert item["note"].startswith("Paragraph 2")


TEXTS = st.text(min_size=1, max_size=80).filter(str.strip)


@given(text=TEXTS, title=TEXTS, name=TEXTS)
def test_no_text_breaks_a_format(text, title, name):
    made = statement("one", paragraph(1, text, speaker=name), title=title, publisher=name, url="https://example.org/")
    citation = cited(made, 1)
    fields = ris_fields(written("ris", citation))
    assert fields["TI"] == " ".join(title.split())
    (item,) = json.loads(written("csl", citation))
    assert item["title"] == " ".join(title.split())
    entry = written("bibtex", citation)
    depth = 0
    for mark in re.findall(r"\\.|[{}]", entry, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(mark, 0)
        assert depth >= 0
    assert depth == 0
    assert all(line.startswith(">") for line in written("markdown", citation).split("\n"))
    shown = BeautifulSoup(written("html", citation), "lxml")
    assert [each.name for each in shown.select("figure *")] == ["blockquote", "p", "figcaption", "cite", "a"]
