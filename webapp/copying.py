"""Texts that a page offers to be copied."""

from dataclasses import dataclass

_LINE = 70
"""About as many characters as a line of the text areas has."""

_MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A text to be copied, under a name that is its own on the page, and how many rows it takes."""

    style: str
    label: str
    text: str
    rows: int


def copy_view(style: str, label: str, text: str) -> CopyView:
    """Return a text as it is offered."""
    rows = sum(1 + len(line) // _LINE for line in text.splitlines())
    return CopyView(style=style, label=label, text=text, rows=min(rows, _MOST_ROWS))
