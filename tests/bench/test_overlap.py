"""The agreement of extracted text, against values worked out by hand."""

import pytest

from bench.overlap import Agreement, paragraph_agreement, shingle_agreement

LONG = "one two three four five six seven eight"


@pytest.mark.parametrize(
    ("precision", "recall", "expected"), [(1.0, 1.0, 1.0), (0.5, 1.0, 2 / 3), (0.0, 1.0, 0.0), (0.0, 0.0, 0.0)]
)
def test_f1(precision, recall, expected):
    assert Agreement(precision, recall).f1 == pytest.approx(expected)


@pytest.mark.parametrize(
    ("wanted", "extracted", "precision", "recall"),
    [
        # wanted: abcd bcde; extracted: abcd
        ("a b c d e", ["a b c d"], 1.0, 0.5),
        # extracted across paragraphs: abcd bcde cdex dexy
        ("a b c d e", ["a b c d", "e x y"], 0.5, 1.0),
        # a shingle twice counts twice: extracted abca bcab cabc abca bcab; wanted abca bcab
        ("a b c a b", ["a b c a b c a b"], 0.4, 1.0),
        # fewer tokens than a shingle are one shingle
        ("a b", ["a b"], 1.0, 1.0),
        ("a b", ["a, b!"], 1.0, 1.0),
        ("a b c d", ["A b c d"], 0.0, 0.0),
    ],
)
def test_shingles_of_a_page(wanted, extracted, precision, recall):
    agreement = shingle_agreement({"page": wanted}, {"page": extracted})
    assert (agreement.precision, agreement.recall) == pytest.approx((precision, recall))


def test_each_page_counts_the_same_however_long_it_is():
    long = " ".join(str(number) for number in range(1_000))
    agreement = shingle_agreement({"long": long, "short": "a b c d"}, {"long": [long], "short": ["w x y z"]})
    assert (agreement.precision, agreement.recall) == (0.5, 0.5)


def test_a_page_of_which_nothing_came_out_costs_recall_alone():
    agreement = shingle_agreement({"page": "a b c d", "empty": "a b c d"}, {"page": ["a b c d"], "empty": []})
    assert (agreement.precision, agreement.recall) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("wanted", "extracted", "precision", "recall"),
    [
        (LONG, [LONG], 1.0, 1.0),
        (LONG, ["“One, two: three four five six seven EIGHT.”"], 1.0, 1.0),
        (LONG, [f"{LONG} nine"], 0.0, 0.0),
        # a paragraph that was split is lost, and its short pieces do not count against
        (LONG, ["one two three four", "five six seven eight"], 0.0, 0.0),
        (f"{LONG}\n{LONG} nine", [LONG, "a b c d e f g h", "short"], 0.5, 0.5),
        # what stands twice must come out twice
        (f"{LONG}\n{LONG}", [LONG], 1.0, 0.5),
    ],
)
def test_paragraphs_of_a_page(wanted, extracted, precision, recall):
    agreement = paragraph_agreement({"page": wanted}, {"page": extracted})
    assert (agreement.precision, agreement.recall) == (precision, recall)


def test_a_page_without_long_paragraphs_is_left_out():
    agreement = paragraph_agreement({"page": LONG, "short": "a b c"}, {"page": [LONG], "short": [LONG]})
    assert (agreement.precision, agreement.recall) == (1.0, 1.0)
