"""How much text the elements of a page hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.extract.page.tree import Element, Leaf

PROSE_BYTES = 40
"""Fewest bytes, links aside, of a run that counts as prose: a short sentence in any script."""

MOST_OF_PAGE = 0.5
"""An element with a larger share of the page's prose is no furniture and no quotation, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers for each element and all below it, by the element's order.

    `prose` counts the characters of prose without links (of any text, on a page of scraps), `runs` the runs of prose,
    `text` all characters.
    """

    prose: Sequence[int]
    runs: Sequence[int]
    text: Sequence[int]

    def is_most(self, element: Element) -> bool:
        """Tell whether an element holds most of the page's prose."""
        return self.prose[element.order] > self.prose[0] * MOST_OF_PAGE


def measure(elements: Sequence[Element], leaves: Sequence[Leaf]) -> Measures:
    """Return how much text the elements hold in these leaves."""
    text = sums(elements, [(leaf, len(leaf.text)) for leaf in leaves])
    counted = [(leaf, prose) for leaf in leaves if (prose := _prose(leaf))]
    return Measures(
        prose=sums(elements, counted) if counted else text,
        runs=sums(elements, [(leaf, 1) for leaf, _ in counted]),
        text=text,
    )


def sums(elements: Sequence[Element], weighed: Iterable[tuple[Leaf, int]]) -> list[int]:
    """Return the total weight of the leaves in each element and all below it, by order."""
    totals = [0] * len(elements)
    for leaf, weight in weighed:
        totals[leaf.element.order] += weight
    for element in reversed(elements):
        total = totals[element.order]
        if total and element.parent is not None:
            totals[element.parent.order] += total
    return totals


def _prose(leaf: Leaf) -> int:
    unlinked = len(leaf.text) - leaf.linked
    is_prose = unlinked > leaf.linked and len(leaf.text.encode()) >= PROSE_BYTES
    return unlinked if is_prose else 0
