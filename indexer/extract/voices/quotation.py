"""Quotation that runs over paragraphs: what of each paragraph stands between quotation marks.

A quotation stays open where a paragraph ends inside it only if it is closed further down, before a heading or a new
introduction; otherwise it ends with its paragraph, which is flagged. A mark at the beginning of a paragraph inside a
quotation goes on with it: an opening one, or, as French typesetters have it, a closing one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.extract.voices.marks import Mark, MarkStyle, leads, marks

LONGEST = 40
"""Most paragraphs in which the end of a quotation is looked for."""

MOST_OPEN = 3_000
"""Most characters of a paragraph in a quotation that stays open at its end: of more, a mark is missing."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of running text. `stops` tells whether no quotation runs into or out of it: a heading."""

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
class _Marked:
    """A passage with its marks; `is_marked` tells whether it begins with one."""

    passage: Passage
    found: Sequence[Mark]
    is_marked: bool


@dataclass(frozen=True, slots=True)
class _Scan:
    """The marks of a paragraph, read from one state: the spans, and whether a quotation is open at its end."""

    spans: tuple[Span, ...]
    is_open: bool


def quotations(passages: Sequence[Passage], style: MarkStyle) -> list[Quoted]:
    """Return what of each paragraph is quoted."""
    marked = [_marked(passage, style) for passage in passages]
    closing = [_scan(each, is_open=True) for each in marked]
    quoted: list[Quoted] = []
    is_open = False
    for number, each in enumerate(marked):
        is_open = is_open and not each.passage.stops
        scan = closing[number] if is_open else _scan(each, is_open=False)
        stays_open = _may_stay_open(each, scan) and _is_closed_below(number, marked, closing)
        quoted.append(Quoted(scan.spans, goes_on=is_open, unclosed=scan.is_open and not stays_open))
        is_open = stays_open
    return quoted


def _marked(passage: Passage, style: MarkStyle) -> _Marked:
    found = marks(passage.text, style)
    return _Marked(passage, found, leads(passage.text, found))


def _scan(marked: _Marked, *, is_open: bool) -> _Scan:
    """Read the marks of a paragraph; nested pairs are part of the quotation around them."""
    depth, start = (1, 0) if is_open else (0, 0)
    spans: list[Span] = []
    for mark in marked.found[1:] if is_open and marked.is_marked else marked.found:
        if mark.opens:
            start = start if depth else mark.at
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, mark.at + 1))
    if depth:
        spans.append((start, len(marked.passage.text)))
    return _Scan(tuple(spans), depth > 0)


def _may_stay_open(marked: _Marked, scan: _Scan) -> bool:
    if not scan.is_open or marked.passage.stops:
        return False
    start, end = scan.spans[-1]
    return end - start <= MOST_OPEN


def _is_closed_below(number: int, marked: Sequence[_Marked], closing: Sequence[_Scan]) -> bool:
    """Tell whether a quotation that is open at the end of a paragraph is closed below.

    `closing` holds how each paragraph reads inside a quotation. Where the paragraph that closes it has a mark of its
    own at its beginning, all those between must have one too: else it is another quotation, and the mark is missing
    above.
    """
    all_marked = True
    for below in range(number + 1, min(number + 1 + LONGEST, len(marked))):
        if marked[below].passage.stops:
            return False
        all_marked = all_marked and marked[below].is_marked
        if _closes(closing[below]):
            return all_marked or not marked[below].is_marked
    return False


def _closes(scan: _Scan) -> bool:
    """Tell whether a paragraph closes the quotation that it goes on with."""
    return bool(scan.spans) and (not scan.is_open or len(scan.spans) > 1)
