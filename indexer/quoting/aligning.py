"""A quotation beside a text, word by word: runs that agree, and what stands between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rapidfuzz.distance import LCSseq, Levenshtein

from indexer.quoting.passage import Passage
from indexer.quoting.rules import Aligning
from indexer.quoting.stream import BREAK, Stream
from indexer.quoting.tiling import Tile, chosen, met_at_joints, pieces, runs, with_short_parts

_SLACK = 3
"""Words more than a quotation has at its edge that are looked at beside it."""

_MOST_ALIGNED = 400
"""Words of a gap that are laid beside those of the quotation: beyond, they are left out as a whole."""

_EDGE = 2
"""Words at an edge that may be changed, none beside them agreeing; more were added."""

_LEAST_AT_EDGE = 0.3
"""Least share of more words at an edge that agree: fewer agree by chance, and the words were said elsewhere."""


class Step(StrEnum):
    """What a step of an alignment is; `gone` are words of the text alone, `new` words of the quotation alone."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


_STEPS = MappingProxyType({"equal": Step.SAME, "replace": Step.CHANGED, "delete": Step.NEW, "insert": Step.GONE})
"""Steps by the names that rapidfuzz has for them, of a quotation that becomes the text."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A step: half-open ranges of words in the quotation and in the text."""

    step: Step
    quoted: tuple[int, int]
    source: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a quotation that stands in one order in one text; its steps follow each other in both."""

    stream: Stream
    steps: tuple[Aligned, ...]

    @property
    def quoted(self) -> tuple[int, int]:
        return self.steps[0].quoted[0], self.steps[-1].quoted[1]

    @property
    def agreeing(self) -> int:
        """Return how many words of the quotation the text has here."""
        return sum(each.quoted[1] - each.quoted[0] for each in self.steps if each.step is Step.SAME)

    @property
    def first_paragraph(self) -> int:
        """Return the number of the paragraph in which it begins."""
        return self.stream.paragraphs[self.stream.where[self.source[0]][0]].number

    @property
    def source(self) -> tuple[int, int]:
        return self.steps[0].source[0], self.steps[-1].source[1]


def align(
    passage: Passage, stream: Stream, rules: Aligning, within: tuple[int, int] | None = None, *, moves: bool = True
) -> list[Piece]:
    """Return the pieces of a quotation, or of its words in a range, that a text has, in the quotation's order.

    Without `moves`, a few words that stand in another order are changed ones.
    """
    first, end = within or (0, len(passage.words))
    found = runs(passage.exacts[first:end], stream.exacts, min(rules.tile, end - first), rules.runs)
    kept = [
        Tile(each.quoted + first, each.source, each.length) for each in chosen(found, end - first, rules, moves=moves)
    ]
    kept = met_at_joints(kept, passage.exacts, stream.exacts, passage.joints, end)
    kept = with_short_parts(kept, passage, stream.exacts, (first, end), rules)
    parted = pieces(kept, stream.exacts)
    edges = [first, *(each[-1].quoted_end for each in parted)]
    heads = [_head(passage, stream, edges[number], each[0]) for number, each in enumerate(parted)]
    aligned: list[Piece] = []
    for number, tile_run in enumerate(parted):
        before = heads[number]
        begun = parted[number + 1][0].quoted if number + 1 < len(parted) else end
        if number + 1 < len(parted) and heads[number + 1]:
            begun = heads[number + 1][0].quoted[0]
        behind = _tail(passage, stream, tile_run[-1], begun)
        aligned.append(Piece(stream, tuple(_merged([*before, *_inside(passage, stream, tile_run), *behind]))))
    return aligned


def _inside(passage: Passage, stream: Stream, run: Sequence[Tile]) -> list[Aligned]:
    steps: list[Aligned] = []
    for number, tile in enumerate(run):
        if number:
            last = run[number - 1]
            gap, there = (last.quoted_end, tile.quoted), (last.source_end, tile.source)
            steps += _laid(passage.exacts, stream.exacts, gap, there)
        steps.append(Aligned(Step.SAME, (tile.quoted, tile.quoted_end), (tile.source, tile.source_end)))
    return steps


def _head(passage: Passage, stream: Stream, first: int, tile: Tile) -> list[Aligned]:
    """Return the steps of the words before a run that still belong to it."""
    first = max(first, max((place for place in passage.joints if first < place <= tile.quoted), default=first))
    if first >= tile.quoted:
        return []
    start = max(0, tile.source - (tile.quoted - first) - _SLACK)
    if BREAK in stream.exacts[start : tile.source]:
        start = tile.source - stream.exacts[start : tile.source][::-1].index(BREAK)
    here = (first, tile.quoted)
    starts = range(max(start, tile.source - (tile.quoted - first) - _SLACK), tile.source + 1)
    return _nearest(passage, stream, here, [(each, tile.source) for each in reversed(starts)])


def _tail(passage: Passage, stream: Stream, tile: Tile, end: int) -> list[Aligned]:
    """Return the steps of the words behind a run that still belong to it."""
    first = tile.quoted_end
    end = min(end, min((place for place in passage.joints if first <= place < end), default=end))
    if first >= end:
        return []
    stop = min(len(stream.exacts), tile.source_end + (end - first) + _SLACK)
    if BREAK in stream.exacts[tile.source_end : stop]:
        stop = stream.exacts.index(BREAK, tile.source_end)
    stops = range(tile.source_end, stop + 1)
    return _nearest(passage, stream, (first, end), [(tile.source_end, each) for each in stops])


def _nearest(
    passage: Passage, stream: Stream, here: tuple[int, int], places: Sequence[tuple[int, int]]
) -> list[Aligned]:
    """Return the steps of words at an edge beside the nearest of some ranges of the text, if they belong there."""
    quoted, source = passage.exacts[here[0] : here[1]], stream.exacts
    best = min(places, key=lambda each: _distance(quoted, source[each[0] : each[1]]))
    steps = _laid(passage.exacts, source, here, best)
    words = here[1] - here[0]
    same = sum(each.quoted[1] - each.quoted[0] for each in steps if each.step is Step.SAME)
    return steps if words <= _EDGE or same >= _LEAST_AT_EDGE * words else []


def _distance(quoted: Sequence[str], source: Sequence[str]) -> tuple[int, int]:
    """Return how far words are from a range of the text; of ranges as far, the one that has most of them is nearer."""
    return Levenshtein.distance(quoted, source), -LCSseq.similarity(quoted, source)


def _laid(quoted: Sequence[str], source: Sequence[str], here: tuple[int, int], there: tuple[int, int]) -> list[Aligned]:
    """Return the steps between two ranges of words, by the fewest changes (Levenshtein)."""
    if there[1] - there[0] > _MOST_ALIGNED:
        new = [Aligned(Step.NEW, here, (there[0], there[0]))] if here[0] < here[1] else []
        return [*new, Aligned(Step.GONE, (here[1], here[1]), there)]
    return [
        Aligned(
            _STEPS[each.tag],
            (here[0] + each.src_start, here[0] + each.src_end),
            (there[0] + each.dest_start, there[0] + each.dest_end),
        )
        for each in Levenshtein.opcodes(quoted[here[0] : here[1]], source[there[0] : there[1]])
    ]


def _merged(steps: Sequence[Aligned]) -> list[Aligned]:
    """Return steps with those of one kind that follow each other put together."""
    merged: list[Aligned] = []
    for each in steps:
        if merged and merged[-1].step is each.step:
            last = merged.pop()
            each = Aligned(  # noqa: PLW2901 - the step goes on
                each.step, (last.quoted[0], each.quoted[1]), (last.source[0], each.source[1])
            )
        merged.append(each)
    return merged
