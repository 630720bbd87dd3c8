"""What is declared of an engine's scores is so: a difference that is gone has to leave the list."""

import pytest

from indexer.engine import Request, Sort
from tests.conformance.comparing import LOCAL, ORDERS, opened, scores
from tests.conformance.declared import DECLARED
from tests.conformance.oracle import Oracle
from tests.opensearch.tested import CLUSTER, needs_cluster

DIFFERENCES = [
    pytest.param(engine, each, id=f"{engine}-{each.told}", marks=[needs_cluster] if engine == CLUSTER else [])
    for engine, declared in DECLARED.items()
    for each in declared.differences
]


def close_to(expected, engine):
    tolerance = DECLARED[engine].tolerance
    return pytest.approx(expected, abs=tolerance, rel=tolerance)


@pytest.mark.parametrize(("engine", "difference"), DIFFERENCES)
def test_a_difference_is_there(engine, difference):
    kept = [each for each in difference.statements if each.id not in {made.id for made in difference.then}]
    expected = Oracle([*kept, *difference.then]).scores(difference.clause)
    for name in dict.fromkeys((*LOCAL, engine)):
        with opened(name, difference.statements, then=difference.then) as reader:
            found = scores(reader, difference.clause)
            ordered = reader.find(Request(clause=difference.clause, limit=1_000)).hits
        assert found.keys() == expected.keys()
        if difference.of_order:
            by_score = sorted(ordered, key=ORDERS[Sort.RELEVANCE])
            assert (list(ordered) == by_score) is (name != engine)
        elif name == engine:
            assert found != close_to(expected, name)
        elif DECLARED[name].by_formula:
            assert found == close_to(expected, name)
