"""Which elements of a page are furniture: named so, invisible, or set inside the statement for another one."""

from collections.abc import Sequence

from indexer.extract.measures import Measures, sums
from indexer.extract.tree import Element, Hint, Page


def furniture(page: Page, hints: Sequence[frozenset[Hint]], measures: Measures) -> list[bool]:
    """Return for each element, by its order, whether it, or one around it, is furniture.

    Nothing that holds most of the page's prose is, and no quotation, wherever a theme has put it.
    """
    quoting = _quoting(page, hints, measures)
    dropped: list[bool] = []
    for element in page.elements:
        above = element.parent is not None and dropped[element.parent.order]
        dropped.append(above or (_is_furniture(element, measures) and not quoting[element.order]))
    return dropped


def _is_furniture(element: Element, measures: Measures) -> bool:
    if not (element.marking.is_furniture or element.tag == "article" or _is_invisible(element)):
        return False
    if measures.is_most(element):
        return False
    return element.marking.is_furniture or _is_invisible(element) or _is_nested_article(element, measures)


def _quoting(page: Page, hints: Sequence[frozenset[Hint]], measures: Measures) -> list[bool]:
    """Return for each element whether it is a quotation, or little else than quotations."""
    quoted = sums(
        page.elements, page.leaves, lambda leaf: len(leaf.text) if Hint.QUOTE in hints[leaf.element.order] else 0
    )
    return [2 * part > whole for part, whole in zip(quoted, measures.text, strict=True)]


def _is_invisible(element: Element) -> bool:
    attributes = element.attributes
    return "hidden" in attributes or "display:none" in attributes.get("style", "").replace(" ", "").lower()


def _is_nested_article(element: Element, measures: Measures) -> bool:
    """Tell whether an article stands in another that has a text of its own: a comment, or a teaser.

    https://html.spec.whatwg.org/multipage/sections.html#the-article-element
    """
    outer = element.parent
    while outer is not None and outer.tag != "article":
        outer = outer.parent
    return outer is not None and not outer.marking.is_furniture and _has_own_text(outer, element, measures)


def _has_own_text(outer: Element, inner: Element, measures: Measures) -> bool:
    return measures.prose[outer.order] > 2 * measures.prose[inner.order]
