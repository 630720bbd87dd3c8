"""User text to queries."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indexer.analysis import surface_words
from indexer.query import And, Dates, Empty, Field, Misspelt, Near, Not, Or, Phrase, Prefix, Together, Word, parse
from indexer.query.dates import day_span
from indexer.query.lexer import MAX_CHARACTERS
from indexer.query.parser import MAX_CLAUSES, MAX_DEPTH, MAX_MISSPELT


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Empty()),
        ("  \t ", Empty()),
        ("“”", Empty()),
        ("rights", Word("rights")),
        ("human rights", Together((Word("human"), Word("rights")))),
        ("non-refoulement", Word("non-refoulement")),
        ("Amnesty -- the NGO", Together((Word("Amnesty"), Word("the"), Word("NGO")))),
        ("what? who!", Together((Word("what"), Word("who")))),
        ('"not available"', Phrase("not available")),
        ("“not available”", Phrase("not available")),
        ("„nicht verfügbar“", Phrase("nicht verfügbar")),
        ("«pas disponible»", Phrase("pas disponible")),
        ("「人权」", Phrase("人权")),
        ('"not   available" now', Together((Phrase("not available"), Word("now")))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("a and b", Together((Word("a"), Word("and"), Word("b")))),
        ("a OR b OR c", Or((Word("a"), Word("b"), Word("c")))),
        ("a b OR c", Or((Together((Word("a"), Word("b"))), Word("c")))),
        ("a AND b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("a (b OR c)", Together((Word("a"), Or((Word("b"), Word("c")))))),
        ("（a OR b） c", Together((Or((Word("a"), Word("b"))), Word("c")))),
        ("-a b", Together((Not(Word("a")), Word("b")))),
        ("b -(c d)", Together((Word("b"), Not(Together((Word("c"), Word("d"))))))),
        ('b -"c d"', Together((Word("b"), Not(Phrase("c d"))))),
        ("NOT a", Not(Word("a"))),
        ("NOT NOT a", Word("a")),
        ("NOT (NOT a)", Word("a")),
        ("refug*", Prefix("refug")),
        ("speaker:piquer", Field("speaker", Word("piquer"))),
        ("SPEAKER:piquer", Field("speaker", Word("piquer"))),
        ('publisher:"Amnesty International"', Field("publisher", Phrase("Amnesty International"))),
        ("title:(a OR b)", Field("title", Or((Word("a"), Word("b"))))),
        ("title:refug*", Field("title", Prefix("refug"))),
        ("title:speaker:x", Field("speaker", Word("x"))),
        ("date:2024", Dates("date", "2024", "2024")),
        ("date:2024-3..2025", Dates("date", "2024-03", "2025")),
        ("date:..2025", Dates("date", "", "2025")),
        ("before:2024-02-29", Dates("before", "", "2024-02-29")),
        ("after:2024", Dates("after", "2024", "")),
        ("12:30", Word("12:30")),
        ("‘not available’", Phrase("not available")),
        ("'not available' Maduro's", Together((Phrase("not available"), Word("Maduro's")))),
        ("rock 'n' roll", Together((Word("rock"), Phrase("n"), Word("roll")))),
        ("workers’ rights", Together((Word("workers"), Word("rights")))),
        ('צה"ל', Word("צה״ל")),
        ('"a b"~5', Near("a b", 5)),
        ('"a b" ~5', Near("a b", 5)),
        ('"a b"~', Near("a b", 10)),
        ('"a"~5', Phrase("a")),
        ("rights~", Misspelt("rights", 0)),
        ("rights~1", Misspelt("rights", 1)),
        ("title:rights~", Field("title", Misspelt("rights", 0))),
        ("84 000 people", Together((Word("84 000"), Word("people")))),
        ("(84) 000", Word("84 000")),
        ("²", Empty()),
        ("Note: this", Together((Word("Note"), Word("this")))),
        ("title:", Word("title")),
        ('title:"" x', Together((Word("title"), Word("x")))),
    ],
)
def test_what_a_text_means(text, query):
    parsed = parse(text)
    assert parsed.query == query
    assert parsed.warnings == ()


@pytest.mark.parametrize(
    ("text", "understood", "told"),
    [
        ('"human rights', "human rights", "not closed"),
        ("(a b", "a b", "parenthesis"),
        ("a) b", "a b", "parenthesis"),
        ("a OR", "a", "OR"),
        ("AND a", "a", "AND"),
        ("a NOT", "a", "NOT"),
        ("AND", "and", "plain words"),
        ("foo:bar", "foo bar", "not a field"),
        ("date:xx..yy", "date xx yy", "not a date"),
        ("date:2024-13", "date 2024 13", "not a date"),
        ("before:2023-02-29", "before 2023 02 29", "not a date"),
        ("re*", "re", "3 letters"),
        ("a b-ref*", "a b-ref", "3 letters"),
        ("role:cap*", "role:cap", "whole value"),
        ("*", "", "left out"),
        ("*tion", "tion", "left out"),
        ("non-refoulment~", "non-refoulment", "one word"),
        ("rights~3", "rights~2", "2 letters"),
        (" ".join(["word~"] * (MAX_MISSPELT + 1)), " ".join([*["word~"] * MAX_MISSPELT, "word"]), "first 8"),
        ('"a b"~500', '"a b"~100', "100 words"),
        ('"refug* camp"', '"refug camp"', "stands for nothing"),
        ('"refug* camp*"~3', '"refug camp"~3', "stands for nothing"),
        ("wom*n", "wom n", "only end a word"),
        ("sort:newest", "sort newest", "choose the order"),
        ("lang:en,es", "lang:en,es", "write (lang:en OR lang:es)."),
        ('lang:"en, es;fr"', 'lang:"en, es;fr"', "write (lang:en OR lang:es OR lang:fr)."),
        ('role:"body, list item"', 'role:"body, list item"', 'write (role:body OR role:"list item").'),
        ('lang:"a b"~3', 'lang:"a b"', "whole value"),
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "a", f"{MAX_DEPTH} deep"),
        (" ".join(["w"] * (MAX_CLAUSES + 1)), " ".join(["w"] * MAX_CLAUSES), f"{MAX_CLAUSES} words"),
        ("w" * (MAX_CHARACTERS + 1), "w" * MAX_CHARACTERS, "1,000 characters"),
    ],
)
def test_what_cannot_be_understood_is_searched_as_words_and_told(text, understood, told):
    parsed = parse(text)
    assert str(parsed.query) == understood
    assert any(told in warning for warning in parsed.warnings)


def test_limits_hold_at_the_limit_without_a_warning():
    for text in (
        "(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH,
        " ".join(["w"] * MAX_CLAUSES),
        "w" * MAX_CHARACTERS,
    ):
        assert parse(text).warnings == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("date:2024", "2024-01-01", "2024-12-31"),
        ("date:2024-02", "2024-02-01", "2024-02-29"),
        ("date:2024-02-03", "2024-02-03", "2024-02-03"),
        ("date:2023-12..2024-02", "2023-12-01", "2024-02-29"),
        ("date:..2024", "0001-01-01", "2024-12-31"),
        ("date:2024..", "2024-01-01", "9999-12-31"),
        ("before:2024", "0001-01-01", "2023-12-31"),
        ("after:2024", "2025-01-01", "9999-12-31"),
        ("after:2024-02", "2024-03-01", "9999-12-31"),
    ],
)
def test_the_days_of_a_span(text, first, last):
    assert day_span(parse(text).query) == (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


WORDS = (
    "a Maduro’s non-refoulement 2024 84 000 .. 5 12:30 ² rights~ ~2 'a b' ‘c 人权 refug* AND. 🙂 ’ ‘ $ ? \u0301 \x00"
).split(" ")
MARKS = '" “ ( ) AND OR NOT - title: speaker: date: before: foo: * ~ :'.split(" ")
SCRAPS = st.lists(st.sampled_from([*WORDS, *MARKS]) | st.just(" "), max_size=40).map("".join)


@given(SCRAPS | st.text(max_size=200))
@example("-" * 300)
@example("((((" * 300)
@example("a~99 [a TO z] ?*")
@example("role:=NOT~2")
@example("x~2’")
@example("of\xad~2 x")
@example("²84.000\u0301")
@example("²~ U.S.\u0301~")
@example("a:‘b c’ d*e")
@example("NOT(4>,000)")
@example("title:(84 000) -(title:(84 000) x)")
@example("w " * 62 + "e:c role:OR x y")
@settings(max_examples=400)
def test_the_text_of_a_query_parses_to_the_same_query(text):
    query = parse(text).query
    assert parse(str(query)).query == query


@given(
    SCRAPS,
    st.text(max_size=60).filter(lambda text: not set(text) & set('"“”„‟«»「」『』＂″〝〞') and surface_words(text)),
)
def test_what_is_quoted_is_kept(before, words):
    before, words = before.replace('"', "").replace("“", ""), unicodedata.normalize("NFC", words)
    written = surface_words(" ".join(_phrases(parse(f'{before} "{words}"').query)))
    assert written[-len(surface_words(words)) :] == surface_words(words)


def _phrases(query):
    if isinstance(query, Phrase):
        return [query.text]
    below = getattr(query, "queries", None) or ([query.query] if hasattr(query, "query") else [])
    return [text for each in below for text in _phrases(each)]
