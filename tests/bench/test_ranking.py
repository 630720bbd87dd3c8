"""The measures of a ranking, against values worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.ranking import ndcg, recall, reciprocal_rank

LOG3 = math.log2(3)


@pytest.mark.parametrize(
    ("ranked", "grades", "expected"),
    [
        (["a"], {"a": 1}, 1.0),
        (["x", "a"], {"a": 1}, 1 / LOG3),
        (["x", "y", "a"], {"a": 1}, 0.5),
        (["a", "x", "b"], {"a": 1, "b": 1}, 1.5 / (1 + 1 / LOG3)),
        (["b", "a"], {"a": 3, "b": 1}, (1 + 3 / LOG3) / (3 + 1 / LOG3)),
        (["x"] * 10 + ["a"], {"a": 1}, 0.0),
        ([], {"a": 2}, 0.0),
    ],
)
def test_ndcg(ranked, grades, expected):
    assert ndcg(ranked, grades) == pytest.approx(expected)


def test_ndcg_of_more_relevant_documents_than_its_depth_can_be_full():
    grades = {str(number): 1 for number in range(15)}
    assert ndcg(list(grades), grades) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [(["a", "b"], 1.0), (["x", "b", "a"], 0.5), (["x"] * 9 + ["a"], 0.1), (["x"] * 10 + ["a"], 0.0), ([], 0.0)],
)
def test_reciprocal_rank(ranked, expected):
    assert reciprocal_rank(ranked, {"a": 1, "b": 2}) == expected


@pytest.mark.parametrize(
    ("ranked", "expected"), [(["a", "x"], 0.5), (["a", "b"], 1.0), (["x"] * 100 + ["a"], 0.0), ([], 0.0)]
)
def test_recall(ranked, expected):
    assert recall(ranked, {"a": 1, "b": 2}) == expected


@given(st.permutations("abcdefghijkl"), st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(1, 4), min_size=1))
def test_no_ranking_is_better_than_by_grade(ranked, grades):
    best = sorted(grades, key=grades.__getitem__, reverse=True)
    assert ndcg(ranked, grades) <= ndcg(best, grades) + 1e-9
    assert ndcg(best, grades) == pytest.approx(1.0)
