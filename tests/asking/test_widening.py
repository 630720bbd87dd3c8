"""Acronyms and synonyms: what plain words are widened to, and what they never are."""

import pytest

from indexer.analysis import Analyser, fold
from indexer.lexicon import SpelledOut
from indexer.statement import Acronym
from indexer.thesaurus import make_thesaurus
from tests.made import statement


def ids(page):
    return [hit.statement.id for hit in page.hits if not hit.partial]


@pytest.fixture
def spelled(archive_of):
    """An archive that spells out two short forms, one of them in two ways."""
    return archive_of(
        statement("long", "They were taken to the Quaint Example Harbour."),
        statement("short", "They were taken to QEH by night."),
        statement(
            "both",
            "The Quaint Example Harbour (QEH) is full. The Ready Example Quay (REQ) is not.",
            acronyms=(Acronym(short="QEH", long="Quaint Example Harbour"),),
        ),
        statement("other", "Nothing of the kind."),
    )


@pytest.mark.parametrize("query", ["QEH", "qeh", "Quaint Example Harbour", "quaint example harbour"])
def test_an_archive_s_acronyms_are_found_both_ways(spelled, query):
    page = spelled.search(query)
    assert set(ids(page)) == {"long", "short", "both"}
    assert page.widened[0].words == query


def test_what_was_typed_stands_above_what_it_was_widened_to(spelled):
    assert ids(spelled.search("QEH"))[-1] == "long"


@pytest.mark.parametrize("query", ['"QEH"', "text -QEH", "title:QEH"])
def test_quoted_unwanted_and_named_words_are_as_they_are(spelled, query):
    assert spelled.search(query).widened == ()


def test_synonyms_can_be_switched_off(spelled):
    page = spelled.search("QEH", synonyms=False)
    assert set(ids(page)) == {"short", "both"}
    assert page.widened == ()


def test_other_words_are_marked_too(spelled):
    (hit,) = [hit for hit in spelled.search("QEH").hits if hit.statement.id == "long"]
    (paragraph,) = hit.paragraphs
    assert [paragraph.text[start:end] for start, end in paragraph.highlights] == ["Quaint Example Harbour"]


def test_a_short_form_with_two_meanings_does_not_join_them(archive_of):
    made = [
        statement(f"court{number}", "Court.", acronyms=(Acronym(short="CXP", long="Court of Example Peace"),))
        for number in range(3)
    ]
    prices = statement("prices", "Prices.", acronyms=(Acronym(short="CXP", long="Consumer Example Prices"),))
    text = statement("text", "The CXP spoke.")
    archive = archive_of(*made, prices, text)
    assert archive.search("Consumer Example Prices").widened == ()
    assert ids(archive.search("Court of Example Peace")) == ["text"]
    assert {each for widened in archive.search("CXP").widened for each in widened.also} == {
        "Court of Example Peace",
        "Consumer Example Prices",
    }


@pytest.mark.parametrize(
    ("query", "language", "text", "found"),
    [
        ("deportation", "en", "The removal of families", True),
        ("deportations", "en", "The removals of families", True),
        ("expulsión", "es", "La deportación de familias", True),
        ("UNHCR", "en", "The UN Refugee Agency said so", True),
        ("ACNUR", "en", "UNHCR said so", True),
        ("ICE", "en", "Immigration and Customs Enforcement said so", True),
        ("ice", "en", "Immigration and Customs Enforcement said so", False),
        ("refugee", "en", "A migrant came", False),
    ],
)
def test_the_field_s_synonyms(archive_of, query, language, text, found):
    assert bool(ids(archive_of(statement("a", text, language=language)).search(query))) is found


@pytest.mark.parametrize("query", ["European Union", "Convention against Torture"])
def test_words_that_have_no_others_are_widened_to_nothing(archive_of, query):
    archive = archive_of(statement("a", "The European Union joined the Convention against Torture."))
    assert all(each.also for each in archive.search(query).widened)
    assert "ill-treatment" not in {other for each in archive.search(query).widened for other in each.also}


def test_a_short_form_that_the_archive_spells_out_too_counts_once(archive_of):
    high = Acronym(short="UNHCR", long="United Nations High Commissioner For Refugees")
    archive = archive_of(
        statement("a", "UNHCR said so.", acronyms=(high,)),
        statement("b", "El ACNUR y la ONU", language="es"),
        statement("c", "La ONU", language="fr"),
    )
    (widened,) = archive.search("UNHCR").widened
    assert len({fold(each) for each in widened.also}) == len(widened.also)
    thesaurus = make_thesaurus(Analyser(), [SpelledOut(short=high.short, long=high.long, statements=1)], ("en", "es"))
    _, others = thesaurus.synonyms(["UNHCR"])
    assert len({fold(each.text) for each in others}) == len(others)
    assert "unhcr" not in {fold(each.text) for each in others}


def test_a_synonym_of_two_languages_counts_once():
    _, others = make_thesaurus(Analyser(), (), ("en", "es", "fr")).synonyms(["UN"])
    assert [each.language for each in others if each.text == "ONU"] == [None]
