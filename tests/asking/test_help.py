"""What a search says beside its hits: did you mean, why nothing was found, suggestions, explanations."""

import pytest

from indexer import SuggestionKind, open_archive
from indexer.results import ReasonKind
from tests.conftest import build_quietly, write_lines
from tests.made import paragraph, statement


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("help")
    made = [
        *(
            statement(f"r{number}", "The principle of non-refoulement protects refugees.", published="2024-01-01")
            for number in range(5)
        ),
        statement("es", "La detención arbitraria continúa.", language="es", published="2025-02-01"),
        statement("camp", "The refugee camp was closed; human rights were not.", title="Camps of the north"),
        statement(
            "said",
            paragraph(1, "We saw the camp.", speaker="Nicolás Example"),
            publisher="Example Group",
            countries=("Spain", "South Sudan", "Chad"),
            topics=("Refugee rights",),
            type="Press release",
        ),
        statement("rights", "Human rights defenders met human rights lawyers."),
    ]
    build_quietly(write_lines(folder / "made.jsonl", made), folder / "index")
    opened = open_archive(folder / "index")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("refoulemnt", "refoulement"),
        ("refoulment", None),
        ("refuges", "refugees"),
        ("detencion", None),
        ("detencoin", "detención"),
        ('"non refoulment"', '"non refoulement"'),
        ("refugees protcts", "refugees protects"),
        ('"refoulemnt*"', '"refoulement"'),
        ("humanrights", None),
        ("zzzzqqqq", None),
        ("refoulemnt before:1990", None),
        ("camp", None),
        ("", None),
        ("-refoulemnt", None),
    ],
)
def test_did_you_mean(archive, query, meant):
    assert archive.search(query).suggestion == meant


def test_what_may_have_been_meant_finds_more(archive):
    for query in ("refoulemnt", "detencoin", "prtects refugees", "hunan rigths"):
        page = archive.search(query)
        assert page.suggestion is not None
        assert archive.search(page.suggestion).total.statements > page.total.statements


@pytest.mark.parametrize(
    ("query", "reasons"),
    [
        ("camp", []),
        ("camp zzzzqqqq", [(ReasonKind.UNKNOWN, "zzzzqqqq", "camp")]),
        ("zzzzqqqq", [(ReasonKind.UNKNOWN, "zzzzqqqq", None)]),
        (
            "zzzzqqqq camp lang:fr",
            [(ReasonKind.UNKNOWN, "zzzzqqqq", None), (ReasonKind.TOGETHER, "zzzzqqqq lang:fr", "camp")],
        ),
        ("camp lang:fr", [(ReasonKind.FILTER, "lang:fr", "camp")]),
        ("country:Atlantis", [(ReasonKind.FILTER, "country:Atlantis", None)]),
        ("before:1990", [(ReasonKind.FILTER, "before:1990", None)]),
        (
            "country:Atlantis topic:zzzz",
            [(ReasonKind.FILTER, "country:Atlantis", None), (ReasonKind.FILTER, "topic:zzzz", None)],
        ),
        ("country:Atlantis lang:es", [(ReasonKind.FILTER, "country:Atlantis", "lang:es")]),
        (
            "country:(Atlantis OR Utopia) OR topic:zzzz",
            [(ReasonKind.FILTER, "country:(Atlantis OR Utopia) OR topic:zzzz", None)],
        ),
        (
            "-lang:en -lang:es",
            [(ReasonKind.FILTER, "NOT lang:en", "NOT lang:es"), (ReasonKind.FILTER, "NOT lang:es", "NOT lang:en")],
        ),
        ("camp before:1990", [(ReasonKind.FILTER, "before:1990", "camp")]),
        ('"rights human"', [(ReasonKind.PHRASE, '"rights human"', "rights human")]),
        (
            '"rights human" zzzzqqqq',
            [(ReasonKind.PHRASE, '"rights human"', "rights human"), (ReasonKind.UNKNOWN, "zzzzqqqq", None)],
        ),
        ('"rights human" closed', [(ReasonKind.PHRASE, '"rights human"', "rights human closed")]),
        (
            "camp -closed -saw",
            [(ReasonKind.FILTER, "NOT closed", "camp NOT saw"), (ReasonKind.FILTER, "NOT saw", "camp NOT closed")],
        ),
        (
            "arbitraria AND defenders",
            [(ReasonKind.TOGETHER, "arbitraria", "defenders"), (ReasonKind.TOGETHER, "defenders", "arbitraria")],
        ),
        ("", []),
    ],
)
def test_why_nothing_was_found(archive, query, reasons):
    page = archive.search(query)
    assert [(each.kind, each.part, each.query) for each in page.reasons] == reasons
    for each in page.reasons:
        assert each.part in each.message or each.kind in (ReasonKind.FILTER, ReasonKind.TOGETHER)
        if each.query is not None:
            assert archive.search(each.query).total.statements == each.statements > 0


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("country:Atlantis", "This archive has nothing about Atlantis."),
        ("lang:fr", "This archive has nothing in French statements."),
        ("title:zzzz", "This archive has nothing with zzzz in the title."),
        ("after:2030", "This archive has nothing published after 2030."),
        ("country:(Atlantis OR Utopia)", "This archive has nothing for country:(Atlantis OR Utopia)."),
    ],
)
def test_fields_that_find_nothing_are_told_in_words(archive, query, told):
    assert [each.message for each in archive.search(query).reasons] == [told]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("refo", SuggestionKind.WORD, "refoulement"),
        ("the refo", SuggestionKind.WORD, "the refoulement"),
        ("detenc", SuggestionKind.WORD, "detención"),
        ("human ri", SuggestionKind.PHRASE, "human rights"),
        ("human", SuggestionKind.PHRASE, "human rights"),
        ("rights def", SuggestionKind.PHRASE, "rights defenders"),
        ("nicolas", SuggestionKind.SPEAKER, 'speaker:"Nicolás Example"'),
        ("camps of", SuggestionKind.TITLE, 'title:"Camps of the north"'),
    ],
)
def test_suggestions(archive, typed, kind, text):
    found = archive.suggest(typed)
    assert (kind, text) in [(each.kind, each.text) for each in found]
    for each in found:
        assert archive.search(each.text).total.paragraphs > 0


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("speaker:n", ['speaker:"Nicolás Example"']),
        ("speaker:ex", ['speaker:"Nicolás Example"']),
        ('camp speaker:"nicolas ex', ['camp speaker:"Nicolás Example"']),
        ("camp -speaker:nic", ['camp -speaker:"Nicolás Example"']),
        ("(camp OR speaker:nic", ['(camp OR speaker:"Nicolás Example"']),
        ("speaker:(maria OR nic", ['speaker:(maria OR "Nicolás Example")']),
        ("country:s", ['country:"South Sudan"', 'country:"Spain"']),
        ("COUNTRY:SUD", ['COUNTRY:"South Sudan"']),
        ('country:"south s', ['country:"South Sudan"']),
        ("publisher:e", ['publisher:"Example Group"']),
        ("topic:ref", ['topic:"Refugee rights"']),
        ("type:pr", ['type:"Press release"']),
        ("title:cam", ['title:"Camps of the north"']),
        ("lang:e", ["lang:en", "lang:es"]),
        ("lang:spa", ["lang:Spanish"]),
        ("role:b", ["role:body"]),
        ("speaker:ref", []),
        ("country:the", []),
        ("before:20", []),
        ("id:s", []),
        ("speaker:", []),
    ],
)
def test_behind_a_field_its_own_values_are_suggested(archive, typed, texts):
    found = archive.suggest(typed)
    assert [each.text for each in found] == texts
    for each in found:
        assert each.paragraphs > 0
        assert archive.search(each.text).total.paragraphs > 0 or "-" in typed


def test_suggestions_of_a_field_are_no_more_than_were_asked_for(archive):
    assert len(archive.suggest("country:s", 1)) == 1


@pytest.mark.parametrize("typed", ["", " ", "camp ", "zzzz", '"', "(", "*"])
def test_nothing_to_suggest(archive, typed):
    assert archive.suggest(typed) == ()


def test_a_hit_says_why_it_stands_where_it_does(archive):
    page = archive.search("human rights", explain=True)
    for hit in page.hits:
        for found in hit.paragraphs:
            assert found.explanation is not None
            assert found.explanation.score == pytest.approx(found.score, abs=1e-5)
            assert found.explanation.parts
    assert archive.search("human rights").hits[0].paragraphs[0].explanation is None


def test_words_near_each_other_stand_above_scattered_ones(archive_of):
    near = statement("near", "Camps for refugees stand here, and there were no other words to be said about it at all.")
    far = statement("far", "Camps stand here, and there were no other words to be said about it at all for refugees.")
    assert [hit.statement.id for hit in archive_of(far, near).search("refugees camps").hits] == ["near", "far"]


def test_where_a_phrase_is_nowhere_its_words_follow_as_partial(archive_of):
    archive = archive_of(statement("a", "The rights of a human being, and asylum."))
    page = archive.search('asylum "human rights"')
    assert [(hit.statement.id, hit.partial) for hit in page.hits] == [("a", True)]
    assert page.total.statements == 0
    assert archive.search('"human rights"').hits == ()


def test_a_misspelt_word_is_found_as_partial_among_others(archive_of):
    archive = archive_of(statement("a", "The principle of non-refoulement and asylum."))
    page = archive.search("asylum refoulemnt")
    assert [(hit.statement.id, hit.partial) for hit in page.hits] == [("a", True)]
    (found,) = page.hits[0].paragraphs
    assert [found.text[start:end] for start, end in found.highlights] == ["refoulement", "asylum"]


@pytest.mark.parametrize(
    ("query", "partial"),
    [
        ("asylum and the camp", ["camp"]),
        ("asylum and the zzzz", []),
        ('asylum "and the zzzz"', []),
        ('"the camp" and zzzz', ["camp"]),
        ('"the camp" and why', ["camp"]),
        ("and why", ["rain"]),
    ],
)
def test_function_words_alone_are_no_part_of_an_answer(archive_of, query, partial):
    archive = archive_of(statement("rain", "It rained, and the snow fell."), statement("camp", "The camp was closed."))
    page = archive.search(query)
    assert [hit.statement.id for hit in page.hits if hit.partial] == partial
    assert page.total.partial_statements == len(partial)


def test_function_words_still_tell_partial_hits_apart(archive_of):
    archive = archive_of(statement("a", "A camp, closed."), statement("b", "The camp, closed."))
    found = archive.search("the camp zzzz")
    assert [hit.statement.id for hit in found.hits] == ["b", "a"]
    assert [found.hits[0].paragraphs[0].text[a:b] for a, b in found.hits[0].paragraphs[0].highlights] == ["The", "camp"]
