"""Which part of a page is the statement: furniture dropped, the main text's container found, its blocks in order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from indexer.extract.page.container import Container, find_container
from indexer.extract.page.furniture import furniture
from indexer.extract.page.joins import joined_rows, joined_sources
from indexer.extract.page.measures import Measures, measure
from indexer.extract.page.profile import Profile
from indexer.extract.page.tree import Element, Hint, Leaf, Page
from indexer.prose import clean, is_sentence

LINK_ROW = 0.8
"""Share of links from which a run is nothing but links."""

LINKED_TEXT = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "figcaption"])
"""Elements that hold text of the statement even where all of it is a link."""

LABEL_LENGTH = 150
"""Most characters of what stands in one element with a picture and says what it shows."""


AROUND_PICTURES = frozenset(["a", "picture", "span", "font", "center", "b", "strong"])
"""Elements between a picture and the one that it shares with its caption."""

DESCRIPTION_LENGTH = 12
"""Fewest characters of a description of a picture; shorter ones are names."""


class Place(StrEnum):
    """Where a block stands: in the text itself, inside its container above or below it, or outside that."""

    HEAD = "head"
    TEXT = "text"
    FOOT = "foot"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the main text, with what its markup says.

    `tag` is the innermost block element's; `linked` and `strong` are the shares of the text that are links or set in
    bold; `language` is the nearest
    `lang` attribute. `is_pictured` tells whether a picture shares its element; `shows_picture` whether the page
    describes a picture with the same words.
    """

    text: str
    tag: str = "p"
    hints: frozenset[Hint] = frozenset()
    linked: float = 0.0
    strong: float = 0.0
    language: str | None = None
    place: Place = Place.TEXT
    is_pictured: bool = False
    shows_picture: bool = False


def main_blocks(page: Page, profile: Profile) -> tuple[Block, ...]:
    """Return the blocks of a page's main text, in reading order."""
    measures = measure(page.elements, page.leaves)
    hints = _hints(page.elements, measures)
    dropped = furniture(page, hints, measures)
    kept = joined_sources(page.elements, joined_rows([each for each in page.leaves if not dropped[each.element.order]]))
    container = find_container(page.elements, kept, profile)
    languages = _languages(page.elements)
    pictured = _pictured(page.elements, kept)
    descriptions = _descriptions(page.elements)
    return tuple(
        Block(
            text=leaf.text,
            tag=leaf.element.tag,
            hints=hints[leaf.element.order],
            linked=leaf.linked / len(leaf.text),
            strong=leaf.strong / len(leaf.text),
            language=languages[leaf.element.order],
            place=_place(leaf.element, container),
            is_pictured=pictured[leaf.element.order] and len(leaf.text) <= LABEL_LENGTH,
            shows_picture=leaf.text.casefold() in descriptions,
        )
        for leaf in kept
        if container.keeps(leaf) and not _is_link_row(leaf)
    )


def _place(element: Element, container: Container) -> Place:
    if container.is_text(element):
        return Place.TEXT
    if not container.inside[element.order]:
        return Place.OUTSIDE
    return Place.HEAD if element.order < container.text.order else Place.FOOT


def _hints(elements: Sequence[Element], measures: Measures) -> list[frozenset[Hint]]:
    hints: list[frozenset[Hint]] = []
    for element in elements:
        above = hints[element.parent.order] if element.parent else frozenset()
        own = element.marking.hints if not measures.is_most(element) else frozenset()
        hints.append(own | above if own else above)
    return hints


def _languages(elements: Sequence[Element]) -> list[str | None]:
    languages: list[str | None] = []
    for element in elements:
        above = languages[element.parent.order] if element.parent else None
        languages.append(element.attributes.get("lang") or above)
    return languages


def _pictured(elements: Sequence[Element], kept: Sequence[Leaf]) -> list[bool]:
    """Return for each element whether it holds a picture, in a link or the like at most, and one run of text."""
    runs = Counter(leaf.element.order for leaf in kept)
    holders: list[int] = []
    pictured = [False] * len(elements)
    for element in elements:
        above = holders[element.parent.order] if element.parent is not None else 0
        holders.append(above if element.tag in AROUND_PICTURES else element.order)
        if element.tag in ("img", "picture"):
            pictured[above] = runs[above] == 1
    return pictured


def _descriptions(elements: Sequence[Element]) -> frozenset[str]:
    """Return what the page says that its pictures show, without regard to letter case."""
    given = (element.attributes.get("alt", "") for element in elements if element.tag == "img")
    return frozenset(clean(each).casefold() for each in given if len(each) >= DESCRIPTION_LENGTH)


def _is_link_row(leaf: Leaf) -> bool:
    """Tell whether a run is a row of links, such as a trail of sections or a row of buttons.

    A sentence is none, even where a link before it was never closed.
    """
    is_row = leaf.linked > LINK_ROW * len(leaf.text) and leaf.element.tag not in LINKED_TEXT
    return is_row and not is_sentence(leaf.text)
