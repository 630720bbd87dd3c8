"""What is declared of an engine's scores is so: a difference that is gone has to leave the list."""

import pytest

from tests.conformance.comparing import ENGINES, opened, scores
from tests.conformance.declared import DECLARED
from tests.conformance.oracle import Oracle

DIFFERENCES = [(engine, difference) for engine in ENGINES for difference in DECLARED[engine].differences]


def close_to(expected, engine):
    tolerance = DECLARED[engine].tolerance
    return pytest.approx(expected, abs=tolerance, rel=tolerance)


@pytest.mark.parametrize(
    ("engine", "difference"), DIFFERENCES, ids=[f"{name}-{each.told}" for name, each in DIFFERENCES]
)
def test_a_difference_is_there(engine, difference):
    kept = [each for each in difference.statements if each.id not in {made.id for made in difference.then}]
    expected = Oracle([*kept, *difference.then]).scores(difference.clause)
    for name in ENGINES:
        with opened(name, difference.statements, then=difference.then) as reader:
            found = scores(reader, difference.clause)
        assert found.keys() == expected.keys()
        if name == engine:
            assert found != close_to(expected, name)
        elif DECLARED[name].by_formula:
            assert found == close_to(expected, name)
