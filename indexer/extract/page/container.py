"""Where the main text of a page stands: the element that holds the statement, and the one that holds its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.extract.page.measures import Measures, measure
from indexer.extract.page.profile import Profile
from indexer.extract.page.tree import Element, Leaf
from indexer.prose import is_sentence

TRUSTED_SHARE = 0.4
"""Least share of the prose that an element the page itself calls the main text must hold."""

DENSE_SHARE = 0.8
"""Share of the prose that the smallest container must hold on a page that names no main text."""

DENSE_RUNS = 5
"""Fewest runs of prose in such a container: of a page with less, everything is kept."""

TEXT_SHARE = 0.8
"""Share of the container's prose in the element that holds the text itself; what is around it is head and foot."""

PAGE_SHARE = 0.6
"""The same, where nothing less than the whole page is the container."""

NAMED_SHARE = 0.5
"""The same, where an element is named as the text."""

TEXT_RUNS = 2
"""Fewest runs of prose in such an element: one paragraph is no text around which others are head and foot."""


@dataclass(frozen=True, slots=True)
class Container:
    """The element that holds a statement with its title, and the one inside that holds its text.

    `around` are the elements from the container down to the text, by order; `inside` tells by order whether an element
    is in the container; `alike` whether it is in the text or in a part of the container that looks like it.
    """

    text: Element
    is_named: bool
    inside: Sequence[bool]
    alike: Sequence[bool]

    def keeps(self, leaf: Leaf) -> bool:
        """Tell whether a run is part of the statement, or of what stands around its text.

        Where the page names no container, a sentence outside of what was taken for it is kept too.
        """
        return self.inside[leaf.element.order] or (not self.is_named and not leaf.linked and is_sentence(leaf.text))

    def is_text(self, element: Element) -> bool:
        """Tell whether an element is part of the text itself."""
        return self.alike[element.order]


def find_container(elements: Sequence[Element], kept: Sequence[Leaf], profile: Profile) -> Container:
    """Return where the statement stands; `kept` are the leaves that are no furniture."""
    measures = measure(elements, kept)
    named = _named(elements, measures, profile)
    outer = named or _dense(elements, measures)
    way = _way_to_text(elements, outer, measures, profile)
    inside = _below(elements, {outer.order})
    parts = {way[-1].order, *_alike(elements, way, measures)} if len(way) > 1 else {outer.order}
    return Container(text=way[-1], is_named=named is not None, inside=inside, alike=_below(elements, parts))


def _named(elements: Sequence[Element], measures: Measures, profile: Profile) -> Element | None:
    """Return the element that the page names as its main text, or None."""
    least = measures.prose[0] * TRUSTED_SHARE
    trusted = [element for element in elements if measures.prose[element.order] > least]
    for names in (*(selector.matches for selector in profile.main), profile.is_named_text):
        named = filter(names, trusted)
        best = max(named, key=lambda element: measures.prose[element.order], default=None)
        if best is not None:
            return best
    return None


def _dense(elements: Sequence[Element], measures: Measures) -> Element:
    """Return the smallest element that holds nearly all of the prose; the whole page, where it has little."""
    whole = measures.prose[0]
    dense = (
        element
        for element in elements
        if measures.prose[element.order] >= whole * DENSE_SHARE and measures.runs[element.order] >= DENSE_RUNS
    )
    return max(dense, key=lambda element: element.order, default=elements[0])


def _way_to_text(elements: Sequence[Element], outer: Element, measures: Measures, profile: Profile) -> list[Element]:
    """Return the elements from the container down to the smallest that holds nearly all of its prose."""
    whole = measures.prose[outer.order]
    share = TEXT_SHARE if outer.order else PAGE_SHARE
    way = [outer]
    for element in elements[outer.order + 1 :]:
        prose = measures.prose[element.order]
        if prose < whole * NAMED_SHARE or measures.runs[element.order] < TEXT_RUNS:
            continue
        if prose >= whole * share or profile.is_named_text(element):
            way += _between(way[-1], element)
    return way


def _between(above: Element, below: Element) -> list[Element]:
    """Return the elements from below one to another that stands in it, from the top; none if it stands elsewhere."""
    found = [below]
    while found[-1].parent is not above:
        if found[-1].parent is None:
            return []
        found.append(found[-1].parent)
    return found[::-1]


def _alike(elements: Sequence[Element], way: Sequence[Element], measures: Measures) -> list[int]:
    """Return the orders of the siblings, on the way to the text, that are marked up like the element on the way.

    They must be mostly prose: the cells of a table that lays out a page are all alike.
    """
    nexts = {above.order: below for above, below in pairwise(way)}
    found = []
    for element in elements:
        below = nexts.get(element.parent.order) if element.parent is not None else None
        is_sibling = below is not None and element is not below and _kind(element) == _kind(below)
        if is_sibling and 2 * measures.prose[element.order] > measures.text[element.order]:
            found.append(element.order)
    return found


def _kind(element: Element) -> tuple[str, str]:
    return element.tag, element.attributes.get("class", "")


def _below(elements: Sequence[Element], tops: set[int]) -> list[bool]:
    """Return for each element, by order, whether it is one of these or stands in one."""
    below: list[bool] = []
    for element in elements:
        below.append(element.order in tops or (element.parent is not None and below[element.parent.order]))
    return below
