"""A year of arrivals, edits, moves and removals: nothing is missed, and nothing is told twice."""

from datetime import UTC, datetime

import pytest

from indexer import open_archive
from indexer.watching import Watch, read_state, telling
from indexer.watching.news import new_passages
from indexer.watching.state import RECENT, State, write_state
from tests.conftest import build_quietly, write_lines
from tests.made import statement
from tests.watching.year import WATCHED, Shelf, Year

DAYS = 365


@pytest.mark.parametrize("seed", range(5))
def test_in_a_year_nothing_is_missed_and_nothing_told_twice(seed, tmp_path):
    year, state, path = Year(seed), State(query=WATCHED), tmp_path / "state.json"
    told: list[tuple[int, str]] = []
    for day in range(DAYS):
        year.day()
        shelf = Shelf(year.statements())
        passages, state = new_passages(shelf.hits(), state, shelf.is_there, datetime.now(UTC))
        today = year.named(passages)
        assert len(set(today)) == len(today)
        assert set(today) == year.expected()
        told += today
        if day % 30 == 0:  # what is remembered is what was written, not what is in memory
            write_state(path, state)
            assert read_state(path) == state
            state = read_state(path)
    assert len(set(told)) == len(told) > 100
    assert len(state.recent) == RECENT


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_of_a_real_archive_neither(engine, tmp_path):
    year, watch = Year(7), Watch(name="made", query=WATCHED, note="made")
    archive = None
    for _ in range(15):
        year.day()
        source = write_lines(tmp_path / "made.jsonl", [*year.statements(), statement("other", "Nothing at all.")])
        build_quietly(source, tmp_path / "index", engine=engine)
        archive = archive or open_archive(tmp_path / "index")
        news: list = []
        telling(archive, watch, tmp_path / "state.json", news.append)
        (today,) = news
        assert sorted(year.named(today.passages)) == sorted(year.expected())
    assert len(year.told) > 8


def told(archive, path, query=WATCHED, **how):
    news: list = []
    telling(archive, Watch(name="", query=query), path, news.append, **how)
    return [(each.statement.id, each.paragraph.text) for each in news[0].passages]


def test_statements_that_say_the_same_are_each_told(archive_of, tmp_path):
    made = [statement(name, "A pushback.", published="2024-01-01", title="The same") for name in ("a", "b")]
    assert told(archive_of(*made), tmp_path / "state.json") == [("a", "A pushback."), ("b", "A pushback.")]


def test_one_that_comes_while_its_like_is_still_there_is_told(archive_of, tmp_path):
    made = [statement(name, "A pushback.", published="2024-01-01", title="The same") for name in ("a", "b")]
    path = tmp_path / "state.json"
    assert told(archive_of(made[0]), path) == [("a", "A pushback.")]
    assert told(archive_of(*made), path) == [("b", "A pushback.")]


def test_a_statement_that_only_looks_like_one_that_is_gone_is_told(archive_of, tmp_path):
    path = tmp_path / "state.json"
    told(archive_of(statement("a", "A pushback.", published="2024-01-01", title="Weekly")), path)
    # Another week's, with the same words: a statement of its own.
    later = statement("b", "A pushback.", published="2024-01-08", title="Weekly")
    assert told(archive_of(later), path) == [("b", "A pushback.")]


def test_what_cannot_be_told_is_told_again(archive_of, tmp_path):
    archive, path = archive_of(statement("a", "A pushback.")), tmp_path / "state.json"

    def fail(_news):
        raise OSError("the pipe is closed")

    with pytest.raises(OSError, match="pipe"):
        telling(archive, Watch(name="", query=WATCHED), path, fail)
    assert not path.exists()
    assert told(archive, path) == [("a", "A pushback.")]
    assert told(archive, path) == []


def test_from_now_on_tells_only_what_comes_after(archive_of, tmp_path):
    path, first = tmp_path / "state.json", statement("a", "A pushback.")
    assert told(archive_of(first), path, from_now=True) == []
    assert told(archive_of(first, statement("b", "One more pushback.")), path) == [("b", "One more pushback.")]
    assert [each.statement for each in read_state(path).recent] == ["b"]
