"""HTML to leaf runs in reading order, as BeautifulSoup's lxml builder reads it: no tree of the page is ever made."""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from lxml import etree

from indexer.extract.page.collector import END, Collector
from indexer.extract.page.profile import Profile
from indexer.extract.page.tree import Page

GIVEN_UP = frozenset(["ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY", "ERR_NAME_TOO_LONG", "ERR_INTERNAL_ERROR"])
"""Errors of libxml2 after which text is missing; the others are only bad markup."""

_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LINE_ENDS = re.compile(r"\r\n?")  # https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
_CLOSED_BREAK = re.compile(r"</br\s*/?>", re.IGNORECASE)  # browsers take it for a break, lxml for nothing


class _Builder(LXMLTreeBuilder):
    """Hands what lxml reads to a collector, as it is read.

    BeautifulSoup's nodes would cost two thirds of a page's time. And where lxml builds a tree it cuts what is nested
    deeper than 2,048 elements; as events, a page of any depth and size arrives whole.
    """

    def __init__(self, collector: Collector) -> None:
        super().__init__()
        self._parser = etree.HTMLParser(target=collector, recover=True, huge_tree=True)  # type: ignore[arg-type]

    def parser_for(self, encoding: str | None) -> "etree.HTMLParser":  # noqa: ARG002 - the text is decoded
        return self._parser

    def stopped(self) -> str:
        """Return the parser's own word on where it gave up, or nothing: it goes on with what is in reach."""
        return next((each.message for each in self._parser.error_log if each.type_name in GIVEN_UP), "")

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[Any, None, None, bool]]:  # noqa: ANN401
        """Take the text as it is: it is decoded, and whether it looks like XML does not matter."""
        yield markup, None, None, False


def read_page(html: str, profile: Profile) -> Page:
    """Return the elements and the leaf runs of a page.

    Inline elements neither join words nor split them; a line break ends a run unless its sentence runs on. An inline
    element that is marked as a caption, or as the source of the quotation around it, stands by itself.
    """
    collector = Collector(profile)
    markup = _CLOSED_BREAK.sub("<br>", _XML_DECLARATION.sub("", _LINE_ENDS.sub("\n", html.replace("\0", ""))))
    builder = _Builder(collector)
    BeautifulSoup(f"{markup}<{END}></{END}>", builder=builder)
    return collector.page(stopped=builder.stopped())
