"""The tables of how languages say who said something hold together."""

import tomllib
from importlib import resources

import pytest

from indexer.extract.voices.saying import LANGUAGES, Gender, saying_in

FOLDER = resources.files("indexer.extract.voices").joinpath("saying")


def table(language: str) -> dict:
    return tomllib.loads(FOLDER.joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def test_each_table_is_a_language():
    assert sorted(each.name for each in FOLDER.iterdir() if each.name.endswith(".toml")) == sorted(
        f"{each}.toml" for each in LANGUAGES
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_has_the_names_of_the_others(language):
    own = table(language).keys() - {"prefixes", "gendered_verbs", "inverted", "parting", "tellings", "elisions"}
    assert own == table("en").keys() - {"tellings"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_listed_twice(language):
    for name, value in table(language).items():
        lists = (
            [value]
            if isinstance(value, list)
            else [words for words in value.values() if isinstance(words, list)]
            if isinstance(value, dict)
            else []
        )
        words = [word for each in lists for word in each]
        assert len(words) == len(set(words)), (name, sorted({word for word in words if words.count(word) > 1}))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_of_verbs_is_said_of_verbs(language):
    saying = saying_in(language)
    for word in saying.doubtful | saying.tellings | saying.gendered.keys() | saying.inverted.keys():
        assert saying.verb.fullmatch(word), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_in_lower_case(language):
    saying = saying_in(language)
    for words in (
        saying.offices.words,
        saying.determiners,
        saying.prepositions,
        saying.starters,
        saying.not_titles,
        saying.pronouns,
    ):
        assert [word for word in words if word != word.lower()] == []


@pytest.mark.parametrize(
    ("language", "code"), [("de-CH", "de"), ("EN", "en"), (None, "en"), ("zh", "en"), ("pt-BR", "pt")]
)
def test_a_language_without_a_table_is_read_with_the_first(language, code):
    assert saying_in(language).language == code


@pytest.mark.parametrize(
    ("language", "word", "gender"),
    [
        ("en", "spokeswoman", Gender.FEMININE),
        ("en", "Director", Gender.EITHER),
        ("en", "geologist", Gender.EITHER),
        ("de", "Amnesty-Generalsekretärin", Gender.FEMININE),
        ("de", "Rüstungsexperte", Gender.MASCULINE),
        ("es", "directora", Gender.FEMININE),
        ("fr", "porte-parole", Gender.EITHER),
        ("pt", "secretário-geral", Gender.MASCULINE),
        ("ar", "مديرة", Gender.FEMININE),
        ("en", "Piquer", None),
    ],
)
def test_offices_tell_a_gender(language, word, gender):
    assert saying_in(language).offices.gender(word) is gender


@pytest.mark.parametrize(
    ("verb", "gender"),
    [
        ("a-t-elle déclaré", Gender.FEMININE),
        ("ajoute-t-il", Gender.MASCULINE),
        ("dit-elle", Gender.FEMININE),
        ("ont-ils dit", None),
    ],
)
def test_french_verbs_hold_their_pronouns(verb, gender):
    assert saying_in("fr").inverted.get(verb) is gender


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Background"),
        ("en", "Notes to editors"),
        ("en", "ENDS"),
        ("en", "For more information, contact"),
        ("de", "Hintergrund"),
        ("de", "Hintergrundinformationen"),
        ("es", "Información complementaria"),
        ("fr", "Complément d’information"),
        ("pt", "Contexto"),
        ("ar", "خلفية"),
    ],
)
def test_lines_end_a_quotation(language, line):
    assert saying_in(language).ends.fullmatch(line)
    assert not saying_in(language).ends.fullmatch("The authorities must release them at once.")
