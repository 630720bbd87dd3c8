"""Opening generations, and comparing answers with the oracle's; a new engine adds its name to `declared.DECLARED`."""

import contextlib
import tempfile
from pathlib import Path

import pytest

from indexer.analysis import Analyser
from indexer.engine import FACETS, Group, Request, Sort, Total
from indexer.engines import load_engine
from indexer.fields import first_day, index_whole
from tests.conformance.declared import DECLARED
from tests.opensearch.tested import CLUSTER, let_go, needs_cluster

LOCAL = tuple(name for name in DECLARED if name != CLUSTER)
"""The engines that keep all they have in the folder of a generation."""

ENGINES = (*LOCAL, pytest.param(CLUSTER, marks=needs_cluster))
"""All engines; the one on a cluster where the tests are given one."""

CLOSE = 2e-6
"""Scores are rounded to six digits, on either side of a half."""


def indexed(statement):
    """Return a statement as an engine is given it."""
    return index_whole(statement, Analyser())


@contextlib.contextmanager
def opened(engine, statements, *, batches=1, then=()):
    """Open a generation of the statements, written in one or several commits.

    A last commit replaces those whose id one of `then` has.
    """
    module = load_engine(engine)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = -(-len(statements) // batches) or 1
        for start in range(0, max(len(statements), 1), size):
            writer = module.extend(folder) if start else module.create(folder)
            for each in statements[start : start + size]:
                writer.add(indexed(each))
            writer.commit()
        if then:
            writer = module.extend(folder)
            for each in then:
                writer.remove(each.id)
                writer.add(indexed(each))
            writer.commit()
        reader = module.open(folder)
        try:
            yield reader
        finally:
            reader.close()
            if engine == CLUSTER:
                let_go(folder)


def _order(hit):
    """Return the day of a hit as a number, none being the earliest, and what decides among equals."""
    day = first_day(hit.summary.published) or -1
    return day, (hit.summary.id, hit.paragraphs[0].paragraph.number)


ORDERS = {
    Sort.RELEVANCE: lambda hit: (-hit.score, -_order(hit)[0], _order(hit)[1]),
    Sort.NEWEST: lambda hit: (-_order(hit)[0], -hit.score, _order(hit)[1]),
    Sort.OLDEST: lambda hit: (_order(hit)[0] < 0, _order(hit)[0], -hit.score, _order(hit)[1]),
}


def scores(reader, clause):
    """Return the score of every paragraph that matches."""
    hits = reader.find(Request(clause=clause, limit=10_000, group=Group.PARAGRAPH)).hits
    return {(hit.summary.id, hit.paragraphs[0].paragraph.number): hit.score for hit in hits}


def assert_same(opened_with, statements, clause, group, *, updated=False):
    """Compare all that an engine says of a clause with what its oracle does."""
    engine, reader = opened_with
    declared = DECLARED[engine]
    oracle = declared.oracle(statements)
    expected = oracle.scores(clause)
    matching, answer = found(reader, clause, group=group, facets=FACETS)
    assert matching == set(expected)
    if declared.tells_scores(clause, updated=updated):
        tolerance = declared.tolerance
        assert scores(reader, clause) == pytest.approx(expected, abs=tolerance, rel=tolerance / 2)
    statements = {identity for identity, _ in expected}
    assert answer.total == Total(statements=len(statements), paragraphs=len(expected))
    assert reader.find(Request(clause=clause, limit=0, group=group)).total == answer.total
    assert answer.facets == {name: oracle.facet(clause, name, group) for name in FACETS}
    if group is Group.STATEMENT:
        for hit in answer.hits:
            own = [each.score for each in hit.paragraphs]
            assert own == sorted(own, reverse=True)
            assert hit.score == pytest.approx(oracle.statement_score(own), abs=CLOSE)
        assert all(hit.matching == len(hit.paragraphs) for hit in answer.hits)


def found(reader, clause, **asked):
    answer = reader.find(Request(clause=clause, limit=10_000, paragraphs=10_000, **asked))
    return {(hit.summary.id, each.paragraph.number) for hit in answer.hits for each in hit.paragraphs}, answer
