"""What is new in one statement and what was said before, on both engines."""

import pytest

from indexer import open_archive
from indexer.errors import NotFoundError
from indexer.reuse import Kind
from indexer.statement import Role
from tests.conftest import build_quietly, write_lines
from tests.made import paragraph, statement

LINE = "The authorities must release every prisoner of conscience without delay"
NEARLY = "The authorities must release every single prisoner of conscience without delay"
FRESH = "Nothing of the kind was ever said by anybody in this archive"

MADE = [
    statement("first", f"Good morning. {LINE}. We ask for no more.", published="2020-01-01", countries=("Chad",)),
    statement("second", "Other words stand in this one, as in most of them.", LINE.upper(), published="2021-02-02"),
    statement("near", FRESH.replace("anybody", "anyone"), f"{NEARLY}!", published="2022"),
    statement(
        "third", f"{LINE}.", f"{NEARLY}.", f"{FRESH}?", "Too short to tell.", published="2023-01-01", publisher="Us"
    ),
    statement("undated", f"{LINE}."),
    statement("hurried", "Whoever is in a hurry hears no more than the half of it. Short."),
]


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def archive(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reused")
    build_quietly(write_lines(folder / "made.jsonl", MADE), folder / "index", engine=request.param)
    return open_archive(folder / "index")


def told(archive, identity):
    return [
        (each.kind, each.first and (each.first.statement.id, each.first.number), each.statements)
        for each in archive.reuse(identity).sentences
    ]


def test_each_sentence_is_new_or_names_its_first_use(archive):
    assert told(archive, "third") == [
        (Kind.EXACT, ("first", 1), 3),
        (Kind.EXACT, ("near", 2), 1),
        (Kind.NEAR, ("near", 1), 0),
        (Kind.SHORT, None, 0),
    ]


def test_a_sentence_that_is_said_again_later_was_new_and_counts_who_has_it(archive):
    assert told(archive, "first")[1] == (Kind.NEW, None, 3)


def test_a_near_sentence_shows_the_words_that_it_is_near_to(archive):
    (_, sentence) = archive.reuse("near").sentences
    assert (sentence.kind, sentence.first.text, sentence.likeness) == (
        Kind.NEAR,
        LINE,
        pytest.approx(20 / 21, abs=1e-3),
    )


def test_a_statement_without_a_date_comes_after_those_with_one(archive):
    assert told(archive, "undated") == [(Kind.EXACT, ("first", 1), 3)]
    assert told(archive, "second")[1] == (Kind.EXACT, ("first", 1), 3)


def test_the_spread_counts_the_other_statements_by_year_publisher_and_country(archive):
    spread = archive.reuse("second").sentences[1].spread
    counted = {name: [(each.value, each.count) for each in values] for name, values in spread.items()}
    assert counted == {
        "year": [("2020", 1), ("2023", 1)],
        "publisher": [("Us", 1)],
        "country": [("Chad", 1)],
    }


def test_spans_lie_where_the_words_are(archive):
    sentence = archive.reuse("first").sentences[1]
    text = archive.statement("first").paragraphs[0].text
    assert text[sentence.start : sentence.end] == LINE
    use = archive.reuse("second").sentences[1].first
    assert text[use.span[0] : use.span[1]] == use.text == LINE
    assert use.permalink.startswith("/s/first?p=1-")


def test_the_counts_are_of_the_sentences(archive):
    reuse = archive.reuse("third")
    assert (reuse.new, reuse.exact, reuse.near, reuse.short, reuse.unexamined) == (0, 2, 1, 1, 0)


def test_there_must_be_such_a_statement(archive):
    with pytest.raises(NotFoundError):
        archive.reuse("nobody")


def test_what_repeats_words_of_its_own_statement_is_not_said_before(archive_of):
    quote = paragraph(2, LINE, Role.PULL_QUOTE, repeats=(1,))
    archive = archive_of(statement("alone", f"{LINE}.", quote, f"{LINE}.", published="2020-01-01"))
    assert [each.kind for each in archive.reuse("alone").sentences] == [Kind.NEW, Kind.NEW]


def test_what_there_is_no_time_for_is_told_as_unexamined(archive, monkeypatch):
    answering = archive._newest.answering
    monkeypatch.setattr(answering, "_query_seconds", -1)
    assert {each.kind for each in archive.reuse("hurried").sentences} == {Kind.UNEXAMINED, Kind.SHORT}
    monkeypatch.setattr(answering, "_query_seconds", 1)
    assert archive.reuse("hurried").unexamined == 0  # what was told of a part is not kept


COPIED = [
    f"Sentence number {word} of a statement that is issued twice says something of its own, as here about {word}."
    for word in ("rivers", "mountains", "courts", "schools", "prisons", "borders")
]


def test_a_reissue_is_a_copy_of_what_it_reissues(archive_of):
    archive = archive_of(
        statement("issue", *COPIED, published="2020-01-01"),
        statement("reissue", *COPIED[:5], "It is issued again.", published="2020-05-01"),
        statement("part", *COPIED[:2], *[each.replace("twice", "once") + " No." for each in MADE[3].title.split()]),
    )
    (copy,) = archive.reuse("reissue").copies
    assert (copy.statement.id, copy.earlier) == ("issue", True)
    (copy,) = archive.reuse("issue").copies
    assert (copy.statement.id, copy.earlier) == ("reissue", False)
    assert archive.reuse("part").copies == ()


def test_lines_of_scripts_without_spaces_count_two_characters_as_a_word(archive_of):
    line = "所有良心犯必须立即无条件获得释放。"
    archive = archive_of(
        statement("一", f"{line}短句。", language="zh", published="2020-01-01"),
        statement("二", f"短句。{line}", language="zh", published="2021-01-01"),
    )
    assert [each.kind for each in archive.reuse("二").sentences] == [Kind.SHORT, Kind.EXACT]
