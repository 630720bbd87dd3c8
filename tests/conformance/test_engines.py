"""The engine protocol, defined by what every engine must do."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from hypothesis import strategies as st

from indexer.clauses import (
    MAX_EXPANSIONS,
    AnyOf,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
    Without,
)
from indexer.engine import FACETS, FacetCount, Group, Known, Request, Sort, Total
from indexer.engines import load_engine
from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS, STEM, TEXT
from indexer.statement import Role
from tests.conformance import random_archives, random_clauses
from tests.conformance.comparing import ORDERS, assert_same, found, indexed, opened, scores
from tests.conformance.oracle import Oracle
from tests.conformance.trying import tries
from tests.made import paragraph, statement


@tries(150, random_clauses.archives_and_clauses(), st.sampled_from(Group), st.integers(1, 7))
def test_what_is_found_is_what_the_oracle_finds(engine, drawn, group, batches):
    statements, clause = drawn
    with opened(engine, statements, batches=batches) as reader:
        assert_same((engine, reader), statements, clause, group)


@tries(60, st.data(), random_archives.statements(), random_archives.statements(), st.integers(1, 7))
def test_an_updated_generation_answers_as_one_built_anew(engine, data, old, new, batches):
    kept = [each for each in old if each.id not in {made.id for made in new}]
    clause = data.draw(random_clauses.clauses(Oracle([*old, *new])))
    with opened(engine, old, batches=batches, then=new) as reader:
        assert_same((engine, reader), [*kept, *new], clause, Group.STATEMENT, updated=True)
        oracle = Oracle([*kept, *new])
        for field in (*POSITIONAL_FIELDS, *KEYWORD_FIELDS):
            assert list(reader.vocabulary(field)) == oracle.vocabulary(field, "")
            assert list(reader.vocabulary(field, "r")) == oracle.vocabulary(field, "r")


@tries(60, random_clauses.archives_and_clauses(), st.sampled_from(Sort), st.sampled_from(Group))
def test_pages_together_are_the_whole_in_order(engine, drawn, sort, group):
    statements, clause = drawn
    with opened(engine, statements, batches=2) as reader:
        whole = reader.find(Request(clause=clause, limit=1000, sort=sort, group=group)).hits
        pages = [
            hit
            for offset in range(0, len(whole) + 3, 3)
            for hit in reader.find(Request(clause=clause, offset=offset, limit=3, sort=sort, group=group)).hits
        ]
        assert tuple(pages) == whole
        assert list(whole) == sorted(whole, key=ORDERS[sort])


def test_without_a_limit_there_are_only_numbers(engine):
    with opened(engine, [statement("a", "rights", "rights"), statement("b", "rights")]) as reader:
        answer = reader.find(Request(clause=Term(TEXT, "rights"), limit=0, facets=("role",)))
    assert answer.hits == ()
    assert answer.total == Total(statements=2, paragraphs=3)
    assert answer.facets["role"] == (FacetCount(value="body", count=2),)


def test_hits_may_come_without_paragraphs(engine):
    with opened(engine, [statement("a", "rights", "rights")]) as reader:
        (hit,) = reader.find(Request(clause=Term(TEXT, "rights"), paragraphs=0)).hits
    assert (hit.paragraphs, hit.matching) == ((), 2)


def test_a_prefix_is_the_first_so_many_terms_that_are_there(engine):
    words = [f"w{number:04}" for number in range(MAX_EXPANSIONS + 2)]
    old = [statement("gone", words[0]), statement("kept", "x")]
    with opened(engine, old, then=[statement("gone", "y"), statement("new", *words[1:])]) as reader:
        numbers = {number for _, number in found(reader, TermPrefix(TEXT, "w"))[0]}
        assert [known.term for known in islice(reader.vocabulary(TEXT, "w"), 2)] == words[1:3]
    assert numbers == set(range(1, MAX_EXPANSIONS + 1))


def test_long_paragraphs_have_their_places(engine):
    text = " ".join(["one two", *["x"] * 200, "two one", *["y"] * 20_000, "two three one"])
    with opened(engine, [statement("a", text, "two"), statement("b", "one")]) as reader:
        assert found(reader, TermSequence(TEXT, ("two", "one")))[0] == {("a", 1)}
        assert found(reader, TermSequence(TEXT, ("y", "two", "three")))[0] == {("a", 1)}
        assert found(reader, TermSequence(TEXT, ("y", "three")))[0] == set()
        assert found(reader, TermsNear(TEXT, ("three", "y"), 1))[0] == {("a", 1)}
        assert found(reader, TermsNear(TEXT, ("x", "three"), 9))[0] == set()


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
        writer.add(indexed(made))
    writer.commit()
    writer = module.extend(tmp_path)
    for identity in ("a", "b", "never there"):
        writer.remove(identity)
    writer.add(indexed(statement("a", "new words")))
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
    writer.add(indexed(statement("a", "words")))
    writer.commit()
    writer = module.extend(tmp_path)
    writer.remove("a")
    writer.add(indexed(statement("b", "words")))
    writer.cancel()
    reader = module.open(tmp_path)
    assert [each.id for each in reader.statements()] == ["a"]
    reader.close()


def test_contents_and_latest(engine):
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


def test_the_vocabulary_is_in_order_and_exact(engine):
    made = [statement("a", "refugees refused", "refugees"), statement("b", "refuge"), statement("c", "other 人权")]
    with opened(engine, made, batches=3) as reader:
        known = [(each.term, each.paragraphs) for each in reader.vocabulary(TEXT, "refug")]
        assert known == [("refuge", 1), ("refugees", 2)]
        assert [each.term for each in reader.vocabulary(TEXT)] == sorted(Oracle(made).terms(TEXT))
        assert list(reader.vocabulary(TEXT, "zzz")) == []
        assert list(reader.vocabulary("nofield")) == []


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


def test_threads_with_different_questions_do_not_disturb_each_other(engine):
    words = [f"w{number}" for number in range(40)]
    made = [statement(f"s{number:02}", " ".join(words[: number + 1]), "to be") for number in range(40)]
    clauses = [AnyOf((Term(TEXT, word), TermSequence(TEXT, ("w0", "w1")))) for word in words] * 3
    with opened(engine, made, batches=3, then=made[:7]) as reader:
        expected = {clause: reader.find(Request(clause=clause)) for clause in clauses}
    with opened(engine, made, batches=3, then=made[:7]) as reader, ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda clause: reader.find(Request(clause=clause)), clauses))
        read = list(pool.map(lambda _: list(reader.vocabulary(TEXT)), range(6)))
    assert answers == [expected[clause] for clause in clauses]
    assert all(each == read[0] for each in read)


def test_a_generation_that_is_open_is_not_changed_by_the_next(engine, tmp_path):
    module = load_engine(engine)
    (tmp_path / "one").mkdir()
    writer = module.create(tmp_path / "one")
    for made in (statement("a", "old words"), statement("b", "old")):
        writer.add(indexed(made))
    writer.commit()
    reader = module.open(tmp_path / "one")
    assert scores(reader, Term(TEXT, "old")).keys() == {("a", 1), ("b", 1)}
    copied = shutil.copytree(tmp_path / "one", tmp_path / "two")
    writer = module.extend(copied)
    writer.remove("a")
    writer.add(indexed(statement("a", "new words")))
    writer.commit()
    updated = module.open(copied)
    assert scores(reader, Term(TEXT, "old")).keys() == {("a", 1), ("b", 1)}
    assert scores(updated, Term(TEXT, "old")).keys() == {("b", 1)}
    assert list(updated.vocabulary(TEXT, "old")) == [Known(term="old", paragraphs=1)]
    reader.close()
    updated.close()


def test_what_is_unwanted_is_left_out_even_if_it_begins_earlier(engine):
    # Whoosh's AndNot lets s1 through: its unwanted postings begin at s0, before the wanted ones.
    made = [statement("s0", "torture"), statement("s1", "rights torture"), statement("s2", "rights")]
    with opened(engine, made) as reader:
        clause = Without(Term(TEXT, "rights"), Term(TEXT, "torture"))
        assert found(reader, clause)[0] == {("s2", 1)}
