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


class Fact(StrEnum):
    """What a page can say about its statement in its own markup."""

    PUBLISHED = "published"
    UPDATED = "updated"
    INDEX_NUMBER = "index_number"
    TERMS = "terms"
    COUNTRIES = "countries"
    TOPICS = "topics"
    TYPE = "type"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Marking:
    """What the marks of one element mean, whatever stands around it.

    `states` names what its text says about the statement: a date, a number, a country; `is_dated` tells whether it is
    marked as some date.
    """

    is_furniture: bool
    hints: frozenset[Hint]
    states: frozenset[Fact] = frozenset()
    is_dated: bool = False


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

    `element` is the innermost block that holds it; `linked` counts the characters of `text` that are links, `strong`
    those that are set in bold.
    """

    text: str
    element: Element
    linked: int = 0
    strong: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Stated:
    """An element whose marks say that its text is about the statement, and that text; empty where it is too long.

    `facts` are those of the element, or, for a link, of the elements around it. An element that is marked as some date
    may have none.
    """

    element: Element
    text: str
    facts: frozenset[Fact]


@dataclass(frozen=True, slots=True)
class Page:
    """A page in reading order.

    `head_title` is the text of its title element; `scripts` holds its JSON-LD. `cut` says why text of
    it may be missing, and is empty where it was read whole.
    """

    elements: tuple[Element, ...]
    leaves: tuple[Leaf, ...]
    head_title: str
    scripts: tuple[str, ...]
    stated: tuple[Stated, ...]
    cut: str
