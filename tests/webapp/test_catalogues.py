"""The catalogues say all that the site says, and say it whole."""

import ast
import re
from collections import Counter
from gettext import c2py

import pytest

from docs import catalogues
from webapp.languages import ENGLISH, LOCALES

LANGUAGES = [language for language in LOCALES if language != ENGLISH]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
TAG = re.compile(r"</?\w+[^>]*>")
CODE = re.compile(r"`[^`]+`")


@pytest.fixture(scope="module")
def everything():
    return tuple(catalogues.everything_said())


def forms(language):
    """Yield each translation with the English that it says, and whether it is said of one certain number."""
    catalogue = catalogues.read(language)
    rule = c2py(catalogue.plural_expr)
    meant = Counter(rule(number) for number in range(1000))
    for message in catalogue:
        if message.id and not message.pluralizable:
            yield message.id, message.string, False
        elif message.id:
            one, many = message.id
            for place, form in enumerate(message.string):
                yield (one if place == rule(1) else many), form, meant[place] == 1


def translated(language):
    return [each for each in forms(language) if each[1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_as_the_code_is(language, everything):
    """Run `make catalogues` where it is not."""
    assert catalogues.path_of(language).read_text(encoding="utf-8") == catalogues.updated(language, everything)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language):
    assert catalogues.untranslated(language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_what_is_put_in(language):
    """A form that is said of one number may leave that out: “two statements” is a single word in Arabic."""
    for english, translation, is_of_one_number in translated(language):
        wanted, there = (set(PLACEHOLDER.findall(each)) for each in (english, translation))
        assert there <= wanted, (english, translation)
        assert wanted - there <= ({"count"} if is_of_one_number else set()), (english, translation)
        if wanted:
            assert "%" not in translation % dict.fromkeys(wanted, "x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_its_marks(language):
    """Elements, code and stars: what is typed into the box is the same in every language."""
    for english, translation, _ in translated(language):
        assert TAG.findall(translation) == TAG.findall(english), (english, translation)
        assert Counter(CODE.findall(translation)) == Counter(CODE.findall(english)), (english, translation)
        assert CODE.sub("", translation).count("*") == CODE.sub("", english).count("*"), (english, translation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_header_names_nobody_and_counts_as_its_language_does(language):
    text = catalogues.path_of(language).read_text(encoding="utf-8")
    assert "@" not in text.partition("\n\n")[0]
    assert catalogues.read(language).num_plurals == {"es": 2, "fr": 2, "ar": 6}[language]


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (103, 3), (11, 4), (99, 4), (111, 4), (100, 5), (102, 5)],
)
def test_arabic_counts_in_six_ways(number, form):
    assert c2py(catalogues.read("ar").plural_expr)(number) == form


@pytest.mark.parametrize(
    "template",
    [
        "The query has no words to search for.",  # the library
        "There is nothing at this address.",  # an error of the site
        "Copy it",  # a template
        "Statements",  # a table in code
        ("%(count)s paragraph", "%(count)s paragraphs"),
        "no word is too small to count",  # the table of the query language
    ],
)
def test_all_kinds_of_words_are_gathered(everything, template):
    assert template in [each.template for each in everything]


def test_nothing_is_said_that_cannot_be_gathered(everything):
    """A template that is put together where it is said would be missed; the table of the language is gathered apart."""
    assert all(
        each.template and each.template == each.template.strip()
        for each in everything
        if isinstance(each.template, str)
    )
    for path in (catalogues.ROOT / "indexer").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "say_number"}:
                assert isinstance(node.args[0], ast.Constant) or path.name == "guide.py", ast.unparse(node)


class TestUpdating:
    """What happens to a translation when the code changes."""

    @pytest.fixture
    def shelf(self, tmp_path, monkeypatch):
        monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
        return tmp_path / "es.po"

    HEADER = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )

    def test_what_is_said_still_keeps_its_translation(self, shelf):
        shelf.write_text(f'{self.HEADER}#: old.py:3\nmsgid "Kept"\nmsgstr "Guardado"\n', encoding="utf-8")
        made = catalogues.updated("es", [catalogues.Said("Kept", "new.py", "a note")])
        assert made.endswith('#. a note\n#: new.py\nmsgid "Kept"\nmsgstr "Guardado"\n\n')

    def test_what_is_no_longer_said_is_dropped(self, shelf):
        shelf.write_text(f'{self.HEADER}msgid "Gone"\nmsgstr "Ido"\n', encoding="utf-8")
        assert "Gone" not in catalogues.updated("es", [catalogues.Said("Kept", "new.py")])

    def test_what_is_like_something_else_is_not_taken_for_it(self, shelf):
        shelf.write_text(f'{self.HEADER}msgid "A page."\nmsgstr "Una página."\n', encoding="utf-8")
        made = catalogues.updated("es", [catalogues.Said("A page", "a.py")])
        assert made.endswith('msgid "A page"\nmsgstr ""\n\n')

    def test_a_translation_that_is_not_sure_is_asked_for_again(self, shelf):
        shelf.write_text(f'{self.HEADER}#, fuzzy\nmsgid "Kept"\nmsgstr "Quizás"\n', encoding="utf-8")
        assert "Quizás" not in catalogues.updated("es", [catalogues.Said("Kept", "a.py")])
        assert catalogues.untranslated("es") == ["Kept"]

    def test_what_is_counted_now_is_asked_for_again(self, shelf):
        shelf.write_text(f'{self.HEADER}msgid "%(count)s word"\nmsgstr "%(count)s palabra"\n', encoding="utf-8")
        made = catalogues.updated("es", [catalogues.Said(("%(count)s word", "%(count)s words"), "a.py")])
        assert 'msgstr[0] ""\nmsgstr[1] ""' in made

    def test_a_second_update_changes_nothing(self, shelf, everything):
        shelf.write_text(self.HEADER, encoding="utf-8")
        once = catalogues.updated("es", everything)
        shelf.write_text(once, encoding="utf-8")
        assert catalogues.updated("es", everything) == once

    def test_one_missing_form_is_missing(self, shelf):
        shelf.write_text(f'{self.HEADER}msgid "a"\nmsgid_plural "b"\nmsgstr[0] "x"\nmsgstr[1] ""\n', encoding="utf-8")
        assert catalogues.untranslated("es") == ["a"]
