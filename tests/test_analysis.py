"""Text to terms."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import Analyser, fold, number_readings, primary_language, surface_words
from indexer.analysis.words import TOKENS

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
        ("84,000 = 84.000 = 84 000 = 84’000 = ٨٤٬٠٠٠", ["84000"] * 5),
        (
            "1.5 1,5 0.125 1.234.567 12,34,567 1,234.56",
            ["1", "5", "1", "5", "0", "125", "1234567", "1234567", "1234", "56"],
        ),
        ("in 2011 300 people, 84,000km", ["in", "2011", "300", "people", "84000", "km"]),
        ("The U.S., J.D. and e.g. a.com", ["the", "us", "jd", "and", "eg", "a", "com"]),
        ("rights¹ of CO₂", ["rights", "of", "co2"]),
        ("Maduroʼs O‘zbek", ["maduro", "s", "o", "zbek"]),
        ("مدرسة کتاب إلى ٢٠٢٤", ["مدرسه", "كتاب", "الي", "2024"]),
        ("Straße, Łódź, Ærø, ĐẶNG", ["strasse", "lodz", "aero", "dang"]),
        ("snake_case", ["snake", "case"]),
        ("İstanbul ıstakoz", ["istanbul", "istakoz"]),
        ("ﬁnal ①", ["final", "1"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("حُقُوق الإنسان", ["حقوق", "الانسان"]),
        ("שָׁלוֹם", ["שלום"]),
        ("मानवाधिकार हिन्दी", ["मानवाधिकार", "हिन्दी"]),
        ("人权。", ["人", "权"]),
        ("超过84,000人", ["超", "过", "84000", "人"]),
        ("約1,234.56円", ["約", "1234", "56", "円"]),
        ("在U.S.境内", ["在", "us", "境", "内"]),
        ("กว่า84,000คน", ["ก", "ว่", "า", "84000", "ค", "น"]),
        ("๘๔,๐๐๐", ["84000"]),
        ("A84,000 Б84,000", ["a84", "000", "б84", "000"]),
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


def test_without_a_stemmer_the_stem_is_the_word_with_its_accents():
    assert [(token.exact, token.stem) for token in ANALYSER.tokens("Nước", "vi")] == [("nuoc", "vi:nước")]


def test_stems_of_two_languages_never_meet():
    (english,), (spanish,) = ANALYSER.tokens("once", "en"), ANALYSER.tokens("once", "es")
    assert english.exact == spanish.exact
    assert english.stem != spanish.stem


@pytest.mark.parametrize(
    ("text", "language", "exact"),
    [
        ("1.234", "en", ["1", "234"]),
        ("1,234", "en", ["1234"]),
        ("1.234", "es", ["1234"]),
        ("1,234", "es", ["1", "234"]),
        ("84 000", "fr", ["84000"]),
        ("1.234", None, ["1234"]),
        ("1,234", None, ["1234"]),
        ("0,125", "fr", ["0", "125"]),
        ("1.234.567", "en", ["1234567"]),
    ],
)
def test_numbers_are_read_by_the_habit_of_the_language(text, language, exact):
    assert [token.exact for token in ANALYSER.tokens(text, language)] == exact


@pytest.mark.parametrize(
    ("word", "readings"),
    [("84,000", (("84000",), ("84", "000"))), ("1.5", ()), ("rights", ()), ("84 000", (("84000",), ("84", "000")))],
)
def test_a_typed_number_is_read_both_ways(word, readings):
    assert number_readings(word) == readings


def test_a_character_of_a_script_without_spaces_has_its_pair_as_stem():
    tokens = ANALYSER.tokens("人权 保 a", "zh")
    assert [token.stem for token in tokens] == ["人权", "权", "保", "zh:a"]


@pytest.mark.parametrize(
    ("text", "compounds"),
    [
        ("Non‑refoulement is state-of-the-art", ["nonrefoulement", "stateoftheart"]),
        ("COVID-19 – a dash", ["covid19"]),
        ("a-b-c-d-e-f", []),
        ("none at all", []),
    ],
)
def test_words_with_hyphens_are_known_as_one(text, compounds):
    assert [each.exact for each in ANALYSER.compounds(text, ANALYSER.tokens(text, "en"))] == compounds


def test_stems_of_a_word_in_several_languages_are_told_once():
    assert ANALYSER.stems("nation", ["en", "fr", "en-GB", "xx"]) == ("en:nation", "fr:nation", "xx:nation")


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
    # Marks of footnotes are no numbers, and apostrophes that Unicode counts among the letters end a word.
    assert [letter for letter in missed if fold(letter) and unicodedata.category(letter) not in ("No", "Lm")] == []


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


@settings(max_examples=1000)
@given(st.text("ab Z9.,'’“”()-é人،\u00a0\u0301\u200b\n;84 000", max_size=40))
def test_words_that_are_found_the_short_way_are_those_of_the_whole_rule(text):
    matches = list(TOKENS.finditer(text))
    numbers = [match.span() for match in matches if match.lastgroup == "number"]
    expected = [match.span() for match in matches if match.lastgroup != "number" and fold(match.group())]
    tokens = [(token.start, token.end) for token in Analyser().tokens(text, "en")]
    in_numbers = [span for span in tokens if any(first <= span[0] and span[1] <= last for first, last in numbers)]
    assert [span for span in tokens if span not in in_numbers] == expected
    assert bool(in_numbers) == bool(numbers)
