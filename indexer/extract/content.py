"""Which part of a page is the statement: furniture dropped, the main text's container found, its blocks in order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.extract.profile import Profile
from indexer.extract.tables import joined_rows
from indexer.extract.tree import Element, Hint, Leaf, Page

PROSE_BYTES = 40
"""Fewest bytes, links aside, of a run that counts as prose: a short sentence in any script."""

MOST_OF_PAGE = 0.5
"""An element with a larger share of the page's prose is no furniture and no quotation, whatever it is called."""

TRUSTED_SHARE = 0.4
"""Least share of the prose that an element the page itself calls the main text must hold."""

DENSE_SHARE = 0.8
"""Share of the prose that the smallest container must hold on a page that names no main text."""

LINK_ROW = 0.8
"""Share of links from which a run is nothing but links."""

LINKED_TEXT = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote", "figcaption"])
"""Elements that hold text of the statement even where all of it is a link."""

DENSE_RUNS = 5
"""Fewest runs of prose in such a container: of a page with less, everything is kept."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the main text, with what its markup says.

    `tag` is the innermost block element's; `linked` the share of the text that is links; `language` the
    nearest `lang` attribute.
    """

    text: str
    tag: str
    hints: frozenset[Hint]
    linked: float
    language: str | None


def main_blocks(page: Page, profile: Profile) -> tuple[Block, ...]:
    """Return the blocks of a page's main text, in reading order."""
    prose = _prose(page.elements, page.leaves)
    hints = _hints(page.elements, prose)
    quoting = _quoting(page.elements, page.leaves, hints)
    dropped = _furniture(page.elements, quoting, prose)
    kept = joined_rows([leaf for leaf in page.leaves if not dropped[leaf.element.order]])
    inside = _inside(page.elements, _container(page.elements, kept, profile))
    languages = _languages(page.elements)
    return tuple(
        Block(
            text=leaf.text,
            tag=leaf.element.tag,
            hints=hints[leaf.element.order],
            linked=leaf.linked / len(leaf.text),
            language=languages[leaf.element.order],
        )
        for leaf in kept
        if inside[leaf.element.order] and not _is_link_row(leaf)
    )


def _prose(elements: Sequence[Element], leaves: Sequence[Leaf]) -> list[int]:
    """Return the characters of prose in each element and all below it, by order; of any text, on a page of scraps."""
    prose = _sums(elements, leaves, _prose_of)
    return prose if prose[0] else _sums(elements, leaves, lambda leaf: len(leaf.text))


def _prose_of(leaf: Leaf) -> int:
    unlinked = len(leaf.text) - leaf.linked
    is_prose = unlinked > leaf.linked and len(leaf.text.encode()) >= PROSE_BYTES
    return unlinked if is_prose else 0


def _sums(elements: Sequence[Element], leaves: Sequence[Leaf], measure: Callable[[Leaf], int]) -> list[int]:
    sums = [0] * len(elements)
    for leaf in leaves:
        sums[leaf.element.order] += measure(leaf)
    for element in reversed(elements):
        if element.parent is not None:
            sums[element.parent.order] += sums[element.order]
    return sums


def _hints(elements: Sequence[Element], prose: Sequence[int]) -> list[frozenset[Hint]]:
    most = prose[0] * MOST_OF_PAGE
    hints: list[frozenset[Hint]] = []
    for element in elements:
        above = hints[element.parent.order] if element.parent else frozenset()
        own = element.marking.hints if prose[element.order] <= most else frozenset()
        hints.append(own | above if own else above)
    return hints


def _quoting(elements: Sequence[Element], leaves: Sequence[Leaf], hints: Sequence[frozenset[Hint]]) -> list[bool]:
    """Return for each element whether it is a quotation, or little else than quotations."""
    whole = _sums(elements, leaves, lambda leaf: len(leaf.text))
    quoted = _sums(elements, leaves, lambda leaf: len(leaf.text) if Hint.QUOTE in hints[leaf.element.order] else 0)
    return [2 * part > all_text for part, all_text in zip(quoted, whole, strict=True)]


def _furniture(elements: Sequence[Element], quoting: Sequence[bool], prose: Sequence[int]) -> list[bool]:
    """Return for each element whether it, or one around it, is furniture."""
    most = prose[0] * MOST_OF_PAGE
    dropped: list[bool] = []
    for element in elements:
        number = element.order
        is_furniture = (element.marking.is_furniture or _is_invisible(element)) and prose[number] <= most
        above = element.parent is not None and dropped[element.parent.order]
        dropped.append(above or (is_furniture and not quoting[number]))
    return dropped


def _is_invisible(element: Element) -> bool:
    attributes = element.attributes
    return "hidden" in attributes or "display:none" in attributes.get("style", "").replace(" ", "").lower()


def _container(elements: Sequence[Element], kept: Sequence[Leaf], profile: Profile) -> Element:
    prose = _prose(elements, kept)
    for selector in profile.main:
        named = [element for element in elements if selector.matches(element)]
        best = max(named, key=lambda element: prose[element.order], default=None)
        if best is not None and prose[best.order] > prose[0] * TRUSTED_SHARE:
            return best
    runs = _sums(elements, kept, lambda leaf: 1 if _prose_of(leaf) else 0)
    dense = (
        element
        for element in elements
        if prose[element.order] >= prose[0] * DENSE_SHARE and runs[element.order] >= DENSE_RUNS
    )
    return max(dense, key=lambda element: element.order, default=elements[0])


def _inside(elements: Sequence[Element], container: Element) -> list[bool]:
    inside: list[bool] = []
    for element in elements:
        inside.append(element is container or (element.parent is not None and inside[element.parent.order]))
    return inside


def _languages(elements: Sequence[Element]) -> list[str | None]:
    languages: list[str | None] = []
    for element in elements:
        above = languages[element.parent.order] if element.parent else None
        languages.append(element.attributes.get("lang") or above)
    return languages


def _is_link_row(leaf: Leaf) -> bool:
    """Tell whether a run is a row of links, such as a trail of sections or a row of buttons."""
    return leaf.linked > LINK_ROW * len(leaf.text) and leaf.element.tag not in LINKED_TEXT
