"""Counting on a cluster where there is much to count."""

import pytest

from indexer.clauses import Everything
from indexer.engine import FACETS, FacetCount, Request
from indexer.engines.opensearch import counting, merging, terms, writing
from indexer.engines.opensearch.connecting import connect
from indexer.engines.opensearch.naming import read_place
from indexer.fields import TEXT
from tests.conformance.comparing import indexed, opened
from tests.made import paragraph, statement
from tests.opensearch.tested import CLUSTER, SHARDS, needs_cluster

pytestmark = needs_cluster

VALUES = 4_000
"""Values of a facet of which each took, to be counted exactly, a quarter of a megabyte of a node's memory."""


def made(number, **more):
    return statement(f"s{number:04}", paragraph(1, "We call on them."), **more)


def test_a_facet_of_thousands_of_values_is_counted(cluster_settings):
    statements = [made(number, topics=(f"topic {number:04}", "all")) for number in range(VALUES)]
    with opened(CLUSTER, statements) as engine:
        counts = engine.find(Request(clause=Everything(), limit=0, facets=FACETS)).facets["topic"]
    assert len(counts) == VALUES + 1
    assert set(counts[1:]) == {FacetCount(value=f"topic {number:04}", count=1) for number in range(VALUES)}
    assert counts[0].value == "all"
    assert 0.95 * VALUES < counts[0].count <= VALUES


@pytest.mark.parametrize("statements", [1, 2, 3, 4, 5, 6])
def test_statements_are_counted_exactly_in_several_answers(cluster_settings, monkeypatch, statements):
    # The last answer has as many as fit, fewer, or none.
    monkeypatch.setattr(counting, "_BATCH", 2)
    with opened(CLUSTER, [made(number) for number in range(statements)]) as engine:
        assert engine.find(Request(clause=Everything(), limit=0)).total.statements == statements


@pytest.mark.parametrize("listed", [12, 40, 1_000])
def test_all_terms_are_listed_in_order_however_many_fit_into_an_answer(cluster_settings, monkeypatch, listed):
    monkeypatch.setattr(terms, "_MOST_LISTED", listed)
    words = [f"w{number:02}" for number in range(40)]
    statements = [statement(f"s{place}", paragraph(1, " ".join(words[place:]))) for place in range(len(words))]
    with opened(CLUSTER, statements) as engine:
        known = [(each.term, each.paragraphs) for each in engine.vocabulary(TEXT)]
    assert known == [(word, place + 1) for place, word in enumerate(words)]


def test_an_index_that_was_filled_is_merged_and_says_the_same(cluster_settings, monkeypatch, tmp_path):
    monkeypatch.setattr(merging, "_WORTH", 0)
    monkeypatch.setattr(merging, "_MOST_LOOKS", 1)
    statements = [made(number) for number in range(20)]
    written_in_pieces(tmp_path, statements)
    client = connect()
    index = read_place(tmp_path).index
    told = client.indices.segments(index=index)["indices"][index]["shards"]
    searched = [
        sum(each["search"] for each in copy["segments"].values()) for copies in told.values() for copy in copies
    ]
    assert searched == [1] * SHARDS
    assert client.count(index=index)["count"] == len(statements)
    client.indices.delete(index=index)
    client.close()


def written_in_pieces(folder, statements):
    """Write statements in several flushes, so that there is something to merge."""
    writer = writing.create(folder)
    for place, each in enumerate(statements):
        writer.add(indexed(each))
        if place % 5 == 4:
            writer._bulk.flush()
            client = connect()
            client.indices.refresh(index=read_place(folder).index)
            client.close()
    writer.commit()
