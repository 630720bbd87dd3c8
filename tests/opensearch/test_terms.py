"""Terms that Lucene would refuse, and how the terms of a field are listed: nothing of a statement is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clauses import Term, TermPrefix, TermSequence, TermsNear
from indexer.engine import FACETS, Request
from indexer.engines import load_engine
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.terms import _before
from indexer.fields import ID, TEXT
from tests.conformance.comparing import found, indexed, opened
from tests.made import paragraph, statement
from tests.opensearch.tested import CLUSTER, needs_cluster

LONG, ALIKE, WIDE = "y" * 32_767, "y" * 32_768, "é" * 20_000


@needs_cluster
def test_a_term_longer_than_lucene_takes_is_found_and_keeps_its_place():
    made = [
        statement("a", f"one {LONG} two {WIDE}"),
        statement("b", f"one {ALIKE} two"),
        statement("c", "one two", "y" * 32_766),
    ]
    with opened(CLUSTER, made) as reader:
        assert found(reader, TermSequence(TEXT, ("one", "two")))[0] == {("c", 1)}
        assert found(reader, TermSequence(TEXT, ("one", LONG, "two")))[0] == {("a", 1)}
        assert found(reader, TermsNear(TEXT, (ALIKE, "one"), 0))[0] == {("b", 1)}
        assert found(reader, Term(TEXT, LONG))[0] == {("a", 1)}
        assert found(reader, Term(TEXT, "e" * 20_000))[0] == {("a", 1)}
        assert found(reader, TermPrefix(TEXT, "yyy"))[0] == {("a", 1), ("b", 1), ("c", 2)}
        listed = list(reader.vocabulary(TEXT, "yyy"))
        assert [each.paragraphs for each in listed] == [1, 1, 1]
        assert all(found(reader, Term(TEXT, each.term))[1].total.paragraphs == 1 for each in listed)
        assert list(reader.statements()) == made


@needs_cluster
def test_names_and_ids_of_any_length_can_be_kept_replaced_and_removed(tmp_path):
    long, alike = "i" * 40_000, "i" * 40_001
    named = paragraph(1, "one", speaker="s" * 40_000)
    old = [statement(name, named, "two", publisher="p" * 40_000, topics=("t" * 40_000,)) for name in (long, alike)]
    module = load_engine(CLUSTER)
    writer = module.create(tmp_path)
    for each in old:
        writer.add(indexed(each))
    writer.commit()
    writer = module.extend(tmp_path)
    writer.remove(long)
    writer.add(indexed(statement(long, "three")))
    writer.remove(alike)
    writer.commit()
    reader = module.open(tmp_path)
    (hit,) = reader.find(Request(clause=Term(TEXT, "three"), facets=FACETS)).hits
    assert hit.summary.id == long
    assert [each.id for each in reader.statements()] == [long]
    assert reader.statement(long).paragraphs[0].text == "three"
    assert reader.contents().paragraphs == 1
    assert found(reader, Term(ID, long))[0] == {(long, 1)}
    reader.close()


@given(st.text(max_size=50) | st.text("aé字😀", max_size=40).map(lambda text: text * 1_000))
def test_a_term_stands_for_itself_or_for_the_beginning_and_a_digest_that_stands_for_itself(given):
    kept = schema.term(given)
    assert len(kept.encode()) <= schema._LONGEST_TERM
    assert schema.term(kept) == kept
    assert kept[:500] == given[:500]
    assert (kept == given) == (len(given.encode()) <= schema._LONGEST_TERM)


@given(st.text(min_size=1, max_size=4), st.text(max_size=3))
def test_what_begins_with_a_prefix_stands_behind_what_is_before_it(prefix, rest):
    before = _before(prefix)
    assert before is None or before < prefix + rest
    assert before is None or before.encode() < (prefix + rest).encode()


@pytest.mark.parametrize(
    ("prefix", "before"), [("", None), ("a", "`\U0010ffff"), ("\0", None), ("\ue000", "\ud7ff\U0010ffff")]
)
def test_a_text_before_a_prefix_is_one_that_can_be_sent(prefix, before):
    assert _before(prefix) == before
