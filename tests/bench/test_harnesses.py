"""The harnesses on tiny made data, with the one peer that every Python has."""

from collections import Counter

import pytest

from bench import onrecord, promises, relevance, reuse, speed
from bench.data import Question, read_pages
from bench.errors import IncompleteIndexError, PeerMissingError
from bench.extraction import try_extractor
from bench.peers import Passage, load_search_peer, sqlite_fts5
from bench.queries import Kind, Query
from bench.relevance import Score, score_questions
from bench.supply import supply
from tests.bench.made_data import PARAGRAPHS, make_data


def test_relevance_scores_us_beside_the_peer_and_drops_what_is_left_out(tmp_path):
    outcome = relevance.measure(make_data(tmp_path), peers=("sqlite_fts5",))
    # "source" has all the words of the first question; both engines would rank it first, were it not dropped.
    assert [row[:3] for row in outcome.tables[0].rows] == [
        ("made (2 questions)", "onrecord", "1.0000"),
        ("made (2 questions)", "onrecord, tantivy", "1.0000"),
        ("made (2 questions)", "SQLite FTS5 porter", "1.0000"),
    ]
    assert {figure.name: figure.value for figure in outcome.figures} == {
        "made nDCG@10": 1.0,
        "made MRR@10": 1.0,
        "made recall@100": 1.0,
        "made nDCG@10, tantivy": 1.0,
        "made MRR@10, tantivy": 1.0,
        "made recall@100, tantivy": 1.0,
    }


def test_scores_are_means_over_the_questions():
    questions = [Question(text="found", grades={"a": 1}), Question(text="lost", grades={"b": 1})]
    assert score_questions(questions, lambda _: ["x", "a"]) == Score(
        pytest.approx(0.31546, abs=1e-5), pytest.approx(0.25), pytest.approx(0.5)
    )


def test_left_out_documents_make_room_in_the_ranking():
    question = Question(text="", grades={"a": 1}, left_out=frozenset({"x"}))
    assert score_questions([question], lambda _: ["x", "a"]).mrr == 1.0


def test_extraction_finds_the_paragraphs_of_a_plain_page(tmp_path):
    found = try_extractor(read_pages(make_data(tmp_path)), onrecord.extract_main_text)
    assert found.paragraphs.f1 == 1.0
    assert found.shingles.recall == 1.0


def test_promises_count_what_came_out_and_what_did_not(tmp_path):
    outcome = promises.measure(make_data(tmp_path))
    assert outcome.tables[0].rows == [("made.html", "1/2", "1/1", "2025-03-27")]
    assert {figure.name: figure.value for figure in outcome.figures} == {
        "wanted text": 0.5,
        "unwanted text left out": 1.0,
        "dates": 1.0,
    }


def test_extraction_of_a_page_without_text_gives_nothing():
    assert onrecord.extract_main_text(b"<html><body></body></html>") == []


def test_a_race_measures_every_kind_of_query_on_every_contestant(tmp_path):
    contestants = (speed.TANTIVY, speed.FTS5)
    ran = speed.run(make_data(tmp_path), contestants, paragraphs=12, each=2)
    tables = speed.tables(ran)
    assert all([row[0] for row in table.rows] == [each.name for each in contestants] for table in tables)
    assert "12 paragraphs" in tables[0].title
    assert list(tables[1].columns[1:]) == list(Kind)
    assert [len(result.timings) for result in ran.results] == [2 * len(Kind)] * 2
    assert all(result.memory > 1e6 and result.built.memory > 1e6 for result in ran.results)
    figures = speed.figures(ran, (contestants,))
    assert len(figures) == 2 + len(Kind)
    assert all(figure.value > 0 for figure in figures)


def test_statements_come_in_any_number(tmp_path):
    data = make_data(tmp_path)
    made = [*supply(data, 26)]
    assert made[:4] == [*supply(data, 12)]
    assert sum(len(each["paragraphs"]) for each in made) == 27
    assert len({each["id"] for each in made}) == len(made)
    assert Counter(made[4]["paragraphs"]) == Counter(made[0]["paragraphs"])


def test_statements_that_cannot_be_indexed_stop_a_measurement(tmp_path):
    with pytest.raises(IncompleteIndexError, match="1 failed"):
        onrecord.index_statements([{"id": "made"}], tmp_path, workers=1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(Kind.WORD, ("asylum",)), {"1"}),
        (Query(Kind.WORDS, ("asylum", "prisoners")), {"0", "1"}),
        (Query(Kind.PHRASE, ("seek", "asylum")), {"1"}),
        (Query(Kind.PHRASE, ("asylum", "seek")), set()),
        (Query(Kind.PREFIX, ("journ",)), {"2"}),
    ],
)
def test_the_peer_answers_each_kind_of_query(tmp_path, query, expected):
    passages = [Passage(str(number), text) for number, text in enumerate(PARAGRAPHS)]
    sqlite_fts5.build(passages, tmp_path)
    found = sqlite_fts5.open_index(tmp_path).search(query, 10)
    assert {each.identity for each in found} == expected
    assert all("<b>" in each.snippet for each in found)


def test_a_peer_that_is_not_installed_is_an_error_that_says_how_to_install_it():
    with pytest.raises(PeerMissingError) as caught:
        load_search_peer("no_such_peer")
    assert "bench" in str(caught.value.hint)


def test_reuse_agrees_with_brute_force_on_a_few_statements_that_are_all_alike(tmp_path):
    outcome = reuse.measure(make_data(tmp_path), paragraphs=20)
    assert {figure.value for figure in outcome.figures} == {1.0}
    (table,) = outcome.tables
    assert table.rows[0] == ("the map, exactly", "12", "1.0000", "1.0000")  # three sentences in four statements
