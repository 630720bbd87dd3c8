import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.prose import TITLE_LENGTH, clean, title_of

CLEANED = [
    ("  two \t\n spaces\u00a0here ", "two spaces here"),
    ("soft\u00adhyphen", "softhyphen"),
    ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
    ("e\u0301", "é"),
    ("left\u200e\u202eright\u202c", "leftright"),
    ("bell\x07 and null\x00", "bell and null"),
    ("half \ud83d emoji", "half emoji"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("क्\u200dष", "क्\u200dष"),
    ("ന്\u200d", "ന്\u200d"),
    ("Auf\u200clage", "Auflage"),
    ("می\u200c خواهم", "می خواهم"),
    ("\u200d\u200c", ""),
    ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
]

TITLES = [
    ("One sentence. Another.", "One sentence."),
    ("No full stop at all", "No full stop at all"),
    ("The U.S. Senate voted. It did.", "The U.S. Senate voted."),
    ("Dr. Smith spoke. Then left.", "Dr. Smith spoke."),
    ("“Free them now!” she said. End.", "“Free them now!”"),
    ("She paid 3.5 million. Twice.", "She paid 3.5 million."),
    ("第一句。第二句。", "第一句。"),
    ("ما الخبر؟ لا شيء.", "ما الخبر؟"),
    ("Wait… what? Yes.", "Wait…"),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_clean_keeps_what_is_read_and_drops_what_is_not_seen(text, expected):
    assert clean(text) == expected


@settings(deadline=None)
@given(st.text() | st.text("0 e\u200c\u200d\u0301\u1fef\u06cc\u200b\u00ad\u2028"))
def test_clean_text_is_in_nfc_without_ragged_space_and_stays_as_it_is(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert " ".join(once.split()) == once
    once.encode()


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P"))))
def test_clean_loses_no_letter(text):
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_a_title_is_the_first_sentence(text, expected):
    assert title_of(text) == expected


def test_a_long_sentence_is_cut_at_a_word():
    title = title_of("word " * 100 + "end.")
    assert title == "word " * 23 + "word…"
    assert len(title) <= TITLE_LENGTH


def test_a_word_longer_than_a_title_is_cut_anywhere():
    assert title_of("語" * 500) == "語" * (TITLE_LENGTH - 1) + "…"


@settings(deadline=None)
@given(st.text(min_size=1).map(clean).filter(bool))
def test_a_title_is_never_empty_nor_too_long(text):
    assert 0 < len(title_of(text)) <= TITLE_LENGTH
