"""A page as its elements and leaf runs: what the rooms of extraction speak of, free of any parser."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "summary"])
"""Elements that head what follows them."""


class Hint(StrEnum):
    """What the markup around a block says about it."""

    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    CAPTION = "caption"
    LIST_ITEM = "list_item"


@dataclass(frozen=True, slots=True)
class Marking:
    """What the marks of one element mean, whatever stands around it."""

    is_furniture: bool
    hints: frozenset[Hint]


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of a page; `order` counts elements from 0 in document order, so parents come before children."""

    tag: str
    attributes: Mapping[str, str]
    marking: Marking
    parent: "Element | None"
    order: int


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A run of text that stands by itself on the page.

    `element` is the innermost block that holds it; `linked` counts the characters of `text` that are links.
    """

    text: str
    element: Element
    linked: int


@dataclass(frozen=True, slots=True, eq=False)
class Dated:
    """An element that is marked as a date, and its text; empty where it is too long for a date."""

    element: Element
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page in reading order.

    `head_title` is the text of its title element; `scripts` holds its JSON-LD. `complete` is false where the
    parser did not reach the end.
    """

    elements: tuple[Element, ...]
    leaves: tuple[Leaf, ...]
    head_title: str
    scripts: tuple[str, ...]
    dated: tuple[Dated, ...]
    complete: bool
