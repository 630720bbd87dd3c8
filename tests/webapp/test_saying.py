"""What the library says, in the language of the reader."""

import re

import pytest
from bs4 import BeautifulSoup

from docs import catalogues
from indexer.messages import Alternatives, DateInWords, LanguageInWords, say, say_number
from indexer.query import parse
from indexer.wording import in_words
from tests.webapp.conftest import page, soup
from webapp import languages
from webapp.saying import said

SPANISH = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "A quotation mark is not closed; the words after it are searched as plain words."
msgstr "Falta cerrar unas comillas; lo que sigue se busca como palabras sueltas."

msgid "in %(language)s statements"
msgstr "en declaraciones en %(language)s"

msgid "not %(filter)s"
msgstr "no %(filter)s"

msgid "published from %(first)s to %(last)s"
msgstr "con fecha entre %(first)s y %(last)s"

msgid "Only the first %(most)s characters of the query were read."
msgstr "Solo se leyeron los primeros %(most)s caracteres de la consulta."

msgid "%(name)s is “%(value)s”."
msgstr "%(name)s es «%(value)s»."

msgid "It can be %(names)s."
msgstr "Puede ser %(names)s."

msgid "There is nothing at this address."
msgstr "En esta dirección no hay nada."

msgid "%(count)s word of “%(text)s”"
msgid_plural "%(count)s words of “%(text)s”"
msgstr[0] "%(count)s palabra de «%(text)s»"
msgstr[1] "%(count)s palabras de «%(text)s»"
"""

UNCLOSED = '"water'
OPEN, CLOSE = "⟦", "⟧"


@pytest.fixture
def catalogue_of(tmp_path, monkeypatch):
    """Let the site read a catalogue made for the test."""

    def make(text: str, language: str = "es") -> None:
        (tmp_path / f"{language}.po").write_text(text, encoding="utf-8")
        monkeypatch.setattr(languages, "FOLDER", tmp_path)
        languages.catalogue.cache_clear()

    yield make
    languages.catalogue.cache_clear()


@pytest.fixture
def spanish(shelf, catalogue_of):
    """Ask in Spanish, of a catalogue with the few sentences of these tests."""
    catalogue_of(SPANISH)
    with shelf.application.test_request_context("/?ui=es"):
        yield shelf


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (in_words(parse("a lang:es").query), "a, en declaraciones en español"),
        (in_words(parse("a -lang:en").query), "a, no en declaraciones en inglés"),
        (in_words(parse("a lang:zz").query), "a, en declaraciones en zz"),
        (
            in_words(parse("a date:2024-03..2025-04-02").query),
            "a, con fecha entre marzo de 2024 y 2 de abril de 2025",
        ),
        (parse("a" * 1001).warnings[0], "Solo se leyeron los primeros 1.000 caracteres de la consulta."),
        (say("It can be %(names)s.", names=Alternatives(["a", "b", "c"])), "Puede ser a, b o c."),
        (say_number("%(count)s word of “%(text)s”", "%(count)s words of “%(text)s”", 1, text="%"), "1 palabra de «%»"),
        (
            say_number("%(count)s word of “%(text)s”", "%(count)s words of “%(text)s”", 12345, text="%(x)s"),
            "12.345 palabras de «%(x)s»",
        ),
        (say("Nobody has translated this: %(what)s.", what="x"), "Nobody has translated this: x."),
        (say(""), ""),
        ("There is nothing at this address.", "There is nothing at this address."),
        (say("There is nothing at this address."), "En esta dirección no hay nada."),
    ],
)
def test_a_message_is_said_in_the_language_of_the_reader(spanish, message, words):
    assert said(message) == words


@pytest.mark.parametrize(
    "message",
    [
        in_words(parse("a -lang:es date:2024-03").query),
        say("It can be %(names)s.", names=Alternatives(["a", "b"])),
        say("%(day)s, %(language)s", day=DateInWords("2024-03-05"), language=LanguageInWords("Norse", "non")),
    ],
)
def test_in_english_a_message_is_as_it_is(shelf, message):
    with shelf.application.test_request_context("/"):
        assert said(message) == message
        assert type(said(message)) is str


def test_a_page_is_said_and_json_stays_english(spanish):
    found = page(spanish, "/", q=UNCLOSED, ui="es")
    assert (
        found.select_one(".warning").get_text()
        == "Falta cerrar unas comillas; lo que sigue se busca como palabras sueltas."
    )
    answer = spanish.get("/api/v1/search", query_string={"q": UNCLOSED}, headers={"Accept-Language": "es"}).json
    assert answer["warnings"] == ["A quotation mark is not closed; the words after it are searched as plain words."]


@pytest.mark.parametrize(
    ("path", "words"),
    [("/nowhere", "En esta dirección no hay nada."), ("/?q=harbour&sort=%3Cb%3E", "sort es «<b>».")],
)
def test_an_error_is_said_and_json_stays_english(spanish, path, words):
    response = spanish.get(path, headers={"Accept-Language": "es"})
    assert soup(response).h1.get_text() == words
    assert "Accept-Language" in response.headers["Vary"]


def test_an_error_of_the_api_stays_english(spanish):
    response = spanish.get("/api/v1/search?q=harbour&sort=x", headers={"Accept-Language": "es"})
    assert response.json["error"]["message"] == "sort is “x”."
    assert response.json["error"]["hint"] == "It can be relevance, newest or oldest."


SHOWN_AS_IT_IS = """
code, pre, [translate=no], kbd, mark, q, bdi, textarea, time, script, style, [lang], svg a, .wordmark, .facts, .axis,
.examples a, .suggestion a, .histogram details a, .holdings li, .metadata dd > *, .on-paper, .filters .hidden,
aside li > [dir=auto]
"""
"""What pages show in whatever language it has: words of statements, what was typed, names, code."""

FORMATS = "CSS Onrecord JSON Lines CSV HTML Markdown RIS BibTeX CSL-JSON"
"""Names that are the same in every language."""


@pytest.fixture
def all_in_brackets(shelf, catalogue_of):
    """Ask of a catalogue that puts every sentence between brackets: what stands outside them, nobody can translate."""
    catalogue = catalogues.read("es")
    lines = [SPANISH.partition("\n\n")[0], ""]
    for message in catalogue:
        if message.pluralizable:
            one, many = map(_quoted, message.id)
            lines += [f"msgid {one}", f"msgid_plural {many}"]
            lines += [f"msgstr[{place}] {_quoted(OPEN + each + CLOSE)}" for place, each in enumerate(message.id)]
        elif message.id:
            lines += [f"msgid {_quoted(message.id)}", f"msgstr {_quoted(OPEN + message.id + CLOSE)}"]
    catalogue_of("\n".join(lines))
    return shelf


def _quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _outside(text):
    """Return what of a text stands outside all brackets."""
    depth, kept = 0, []
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        kept.append(character if depth == 0 and character != CLOSE else " ")
    return "".join(kept)


ADDRESSES = [
    "/",
    "/help",
    "/widget",
    "/widget?limit=99&lang=tlh",
    "/widget/themes",
    "/embed?q=harbour",
    "/embed?q=zzzz",
    "/?q=harbour",
    "/?q=harbour+publisher:example&sort=newest&group=paragraph&synonyms=false",
    "/?q=lantern+harbour",
    "/s/made-03?q=harbour",
    "/cite/made-03",
    "/nowhere",
    "/?q=harbour&page=99",
    "/?q=harbour&sort=x",
    '/?q="harbour',
    "/?q=harbour+lang:en+-speaker:nobody+date:2020..2025+zzz",
    "/?q=zzz+lang:en",
    "/?q=zzz+yyy",
    "/?q=AND",
    "/?q=date:1999",
    '/?q="gulls+harbour"',
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_all_that_a_page_says_can_be_translated(all_in_brackets, address):
    answer = all_in_brackets.get(address, headers={"Accept-Language": "es"}).get_data(as_text=True)
    shown = BeautifulSoup(answer, "lxml")
    assert OPEN in shown.body.get_text()
    query = shown.select_one("input[name=q]")["value"]
    title = shown.title.get_text().replace(query, "").replace("Statement made-03", "")
    for each in shown.body.select(SHOWN_AS_IT_IS):
        each.replace_with(" ")
    labels = [each[name] for name in ("aria-label", "placeholder") for each in shown.body.select(f"[{name}]")]
    words = _outside(" ".join([title, shown.body.get_text(" "), *labels]))
    assert set(re.findall(r"[a-zA-Z-]{3,}", words)) <= set(FORMATS.split())
