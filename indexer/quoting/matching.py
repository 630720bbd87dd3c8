"""Paragraphs that the engine gave, laid beside a quotation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.analysis import RememberingAnalyser
from indexer.engine import FoundStatement
from indexer.quoting.aligning import Piece, align
from indexer.quoting.candidates import Looker
from indexer.quoting.comparing import Comparison, Match, compare
from indexer.quoting.deciding import is_altered
from indexer.quoting.passage import Passage
from indexer.quoting.rules import Rules
from indexer.quoting.stream import Stream, stream_around, stream_of

_WORTH_READING = 0.25
"""Least share of the best paragraph's score that is laid beside a quotation."""


@dataclass(frozen=True, slots=True)
class Matching:
    """Compares quotations with what is found of them."""

    looker: Looker
    analyser: RememberingAnalyser
    rules: Rules

    def exactly(self, passages: Sequence[Passage]) -> tuple[list[Match], int]:
        """Return the paragraphs with all words in a row, the oldest first, and how many there are of them."""
        unparted = [each for each in passages if not any(0 < place < len(each.words) for place in each.joints)]
        if not unparted:
            return [], 0
        found = self.looker.exactly(unparted, self.rules.bounds.places)
        matches = [self._best(unparted, self._stream(each)) for each in found.hits]
        return matches, found.total.paragraphs

    def nearly(self, passages: Sequence[Passage]) -> list[Match]:
        """Return the paragraphs that share most with a quotation, the nearest first."""
        if max(len(each.words) for each in passages) < self.rules.altered.words:
            return []
        matches = self._compared(passages, self.looker.nearly(passages))
        if not matches or not is_altered(matches[0], self.rules.altered):
            matches = sorted([*matches, *self._compared(passages, self.looker.widely(passages))], key=_nearest_first)
        if matches and not _is_whole(matches[0]):
            matches = sorted([self._joined(matches[0]), *matches], key=_nearest_first)
        return matches

    def _compared(self, passages: Sequence[Passage], hits: Sequence[FoundStatement]) -> list[Match]:
        """Return what was found beside a quotation, the nearest first; what surrounds it too where none has all."""
        worth = [each for each in hits if each.score >= _WORTH_READING * hits[0].score]
        matches = sorted((self._best(passages, self._stream(each)) for each in worth), key=_nearest_first)
        if matches and not _is_whole(matches[0]):
            matches = sorted([*matches, *self._around(passages, worth, matches)], key=_nearest_first)
        return matches

    def _stream(self, found: FoundStatement) -> Stream:
        return stream_of(found.summary, [each.paragraph for each in found.paragraphs], self.analyser)

    def _best(self, passages: Sequence[Passage], stream: Stream) -> Match:
        """Return the reading of a quotation that is nearest to a text."""
        self.looker.budget.check()
        return min((each for passage in passages for each in self._ways(passage, stream)), key=_nearest_first)

    def _ways(self, passage: Passage, stream: Stream) -> Iterable[Match]:
        """Yield a quotation beside a text: as it is, and, where it may be in another order, as if it were not."""
        pieces = align(passage, stream, self.rules.aligning)
        yield Match(passage, self._compare(passage, pieces))
        if len(pieces) > 1:
            yield Match(passage, self._compare(passage, align(passage, stream, self.rules.aligning, moves=False)))

    def _around(
        self, passages: Sequence[Passage], found: Sequence[FoundStatement], matches: Sequence[Match]
    ) -> Iterable[Match]:
        """Yield the matches of whole statements: a quotation may run over paragraphs, or be joined from several."""
        ranked = [piece.stream.summary.id for each in matches for piece in each.comparison.pieces[:1]]
        for identity in list(dict.fromkeys(ranked))[: self.rules.looking.statements]:
            statement = self.looker.engine.statement(identity)
            if statement is not None:
                numbers = [p.paragraph.number for each in found if each.summary.id == identity for p in each.paragraphs]
                yield self._best(passages, stream_around(statement, numbers, self.analyser))

    def _joined(self, best: Match) -> Match:
        """Return a match with what it lacks taken from elsewhere: a quotation may be joined from several places."""
        least, passage = self.rules.altered.words, best.passage
        found = list(best.comparison.pieces)
        here = {piece.stream.summary.id for piece in found}
        for first, end in _lacking(best, least):
            part = passage.part(first, end)
            hits = self.looker.exactly([part], self.rules.looking.paragraphs).hits or self.looker.nearly([part])
            streams = [self._stream(each) for each in hits]
            parts = [each for stream in streams for each in align(passage, stream, self.rules.aligning, (first, end))]
            longest = max(parts, key=lambda each: (each.agreeing, each.stream.summary.id in here), default=None)
            if longest is not None and longest.agreeing >= least:
                found.append(longest)
        found.sort(key=lambda piece: piece.quoted)
        return replace(best, comparison=self._compare(passage, found))

    def _compare(self, passage: Passage, pieces: Sequence[Piece]) -> Comparison:
        return compare(passage, pieces, self.rules)


def _nearest_first(match: Match) -> float:
    return -match.comparison.nearness


def _is_whole(match: Match) -> bool:
    """Tell whether a text has every word of a quotation."""
    return match.comparison.agreeing == len(match.passage.words) and len(match.comparison.pieces) == 1


def _lacking(match: Match, least: int) -> list[tuple[int, int]]:
    """Return the ranges of a quotation's words, of at least so many, that no piece has."""
    edges = [(0, 0), *(each.quoted for each in match.comparison.pieces), (len(match.passage.words),) * 2]
    gaps = [(one[1], other[0]) for one, other in pairwise(edges)]
    return [(first, end) for first, end in gaps if end - first >= least]
