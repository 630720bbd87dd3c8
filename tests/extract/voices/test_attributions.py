"""Which lines name the source of the quotation above them. The sentences and the persons are made for the tests."""

import pytest

from indexer.extract.page.content import Block
from indexer.extract.page.tree import Hint
from indexer.extract.voices.attributions import attributions, source, sources
from indexer.extract.voices.names import Person
from indexer.extract.voices.saying import saying_in
from indexer.statement import Role

SENTENCE = "The authorities must release them at once."
TITLED = "Jane Roe, head of law at Example Trust"

# Lines below a sentence, and whether the first of them names who said it.
TABLE = {
    "name and title": ([TITLED], True),
    "name, title and organisation": (["Jane Roe, Head of Law, Example Trust of Example Town"], True),
    "a dash before": (["— Jane Roe, head of law at Example Trust"], True),
    "a hyphen before": (["-Jane Roe, head of law at Example Trust"], True),
    "a dash between": (["Jane Roe – head of law at Example Trust"], True),
    "an honorific before": (["Dr. Jane Roe, head of law at Example Trust"], True),
    "a dash and a name": (["— Jane Roe"], True),
    "a name that is known": (["Ana Known"], True),
    "a name that is known, with anything": (["Ana Known, Example Town"], True),
    "text below": ([TITLED, SENTENCE], True),
    "a name alone": (["Jane Roe"], False),
    "a name and no office": (["Jane Roe, Example Town"], False),
    "an office without an organisation": (["Jane Roe, lawyer"], False),
    "a sentence": (["Jane Roe, head of law at Example Trust."], False),
    "a question": (["Jane Roe, head of law at Example Trust?"], False),
    "an introduction": (["Jane Roe, head of law at Example Trust:"], False),
    "what one says in an interview": (["Jane Roe, head of law at Example Trust: Not at all"], False),
    "an address": (["Example Trust, 1 Example Street, Example Town"], False),
    "a contact with a number": (["Jane Roe, head of press at Example Trust, +44 20 7946 0000"], False),
    "a contact with an address": (["Jane Roe, head of press at Example Trust, press@example.org"], False),
    "an organisation": (["Amnesty International, the head of the campaign"], False),
    "with marks": (["“Jane Roe, head of law at Example Trust”"], False),
    "too long": ([f"Jane Roe, head of law at Example Trust {'and of other trusts ' * 6}"], False),
    "signatures": ([TITLED, "John Doe, chair of the Example Council"], False),
    "signatures, one a known name": (["Ana Known", TITLED], False),
    "an empty line": ([""], False),
}  # fmt: skip


def found(blocks: list[Block], roles: list[Role], language: str = "en") -> dict[int, int]:
    return attributions(blocks, roles, {"Ana Known": Person("Ana Known", "director")}, saying_in(language))


@pytest.mark.parametrize("name", TABLE)
def test_a_line_below_a_sentence_names_who_said_it(name):
    lines, is_one = TABLE[name]
    blocks = [Block(SENTENCE), *map(Block, lines)]
    assert found(blocks, [Role.BODY] * len(blocks)) == ({1: 0} if is_one else {})


@pytest.mark.parametrize(
    ("above", "is_one"),
    [
        (SENTENCE, True),
        (f"“{SENTENCE}”", True),
        ("The authorities must release them at once", False),
        ("Yours sincerely,", False),
        ("Stop it.", False),
        ("John Doe, chair of the Example Council", False),
    ],
)
def test_what_stands_above_must_be_said(above, is_one):
    assert found([Block(above), Block(TITLED)], [Role.BODY] * 2) == ({1: 0} if is_one else {})


@pytest.mark.parametrize("role", [Role.HEADING, Role.LIST_ITEM, Role.CAPTION, Role.BOILERPLATE, Role.TITLE])
def test_other_lines_name_nobody(role):
    assert found([Block(SENTENCE), Block(TITLED)], [Role.BODY, role]) == {}
    assert found([Block(SENTENCE), Block(TITLED)], [role, Role.BODY]) == {}


def test_the_signatures_of_a_letter_are_no_attributions():
    lines = [
        "We ask you to release them.",
        "Jane Roe, head of law at Example Trust",
        "John Doe, chair of the Example Council",
    ]
    blocks = [*map(Block, [*lines, "Ann Poe, director of the Example Society"])]
    assert found(blocks, [Role.BODY] * len(blocks)) == {}


def test_attributions_between_quotations_are_told_apart_from_signatures():
    blocks = [Block(SENTENCE), Block(TITLED), Block(SENTENCE, hints=frozenset([Hint.QUOTE])), Block("Ana Known")]
    assert found(blocks, [Role.BODY, Role.BODY, Role.BLOCK_QUOTE, Role.BLOCK_QUOTE]) == {1: 0, 3: 2}


def test_all_lines_that_markup_calls_a_source_belong_to_the_quotation_above_the_first():
    blocks = [Block(SENTENCE), Block("Jane"), Block("Roe"), Block("Head of law"), Block(SENTENCE)]
    roles = [Role.BLOCK_QUOTE, Role.ATTRIBUTION, Role.ATTRIBUTION, Role.ATTRIBUTION, Role.BODY]
    assert found(blocks, roles) == {1: 0, 2: 0, 3: 0}


@pytest.mark.parametrize(
    ("line", "is_one"), [("— Jane Roe", True), ("~ A friend", True), ("Jane Roe", False), ("— " + "words " * 30, False)]
)
def test_a_line_with_a_dash_ends_the_quotation_it_is_set_in(line, is_one):
    assert found([Block(SENTENCE), Block(line)], [Role.BLOCK_QUOTE] * 2) == ({1: 0} if is_one else {})


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Max Muster, Rüstungsexperte bei der Beispielstiftung"),
        ("es", "Ana Piquer, directora para las Américas de Amnistía Internacional"),
        ("fr", "Jean Exemple, directeur de l’Association d’exemple"),
        ("pt", "Jurema Werneck, diretora-executiva da Anistia Internacional"),
        ("ar", "آنا بيكر، مديرة برنامج الأمريكتين في منظمة العفو الدولية"),
    ],
)
def test_lines_in_other_languages(language, line):
    assert found([Block(SENTENCE), Block(line)], [Role.BODY] * 2, language) == {1: 0}


@pytest.mark.parametrize(
    ("language", "line", "name", "title"),
    [
        ("en", TITLED, "Jane Roe", "head of law at Example Trust"),
        ("en", "— Dr. Jane Roe, head of law", "Jane Roe", "head of law"),
        ("en", "Jane Roe | Head of Law, Example Trust", "Jane Roe", "Head of Law, Example Trust"),
        ("en", "Example Trust director Jane Roe", "Jane Roe", "Example Trust director"),
        ("en", "— Jane Roe (@janeroe) May 4, 2020", "Jane Roe", None),
        ("en", "Ana Known", "Ana Known", "director"),
        ("en", "Ana Known, chair of Example Trust", "Ana Known", "chair of Example Trust"),
        ("en", "The Example Senate", "The Example Senate", None),
        ("en", "— A friend", "A friend", None),
        ("ar", "آنا بيكر، مديرة المكتب", "آنا بيكر", "مديرة المكتب"),
    ],
)
def test_a_source_is_a_person_or_whatever_the_line_says(language, line, name, title):
    assert source(line, {"Ana Known": Person("Ana Known", "director")}, saying_in(language)) == Person(name, title)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Jane", "Roe", "Head of law at Example Trust"], Person("Jane Roe", "Head of law at Example Trust")),
        (["Jane", "Roe"], Person("Jane Roe")),
        (["Jane Roe", "Head of law"], Person("Jane Roe", "Head of law")),
        (["Jane Roe, head of law", "Example Trust"], Person("Jane Roe", "head of law")),
        (["Example Trust", "Example Town"], Person("Example Trust")),
        (["Jane Roe"], Person("Jane Roe")),
    ],
)
def test_a_source_over_several_lines_is_put_together(lines, expected):
    blocks = [Block(SENTENCE), *map(Block, lines)]
    attributed = dict.fromkeys(range(1, len(blocks)), 0)
    assert sources(blocks, attributed, {}, saying_in("en")) == {0: expected}
