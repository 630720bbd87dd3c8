"""Text to terms."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import Analyser, fold, primary_language, surface_words

ANALYSER = Analyser()


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("We will NOT be silenced", ["we", "will", "not", "be", "silenced"]),
        ("Maduro’s", ["maduro", "s"]),
        ("Maduro's", ["maduro", "s"]),
        ("l’État", ["l", "etat"]),
        ("non-refoulement", ["non", "refoulement"]),
        ("W-2, Article 6(1)", ["w", "2", "article", "6", "1"]),
        ("84,000 = 84.000 = 84 000", ["84", "000"] * 3),
        ("Straße, Łódź, Ærø, ĐẶNG", ["strasse", "lodz", "aero", "dang"]),
        ("snake_case", ["snake", "case"]),
        ("İstanbul ıstakoz", ["istanbul", "istakoz"]),
        ("ﬁnal ①", ["final", "1"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("حُقُوق الإنسان", ["حقوق", "الانسان"]),
        ("שָׁלוֹם", ["שלום"]),
        ("मानवाधिकार हिन्दी", ["मानवाधिकार", "हिन्दी"]),
        ("人权。", ["人", "权"]),
        ("“—…”  ", []),
        ("\u0301\u200d", []),
    ],
)
def test_exact_terms(text, exact):
    assert [token.exact for token in ANALYSER.tokens(text)] == exact


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "expulsions", "expulsion"),
        ("en-GB", "Detaining", "detained"),
        ("es", "deportaciones", "deportación"),
        ("fr", "libertés", "liberté"),
        ("de", "Häuser", "Häusern"),
        ("ru", "права", "право"),
        ("ar", "حقوق", "الحقوق"),
        ("tr", "haklar", "hakları"),
    ],
)
def test_inflected_forms_share_a_stem(language, one, other):
    (a,), (b,) = ANALYSER.tokens(one, language), ANALYSER.tokens(other, language)
    assert a.stem == b.stem
    assert a.exact != b.exact


def test_without_a_stemmer_the_stem_is_the_exact_term():
    assert [(token.exact, token.stem) for token in ANALYSER.tokens("Rights", "xx")] == [("rights", "rights")]


def test_stems_of_a_word_in_several_languages_are_told_once():
    assert ANALYSER.stems("nation", ["en", "fr", "en-GB", "xx"]) == ("nation",)


@pytest.mark.parametrize(
    ("tag", "code"), [("en", "en"), ("pt-BR", "pt"), ("zh_Hant", "zh"), ("EN", "en"), (None, ""), ("", "")]
)
def test_primary_language(tag, code):
    assert primary_language(tag) == code


@given(st.text(), st.sampled_from([None, "en", "ar", "tr", "hi", "zh"]))
def test_every_letter_and_digit_is_in_a_token_and_spans_are_in_order(text, language):
    tokens = ANALYSER.tokens(text, language)
    ends = [0]
    for token in tokens:
        assert ends[-1] <= token.start < token.end <= len(text)
        assert token.exact
        assert token.stem
        ends.append(token.end)
    covered = {place for token in tokens for place in range(token.start, token.end)}
    missed = [text[place] for place in range(len(text)) if text[place].isalnum() and place not in covered]
    assert [letter for letter in missed if fold(letter)] == []


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_and_composition_change_no_term(text):
    terms = [token.exact for token in ANALYSER.tokens(unicodedata.normalize("NFC", text))]
    assert [token.exact for token in ANALYSER.tokens(unicodedata.normalize("NFD", text))] == terms


@given(st.text())
def test_surface_words_are_the_tokens_as_written(text):
    written = [text[token.start : token.end] for token in ANALYSER.tokens(text)]
    assert [word for word in surface_words(text) if fold(word)] == written
