"""Runs of text: pieces as they are met, joined to the paragraphs that a reader sees."""

import re

from indexer.extract.tree import Element, Leaf
from indexer.prose import clean

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")
_DASHES = " \t\n\r\f\u00a0-–—―~"


class Runs:
    """Collects the leaf runs of a page.

    A single line break is a space, a double one ends a run, and so does a blank line in preformatted text. A source
    that is named at the very end of a run stands by itself.
    """

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self._parts: list[str] = []
        self._block: Element | None = None
        self._linked = 0
        self._is_preformatted = False
        self._after_break = False
        self._source: Element | None = None
        self._source_at = 0
        self._source_end = 0

    def text(self, text: str, block: Element, *, is_link: bool, is_preformatted: bool) -> None:
        """Take in text right inside a block."""
        if self._block is not block:
            self.flush()
            self._block = block
        self._parts.append(text)
        if text.isspace():
            return
        self._after_break = False
        self._is_preformatted = is_preformatted
        if self._source is not None and 0 < self._source_end < len(self._parts):
            self._source = None
        if is_link:
            self._linked += len(clean(text))

    def space(self) -> None:
        """Keep the words before and behind apart."""
        self._parts.append(" ")

    def line_break(self) -> None:
        """Take in a line break."""
        if self._after_break:
            self.flush()
        self._parts.append(" ")
        self._after_break = True

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
        self._linked = 0
        self._block = self._source = None
        self._after_break = False

    def _emit(self, block: Element) -> None:
        if self._source is None:
            self._add("".join(self._parts), block)
        else:
            self._add("".join(self._parts[: self._source_at]).rstrip(_DASHES), block)
            self._add("".join(self._parts[self._source_at :]).lstrip(_DASHES), self._source)

    def _add(self, given: str, element: Element) -> None:
        for part in _BLANK_LINES.split(given) if self._is_preformatted else (given,):
            if text := clean(part):
                self.leaves.append(Leaf(text, element, min(self._linked, len(text))))
