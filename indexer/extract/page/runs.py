"""Runs of text: pieces as they are met, joined to the paragraphs that a reader sees."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from indexer.extract.page.tree import HEADINGS, Element, Leaf
from indexer.prose import clean

WRAPPED_LINES = 3
"""Fewest lines of a text that may have been wrapped by hand, as in a letter."""

WRAPPED_SHARE = 0.5
"""Least share of its line breaks that stand inside a sentence."""

SHORT_LINE = 0.6
"""A line this much shorter than the longest ends a paragraph of such a text."""

_BREAK = "\v"
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")
_DASHES = " \t\n\r\v\f\u00a0-–—―~"
_ADDRESS = re.compile(r"(?:https?://|www\.|\S{1,64}@)")
_ENDED = re.compile(r"[.!?…:;؟۔。！？][\"'”’»)\]」』]*\Z")


class Style(Protocol):
    """What the elements around a text mean for it: the block that it stands in, and how it is set."""

    block: Element
    is_link: bool
    is_strong: bool
    is_preformatted: bool


class Runs:
    """Collects the leaf runs of a page.

    A line break ends a run unless the sentence runs on behind it; so do two, and a blank line in preformatted text. A
    source that is named at the very end of a run stands by itself.
    """

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self._parts: list[str] = []
        self._lengths: list[tuple[int, int, int]] = []
        self._block: Element | None = None
        self._is_preformatted = False
        self._source: Element | None = None
        self._source_at = 0
        self._source_end = 0

    def text(self, text: str, style: Style) -> None:
        """Take in text right inside a block."""
        block = style.block
        if self._block is not block:
            self.flush()
            self._block = block
        self._parts.append(text)
        if text.isspace():
            return
        self._is_preformatted = style.is_preformatted
        if self._source is not None and 0 < self._source_end < len(self._parts):
            self._source = None
        if style.is_link or style.is_strong:
            length = len(clean(text))
            self._lengths.append((len(self._parts) - 1, length * style.is_link, length * style.is_strong))

    def space(self) -> None:
        """Keep the words before and behind apart."""
        self._parts.append(" ")

    def line_break(self) -> None:
        """Take in a line break."""
        self._parts.append(_BREAK)

    def begin_source(self, element: Element, block: Element) -> None:
        """Take note that a source is named from here on, inside a block."""
        if self._block is not block:
            self.flush()
        self._block = block
        self._source, self._source_at, self._source_end = element, len(self._parts), 0

    def end_source(self) -> None:
        """Take note that the source has been named."""
        self._source_end = len(self._parts)

    def flush(self) -> None:
        """End the run."""
        if self._parts:
            if self._block is not None:
                self._emit(self._block)
            self._parts = []
        self._lengths = []
        self._block = self._source = None

    def _emit(self, block: Element) -> None:
        if self._source is None:
            self._emit_lines(self._parts, block)
            return
        text = "".join(self._parts[: self._source_at]).rstrip(_DASHES)
        self._emit_lines([text], block)
        if name := clean("".join(self._parts[self._source_at :]).lstrip(_DASHES)):
            self.leaves.append(Leaf(name, self._source))

    def _emit_lines(self, parts: Sequence[str], block: Element) -> None:
        """Emit a run, or the runs that its line breaks make of it."""
        if _BREAK not in parts:
            self._add("".join(parts), block, self._lengths)
            return
        for start, end in _lines(parts, is_heading=block.tag in HEADINGS):
            text = "".join(parts[start:end]).replace(_BREAK, " ")
            self._add(text, block, [each for each in self._lengths if start <= each[0] < end])

    def _add(self, given: str, element: Element, lengths: Sequence[tuple[int, int, int]]) -> None:
        linked = sum(length for _, length, _ in lengths) if lengths else 0
        strong = sum(length for _, _, length in lengths) if lengths else 0
        for part in _BLANK_LINES.split(given) if self._is_preformatted else (given,):
            if text := clean(part):
                self.leaves.append(Leaf(text, element, min(linked, len(text)), min(strong, len(text))))


def _lines(parts: Sequence[str], *, is_heading: bool) -> Iterator[tuple[int, int]]:
    """Yield where the runs among parts with line breaks begin and end."""
    breaks = [number for number, part in enumerate(parts) if part is _BREAK]
    spans = [*pairwise([-1, *breaks, len(parts)])]
    lines = [clean("".join(parts[start + 1 : end])) for start, end in spans]
    ends = _line_ends(lines, is_heading=is_heading)
    begin = 0
    for (_, end), ended in zip(spans, ends, strict=True):
        if ended:
            yield begin, end
            begin = end + 1


def _line_ends(lines: Sequence[str], *, is_heading: bool) -> list[bool]:
    """Return for each line whether a run ends behind it; the last one always does."""
    if is_heading:
        return [*(not line for line in lines[:-1]), True]
    run_on = [_runs_on(line, below) for line, below in pairwise(lines)]
    written = sum(1 for line in lines if line)
    is_wrapped = written >= WRAPPED_LINES and sum(run_on) >= WRAPPED_SHARE * (written - 1)
    if not is_wrapped:
        return [*(not each for each in run_on), True]
    longest = max(map(len, lines))
    return [*(not (line and below) or _ends_paragraph(line, longest) for line, below in pairwise(lines)), True]


def _runs_on(line: str, below: str) -> bool:
    return bool(line) and below[:1].islower() and not (_ENDED.search(line) or _ADDRESS.match(below))


def _ends_paragraph(line: str, longest: int) -> bool:
    return len(line) < SHORT_LINE * longest and _ENDED.search(line) is not None
