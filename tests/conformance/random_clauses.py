"""Random clauses over the terms of some statements, so that much matches; some that no query gives are among them."""

from datetime import date

from hypothesis import strategies as st

from indexer.clauses import (
    AllOf,
    AnyForm,
    AnyOf,
    DayRange,
    Everything,
    Form,
    Nothing,
    Preferring,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
    Without,
)
from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS
from tests.conformance import random_archives
from tests.conformance.oracle import Oracle

NOWHERE = "nowhere"

_boosts = st.sampled_from([1.0, 1.0, 0.3, 2.0, 0.0])
_weights = st.sampled_from([1.0, 0.5, 0.4, 0.0])
_days = st.sampled_from([date(2024, 1, 1), date(2024, 2, 1), date(2024, 2, 29), date(2025, 3, 27)]).map(date.toordinal)


@st.composite
def archives_and_clauses(draw):
    """Draw statements, and a clause to ask of them."""
    made = draw(random_archives.statements())
    return made, draw(clauses(Oracle(made)))


def clauses(oracle):
    """Return a strategy for clauses over the terms that the oracle's statements have."""
    return st.recursive(_leaves(oracle), _joined, max_leaves=6)


def _leaves(oracle):
    of_field = {name: [*oracle.terms(name), NOWHERE] for name in (*POSITIONAL_FIELDS, *KEYWORD_FIELDS)}
    any_term = st.sampled_from([(name, term) for name, terms in of_field.items() for term in terms])
    forms = st.builds(lambda found, weight: Form(*found, weight), any_term, _weights)
    sequences = st.sampled_from(POSITIONAL_FIELDS).flatmap(
        lambda name: st.tuples(st.just(name), _shuffled(of_field[name]) | _as_written(oracle.texts(name)))
    )
    prefixes = st.builds(
        lambda found, size, boost: TermPrefix(found[0], found[1][:size], boost), any_term, st.integers(0, 3), _boosts
    )
    return (
        st.builds(AnyForm, st.lists(forms, max_size=4).map(tuple), _boosts)
        | st.builds(lambda found, boost: Term(*found, boost), any_term, _boosts)
        | st.builds(lambda found, boost: TermSequence(*found, boost), sequences, _boosts)
        | st.builds(
            lambda found, within, boost: TermsNear(*found, within, boost), sequences, st.integers(0, 4), _boosts
        )
        | prefixes
        | st.builds(DayRange, _days, _days)
        | st.sampled_from([Everything(), Nothing(), AnyOf(()), AllOf(())])
    )


def _shuffled(terms):
    return st.lists(st.sampled_from(terms), min_size=1, max_size=3).map(tuple)


def _as_written(texts):
    return st.builds(
        lambda text, start, size: tuple(text[start : start + size]) or tuple(text[:size]),
        st.sampled_from(texts or [[NOWHERE]]),
        st.integers(0, 7),
        st.integers(1, 3),
    )


def _joined(below):
    some = st.lists(below, min_size=1, max_size=3).map(tuple)
    return (
        st.builds(AllOf, some)
        | st.builds(AnyOf, some)
        | st.builds(Without, below, below)
        | st.builds(Preferring, below, some)
    )
