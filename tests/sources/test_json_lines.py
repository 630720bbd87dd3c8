import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import SourceError
from indexer.prose import clean
from indexer.sources import discover, iter_lines, statement_from_line
from indexer.statement import Acronym, Paragraph, Role, Statement, Translation, statement_to_json

words = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=30).filter(str.strip)
lines = words.map(clean).filter(bool)
identities = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=30)
dates = st.dates().map(lambda date: date.isoformat())
addresses = words.map("https://example.org/{}".format)
languages = st.sampled_from(["en", "fr", "pt-BR"])


@st.composite
def paragraphs(draw):
    count = draw(st.integers(1, 5))
    numbers = st.integers(1, count)
    return tuple(
        Paragraph(
            number=number,
            role=draw(st.sampled_from(Role)),
            text=draw(words),
            speaker=draw(st.none() | words),
            speaker_title=draw(st.none() | words),
            evidence=draw(st.none() | words),
            quoted=draw(st.booleans()),
            emphasised=draw(st.booleans()),
            repeats=tuple(draw(st.lists(numbers))),
            attributes=draw(st.none() | numbers),
            credit=draw(st.none() | words),
            language=draw(st.none() | languages),
        )
        for number in range(1, count + 1)
    )


statements = st.builds(
    Statement,
    id=identities,
    title=lines,
    url=st.none() | addresses,
    published=st.none() | dates,
    updated=st.none() | dates,
    language=st.none() | languages,
    publisher=st.none() | words,
    type=st.none() | words,
    index_number=st.none() | words,
    countries=st.lists(words).map(tuple),
    topics=st.lists(words).map(tuple),
    translations=st.lists(st.builds(Translation, language=languages, url=addresses)).map(tuple),
    acronyms=st.lists(st.builds(Acronym, short=words, long=words)).map(tuple),
    source=st.just("a/b.jsonl"),
    paragraphs=paragraphs(),
    warnings=st.lists(words).map(tuple),
)


@settings(deadline=None)
@given(statements, st.booleans(), st.booleans())
def test_what_export_writes_reads_back_to_the_identical_statement(statement, ascii_only, as_bytes):
    line = json.dumps(statement_to_json(statement), ensure_ascii=ascii_only)
    assert statement_from_line(line.encode() if as_bytes else line, "a/b.jsonl") == statement


def read(**fields: object) -> Statement:
    return statement_from_line(json.dumps({"id": "a", "text": "First. Second.", **fields}), "x.jsonl")


def test_an_id_and_some_text_are_enough():
    statement = statement_from_line(
        '{"id": "a", "text": "First one. More.\\n\\n  \\r\\nSecond\\u00a0 line\\n"}', "x.jsonl"
    )
    assert statement == Statement(
        id="a",
        title="First one.",
        source="x.jsonl",
        paragraphs=(
            Paragraph(number=1, role=Role.BODY, text="First one. More."),
            Paragraph(number=2, role=Role.BODY, text="Second line"),
        ),
    )


def test_paragraphs_may_be_texts_and_objects():
    statement = read(paragraphs=["One", {"text": "Two", "role": "heading"}])
    assert [(each.number, each.role, each.text) for each in statement.paragraphs] == [
        (1, "body", "One"),
        (2, "heading", "Two"),
    ]


def test_a_speaker_speaks_each_paragraph_that_names_none():
    given_paragraphs = ["One", {"text": "Two", "speaker": "B"}, {"text": "Three"}]
    statement = read(paragraphs=given_paragraphs, speaker="A", speaker_title="Director")
    spoken = [(each.speaker, each.speaker_title) for each in statement.paragraphs]
    assert spoken == [("A", "Director"), ("B", None), ("A", "Director")]


@pytest.mark.parametrize(("given_id", "expected"), [(7, "7"), (1.5, "1.5"), ("é/ü", "é/ü"), ("x" * 200, "x" * 200)])
def test_ids_that_can_be_used(given_id, expected):
    assert read(id=given_id).id == expected


@pytest.mark.parametrize(
    ("given_date", "expected"),
    [("2025-03-27", "2025-03-27"), ("2025-03", "2025-03"), (1963, "1963"), ("2025-03-27T23:00:00Z", "2025-03-27")],
)
def test_dates_that_can_be_used(given_date, expected):
    statement = read(published=given_date, updated=given_date)
    assert (statement.published, statement.updated, statement.warnings) == (expected, expected, ())


@pytest.mark.parametrize("given_date", ["27 March 2025", "2025-02-30", "soon", 20250327])
def test_a_date_that_cannot_be_used_is_left_out_with_a_warning(given_date):
    statement = read(published=given_date)
    assert statement.published is None
    assert len(statement.warnings) == 1
    assert "published" in statement.warnings[0]
    assert str(given_date) in statement.warnings[0]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/relative", "ftp://example.org/a", "data:text/html,x"])
def test_an_address_that_is_no_web_address_is_left_out_with_a_warning(url):
    statement = read(url=url)
    assert statement.url is None
    assert url in statement.warnings[0]


def test_unknown_keys_and_nulls_count_for_nothing():
    assert read(other={"a": 1}, published=None, topics=None, title=None, paragraphs=None) == read()


WRONG_LINES = [
    (b"\xff\xfe{}", "not UTF-8"),
    ("", "not JSON"),
    ('{"id": "a", "text": ', "not JSON"),
    ('{"id": NaN, "text": "x"}', "NaN"),
    ('{"id": 1e999, "text": "x"}', "id"),
    ('{"id": ' + "9" * 5000 + ', "text": "x"}', "not JSON"),
    ("[" * 100_000, "nests too deeply"),
    ('["a"]', "not an object"),
    ('"text"', "not an object"),
    ('{"id": "a", "text": "\\ud83d"}', "surrogate"),
    ('{"text": "x"}', "no “id”"),
    ('{"id": null, "text": "x"}', "no “id”"),
    ('{"id": "a"}', "no text"),
    ('{"id": "a", "text": " \\n "}', "no text"),
    ('{"id": "a", "paragraphs": []}', "no text"),
]


@pytest.mark.parametrize(
    ("line", "reason"), WRONG_LINES, ids=[reason + str(i) for i, (_, reason) in enumerate(WRONG_LINES)]
)
def test_a_line_that_is_no_statement_says_why(line, reason):
    with pytest.raises(SourceError, match=reason) as caught:
        statement_from_line(line, "x.jsonl")
    assert caught.value.hint


@pytest.mark.parametrize(
    ("fields", "named", "shown"),
    [
        ({"id": ""}, "id", "empty"),
        ({"id": "  "}, "id", "empty"),
        ({"id": True}, "id", "True"),
        ({"id": ["a"]}, "id", "['a']"),
        ({"id": "x" * 201}, "id", "xxx"),
        ({"id": "a\nb"}, "id", r"a\nb"),
        ({"id": "a\u202eb"}, "id", r"\u202e"),
        ({"text": 5}, "text", "5"),
        ({"title": ["a"]}, "title", "['a']"),
        ({"url": 5}, "url", "5"),
        ({"published": ["2025"]}, "published", "['2025']"),
        ({"published": True}, "published", "True"),
        ({"language": {}}, "language", "{}"),
        ({"publisher": 1}, "publisher", "1"),
        ({"topics": "asylum"}, "topics", "'asylum'"),
        ({"countries": ["SV", 5]}, "countries", "5"),
        ({"speaker": 5}, "speaker", "5"),
        ({"warnings": "none"}, "warnings", "'none'"),
        ({"translations": [{"language": "fr"}]}, "translations[0].url", "missing"),
        ({"translations": ["fr"]}, "translations", "'fr'"),
        ({"acronyms": [{"short": "UN", "long": 5}]}, "acronyms[0].long", "5"),
        ({"paragraphs": "One"}, "paragraphs", "'One'"),
        ({"paragraphs": ["One", 2]}, "paragraphs[1]", "2"),
        ({"paragraphs": ["One", " "]}, "paragraphs[1]", "empty"),
        ({"paragraphs": [{}]}, "paragraphs[0].text", "empty"),
        ({"paragraphs": [{"text": 5}]}, "paragraphs[0].text", "5"),
        ({"paragraphs": [{"text": "x", "role": "poem"}]}, "paragraphs[0].role", "poem"),
        ({"paragraphs": [{"text": "x", "number": 7}]}, "paragraphs[0].number", "7"),
        ({"paragraphs": [{"text": "x", "number": "1"}]}, "paragraphs[0].number", "'1'"),
        ({"paragraphs": [{"text": "x", "quoted": "yes"}]}, "paragraphs[0].quoted", "'yes'"),
        ({"paragraphs": [{"text": "x", "repeats": [0]}]}, "paragraphs[0].repeats", "0"),
        ({"paragraphs": [{"text": "x", "repeats": [2]}]}, "paragraphs[0].repeats", "2"),
        ({"paragraphs": [{"text": "x", "attributes": True}]}, "paragraphs[0].attributes", "True"),
    ],
)
def test_a_wrong_value_is_named_with_its_field(fields, named, shown):
    with pytest.raises(SourceError) as caught:
        read(**fields)
    assert named in caught.value.message
    assert shown in caught.value.message
    assert caught.value.hint


def test_a_long_wrong_value_is_shortened():
    with pytest.raises(SourceError) as caught:
        read(topics="x" * 10_000)
    assert len(caught.value.message) < 120


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = [*statement_to_json(Statement(id="a", title="a")), "text", "speaker"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), json_values))
def test_no_object_raises_anything_else(record):
    try:
        statement = statement_from_line(json.dumps(record), "x.jsonl")
    except SourceError:
        return
    assert statement.id
    assert statement.title
    assert all(each.text for each in statement.paragraphs)


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_raise_anything_else(line):
    with pytest.raises(SourceError):
        statement_from_line(line, "x.jsonl")


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_lines_come_one_by_one_with_their_numbers(tmp_path, pack):
    path = tmp_path / ("a.jsonl" if pack is bytes else "a.jsonl.gz")
    path.write_bytes(pack(b"\n{1}\r\n   \n{2}\xe2\x80\xa8still\n{3}"))
    [file] = discover(path)
    assert list(iter_lines(file)) == [(2, b"{1}\r\n"), (4, b"{2}\xe2\x80\xa8still\n"), (5, b"{3}")]


def test_a_line_that_is_too_long_is_refused_when_it_is_reached(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"short\n" + b"x" * 101 + b"\n")
    [file] = discover(tmp_path)
    found = iter_lines(file, limit=100)
    assert next(found) == (1, b"short\n")
    with pytest.raises(SourceError, match=r"a\.jsonl, line 2 is longer than 100 bytes"):
        next(found)


def test_a_file_that_is_cut_short_gives_its_whole_lines_first(tmp_path):
    packed = gzip.compress(b"".join(b"line %d\n" % number for number in range(50_000)))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    [file] = discover(tmp_path)
    found = []
    with pytest.raises(SourceError, match="cut short"):
        found.extend(iter_lines(file))
    assert found[:2] == [(1, b"line 0\n"), (2, b"line 1\n")]


def test_a_title_that_is_made_of_the_text_is_clean():
    assert read(title="\u200b", text=None, paragraphs=["0\u00a0\u200d "]).title == "0"


def test_a_packed_file_of_nothing_but_blank_lines_is_refused(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"\n" * 2**20) * 200)
    [file] = discover(tmp_path)
    with pytest.raises(SourceError, match=r"more than 1,000,000 blank lines"):
        list(iter_lines(file))


def test_a_file_that_unpacks_to_far_more_than_text_does_is_refused(tmp_path):
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b" " * 2**20 + b"\n") * 300)
    [file] = discover(tmp_path)
    with pytest.raises(SourceError, match=r"unpacks to more than 268,435,456 bytes"):
        list(iter_lines(file))
