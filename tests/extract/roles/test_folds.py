"""Repeated text: what folds into what, and what is only told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.page.content import Block
from indexer.extract.page.tree import Hint
from indexer.extract.roles.folds import folds
from indexer.extract.roles.repeats import Repeats
from indexer.statement import Role

ONE = "We call on the authorities of this country to release everybody who was arrested last week."
TWO = "The court has not yet said when it will hear the lawyers of those who are held."
THREE = "Nobody knows where the others are, and their families have waited for a month."
WHOLE = f"{ONE} {TWO} {THREE}"
QUOTE = frozenset([Hint.QUOTE])
PULL, DUPLICATE = Role.PULL_QUOTE, Role.DUPLICATE

Line = tuple[str, bool]

CASES = [
    ("a pull quote below its source", [(WHOLE, False), (ONE, True)], {1: (PULL, (0,))}),
    ("a pull quote above its source", [(ONE, True), (WHOLE, False)], {0: (PULL, (1,))}),
    ("reversed sentences", [(WHOLE, False), (f"{THREE}…{ONE}", True)], {1: (PULL, (0,))}),
    (
        "sentences of two paragraphs",
        [(f"{ONE} {TWO}", False), (THREE, False), (f"{ONE} … {THREE}", True)],
        {2: (PULL, (0, 1))},
    ),
    (
        "a quotation that repeats nothing",
        [(WHOLE, False), ("Another thing that was said elsewhere by others.", True)],
        {},
    ),
    ("a quotation that is half the same", [(f"{ONE} {TWO}", False), (f"{ONE} {THREE}", True)], {1: (None, (0,))}),
    (
        "a pull quote of a pull quote",
        [(ONE, True), (f"{ONE} {TWO}", True), (WHOLE, False)],
        {0: (PULL, (2,)), 1: (PULL, (2,))},
    ),
    ("the same twice", [(ONE, False), (TWO, False), (ONE, False)], {2: (DUPLICATE, (0,))}),
    ("the shorter of two", [(ONE, False), (WHOLE, False)], {0: (DUPLICATE, (1,))}),
    ("short lines twice", [("Free them all now!", False), (TWO, False), ("Free them all now!", False)], {}),
    ("the copy that is set apart", [(ONE, True), (ONE, False)], {0: (PULL, (1,))}),
    ("two pull quotes of one source", [(ONE, True), (WHOLE, False), (TWO, True)], {0: (PULL, (1,)), 2: (PULL, (1,))}),
    ("other letters and marks", [(WHOLE, False), (f"“{ONE.upper()}”".replace(".", "!"), True)], {1: (PULL, (0,))}),
]


def found_in(lines: list[Line]) -> dict[int, tuple[Role | None, tuple[int, ...]]]:
    blocks = [Block(text, hints=QUOTE if is_set_apart else frozenset()) for text, is_set_apart in lines]
    roles = [Role.BLOCK_QUOTE if is_set_apart else Role.BODY for _, is_set_apart in lines]
    return {number: (fold.role, fold.sources) for number, fold in folds(blocks, roles, frozenset()).items()}


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_folds(lines, expected):
    assert found_in(lines) == expected


def test_headings_captions_and_list_items_do_not_fold():
    blocks = [Block(ONE), Block(ONE), Block(ONE), Block(ONE)]
    assert folds(blocks, [Role.BODY, Role.HEADING, Role.CAPTION, Role.LIST_ITEM], frozenset()) == {}


def test_coverage_is_a_share_of_tokens():
    repeats = Repeats(
        [WHOLE, ONE, f"{ONE} And more words here that stand nowhere else at all, ever.", None, "too few words"]
    )
    assert repeats.of(1).coverage == 1.0
    assert 0.5 < repeats.of(2).coverage < 0.8
    assert (repeats.of(3).coverage, repeats.of(4).coverage) == (0.0, 0.0)


def test_a_refrain_costs_no_more_than_its_length():
    blocks = [Block(ONE) for _ in range(5000)]
    found = folds(blocks, [Role.BODY] * 5000, frozenset())
    assert len(found) == 4999
    assert {fold.sources for fold in found.values()} <= {(number,) for number in range(8)}


SENTENCES = st.sampled_from([ONE, TWO, THREE, WHOLE, f"{TWO}…{ONE}", "Short.", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(SENTENCES, st.booleans()), max_size=8))
def test_words_are_always_left_in_a_paragraph_that_does_not_fold(lines):
    found = found_in(lines)
    folded = {number for number, (role, _) in found.items() if role is not None}
    assert all(not folded & set(found[number][1]) for number in folded)
    assert not lines or len(folded) < len(lines)
