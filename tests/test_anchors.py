"""Anchors: they last while other paragraphs come and go, and tell when the words they name are there no longer."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from indexer.anchors import LENGTH, Resolved, State, anchor, fingerprint, resolve
from indexer.statement import Role
from tests.made import paragraph


def page(*texts):
    return [paragraph(number, text) for number, text in enumerate(texts, 1)]


def renumbered(paragraphs):
    return [replace(each, number=number) for number, each in enumerate(paragraphs, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The “law”", 'The "law"'),
        ("the « law »", "the “law”"),
        ("the «\u202flaw\u202f»", "the ‹law›"),
        ("the ‘law’", "the “law”"),
        ("『法』", "「法」"),
        ("don´t", "don't"),
        ("don`t", "don’t"),
        ("donʼt", "don’t"),
        ("5″", '5"'),
        ("now — or never", "now – or never"),
        ("now — or never", "now—or never"),
        ("non‑refoulement", "non-refoulement"),
        ("5\xa0%\xa0of\u2009us", "5% of us"),
        ("Non !", "Non\u202f!"),
        ("two\n\twords  ", " two words"),
        ("refugees\u2028and\x85others", "refugees and others"),
        ("re\xadfu\u200bgees\ufeff", "refugees"),
        ("\u2067عربي\u2069\u061c", "عربي"),
        ("حقـــوق", "حقوق"),
        ("ﻻ", "لا"),
        ("آ", "آ"),
        ("wait…", "wait..."),
        ("wait . . .", "wait…"),
        ("oﬃce", "office"),
        ("AMNESTY", "Amnesty"),
        ("STRASSE", "Straße"),
        ("ΐ", "Ϊ́"),
        ("café", "cafe\u0301"),
        ("１９４８", "1948"),
        ("❤\ufe0f", "❤"),
        ("a\x00b\x7f", "ab"),
    ],
)
def test_what_typesetting_changes_leaves_the_fingerprint(one, other):
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("is available", "is not available"),
        ("the law", "thelaw"),
        ("84,000", "84.000"),
        ("$5", "£5"),
        ("Eat, Ana", "Eat Ana"),
        ("Stop.", "Stop!"),
        ("resign", "re-sign"),
        ("re sign", "re-sign"),
        ("résumé", "resume"),
        ("ı", "i"),
        ("حقوق", "حقوقي"),
        ("人权", "人權"),
        ("की", "क"),
        ("word word", "word"),
        ("", "."),
    ],
)
def test_what_changes_words_or_signs_changes_the_fingerprint(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_fingerprints_are_what_they_were():
    # Addresses that are out in the world hold them.
    made = [fingerprint(text) for text in ("", "asylum", "“Don’t” — said Ana; 5 %", "حقوق الإنسان")]
    assert made == ["4oymiquy", "adspfhf6", "2tat5s5c", "e5k5wh2f"]


@given(st.text())
def test_a_fingerprint_is_short_plain_and_blind_to_forms(text):
    made = fingerprint(text)
    assert len(made) == LENGTH
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz234567")
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        if "´" not in text or "K" not in form:  # which is an apostrophe here, and a blank with an accent there
            assert fingerprint(unicodedata.normalize(form, text)) == made


@given(st.text("aBcß ΐÅ§éЖ'-\"" + "آعحق"))
def test_a_fingerprint_is_blind_to_case(text):
    assert fingerprint(text.upper()) == fingerprint(text.lower()) == fingerprint(text.swapcase()) == fingerprint(text)


@pytest.mark.parametrize(
    ("name", "texts", "state", "number"),
    [
        ("2-{b}", "abc", State.SAME, 2),
        ("2", "abc", State.SAME, 2),
        ("2-{b}", "xabc", State.MOVED, 3),
        ("2-{b}", "bc", State.MOVED, 1),
        ("2-{b}", "cba", State.SAME, 2),
        ("2-{b}", "axc", State.CHANGED, 2),
        ("2-{b}", "ac", State.CHANGED, 2),
        ("2-{b}", "a", State.GONE, None),
        ("2-{b}", "", State.GONE, None),
        ("2", "a", State.GONE, None),
        ("9999999-{b}", "ab", State.MOVED, 2),
        ("9999999", "ab", State.GONE, None),
        # Of two with the same words: its own place, then the nearest, the later of two as near.
        ("1-{b}", "bxb", State.SAME, 1),
        ("3-{b}", "bxb", State.SAME, 3),
        ("3-{b}", "abxb", State.MOVED, 4),
        ("4-{b}", "xxbb", State.SAME, 4),
        ("2-{b}", "bxb", State.MOVED, 3),
        ("3-{b}", "bx", State.MOVED, 1),
    ],
)
def test_what_became_of_the_paragraph(name, texts, state, number):
    found = resolve(page(*texts), name.format(b=fingerprint("b")))
    assert (found.state, found.paragraph and found.paragraph.number) == (state, number)


def test_words_lead_to_who_says_them_before_what_repeats_them():
    said, shown = paragraph(9, "So be it."), paragraph(4, "So be it.", Role.PULL_QUOTE, repeats=(9,))
    other = paragraph(5, "Other words.")
    name = f"5-{fingerprint(said.text)}"
    assert resolve([shown, other, said], name) == Resolved(State.MOVED, said)
    assert resolve([shown, other, said], anchor(shown)) == Resolved(State.SAME, shown)
    assert resolve([shown, other], name) == Resolved(State.MOVED, shown)


@pytest.mark.parametrize(
    "name",
    [
        *("", "0", "-", "10-", "-1", "+1", "01", "1.0", "1e3", "p1", " 1", "1 ", "1\n", "1\x00", "1/2", "..", "1-1"),
        *("1٣", "１", "²", "١", "一", "1-" + "１" * 8),
        *(
            "1-aaaaaaa",
            "1-aaaaaaaaa",
            "1-AAAAAAAA",
            "1-aaaaaaa1",
            "1-aaaaaaa\n",
            "1--aaaaaaa",
            "1-aaaaaaaa-",
            "1-aaaaaaaK",
        ),
        *("12345678", "9" * 10_000, "1-" + "a" * 10_000, "-" * 10_000, "\ud800", "1-\ud800", "(" * 10_000),
    ],
)
def test_what_is_no_anchor_leads_nowhere(name):
    assert resolve(page("a", "b"), name) is None


@given(st.text() | st.from_regex(r"\d*-?[a-z2-7]*"))
def test_no_name_is_an_error(name):
    found = resolve(page("a", "b"), name)
    assert found is None or (found.state is State.GONE) == (found.paragraph is None)


texts = st.lists(st.text("abcd .’é", min_size=1), min_size=1, max_size=8, unique_by=fingerprint)


@given(st.data(), texts)
def test_an_anchor_survives_what_happens_to_other_paragraphs(data, made):
    before = page(*made)
    cited = data.draw(st.sampled_from(before))
    others = [each for each in before if each is not cited]
    kept = data.draw(st.lists(st.sampled_from(others), unique_by=id) if others else st.just([]))
    added = [paragraph(1, text) for text in data.draw(st.lists(st.text("xyz ", min_size=1), max_size=4))]
    after = renumbered(data.draw(st.permutations([cited, *kept, *added])))
    found = resolve(after, anchor(cited))
    assert found.paragraph.text == cited.text
    assert found.state is (State.SAME if found.paragraph.number == cited.number else State.MOVED)
    assert resolve(after, anchor(found.paragraph)) == Resolved(State.SAME, found.paragraph)


@given(st.data(), texts, st.text("xyz ", min_size=1))
@example(None, ["a"], " ")
def test_an_anchor_tells_that_its_words_have_changed(data, made, new):
    before = page(*made)
    cited = data.draw(st.sampled_from(before)) if data else before[0]
    assume(fingerprint(new) not in map(fingerprint, made))
    after = [replace(each, text=new) if each is cited else each for each in before]
    assert resolve(after, anchor(cited)) == Resolved(State.CHANGED, after[cited.number - 1])
    gone = renumbered(each for each in before if each is not cited)
    found = resolve(gone, anchor(cited))
    assert found.state is (State.CHANGED if cited.number <= len(gone) else State.GONE)
    assert cited not in gone


@given(st.data(), st.lists(st.sampled_from("ab"), min_size=1, max_size=9))
def test_equal_paragraphs_are_told_apart_by_their_places(data, made):
    before = page(*made)
    for each in before:
        assert resolve(before, anchor(each)) == Resolved(State.SAME, each)
    cited = data.draw(st.sampled_from(before))
    after = renumbered([paragraph(1, "new"), *before])
    found = resolve(after, anchor(cited))
    # One more before them all: the one that was cited, or one with its words that now has the number.
    assert found.paragraph.number - cited.number in (0, 1)
    assert found.paragraph.text == cited.text
