"""The reading wing, on the sample and on small archives."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from indexer import NotFoundError, ParameterError, Role, open_archive
from indexer.anchors import fingerprint
from indexer.bounds import MAX_LIMIT, MAX_WINDOW
from indexer.engine import FACETS
from indexer.search import FACET_FIELDS
from tests.conftest import build_quietly, write_lines
from tests.made import paragraph, statement


@pytest.fixture(scope="module")
def sample(sample_archive):
    archive = open_archive(sample_archive)
    yield archive
    archive.close()


def ids(page):
    return [hit.statement.id for hit in page.hits]


def marked(hit):
    return [[each.text[start:end] for start, end in each.highlights] for each in hit.paragraphs]


@pytest.mark.parametrize(
    ("query", "numbers", "words"),
    [
        ('"non-refoulement"', {10}, {"non-refoulement"}),
        ('"NON REFOULEMENT"', {10}, {"non-refoulement"}),
        ('"President Bukele\'s"', {2, 9}, {"President Bukele’s"}),
        ('"not a real"', set(), set()),
        ('"84,000 people"', {17}, {"84,000 people"}),
        ("refugee", {10}, {"Refugees"}),
        ("tattoo", {5, 9}, {"tattoos"}),
        ("cecot", {6, 20}, {"CECOT", "Centro de Confinamiento del Terrorismo"}),
        ("torture* convention", {5}, {"Torture", "Convention"}),
        ('"U.S. law"', {5}, {"U.S. law"}),
    ],
)
def test_what_the_sample_answers(sample, query, numbers, words):
    page = sample.search(query, group="paragraph", limit=50)
    full = [hit for hit in page.hits if not hit.partial]
    found = {each.number for hit in full for each in hit.paragraphs}
    assert found == numbers
    assert {word for hit in full for marks in marked(hit) for word in marks} == words


def test_a_phrase_is_marked_as_a_phrase(archive_of):
    page = archive_of(statement("a", "Human error. Rights and human rights, human rights!")).search('"human rights"')
    assert marked(page.hits[0]) == [["human rights", "human rights"]]


def test_marks_count_code_points(archive_of):
    (hit,) = archive_of(statement("a", "🙂🙂 résumé 🙂 rights")).search("resume rights").hits
    assert marked(hit) == [["résumé", "rights"]]
    assert hit.paragraphs[0].highlights == ((3, 9), (12, 18))


def test_negations_are_never_dropped(archive_of):
    archive = archive_of(statement("yes", "The text is available."), statement("no", "The text is not available."))
    assert ids(archive.search('"not available"')) == ["no"]
    assert ids(archive.search('available -"not available"')) == ["yes"]


def test_the_exact_form_stands_above_its_relatives(archive_of):
    archive = archive_of(statement("many", "Expulsions of people."), statement("one", "Expulsion of people."))
    assert ids(archive.search("expulsion")) == ["one", "many"]
    assert ids(archive.search("expulsions")) == ["many", "one"]
    assert ids(archive.search('"expulsions"')) == ["many"]


def test_words_find_their_forms_in_each_language_of_the_archive(archive_of):
    archive = archive_of(
        statement("es", "Los derechos humanos", language="es"), statement("de", "Die Häuser", language="de")
    )
    assert ids(archive.search("derecho")) == ["es"]
    assert ids(archive.search("Haus")) == ["de"]


def test_scripts_without_spaces_are_found_by_their_pairs(archive_of):
    archive = archive_of(
        statement("zh", "政府必须尊重所有人的权利。", language="zh"), statement("other", "天气很好。", language="zh")
    )
    assert ids(archive.search("权利")) == ["zh"]
    assert ids(archive.search("政府为什么不尊重人权")) == ["zh"]
    assert archive.search("“尊重权利”").total.paragraphs == 0


@pytest.mark.parametrize("query", ["84000", "84,000", "84,000人", '"超过84000人"'])
def test_numbers_between_characters_without_spaces_are_found(archive_of, query):
    archive = archive_of(statement("zh", "超过84,000人逃离。", language="zh"), statement("no", "84人。", language="zh"))
    assert [hit.statement.id for hit in archive.search(query).hits if not hit.partial] == ["zh"]


def test_a_title_counts_for_all_its_paragraphs_but_answers_alone_through_the_first(archive_of):
    made = statement("a", "First words.", "Second words on asylum.", "Third words.", title="Venezuela now")
    archive = archive_of(made)
    (hit,) = archive.search("venezuela asylum").hits
    assert [each.number for each in hit.paragraphs] == [2]
    assert hit.title_highlights == ((0, 9),)
    page = archive.search("venezuela")
    assert [each.number for each in page.hits[0].paragraphs] == [1]
    assert page.total.paragraphs == 1


def test_those_with_some_of_the_words_follow_and_are_told_apart(archive_of):
    archive = archive_of(
        statement("both", "asylum and torture"), statement("one", "asylum alone"), statement("none", "neither")
    )
    page = archive.search("asylum torture")
    assert [(hit.statement.id, hit.partial) for hit in page.hits] == [("both", False), ("one", True)]
    assert (page.total.statements, page.total.partial_statements) == (1, 1)
    assert archive.search("asylum torture", limit=1).total.partial_statements == 0
    assert ids(archive.search("asylum AND torture")) == ["both"]
    assert ids(archive.search('"asylum" torture')) == ["both"]


@pytest.mark.parametrize("group", ["statement", "paragraph"])
@pytest.mark.parametrize("limit", [1, 2, 3, 5, 7])
def test_pages_with_partial_hits_neither_repeat_nor_lose_any(archive_of, group, limit):
    made = [statement(f"b{n}", "asylum torture", "asylum") for n in range(3)]
    made += [statement(f"o{n}", "asylum only", "torture only") for n in range(4)]
    archive = archive_of(*made)
    first = archive.search("asylum torture", limit=limit, group=group)
    pages = [archive.search("asylum torture", limit=limit, group=group, page=n + 1) for n in range(first.pages)]
    hits = [(hit.statement.id, *(each.number for each in hit.paragraphs)) for page in pages for hit in page.hits]
    assert len(set(hits)) == len(hits)
    total = first.total
    expected = (
        total.statements + total.partial_statements
        if group == "statement"
        else total.paragraphs + total.partial_paragraphs
    )
    assert len(hits) == expected
    assert {page.total for page in pages} == {total}


def test_silent_roles_give_no_hits_of_their_own(archive_of):
    made = statement(
        "a",
        paragraph(1, "Torture is a crime."),
        paragraph(2, "Torture is a crime", Role.PULL_QUOTE, repeats=(1,)),
        paragraph(3, "Ana Piquer, director", Role.ATTRIBUTION, attributes=2),
    )
    archive = archive_of(made)
    page = archive.search("torture", group="paragraph")
    assert [each.number for hit in page.hits for each in hit.paragraphs] == [1]
    assert archive.search("piquer").total.paragraphs == 0


def test_every_facet_narrows_to_what_it_counted(archive_of):
    given = {"publisher": "Amnesty International", "published": "2025-03-27", "type": "press release", "language": "en"}
    archive = archive_of(
        statement(
            "a",
            paragraph(1, "asylum", speaker="Ana Piquer"),
            countries=("El Salvador", "Spain"),
            topics=("Refugees",),
            **given,
        ),
        statement("b", "asylum", **given),
        statement("c", "asylum", published="2024", publisher="Amnesty", language="es"),
    )
    page = archive.search("asylum", facets=FACETS)
    assert [(each.value, each.count) for each in page.facets["publisher"]] == [
        ("Amnesty International", 2),
        ("Amnesty", 1),
    ]
    assert [(each.value, each.count) for each in page.facets["year"]] == [("2025", 2), ("2024", 1)]
    for name, counts in page.facets.items():
        for each in counts:
            if (name, each.value) != ("publisher", "Amnesty"):  # also the first word of another's name
                narrowed = archive.search(f'asylum {FACET_FIELDS[name]}:"{each.value}"')
                assert narrowed.total.statements == each.count, (name, each.value)


def test_orders_of_time(archive_of):
    archive = archive_of(
        statement("old", "asylum", published="2023"),
        statement("new", "asylum", published="2025-01"),
        statement("undated", "asylum asylum"),
    )
    assert ids(archive.search("asylum", sort="newest")) == ["new", "old", "undated"]
    assert ids(archive.search("asylum", sort="oldest")) == ["old", "new", "undated"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"limit": 0}, "1 to 100"),
        ({"limit": MAX_LIMIT + 1}, "1 to 100"),
        ({"page": 0}, "page is 0"),
        ({"page": MAX_WINDOW // 10 + 1}, "beyond the first"),
        ({"group": "author"}, "statement or paragraph"),
        ({"sort": "size"}, "relevance, newest or oldest"),
        ({"facets": ["colour"]}, "no facet “colour”"),
        ({"query": "a" * 1001}, "1,001 characters"),
    ],
)
def test_parameters_out_of_bounds_are_named(sample, asked, told):
    with pytest.raises(ParameterError) as caught:
        sample.search(asked.pop("query", "asylum"), **asked)
    assert told in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(("query", "page"), [("asylum", 2), ("zzzz", 2)])
def test_a_page_beyond_the_last_is_not_found(sample, query, page):
    with pytest.raises(NotFoundError, match=f"no page {page}"):
        sample.search(query, page=page)


def test_a_query_without_words_finds_nothing_and_says_so(sample):
    page = sample.search(" ?! ")
    assert (page.total.paragraphs, page.pages, page.hits) == (0, 0, ())
    assert "no words" in page.warnings[0]


def test_an_unknown_statement_is_not_found(sample):
    with pytest.raises(NotFoundError, match="nope"):
        sample.statement("nope")


def test_marks_in_a_whole_statement(sample):
    (hit,) = sample.search("refugees").hits
    made = sample.statement(hit.statement.id)
    marks = sample.marks('"non-refoulement" emulating', made)
    assert {made.paragraphs[n - 1].text[a:b] for n, spans in marks.items() for a, b in spans} == {
        "non-refoulement",
        "emulating",
    }
    assert set(marks) == {10, 13}
    assert sample.marks("", made) == {}


def test_suggestions_complete_the_last_word(sample):
    assert [each.text for each in sample.suggest("human refoul")] == ["human refoulement"]
    assert [each.text for each in sample.suggest('"non-refoul')] == ['"non-refoulement']
    assert sample.suggest("refoul ") == ()
    assert sample.suggest("") == ()
    assert sample.suggest("zzzz") == ()


def test_explanations_only_when_asked_for(sample):
    assert sample.search("asylum").explanation == ()
    assert "stem:en:asylum" in sample.search("asylum", explain=True).explanation[0]


def test_permalinks_name_any_statement_and_paragraph(archive_of, tmp_path):
    archive_of(statement("a b/ü?#", "asylum")).close()
    archive = open_archive(tmp_path / "index", base_url="https://archive.example/")
    address = archive.search("asylum").hits[0].paragraphs[0].permalink
    assert address == f"https://archive.example/s/a%20b%2F%C3%BC%3F%23?p=1-{fingerprint('asylum')}#p1"


def test_a_new_generation_is_noticed_while_others_search(tmp_path):
    source = write_lines(tmp_path / "made.jsonl", [statement("a", "asylum")])
    build_quietly(source, tmp_path / "index")
    archive = open_archive(tmp_path / "index")
    counts, stop = [], threading.Event()

    def ask():
        while not stop.is_set():
            counts.append(archive.search("asylum").total.statements)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(2, 6):
        write_lines(source, [statement(f"s{n}", "asylum") for n in range(number)])
        build_quietly(source, tmp_path / "index")
        while archive.search("asylum").total.statements != number:  # another thread may be moving over
            assert counts[-1] <= number
    stop.set()
    for thread in threads:
        thread.join()
    assert set(counts) <= {1, 2, 3, 4, 5}
    assert archive.search("asylum").total.statements == 5


def test_a_new_generation_that_is_damaged_leaves_the_last_answering(tmp_path):
    source = write_lines(tmp_path / "made.jsonl", [statement("a", "asylum")])
    build_quietly(source, tmp_path / "index")
    archive = open_archive(tmp_path / "index")
    (tmp_path / "index" / "CURRENT").write_text("never-was\n", encoding="utf-8")
    assert archive.search("asylum").total.statements == 1
    write_lines(source, [statement("a", "asylum"), statement("b", "asylum")])
    build_quietly(source, tmp_path / "index")
    assert archive.search("asylum").total.statements == 2


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("speaker:piquer", {3}),
        ("asylum OR speaker:piquer", {2, 3}),
        ("zzz OR speaker:piquer", {3}),
        ("asylum OR -zzz", {1, 2, 3}),
        ("asylum OR date:2025", {1, 2, 3}),
        ("venezuela speaker:piquer", {3}),
        ("venezuela date:2025", {1}),
        ("venezuela OR asylum", {1, 2}),
    ],
)
def test_each_side_of_an_or_keeps_its_matches(archive_of, query, numbers):
    made = statement(
        "a",
        "First words.",
        "On asylum.",
        paragraph(3, "Last words.", speaker="Ana Piquer"),
        title="Venezuela",
        published="2025-03",
    )
    page = archive_of(made).search(query, group="paragraph", limit=50)
    assert {each.number for hit in page.hits if not hit.partial for each in hit.paragraphs} == numbers


def test_a_paragraph_in_another_language_is_found_and_counted_by_it(archive_of):
    made = statement("a", "Human rights.", paragraph(2, "Los derechos humanos.", language="es"), language="en-GB")
    archive = archive_of(made, statement("b", "Rights.", language="en"))
    page = archive.search("derecho OR right", facets=["language"])
    assert [(each.value, each.count) for each in page.facets["language"]] == [("en", 2), ("es", 1)]
    assert archive.search("(derecho OR right) lang:en").total.statements == 2
    assert archive.search("derecho lang:es").total.paragraphs == 1


def test_a_title_is_marked(archive_of):
    archive = archive_of(statement("a", "Words.", title="Venezuela now"))
    assert archive.marks("venezuela", archive.statement("a")) == {0: ((0, 9),)}


def test_an_open_archive_answers_when_its_folder_is_gone(archive_of, tmp_path):
    archive = archive_of(statement("a", "asylum"))
    shutil.rmtree(tmp_path / "index")
    with ThreadPoolExecutor(2) as pool:
        totals = list(pool.map(lambda _: archive.search("asylum").total.statements, range(4)))
    assert totals == [1, 1, 1, 1]


def test_a_long_word_without_spaces_stays_within_bounds(archive_of):
    archive = archive_of(statement("zh", "人权" * 100, language="zh"))
    assert archive.search("人权" * 500).total.statements == 1


def test_a_page_that_is_asked_for_again_is_the_same(archive_of):
    archive = archive_of(statement("a", "Human rights."), statement("b", "Human beings."))
    asked = {"limit": 1, "group": "paragraph", "facets": FACETS}
    first, again = archive.search("human", **asked), archive.search("human", **asked)
    assert replace(again, took_ms=0) == replace(first, took_ms=0)
    assert again.hits is first.hits


def test_pages_are_told_apart_by_all_that_was_asked(archive_of):
    archive = archive_of(*(statement(f"s{number}", "rights", "rights") for number in range(30)))
    asked = (
        [{"limit": limit} for limit in (1, 20, 21)]
        + [{"page": page} for page in (1, 2)]
        + [{"sort": sort} for sort in ("newest", "oldest")]
        + [{"group": "paragraph"}, {"facets": ("role",)}, {"explain": True}, {"synonyms": False}]
    )
    first, again = ([archive.search("rights", **each) for each in asked] for _ in range(2))
    assert [replace(page, took_ms=0) for page in first] == [replace(page, took_ms=0) for page in again]
    assert [len(page.hits) for page in first] == [1, 20, 21, 10, 10, 10, 10, 10, 10, 10, 10]
    assert [bool(page.explanation) for page in first] == [False] * 9 + [True, False]
    assert [again[place].hits is page.hits for place, page in enumerate(first)].count(True) == len(asked) - 2


def test_no_page_is_kept_where_none_is_to_be(sample_archive):
    archive = open_archive(sample_archive, kept_pages=0)
    assert archive.search("torture").hits is not archive.search("torture").hits
    archive.close()


def test_what_changed_is_not_answered_from_what_was_kept(tmp_path):
    write_lines(tmp_path / "a.jsonl", [statement("a", "rights")])
    build_quietly(tmp_path / "a.jsonl", tmp_path / "index")
    archive = open_archive(tmp_path / "index")
    assert archive.search("rights").total.paragraphs == 1
    write_lines(tmp_path / "a.jsonl", [statement("a", "rights", "rights")])
    build_quietly(tmp_path / "a.jsonl", tmp_path / "index")
    assert archive.search("rights").total.paragraphs == 2
    archive.close()
