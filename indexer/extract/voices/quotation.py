"""Quotation that runs over paragraphs: what of each paragraph stands between quotation marks.

A quotation stays open where a paragraph ends inside it only if it is closed further down, before a heading or a new
introduction; otherwise it ends with its paragraph, which is flagged. An opening mark at the beginning of a paragraph
inside a quotation goes on with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract.voices.marks import Mark, MarkStyle, leads, marks

LONGEST = 40
"""Most paragraphs in which the end of a quotation is looked for."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of running text. `stops` tells whether no quotation runs into it: a heading, an introduction."""

    text: str
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """What of a paragraph is quoted: half-open spans with their marks, in order.

    `goes_on` tells whether its first words go on with a quotation from above; `unclosed` whether a mark is missing.
    """

    spans: tuple[Span, ...] = ()
    goes_on: bool = False
    unclosed: bool = False


@dataclass(frozen=True, slots=True)
class _Scan:
    """The marks of a paragraph, read from one state: the spans, and whether a quotation is open at its end."""

    spans: tuple[Span, ...]
    is_open: bool


def quotations(passages: Sequence[Passage], style: MarkStyle) -> list[Quoted]:
    """Return what of each paragraph is quoted."""
    found = [marks(passage.text, style) for passage in passages]
    ends = _Ends(passages, found)
    quoted: list[Quoted] = []
    is_open = False
    for number, passage in enumerate(passages):
        is_open = is_open and not passage.stops
        scan = _scan(passage.text, found[number], is_open=is_open)
        stays_open = scan.is_open and ends.is_closed_below(number)
        quoted.append(Quoted(scan.spans, goes_on=is_open, unclosed=scan.is_open and not stays_open))
        is_open = stays_open
    return quoted


def _scan(text: str, found: Sequence[Mark], *, is_open: bool) -> _Scan:
    """Read the marks of a paragraph; nested pairs are part of the quotation around them."""
    depth, start = (1, 0) if is_open else (0, 0)
    spans: list[Span] = []
    for number, mark in enumerate(found):
        if mark.opens:
            if number == 0 and is_open and leads(text, found):
                continue
            if depth == 0:
                start = mark.at
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, mark.at + 1))
    if depth:
        spans.append((start, len(text)))
    return _Scan(tuple(spans), depth > 0)


class _Ends:
    """Looks below for the end of an open quotation; each paragraph is read once, however often it is looked at."""

    def __init__(self, passages: Sequence[Passage], found: Sequence[Sequence[Mark]]) -> None:
        self._passages = passages
        self._found = found
        self._scans: dict[int, bool] = {}

    def is_closed_below(self, number: int) -> bool:
        """Tell whether a quotation that is open at the end of a paragraph is closed below.

        Where the paragraph that closes it has an opening mark of its own, all those between must have one too: else
        it is another quotation, and the mark is missing above.
        """
        all_marked = True
        for below in range(number + 1, min(number + 1 + LONGEST, len(self._passages))):
            if self._passages[below].stops:
                return False
            is_marked = leads(self._passages[below].text, self._found[below])
            all_marked = all_marked and is_marked
            if not self._stays_open(below):
                return all_marked if is_marked else True
        return False

    def _stays_open(self, number: int) -> bool:
        if number not in self._scans:
            text, found = self._passages[number].text, self._found[number]
            self._scans[number] = not _closes(text, found)
        return self._scans[number]


def _closes(text: str, found: Sequence[Mark]) -> bool:
    """Tell whether a paragraph closes the quotation that it goes on with."""
    depth = 1
    for number, mark in enumerate(found):
        if mark.opens:
            depth += 0 if number == 0 and leads(text, found) else 1
        else:
            depth -= 1
        if depth == 0:
            return True
    return False
