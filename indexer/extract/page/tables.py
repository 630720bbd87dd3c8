"""Tables: the rows of data are read across, while cells that lay out a page are read by themselves."""

from collections.abc import Sequence
from itertools import groupby

from indexer.extract.page.tree import Element, Leaf

CELL_LENGTH = 80
"""Most characters of a cell of data: a longer one is a paragraph."""

SEPARATOR = " | "


def joined_rows(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the leaves, those that are the short cells of one table row joined to one."""
    joined: list[Leaf] = []
    for row, group in groupby(leaves, key=_row):
        cells = [*group]
        is_data = row is not None and len(cells) > 1 and all(len(cell.text) <= CELL_LENGTH for cell in cells)
        joined += [_joined(cells)] if is_data else cells
    return joined


def _row(leaf: Leaf) -> Element | None:
    parent = leaf.element.parent
    return parent if leaf.element.tag in ("td", "th") and parent is not None and parent.tag == "tr" else None


def _joined(cells: Sequence[Leaf]) -> Leaf:
    text = SEPARATOR.join(cell.text for cell in cells)
    return Leaf(text, cells[0].element, sum(cell.linked for cell in cells))
