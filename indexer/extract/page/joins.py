"""Runs that stand apart in the markup and are read as one: the cells of a row of data, the parts of a source."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from indexer.extract.page.profile import element_names
from indexer.extract.page.tree import Element, Hint, Leaf

CELL_LENGTH = 80
"""Most characters of a cell of data: a longer one is a paragraph, in a table that lays out a page."""

SEPARATOR = " | "

PART_LENGTH = 120
"""Most characters of a part of a source: a first name, a last name, a title."""

_NAME_PART = re.compile(r"-(?:first|last|given|family|sur|fore)-?names?-")


def joined_rows(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the leaves, those that are the short cells of one table row joined to one."""
    joined: list[Leaf] = []
    for row, group in groupby(leaves, key=_row):
        cells = [*group]
        is_data = row is not None and _are_data(cells)
        joined += [_joined(cells, SEPARATOR.join(cell.text for cell in cells))] if is_data else cells
    return joined


def joined_sources(elements: Sequence[Element], leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the leaves, those that name one source joined to `Name, title`: themes part them into blocks."""
    sources = _sources(elements)
    joined: list[Leaf] = []
    for source, group in groupby(leaves, key=lambda leaf: sources[leaf.element.order]):
        parts = [*group]
        is_split = source is not None and len(parts) > 1 and all(len(part.text) <= PART_LENGTH for part in parts)
        joined += [_joined(parts, _name_and_title(parts))] if is_split else parts
    return joined


def _are_data(cells: Sequence[Leaf]) -> bool:
    """Tell whether the runs of a row are short, and one in each cell."""
    is_short = all(len(cell.text) <= CELL_LENGTH for cell in cells)
    return is_short and len({cell.element.order for cell in cells}) == len(cells) > 1


def _row(leaf: Leaf) -> Element | None:
    parent = leaf.element.parent
    return parent if leaf.element.tag in ("td", "th") and parent is not None and parent.tag == "tr" else None


def _sources(elements: Sequence[Element]) -> list[int | None]:
    """Return for each element the order of the outermost one around it that is marked as a source."""
    sources: list[int | None] = []
    for element in elements:
        above = sources[element.parent.order] if element.parent is not None else None
        own = element.order if Hint.ATTRIBUTION in element.marking.hints else None
        sources.append(own if above is None else above)
    return sources


def _name_and_title(parts: Sequence[Leaf]) -> str:
    text = parts[0].text
    for before, part in pairwise(parts):
        text += f" {part.text}" if _is_name_part(before) and _is_name_part(part) else f", {part.text}"
    return text


def _is_name_part(leaf: Leaf) -> bool:
    return _NAME_PART.search(element_names(leaf.element.attributes)) is not None


def _joined(leaves: Sequence[Leaf], text: str) -> Leaf:
    return Leaf(text, leaves[0].element, sum(leaf.linked for leaf in leaves), sum(leaf.strong for leaf in leaves))
