"""The engine protocol, defined by what every engine must do; a new engine adds its name to `ENGINES`."""

import contextlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.analysis import Analyser
from indexer.clauses import Everything, Term, TermSequence, Without
from indexer.engine import FACETS, Group, Request, Sort
from indexer.engines import load_engine
from indexer.fields import STEM, TEXT
from indexer.plan import Planner
from indexer.statement import Role
from tests.conformance import random_archives
from tests.conformance.oracle import Oracle
from tests.made import paragraph, statement

ENGINES = ("whoosh",)


@contextlib.contextmanager
def opened(engine, statements, *, batches=1):
    """Open a generation of the statements, written in one or several commits."""
    module = load_engine(engine)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = -(-len(statements) // batches) or 1
        for start in range(0, max(len(statements), 1), size):
            writer = module.extend(folder) if start else module.create(folder)
            for each in statements[start : start + size]:
                writer.add(each)
            writer.commit()
        reader = module.open(folder)
        try:
            yield reader
        finally:
            reader.close()


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


def found(reader, clause, **asked):
    answer = reader.find(Request(clause=clause, limit=10_000, paragraphs=10_000, **asked))
    return {(hit.summary.id, each.paragraph.number) for hit in answer.hits for each in hit.paragraphs}, answer


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=120, deadline=None)
@given(random_archives.statements(), random_archives.queries, st.sampled_from(Group), st.integers(1, 3))
def test_what_matches_is_what_the_oracle_finds(engine, statements, query, group, batches):
    oracle = Oracle(statements)
    with opened(engine, statements, batches=batches) as reader:
        plan = Planner(Analyser(), reader.contents().languages).plan(query)
        for clause in filter(None, (plan.strict, plan.relaxed)):
            expected = oracle.matching(clause)
            matching, answer = found(reader, clause, group=group, facets=FACETS)
            assert matching == expected
            assert (answer.total.statements, answer.total.paragraphs) == (
                len({identity for identity, _ in expected}),
                len(expected),
            )
            assert answer.facets == {name: oracle.facet(clause, name, group) for name in FACETS}


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=40, deadline=None)
@given(random_archives.statements(), random_archives.raw_clauses)
def test_clauses_that_no_query_gives(engine, statements, clause):
    with opened(engine, statements) as reader:
        assert found(reader, clause)[0] == Oracle(statements).matching(clause)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None)
@given(random_archives.statements(), random_archives.queries, st.sampled_from(Sort), st.sampled_from(Group))
def test_pages_together_are_the_whole_in_order(engine, statements, query, sort, group):
    with opened(engine, statements, batches=2) as reader:
        clause = Planner(Analyser(), reader.contents().languages).plan(query).strict
        whole = reader.find(Request(clause=clause, limit=1000, sort=sort, group=group)).hits
        pages = [
            hit
            for offset in range(0, len(whole) + 3, 3)
            for hit in reader.find(Request(clause=clause, offset=offset, limit=3, sort=sort, group=group)).hits
        ]
        assert tuple(pages) == whole
        dates = [hit.summary.published or "" for hit in whole]
        if sort is Sort.RELEVANCE:
            assert [hit.score for hit in whole] == sorted((hit.score for hit in whole), reverse=True)
        else:
            dated = [date[:4] for date in dates if date]
            assert dates[len(dated) :] == [""] * (len(dates) - len(dated))
            assert dated == sorted(dated, reverse=sort is Sort.NEWEST)


def test_a_hit_has_its_best_paragraphs_first_and_counts_them_all(engine):
    made = statement("a", "rights", "rights and many other words of no interest", "rights rights rights", "nothing")
    with opened(engine, [made]) as reader:
        (hit,) = reader.find(Request(clause=Term(TEXT, "rights"), paragraphs=2)).hits
    scores = [each.score for each in hit.paragraphs]
    assert hit.matching == 3
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)
    assert hit.score == scores[0]


def test_equal_scores_stand_newest_first_then_by_id(engine):
    made = [
        statement("c", "rights", published="2024-01-01", title="t"),
        statement("a", "rights", title="t"),
        statement("d", "rights", published="2024-01-01", title="t"),
        statement("b", "rights", published="2025", title="t"),
    ]
    with opened(engine, made, batches=2) as reader:
        hits = reader.find(Request(clause=Term(TEXT, "rights"))).hits
    assert [hit.summary.id for hit in hits] == ["b", "c", "d", "a"]


def test_a_boost_of_nothing_filters_without_scoring(engine):
    with opened(engine, [statement("a", "rights")]) as reader:
        assert [hit.score for hit in reader.find(Request(clause=Term(TEXT, "rights", 0.0))).hits] == [0.0]
        assert [hit.score for hit in reader.find(Request(clause=Everything())).hits] == [0.0]


def test_captions_weigh_less_and_emphasised_paragraphs_more(engine):
    made = [
        statement("caption", paragraph(1, "rights", Role.CAPTION)),
        statement("emphasised", paragraph(1, "rights", emphasised=True)),
        statement("plain", "rights"),
    ]
    with opened(engine, made) as reader:
        hits = reader.find(Request(clause=Term(TEXT, "rights"))).hits
    assert [hit.summary.id for hit in hits] == ["emphasised", "plain", "caption"]


def test_a_phrase_cannot_run_from_one_value_into_the_next(engine):
    with opened(engine, [statement("a", "x", countries=("El", "Salvador"))]) as reader:
        assert reader.find(Request(clause=TermSequence("country", ("el", "salvador")))).total.statements == 0
        assert reader.find(Request(clause=Term("country", "salvador"))).total.statements == 1


def test_statements_come_back_whole_and_in_order(engine):
    made = [
        statement("b", paragraph(1, "q", Role.PULL_QUOTE, repeats=(2,)), "body", updated="2025", warnings=("w",)),
        statement("a", "only a title's paragraph", countries=("Spain",)),
    ]
    with opened(engine, made) as reader:
        assert list(reader.statements()) == sorted(made, key=lambda each: each.id)
        assert reader.statement("b") == made[0]
        assert reader.statement("c") is None


def test_an_update_replaces_and_removes_in_a_generation_of_its_own(engine, tmp_path):
    module = load_engine(engine)
    writer = module.create(tmp_path)
    for made in (statement("a", "old words"), statement("b", "gone"), statement("c", "kept")):
        writer.add(made)
    writer.commit()
    writer = module.extend(tmp_path)
    for identity in ("a", "b", "never there"):
        writer.remove(identity)
    writer.add(statement("a", "new words"))
    writer.commit()
    reader = module.open(tmp_path)
    assert [each.id for each in reader.statements()] == ["a", "c"]
    assert reader.find(Request(clause=Term(TEXT, "old"))).total.statements == 0
    assert reader.find(Request(clause=Term(TEXT, "new"))).total.statements == 1
    assert reader.contents().paragraphs == 2
    reader.close()


def test_what_was_cancelled_is_not_there(engine, tmp_path):
    module = load_engine(engine)
    writer = module.create(tmp_path)
    writer.add(statement("a", "words"))
    writer.commit()
    writer = module.extend(tmp_path)
    writer.remove("a")
    writer.add(statement("b", "words"))
    writer.cancel()
    reader = module.open(tmp_path)
    assert [each.id for each in reader.statements()] == ["a"]
    reader.close()


def test_contents_latest_and_completions(engine):
    made = [
        statement("a", "refugees refused", "refugees", published="2024-05", publisher="Liga"),
        statement("b", "refuge", published="2025-01-02", publisher="Liga", language="es"),
        statement("c", "other"),
    ]
    with opened(engine, made, batches=3) as reader:
        contents = reader.contents()
        assert (contents.statements, contents.paragraphs, contents.languages) == (3, 4, ("en", "es"))
        assert (contents.oldest, contents.newest) == ("2024-05", "2025-01-02")
        assert [(each.value, each.count) for each in contents.publishers] == [("Liga", 2)]
        assert [each.id for each in reader.latest(2)] == ["b", "a"]
        assert [(each.term, each.paragraphs) for each in reader.complete("refug", 2)] == [
            ("refugees", 2),
            ("refuge", 1),
        ]
        assert reader.complete("zzz", 5) == ()


def test_an_empty_generation_answers(engine):
    with opened(engine, []) as reader:
        assert reader.find(Request(clause=Term(STEM, "x"), facets=FACETS)).total.paragraphs == 0
        assert (reader.contents().statements, list(reader.statements()), reader.latest(5)) == (0, [], ())


def test_several_threads_ask_at_once(engine):
    made = [statement(f"s{number}", "rights " * (number % 7 + 1), "to be or not to be") for number in range(50)]
    with opened(engine, made, batches=2) as reader, ThreadPoolExecutor(4) as pool:
        request = Request(clause=TermSequence(TEXT, ("not", "to", "be")), limit=50, facets=FACETS)
        answers = list(pool.map(lambda _: reader.find(request), range(40)))
    assert answers[0].total.paragraphs == 50
    assert all(answer == answers[0] for answer in answers)


def test_what_is_unwanted_is_left_out_even_if_it_begins_earlier(engine):
    # Whoosh's AndNot lets s1 through: its unwanted postings begin at s0, before the wanted ones.
    made = [statement("s0", "torture"), statement("s1", "rights torture"), statement("s2", "rights")]
    with opened(engine, made) as reader:
        clause = Without(Term(TEXT, "rights"), Term(TEXT, "torture"))
        assert found(reader, clause)[0] == {("s2", 1)}
