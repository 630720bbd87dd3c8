"""Which marks open and which close, in the ways that languages and keyboards have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.voices.marks import leads, mark_style, marks

TABLE = [
    ("en", "straight", 'He said "no" and "yes".', '<"no"> <"yes">'),
    ("en", "straight at both ends", '"No," he said, "never."', '<"No,"> <"never.">'),
    ("en", "straight between spaces", 'He said " no " and " yes ".', '<" no "> <" yes ">'),
    ("en", "straight in brackets", 'He left ("for good"), she said.', '<"for good">'),
    ("en", "straight behind a dash", 'A plea—"let us go"—was heard.', '<"let us go">'),
    ("en", "inches close nothing", 'The 5" pipe is "long".', '"> <"long">'),
    ("en", "curly", "He said “no” and “yes”.", "<“no”> <“yes”>"),
    ("en", "nested curly", "“He said “no” to us,” she said.", "<“He said <“no”> to us,”>"),
    ("en", "single inside curly", "“He said ‘no’ to us,” she said.", "<“He said ‘no’ to us,”>"),
    ("en", "an opening mark that should close", "“We must go“, she said.", "<“We must go“>"),
    ("en", "a closing mark that should open", "”We must go”, she said, “now”.", "<”We must go”> <“now”>"),
    ("en", "mixed shapes", '“We must go", she said.', '<“We must go">'),
    ("en", "two single marks for a double one", "“We must go,’’ she said.", "<“We must go,’’>"),
    ("en", "full width", "He said ＂no＂.", "<＂no＂>"),
    ("fr", "guillemets with spaces", "Il dit « non » et « oui ».", "<« non »> <« oui »>"),
    ("fr", "guillemets with narrow spaces", "Il dit «\u202fnon\u202f» hier.", "<«\u202fnon\u202f»>"),
    ("de", "guillemets pointing in", "Er sagte »nein« und »ja«.", "<»nein«> <»ja«>"),
    ("de", "guillemets pointing in, at the beginning", "»Nein«, sagte er.", "<»Nein«>"),
    ("de", "Swiss guillemets", "Er sagte «nein» und «ja».", "<«nein»> <«ja»>"),
    ("de", "low and high", "Er sagte „nein“ und „ja“.", "<„nein“> <„ja“>"),
    ("de", "low and high, English inside", "Er sagte „das “Home” da“ und ging.", "<„das <“Home”> da“>"),
    ("pl", "low, and high as in English", "Powiedział „nie” i „tak”.", "<„nie”> <„tak”>"),
    ("sv", "the same mark twice", "Han sa ”nej” och ”ja”.", "<”nej”> <”ja”>"),
    ("fi", "the same guillemet twice", "Hän sanoi »ei» ja »kyllä».", "<»ei»> <»kyllä»>"),
    ("ja", "corner brackets", "彼は「『いいえ』と言った」と書いた。", "<「<『いいえ』>と言った」>"),
    ("ar", "Arabic guillemets", "قال «لا» وقالت «نعم».", "<«لا»> <«نعم»>"),
    ("ar", "Arabic curly", "قال “لا”، وقالت “نعم”؟", "<“لا”> <“نعم”>"),
    ("en", "British", "‘We won’t go,’ she said, ‘ever.’", "<‘We won’t go,’> <‘ever.’>"),
    ("en", "British, comma outside", "‘We won’t go’, she said.", "<‘We won’t go’>"),
    ("en", "British, no comma at all", "‘We won’t go’ she said.", "<‘We won’t go’>"),
    (
        "en",
        "British with a plural possessive",
        "‘The workers’ rights are gone,’ she said.",
        "<‘The workers’ rights are gone,’>",
    ),
    (
        "en",
        "British, possessive and no comma",
        "‘The workers’ rights are gone’ she said.",
        "<‘The workers’ rights are gone’>",
    ),
    ("en", "British, possessive behind", "‘No,’ she said of the workers’ rights.", "<‘No,’>"),
    ("en", "British with letters left out", "‘In the ’90s we told ’em,’ she said.", "<‘In the ’90s we told ’em,’>"),
    ("en", "a decade is no quotation", "‘No.’ In the ‘90s it was so.", "<‘No.’>"),
    (
        "en",
        "British with double marks inside",
        "‘He said “no”,’ she said.\nShe said: ‘Go.’",
        "<‘He said “no”,’> <‘Go.’>",
    ),
    ("en", "British on a keyboard", "'We won't go,' she said, 'ever.'", "<'We won't go,'> <'ever.'>"),
    ("en", "apostrophes alone", "The workers’ rights aren’t theirs.", ""),
    ("en", "straight apostrophes alone", "The workers' rights aren't theirs.", ""),
    ("en", "no marks", "Nothing is quoted.", ""),
    ("en", "nothing", "", ""),
]


def marked(text: str, language: str) -> str:
    """Return the quoted words of a text, with < where a mark opens and > where one closes."""
    shown, depth, at = "", 0, 0
    for mark in marks(text, mark_style(text.split("\n"), language)):
        shown += text[at : mark.at] if depth else " "
        shown += f"<{text[mark.at]}" if mark.opens else f"{text[mark.at]}>"
        depth, at = max(0, depth + (1 if mark.opens else -1)), mark.at + 1
    return shown


@pytest.mark.parametrize(("language", "text", "shown"), [pytest.param(*row[::2], row[3], id=row[1]) for row in TABLE])
def test_marks_open_and_close(language, text, shown):
    assert marked(text, language).split() == shown.split()


@pytest.mark.parametrize(
    ("text", "does"), [("“Go.”", True), (" “Go.”", True), ("Go “on”.", False), ("Go.", False), ("", False)]
)
def test_a_text_leads_with_a_mark(text, does):
    assert leads(text, marks(text, mark_style([text], "en"))) is does


LETTERS = st.text("aB s.,:“”‘’'\"„«»「」-—( \n90", max_size=60)


@given(st.lists(LETTERS, max_size=4), st.sampled_from(["en", "de", "fr", "sv", "ar", None]))
def test_marks_stand_in_order_where_the_text_has_them(texts, language):
    style = mark_style(texts, language)
    for text in texts:
        found = marks(text, style)
        assert [each.at for each in found] == sorted({each.at for each in found})
        assert all(text[each.at] in "“”‘’'\"„«»「」" for each in found)


@given(st.text("aB s“”‘’", max_size=30))
def test_words_between_one_pair_are_found_whatever_they_are(words):
    plain = "".join(words.translate(dict.fromkeys(map(ord, "“”‘’"))).split())
    text = f"He said “{plain}x” to us."
    found = marks(text, mark_style([text], "en"))
    assert [text[each.at] for each in found] == ["“", "”"]
    assert [each.opens for each in found] == [True, False]
