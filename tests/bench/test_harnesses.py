"""The harnesses on tiny made data, with the one peer that every Python has."""

import pytest

from bench import onrecord, promises, relevance, speed
from bench.data import Question, read_pages
from bench.errors import IncompleteIndexError, PeerMissingError
from bench.extraction import try_extractor
from bench.peers import Passage, load_search_peer, sqlite_fts5
from bench.queries import Kind, Query
from bench.relevance import Score, score_questions
from tests.bench.made_data import PARAGRAPHS, make_data


def test_relevance_scores_us_beside_the_peer_and_drops_what_is_left_out(tmp_path):
    outcome = relevance.measure(make_data(tmp_path), peers=("sqlite_fts5",))
    # "source" has all the words of the first question; both engines would rank it first, were it not dropped.
    assert [row[:3] for row in outcome.tables[0].rows] == [
        ("made (2 questions)", "onrecord", "1.0000"),
        ("made (2 questions)", "SQLite FTS5 porter", "1.0000"),
    ]
    assert {figure.name: figure.value for figure in outcome.figures} == {
        "made nDCG@10": 1.0,
        "made MRR@10": 1.0,
        "made recall@100": 1.0,
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


def test_speed_measures_every_kind_of_query_on_every_engine(tmp_path):
    outcome = speed.measure(make_data(tmp_path), peers=("sqlite_fts5",), each=2)
    built, asked = outcome.tables
    assert [row[0] for row in built.rows] == [row[0] for row in asked.rows] == ["onrecord", "SQLite FTS5 porter"]
    assert "12 paragraphs" in built.title
    assert list(asked.columns[1:]) == list(Kind)
    assert len(outcome.figures) == 2 + len(Kind)
    assert all(figure.value > 0 for figure in outcome.figures)


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
    found = sqlite_fts5.build(passages, tmp_path).search(query, 10)
    assert {each.identity for each in found} == expected
    assert all("<b>" in each.snippet for each in found)


def test_a_peer_that_is_not_installed_is_an_error_that_says_how_to_install_it():
    with pytest.raises(PeerMissingError) as caught:
        load_search_peer("no_such_peer")
    assert "bench" in str(caught.value.hint)
