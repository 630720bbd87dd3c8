"""What people copy into their pages: whatever the values are, the HTML says exactly them."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from tests.made import paragraph, statement
from tests.webapp.conftest import ATTACK, page
from webapp import snippets
from webapp.widget_files import BUILD

VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=40)


def parsed(html):
    return BeautifulSoup(html, "html.parser")


@given(st.dictionaries(st.sampled_from(["lang", "filters", "placeholder", "hotkey"]), VALUES))
def test_attributes_come_back_as_they_were(attributes):
    made = parsed(snippets.element("onrecord-search", attributes)).find("onrecord-search")
    assert made.attrs == attributes


def test_an_attribute_without_a_value_stands_alone_and_none_is_left_out():
    assert snippets.tag("x", {"recent": "", "lang": None, "q": '"'}) == '<x recent q="&quot;">'


def test_the_box_is_held_to_its_digest_and_has_a_form_within(site_of):
    client = site_of(statement("one", "A lantern."), base_url="https://archive.example")
    with client.application.test_request_context("/"):
        made = parsed(snippets.box({"filters": 'publisher:"A & B"', "lang": "es"}, pinned=BUILD.box))
    assert made.script["src"] == f"https://archive.example/{BUILD.box.file}"
    assert made.script["integrity"] == BUILD.box.integrity
    assert made.script["crossorigin"] == "anonymous"
    assert made.form["action"] == "https://archive.example/"
    assert {each["name"]: each.get("value") for each in made.select("input")} == {
        "q": None,
        "filters": 'publisher:"A & B"',
        "ui": "es",
    }


def test_a_card_and_a_frame_can_be_copied_where_a_paragraph_is_cited(site_of):
    text = f"A lantern {ATTACK} </onrecord-quote> & “words”."
    client = site_of(statement("one", paragraph(1, text), title=ATTACK), base_url="https://archive.example")
    shown = page(client, "/cite/one?p=1")
    card = parsed(shown.select_one("#copy-card").get_text())
    assert card.script["src"] == "https://archive.example/quote.js"
    within = card.find("onrecord-quote")
    assert within["paragraph"].startswith("https://archive.example/s/one?p=1-")
    assert within.blockquote.get_text() == text
    frame = parsed(shown.select_one("#copy-frame").get_text()).iframe
    assert frame["src"].startswith("https://archive.example/embed/quote?url=https%3A%2F%2Farchive.example%2Fs%2Fone")
    assert frame["title"] == ATTACK
    assert page(client, "/cite/one").select("#copy-card, #copy-frame") == []


@pytest.mark.parametrize("value", ["fr", "", ATTACK])
def test_the_quote_check_is_held_to_its_digest_and_has_a_form_that_posts_within(site_of, value):
    client = site_of(statement("one", "A lantern."), base_url="https://archive.example")
    with client.application.test_request_context("/"):
        made = parsed(snippets.check({"lang": value, "theme": None}, pinned=BUILD.check))
    assert made.script["src"] == f"https://archive.example/{BUILD.check.file}"
    assert made.script["integrity"] == BUILD.check.integrity
    assert made.find("onrecord-check").attrs == {"lang": value}
    assert (made.form["action"], made.form["method"]) == ("https://archive.example/check", "post")
    assert made.form.label.textarea.attrs == {"name": "text"}
