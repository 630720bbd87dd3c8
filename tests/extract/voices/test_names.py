"""What is the full name of a person, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.voices.names import Person, is_name, is_thing, run_at_end, run_at_start, runs, split_run
from indexer.extract.voices.saying import saying_in
from tests.extract.voices.test_speaking import NAMES

ENGLISH = saying_in("en")

NOT_NAMES = [
    "Ana",
    "Piquer",
    "ana piquer",
    "Ana piquer",
    "Ana",
    "",
    " ",
    "A B",
    "1 2",
    "Amnesty International",
    "Human Rights Watch",
    "The New York Times",
    "New York",
    "El Salvador",
    "Hong Kong",
    "South Africa",
    "Saudi Arabia",
    "United Nations",
    "White House",
    "Prime Minister",
    "General Secretary",
    "Ana Piquer said",
    "Ana, Piquer",
    "Ana  Piquer",
    "Ana Piquer ",
    "The Piquer",
    "In Geneva",
    "On Monday",
    "Voting Rights Bill",
    "Example Street",
    "Fiscalía General",
    "Auswärtige Amt",
    "Cour Suprême",
    "Ministério da Justiça",
    "Sean C.",
    "G. A. T. T.",
    "Ana Piquer von Stop The Example",
    "Américas de AI",
    "Jane Mary Anne Sue Ellen Roe",
    "de la Cruz",
    "Ana de",
    "آنا بيكر",
]


@pytest.mark.parametrize("text", [*NAMES, "Ana Piquer", "JANE ROE", "Bin Example", "De Gaulle"])
def test_names_of_persons(text):
    assert is_name(text, ENGLISH)


@pytest.mark.parametrize("text", NOT_NAMES)
def test_what_is_no_name_of_a_person(text):
    assert not is_name(text, ENGLISH)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Ana Piquer and J. K. Smith.", ["We", "Ana Piquer", "J. K. Smith."]),
        ("Ursula von der Leyen of the EU", ["Ursula von der Leyen", "EU"]),
        ("Bashar al-Hassan’s men", ["Bashar al-Hassan’s"]),
        ("l’ONU et d’Arc", ["l’ONU", "d’Arc"]),
        ("nothing here", []),
        ("iPhone McDonald", ["McDonald"]),
        ("", []),
    ],
)
def test_runs_of_capitalised_words(text, expected):
    found = [*runs(text)]
    assert [run.text for run in found] == expected or [run.text for run in found] == [
        each.rstrip(".") for each in expected
    ]
    assert all(text[run.start : run.end] == run.text for run in found)


def test_a_run_at_an_end():
    assert run_at_start("Ana Piquer came").text == "Ana Piquer"
    assert run_at_start("so Ana Piquer came") is None
    assert run_at_end("then came Ana Piquer").text == "Ana Piquer"
    assert run_at_end("then Ana Piquer came") is None


@pytest.mark.parametrize(
    ("before", "run", "expected"),
    [
        ("", "Ana Piquer", ("", "Ana Piquer")),
        ("said ", "Interior Minister Ana Piquer", ("said Interior Minister", "Ana Piquer")),
        ("", "Amnesty International’s Ana Piquer", ("Amnesty International’s", "Ana Piquer")),
        ("", "Microsoft’s Ana Piquer", ("Microsoft’s", "Ana Piquer")),
        (
            "the High Commissioner for ",
            "Human Rights Ana Piquer",
            ("the High Commissioner for Human Rights", "Ana Piquer"),
        ),
        ("", "But Ana Piquer", ("But", "Ana Piquer")),
        ("", "Mr Piquer", ("Mr", "Piquer")),
        ("", "WHO Ana Piquer", ("WHO", "Ana Piquer")),
        ("envoy to ", "Ukraine Ana Piquer", ("envoy to Ukraine", "Ana Piquer")),
        ("", "Jordan Piquer", ("", "Jordan Piquer")),
        ("", "Prime Minister", None),
        ("", "Amnesty International", None),
    ],
)
def test_a_run_is_cut_before_the_name(before, run, expected):
    split = split_run(before, run, ENGLISH)
    assert (split and (split.before, split.name)) == expected


def test_german_parts_a_name_from_its_organisation():
    assert split_run("", "Ana Piquer von Oxfam", saying_in("de")).name == "Ana Piquer"
    assert split_run("", "Ursula von der Leyen", saying_in("de")).name == "Ursula von der Leyen"


@pytest.mark.parametrize(
    ("word", "is_one"), [("Ministry", True), ("Amnesty-Team", True), ("rights’", True), ("Piquer", False)]
)
def test_words_that_no_person_has(word, is_one):
    assert is_thing(word) is is_one


@pytest.mark.parametrize(
    ("name", "surname", "is_full"),
    [("Ana Piquer", "Piquer", True), ("Piquer", "Piquer", False), ("Ana de Piquer", "Piquer", True)],
)
def test_a_person_has_a_surname(name, surname, is_full):
    assert (Person(name).surname, Person(name).is_full) == (surname, is_full)


@given(st.text("Aab .’'-éİ\u0301\n", max_size=40))
def test_runs_lie_in_the_text_and_never_overlap(text):
    end = 0
    for run in runs(text):
        assert run.start >= end
        assert text[run.start : run.end] == run.text
        end = run.end
