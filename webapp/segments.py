"""Text in pieces, some of them marked: templates escape each piece, so no highlight is ever HTML."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from indexer.highlight import Span

EXCERPT = 560
"""Characters of a long paragraph that a result shows."""

_BEFORE_HIT = 160
_WORD_REACH = 40
"""How far a cut may move to fall between words."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, and whether it is marked; `nearly` where what it is marked for is so in other words."""

    text: str
    marked: bool = False
    nearly: bool = False


def segments(text: str, spans: Sequence[Span], nearly: Collection[Span] = ()) -> tuple[Segment, ...]:
    """Return the text in pieces, those of the spans marked, some as `nearly` so; together they are the text."""
    pieces: list[Segment] = []
    at = 0
    for start, end in spans:
        if start > at:
            pieces.append(Segment(text[at:start]))
        pieces.append(Segment(text[start:end], marked=True, nearly=(start, end) in nearly))
        at = end
    if at < len(text):
        pieces.append(Segment(text[at:]))
    return tuple(pieces)


def excerpt(text: str, spans: Sequence[Span], length: int = EXCERPT) -> tuple[Segment, ...]:
    """Return the text around its first span as pieces, at most about `length` characters; an ellipsis tells a cut."""
    if len(text) <= length:
        return segments(text, spans)
    first = spans[0][0] if spans else 0
    before_hit = min(_BEFORE_HIT, length // 3)
    start = _between_words(text, min(first - before_hit, len(text) - length), first)
    end = _between_words(text, start + length, len(text))
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start]
    pieces = segments(text[start:end], inside)
    before = (Segment("… "),) if start else ()
    after = (Segment(" …"),) if end < len(text) else ()
    return (*before, *pieces, *after)


def shortened(text: str, length: int) -> str:
    """Return the beginning of a text in one line, at most so long, cut between words; an ellipsis tells a cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _between_words(text: str, at: int, most: int) -> int:
    """Return the place after the next space, not beyond `most`; `at` itself where no space is near."""
    if at <= 0:
        return 0
    space = text.find(" ", at - 1, min(at + _WORD_REACH, most))
    return min(at, most) if space < 0 else space + 1
