"""Tests of many drawn examples: fewer on a cluster, where each makes an index of its own."""

from collections.abc import Callable

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.opensearch.tested import CLUSTER

_ON_A_CLUSTER = 10
"""An example takes so many times what it takes in a folder, and more; so many times fewer are tried."""


def tries(number, *strategies):
    """Make a test of one that takes the engine and what is drawn: so many examples are tried."""

    def made(test: Callable[..., None]):
        def tried(engine):
            def each(drawn):
                test(engine, *drawn)

            # Failing examples are kept by name.
            each.__name__ = each.__qualname__ = f"{test.__name__}_{engine}"
            _settings(number, engine)(given(st.tuples(*strategies))(each))()

        tried.__name__, tried.__module__, tried.__doc__ = test.__name__, test.__module__, test.__doc__
        return tried

    return made


def _settings(number, engine):
    if engine != CLUSTER:
        return settings(max_examples=number, deadline=None)
    # To make an example smaller takes hundreds of tries.
    phases = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain)]
    return settings(max_examples=number // _ON_A_CLUSTER, deadline=None, phases=phases)
