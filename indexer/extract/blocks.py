"""HTML to leaf runs in reading order: an iterative walk over what BeautifulSoup reads with lxml."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from lxml import etree

from indexer.extract.profile import Profile
from indexer.extract.tree import Dated, Element, Hint, Leaf, Marking, Page
from indexer.prose import clean

INLINE = frozenset(
    [
        "a", "abbr", "acronym", "area", "b", "base", "bdi", "bdo", "big", "cite", "code", "col", "data", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "link", "mark", "meta", "nobr", "o:p", "output", "param", "q", "rb", "rbc",
        "rtc", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "track", "tt",
        "u", "var", "wbr",
    ]
)  # fmt: skip
"""Elements inside a paragraph; every other element, known or not, stands by itself."""

DROPPED = frozenset(
    [
        "applet", "audio", "button", "canvas", "datalist", "del", "embed", "frame", "frameset", "iframe", "map", "math",
        "noembed", "noframes", "noscript", "object", "rp", "rt", "script", "select", "style", "svg", "template",
        "textarea", "video",
    ]
)  # fmt: skip
"""Elements whose text is no text of the page."""

SPACING = frozenset(
    ["img", "input", "svg", "iframe", "button", "video", "audio", "canvas", "object", "embed", "select"]
)
"""Elements that take room in a line, so that the words beside them are two."""

END = "onrecord-end"
"""An element put behind the page; where the parser does not reach it, something was cut."""

MOST_DATED = 64
"""Elements marked as dates that are taken note of: the statement's own stands near the top."""

DATE_LENGTH = 100
"""Most characters of a date with the words around it."""

MOST_SIBLINGS = 8
"""Nodes behind a source that are looked at, to see whether it ends its quotation."""

_DATE_NAMES = re.compile(r"dat(?:e|um|a)|fecha|time|publish|posted", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CLOSED_BREAK = re.compile(r"</br\s*/?>", re.IGNORECASE)  # browsers take it for a break, lxml for nothing
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")


class _Builder(LXMLTreeBuilder):
    """Lets lxml read pages of any depth and size, and builds no nodes for what is dropped anyway.

    Attributes stay plain strings in plain dictionaries: a third of the time of a page goes into them otherwise.
    """

    def __init__(self) -> None:
        super().__init__(multi_valued_attributes=None, attribute_dict_class=dict)
        self._depth_dropped = 0

    def parser_for(self, encoding: str | None) -> "etree.HTMLParser":
        return etree.HTMLParser(target=self, recover=True, huge_tree=True, encoding=encoding)

    def prepare_markup(self, markup: Any, *_: Any, **__: Any) -> Iterator[tuple[Any, None, None, bool]]:  # noqa: ANN401
        """Take the text as it is: it is decoded, and whether it looks like XML does not matter."""
        yield markup, None, None, False

    def start(self, tag: Any, attrib: Any, nsmap: Any = None) -> None:  # noqa: ANN401, ARG002 - lxml's protocol
        if self._depth_dropped or (tag in DROPPED and not _is_linked_data(tag, attrib)):
            self._depth_dropped += 1
            if tag in SPACING:
                super().data(" ")
        else:
            super().start(tag, attrib)

    def end(self, tag: Any) -> None:  # noqa: ANN401
        if self._depth_dropped:
            self._depth_dropped -= 1
        else:
            super().end(tag)

    def data(self, data: Any) -> None:  # noqa: ANN401
        if not self._depth_dropped:
            super().data(data)

    def comment(self, text: Any) -> None:  # noqa: ANN401
        """Pass over comments: they would part the text around them."""

    def pi(self, target: str, data: str) -> None:
        """Pass over processing instructions, as over comments."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What an element means for the text right inside it."""

    element: Element
    block: Element
    is_link: bool
    is_preformatted: bool
    is_quotation: bool


def read_page(html: str, profile: Profile) -> Page:
    """Return the elements and the leaf runs of a page.

    Inline elements neither join words nor split them; a single line break is a space, a double one ends a run. An
    inline element that is marked as a caption, or as the source of the quotation around it, stands by itself.
    """
    markup = _CLOSED_BREAK.sub("<br>", _XML_DECLARATION.sub("", html.replace("\0", "")))
    return _Walk(profile).walk(BeautifulSoup(f"{markup}<{END}></{END}>", builder=_Builder()))


class _Walk:
    """One pass over a page. Nesting is unbounded, so that the walk goes from node to node and never into one."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._markings: dict[tuple[str | None, ...], Marking] = {}
        self._elements: list[Element] = []
        self._leaves: list[Leaf] = []
        self._scripts: list[str] = []
        self._dated: list[Dated] = []
        self._head_title = ""
        self._complete = False
        self._frames: dict[int, _Frame] = {}
        self._frame: _Frame | None = None
        self._parts: list[str] = []
        self._linked = 0
        self._after_break = False

    def walk(self, soup: BeautifulSoup) -> Page:
        """Return the page of a soup."""
        root = Element("", {}, self._profile.marking("", {}), None, 0)
        self._elements.append(root)
        self._frames[id(soup)] = _Frame(root, root, is_link=False, is_preformatted=False, is_quotation=False)
        node: PageElement | None = soup.contents[0] if soup.contents else None
        while node is not None:
            node = self._visit(node)
        self._flush()
        return Page(
            elements=tuple(self._elements),
            leaves=tuple(self._leaves),
            head_title=self._head_title,
            scripts=tuple(self._scripts),
            dated=tuple(self._dated),
            complete=self._complete,
        )

    def _visit(self, node: PageElement) -> PageElement | None:
        """Take in one node, and return the one to go on with."""
        if isinstance(node, Tag):
            return self._enter(node)
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString) and node.parent:
            self._text(str(node), self._frames[id(node.parent)])
        return node.next_element

    def _enter(self, tag: Tag) -> PageElement | None:
        name = tag.name
        if name == "br":
            self._line_break()
            return tag.next_element
        if name == END:
            self._complete = True
        parent = self._frames[id(tag.parent)]
        marking = self._marking(tag)
        element = Element(name, tag.attrs, marking, parent.element, len(self._elements))  # type: ignore[arg-type]
        is_inline = name in INLINE and not _stands_apart(tag, marking, parent)
        if not is_inline and name not in SPACING and name != "script":
            self._flush()
        self._elements.append(element)
        if name in SPACING:
            self._parts.append(" ")
        if name in ("script", "title"):
            self._keep_data(tag)
            return _after(tag)
        if len(self._dated) < MOST_DATED and (name == "time" or _DATE_NAMES.search(str(tag.attrs.get("class", "")))):
            self._dated.append(Dated(element, _beginning(tag)))
        self._frames[id(tag)] = _Frame(
            element=element,
            block=parent.block if is_inline else element,
            is_link=parent.is_link or name == "a",
            is_preformatted=parent.is_preformatted or name in ("pre", "xmp", "listing", "plaintext"),
            is_quotation=parent.is_quotation or Hint.QUOTE in marking.hints,
        )
        return tag.next_element

    def _marking(self, tag: Tag) -> Marking:
        """Return what the marks of an element mean; most elements of a page share theirs with others."""
        given: Mapping[str, str] = tag.attrs  # type: ignore[assignment]  # the builder keeps them plain strings
        key = (tag.name, given.get("class"), given.get("id"), given.get("role"))
        marking = self._markings.get(key)
        if marking is None:
            marking = self._markings[key] = self._profile.marking(tag.name, given)
        return marking

    def _keep_data(self, tag: Tag) -> None:
        if tag.name == "script":
            self._scripts.append(tag.get_text())
        elif not self._head_title:
            self._head_title = clean(tag.get_text())

    def _text(self, text: str, frame: _Frame) -> None:
        if self._frame is None or self._frame.block is not frame.block:
            self._flush()
        self._frame = frame
        if frame.is_preformatted and "\n" in text:
            first, *others = _BLANK_LINES.split(text.replace("\r\n", "\n"))
            self._append(first, frame)
            for each in others:
                self._flush()
                self._frame = frame
                self._append(each, frame)
        else:
            self._append(text, frame)

    def _append(self, text: str, frame: _Frame) -> None:
        self._parts.append(text)
        if text.isspace():
            return
        self._after_break = False
        if frame.is_link:
            self._linked += len(clean(text))

    def _line_break(self) -> None:
        if self._after_break:
            self._flush()
        self._parts.append(" ")
        self._after_break = True

    def _flush(self) -> None:
        text = clean("".join(self._parts))
        if text and self._frame is not None:
            self._leaves.append(Leaf(text, self._frame.block, min(self._linked, len(text))))
        self._parts.clear()
        self._linked = 0
        self._frame = None
        self._after_break = False


def _is_linked_data(tag: str, attributes: Mapping[str, str]) -> bool:
    return tag == "script" and "ld+json" in attributes.get("type", "").lower()


def _stands_apart(tag: Tag, marking: Marking, parent: _Frame) -> bool:
    """Tell whether an inline element is a paragraph of its own: a caption, or the source of the quotation around it."""
    if tag.name == "cite":
        return parent.is_quotation and _is_last(tag)
    return Hint.CAPTION in marking.hints or (Hint.ATTRIBUTION in marking.hints and parent.is_quotation)


def _is_last(tag: Tag) -> bool:
    """Tell whether no text follows an element in its parent: a source named at a quotation's end is no part of it."""
    behind = islice(tag.next_siblings, MOST_SIBLINGS)
    return not any(next(each.stripped_strings, "") for each in behind if isinstance(each, Tag | NavigableString))


def _beginning(tag: Tag) -> str:
    """Return the text of an element if it is short enough to be a date, else nothing."""
    text = ""
    for each in tag.strings:
        text += each
        if len(text) > 4 * DATE_LENGTH:
            return ""
    text = clean(text)
    return text if len(text) <= DATE_LENGTH else ""


def _after(tag: Tag) -> PageElement | None:
    """Return the node behind an element and all that is in it."""
    node: Tag | None = tag
    while node is not None and node.next_sibling is None:
        node = node.parent
    return None if node is None else node.next_sibling
