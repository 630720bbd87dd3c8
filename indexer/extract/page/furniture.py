"""Which elements of a page are furniture: named so, invisible, or set inside the statement for another one."""

from collections.abc import Sequence

from indexer.extract.page.measures import Measures, sums
from indexer.extract.page.tree import Element, Hint, Page


def furniture(page: Page, hints: Sequence[frozenset[Hint]], measures: Measures) -> list[bool]:
    """Return for each element, by its order, whether it, or one around it, is furniture.

    Nothing that holds most of the page's prose is, and no quotation, wherever a theme has put it.
    """
    quoting = _quoting(page, hints, measures)
    inner = _inner_articles(page.elements, measures)
    dropped: list[bool] = []
    for element in page.elements:
        above = element.parent is not None and dropped[element.parent.order]
        is_furniture = element.marking.is_furniture or element.order in inner or _is_invisible(element)
        own = is_furniture and not measures.is_most(element) and not quoting[element.order]
        dropped.append(above or own)
    return dropped


def _quoting(page: Page, hints: Sequence[frozenset[Hint]], measures: Measures) -> list[bool]:
    """Return for each element whether it is a quotation, or little else than quotations."""
    quotations = [leaf for leaf in page.leaves if Hint.QUOTE in hints[leaf.element.order]]
    quoted = sums(page.elements, [(leaf, len(leaf.text)) for leaf in quotations])
    return [2 * part > whole for part, whole in zip(quoted, measures.text, strict=True)]


def _is_invisible(element: Element) -> bool:
    attributes = element.attributes
    hidden = attributes.get("hidden")  # what waits to be found, as in a closed fold, is there to be read
    return (hidden is not None and hidden.lower() != "until-found") or "display:none" in attributes.get(
        "style", ""
    ).replace(" ", "").lower()


def _inner_articles(elements: Sequence[Element], measures: Measures) -> frozenset[int]:
    """Return the orders of the articles inside others, which are comments or teasers if the one with most text is not.

    https://html.spec.whatwg.org/multipage/sections.html#the-article-element
    """
    around = _articles_around(elements)
    own = {order: measures.prose[order] for order in around}
    for order, outer in around.items():
        if outer is not None:
            own[outer.order] -= measures.prose[order]
    main = max(own, key=lambda order: own[order], default=0)
    return (
        frozenset(order for order, outer in around.items() if outer is not None)
        if not around.get(main)
        else frozenset()
    )


def _articles_around(elements: Sequence[Element]) -> dict[int, Element | None]:
    """Return for each article, by its order, the nearest article around it."""
    nearest: list[Element | None] = []
    found: dict[int, Element | None] = {}
    for element in elements:
        above = nearest[element.parent.order] if element.parent is not None else None
        if element.tag == "article":
            found[element.order] = above
        nearest.append(element if element.tag == "article" else above)
    return found
