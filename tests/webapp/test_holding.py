"""A search that is held to a part of the archive finds what it found, of that part alone."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import open_archive
from indexer.errors import ParameterError
from indexer.query import And, Dates, Field, Not, Or, Phrase, Together, Word, parse
from indexer.query.rewriting import parts_of
from tests.conftest import build_quietly, write_lines
from tests.made import statement
from tests.webapp.conftest import page
from webapp.holding import held

PUBLISHERS = ("North Star", "South Star")
LANGUAGES = ("en", "es")
YEARS = ("2023", "2024")
WORDS = ("lantern", "harbour", "gulls")

KEPT = [
    statement(
        f"{publisher[0]}-{language}-{year}-{number}",
        " ".join((*(word for place, word in enumerate(WORDS) if number >> place & 1), "here")),
        title="Nothing",
        publisher=publisher,
        language=language,
        published=f"{year}-05-06",
    )
    for publisher in PUBLISHERS
    for language in LANGUAGES
    for year in YEARS
    for number in range(8)
]
BY_ID = {each.id: each for each in KEPT}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("held")
    build_quietly(write_lines(folder / "made.jsonl", KEPT), folder / "index")
    return open_archive(folder / "index")


def lets_through(filters, kept):
    """Tell whether a statement is one of those that filters mean, by the statement alone."""
    match filters:
        case Field("publisher", Phrase(name)):
            return kept.publisher == name
        case Field("lang", Word(code)):
            return kept.language == code
        case Dates(_, first, last):
            return (first or "0") <= kept.published[:4] <= (last or "9")
        case Not(inner):
            return not lets_through(inner, kept)
        case Or(several):
            return any(lets_through(each, kept) for each in several)
        case Together(several) | And(several):
            return all(lets_through(each, kept) for each in several)
    raise AssertionError(filters)


FACTS = (
    st.sampled_from(PUBLISHERS).map(lambda name: Field("publisher", Phrase(name)))
    | st.sampled_from(LANGUAGES).map(lambda code: Field("lang", Word(code)))
    | st.sampled_from(YEARS).map(lambda year: Dates("date", year, year))
    | st.sampled_from(YEARS).map(lambda year: Dates("date", "", year))
)
FILTERS = st.recursive(
    FACTS,
    lambda inner: (
        st.builds(
            lambda kind, parts: kind(tuple(parts)),
            st.sampled_from([Together, And, Or]),
            st.lists(inner, min_size=2, max_size=3),
        )
        | inner.map(Not)
    ),
    max_leaves=5,
).map(str)
PIECES = 'lantern|harbour|gulls|nowhere|"lantern harbour"|“|(|)|AND|OR|NOT|-gulls|lang:es|date:2024|title:|lan*|~|:'
QUERIES = st.lists(st.sampled_from(PIECES.split("|")), max_size=9).map(" ".join)


def everything(archive, query):
    return {(hit.statement.id, each.number) for hit in archive.everything(query) for each in hit.paragraphs}


@given(query=QUERIES, filters=FILTERS)
def test_what_is_found_is_what_the_query_finds_of_what_the_filters_let_through(archive, query, filters):
    wanted = parse(filters).query
    asks = bool(parts_of(parse(query).query))
    found = everything(archive, query) if asks else {(each.id, 1) for each in KEPT}
    held_query = held(query, filters)
    assert everything(archive, held_query) == {each for each in found if lets_through(wanted, BY_ID[each[0]])}
    # Those with only some of the words are held too.
    for hit in archive.search(held_query, limit=100).hits:
        assert lets_through(wanted, BY_ID[hit.statement.id])


def conjuncts(query):
    for part in parts_of(query):
        yield from conjuncts(part) if isinstance(part, Together | And) else (part,)


@given(query=QUERIES | st.text(max_size=40), filters=FILTERS)
def test_the_text_of_a_held_query_is_the_conjunction(query, filters):
    asked, wanted, both = parse(query).query, parse(filters).query, parse(held(query, filters))
    assert list(conjuncts(both.query)) == [*conjuncts(asked), *conjuncts(wanted)]
    assert not both.warnings
    assert str(both.query) == held(query, filters)


@given(query=QUERIES)
def test_without_filters_a_query_is_as_it_was(query):
    assert held(query, "") == held(query, " ") == query


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        ("a OR b", "lang:en", "(a OR b) lang:en"),
        ("a AND b", "lang:en date:2024", "a AND b AND lang:en AND date:2024"),
        ("a", "lang:en OR lang:es", "a (lang:en OR lang:es)"),
        ("a", '-publisher:"X Y"', 'a NOT publisher:"X Y"'),
        ("a lang:es", "lang:en", "a lang:es lang:en"),
        ("NOT a", "publisher:(x OR y)", "NOT a publisher:(x OR y)"),
        ("", "lang:en", "lang:en"),
        ("(", "lang:en", "lang:en"),
        ('"open', "lang:en", "open lang:en"),
    ],
)
def test_a_query_is_held(query, filters, expected):
    assert held(query, filters) == expected


@pytest.mark.parametrize(
    ("filters", "named", "hint"),
    [
        ("gulls", "“gulls”", 'publisher:"Example Organisation"'),
        ('lang:en "two words"', '“"two words"”', "date:2020..2024"),
        ("lang:en OR gul*", "“gul*”", "fields and dates"),
        ("NOT (lang:en gulls)", "“gulls”", "fields and dates"),
        ("language:en", "“language”", "“language:” is not a field"),
        ("date:yesterday", "“date”", "is not a date"),
        ("lang:en,es", "lang:en,es", "(lang:en OR lang:es)"),
        ("(lang:en", "(lang:en", "parenthesis"),
        ("()", "“()”", "fields and dates"),
        ("lang:" + "e" * 1001, "lang:eee", "1,000 characters"),
    ],
)
def test_what_is_no_filter_is_named_with_what_would_be(filters, named, hint):
    with pytest.raises(ParameterError) as refused:
        held("lantern", filters)
    assert named in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("a" * 950, "publisher:" + "x" * 100),
        ("a OR b AND (" * 20 + "a OR b" + ")" * 20, "lang:en"),
        (" OR ".join(f"w{number}" for number in range(64)), "lang:en"),
    ],
)
def test_what_is_too_much_for_one_query_is_refused_and_not_cut(query, filters):
    assert not parse(query).warnings
    with pytest.raises(ParameterError, match="too much for one query"):
        held(query, filters)


FILTER = 'publisher:"Example Organisation"'


def test_the_api_tells_the_query_that_it_asked(shelf):
    asked = {"q": "gulls OR lantern", "filters": FILTER, "facets": "publisher"}
    told = shelf.get("/api/v1/search", query_string=asked).get_json()
    assert told["query"] == told["understood"] == f"(gulls OR lantern) {FILTER}"
    assert {each["value"] for each in told["facets"]["publisher"]} == {"Example Organisation"}
    plain = shelf.get("/api/v1/search", query_string={"q": told["query"], "facets": "publisher"}).get_json()
    assert told | {"took_ms": 0} == plain | {"took_ms": 0}


def test_the_api_still_warns_of_what_was_typed(shelf):
    asked = {"q": '"gulls', "filters": "lang:en"}
    (warning,) = shelf.get("/api/v1/search", query_string=asked).get_json()["warnings"]
    assert "not closed" in warning
    assert shelf.get("/api/v1/search", query_string={"q": "", "filters": "lang:en"}).get_json()["warnings"] == []


def test_the_page_leads_to_the_query_that_is_held(shelf):
    asked = {"q": "gulls OR lantern", "filters": FILTER, "sort": "newest", "page": "1", "ui": "es", "synonyms": "false"}
    response = shelf.get("/", query_string=asked)
    assert response.status_code == 302
    wanted = {"q": f"(gulls OR lantern) {FILTER}", "sort": "newest", "ui": "es", "synonyms": "false"}
    assert parse_qs(urlsplit(response.location).query) == {name: [value] for name, value in wanted.items()}
    shown = page(shelf, response.location)
    assert shown.select_one("input[name=q]")["value"] == wanted["q"]
    assert any(FILTER in each.get_text() for each in shown.select("main a"))


def test_filters_alone_lead_to_what_they_let_through(shelf):
    response = shelf.get("/", query_string={"q": " ", "filters": FILTER}, base_url="http://localhost/archive")
    assert response.status_code == 302
    address = urlsplit(response.location)
    assert (address.path, parse_qs(address.query)) == ("/archive/", {"q": [FILTER]})


def test_a_page_that_is_asked_for_stays_the_one(shelf):
    response = shelf.get("/", query_string={"q": "harbour", "filters": "lang:en", "page": "2"})
    assert parse_qs(urlsplit(response.location).query) == {"q": ["harbour lang:en"], "page": ["2"]}


def test_a_page_says_what_is_wrong_with_the_filters_in_the_reader_s_language(shelf):
    response = shelf.get("/", query_string={"q": "harbour", "filters": "gulls", "ui": "es"})
    assert response.status_code == 400
    assert "«gulls»" in response.get_data(as_text=True)
