"""Gathers a page from the events of a parser: its elements, its leaf runs, and what it says about itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.extract.page.profile import Profile
from indexer.extract.page.runs import Runs
from indexer.extract.page.tree import HEADINGS, Element, Fact, Hint, Marking, Page, Stated
from indexer.prose import clean

INLINE = frozenset(
    [
        "a", "abbr", "acronym", "area", "b", "base", "bdi", "bdo", "big", "cite", "code", "col", "data", "dfn", "em",
        "font", "i", "ins", "kbd", "label", "link", "mark", "meta", "nobr", "o:p", "output", "param", "q", "rb", "rbc",
        "rtc", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time", "track", "tt",
        "u", "var", "wbr",
    ]
)  # fmt: skip
"""Elements inside a paragraph; others stand by themselves, but for custom elements within one."""

DROPPED = frozenset(
    [
        "applet", "audio", "button", "canvas", "datalist", "del", "embed", "frame", "frameset", "iframe", "map", "math",
        "noembed", "noframes", "noscript", "object", "rp", "rt", "script", "select", "style", "svg", "template",
        "textarea", "video",
    ]
)  # fmt: skip
"""Elements whose text is no text of the page."""

BREAKING_OUT = dict.fromkeys(
    ["svg", "math"],
    frozenset(
        [
            "p",
            "div",
            "ul",
            "ol",
            "li",
            "dl",
            "table",
            "blockquote",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "center",
            "body",
        ]
    ),
) | {"select": frozenset(["p", "div", "table", "h1", "h2", "h3"])}
"""By element: those that cannot stand in it, so that it must have ended before them.

https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign
"""

SPACING = frozenset(
    ["img", "input", "svg", "iframe", "button", "video", "audio", "canvas", "object", "embed", "select"]
)
"""Elements that take room in a line, so that the words beside them are two."""

PARAGRAPHS = frozenset(["p", "li", "dt", "dd", "td", "figcaption", *HEADINGS])
"""Elements that hold one paragraph."""

STRONG = frozenset(["b", "strong"])

PREFORMATTED = frozenset(["pre", "xmp", "listing", "plaintext"])

END = "onrecord-end"
"""An element put behind the page; where the parser does not reach it, something was cut."""

QUOTES = "“”"
"""What browsers put around a `q` element; the marks of its language may be others."""

NOTE_MARKS = frozenset(
    ["doc-noteref", "doc-backlink", "footnote-ref", "footnote-backref", "footnote-reference", "noteref", "reference"]
)
"""ARIA roles and classes of the marks that lead to footnotes and back."""

NOT_CLOSED = "a comment, a script or the like is never closed before it"
"""Why a parser does not reach the end of a page."""

MOST_STATED = 256
"""Elements that are taken note of for what their text says of the statement."""

STATED_LENGTH = 100
"""Most characters of such a text."""


_STATING = frozenset(["a", "time"])
"""Elements that say what those around them are marked to say: the terms of a list, a date behind its label."""


@dataclass(slots=True)
class _Reading:
    """The text of an element that may say something of the statement, while it is open."""

    element: Element
    facts: frozenset[Fact]
    parts: list[str]
    length: int = 0

    def read_on(self, text: str) -> None:
        self.length += len(text)
        if self.length <= 4 * STATED_LENGTH:
            self.parts.append(text)

    def stated(self) -> Stated:
        text = clean("".join(self.parts)) if self.length <= 4 * STATED_LENGTH else ""
        return Stated(self.element, text if len(text) <= STATED_LENGTH else "", self.facts)


@dataclass(slots=True)
class _Frame:
    """What an open element means for the text right inside it."""

    element: Element
    block: Element
    is_link: bool = False
    is_strong: bool = False
    is_preformatted: bool = False
    is_quotation: bool = False
    is_source: bool = False
    facts: frozenset[Fact] = frozenset()
    reading: _Reading | None = None


class Collector:
    """The target of one page's parser (lxml's parser target interface).

    Elements may nest without bounds; nothing here goes into itself.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        root = Element("", {}, profile.marking("", {}), None, 0)
        self._elements: list[Element] = [root]
        self._frames = [_Frame(root, root)]
        self._runs = Runs()
        self._scripts: list[str] = []
        self._head_title = ""
        self._stated: list[_Reading] = []
        self._reading: list[_Reading] = []
        self._depth_dropped = 0
        self._dropped = ""
        self._data: list[str] | None = None
        self._complete = False

    def page(self, *, stopped: str = "") -> Page:
        """Return what was gathered; `stopped` says where the parser gave up, if it did."""
        self._runs.flush()
        return Page(
            elements=tuple(self._elements),
            leaves=tuple(self._runs.leaves),
            head_title=self._head_title,
            scripts=tuple(self._scripts),
            stated=tuple(each.stated() for each in self._stated),
            cut=stopped or ("" if self._complete else NOT_CLOSED),
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element."""
        if self._depth_dropped and not self._breaks_out(tag):
            self._depth_dropped += 1
            return
        if tag in SPACING:
            self._runs.space()
        if _is_dropped(tag, attributes, self._frames[-1]):
            self._depth_dropped = 1
            self._dropped = tag
        elif tag == "br":
            self._runs.line_break()
        else:
            self._enter(tag, attributes)

    def end(self, tag: str) -> None:
        """Take in the end of an element; every start has one."""
        if self._depth_dropped:
            self._depth_dropped -= 1
        elif tag != "br":
            frame = self._frames.pop()
            if frame.reading:
                self._reading.remove(frame.reading)
            if frame.is_source:
                self._runs.end_source()
            if tag == "q":
                self._runs.text(QUOTES[1], frame)
            if self._data is not None:
                self._keep_data(tag)

    def data(self, text: str) -> None:
        """Take in text."""
        if self._depth_dropped:
            return
        if self._data is not None:
            self._data.append(text)
            return
        for reading in self._reading:
            reading.read_on(text)
        frame = self._frames[-1]
        self._runs.text(text, frame)

    def comment(self, text: str) -> None:
        """Pass over a comment: it would part the text around it."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Pass over a processing instruction, as over a comment."""

    def close(self) -> None:
        """End the page; `page` returns it."""

    def _breaks_out(self, tag: str) -> bool:
        """Leave what is dropped where browsers do, who find that it was never closed; tell whether it was left."""
        if tag not in BREAKING_OUT.get(self._dropped, ()):
            return False
        around = self._frames[-1]
        self._frames += [_Frame(around.element, around.block) for _ in range(self._depth_dropped)]
        self._depth_dropped = 0
        return True

    def _enter(self, tag: str, attributes: dict[str, str]) -> None:
        parent = self._frames[-1]
        marking = self._profile.marking(tag, attributes)
        element = Element(tag, attributes, marking, parent.element, len(self._elements))
        is_inline = _is_inline(tag, parent) and not _stands_apart(tag, marking, parent)
        if not is_inline and tag not in SPACING and tag != "script":
            self._runs.flush()
        self._elements.append(element)
        facts = parent.facts | marking.states if marking.states else parent.facts
        frame = _Frame(
            element,
            parent.block if is_inline else element,
            is_link=parent.is_link or (tag == "a" and "href" in attributes),
            is_strong=parent.is_strong or tag in STRONG,
            is_preformatted=parent.is_preformatted or tag in PREFORMATTED,
            is_quotation=parent.is_quotation or Hint.QUOTE in marking.hints,
            facts=facts,
            reading=self._begin_reading(element, facts if tag in _STATING else marking.states),
        )
        self._frames.append(frame)
        if tag == "cite" and parent.is_quotation:
            frame.is_source = True
            self._runs.begin_source(element, frame.block)
        elif tag in ("script", "title"):
            self._data = []
        elif tag == "q":
            self._runs.text(QUOTES[0], frame)
        elif tag == END:
            self._complete = True

    def _begin_reading(self, element: Element, facts: frozenset[Fact]) -> _Reading | None:
        """Begin to read an element that says something of the statement, or is marked as a date."""
        if not (facts or element.marking.is_dated) or len(self._stated) >= MOST_STATED:
            return None
        reading = _Reading(element, facts, [])
        self._stated.append(reading)
        self._reading.append(reading)
        return reading

    def _keep_data(self, tag: str) -> None:
        text = "".join(self._data or ())
        self._data = None
        if tag == "script":
            self._scripts.append(text)
        elif tag == "title":
            self._head_title = self._head_title or clean(text)


def _is_dropped(tag: str, attributes: Mapping[str, str], parent: _Frame) -> bool:
    if tag in DROPPED:
        return not (tag == "script" and "ld+json" in attributes.get("type", "").lower())
    return tag in ("a", "sup") and _refers_to_note(tag, attributes, parent.element)


def _refers_to_note(tag: str, attributes: Mapping[str, str], parent: Element) -> bool:
    """Tell whether an element is the mark of a footnote, or the way back from one: it is no word of its sentence."""
    marks = f"{attributes.get('role', '')} {attributes.get('class', '')}".split()
    if not NOTE_MARKS.isdisjoint(marks):
        return True
    link, raised = (attributes, parent.tag) if tag == "a" else (parent.attributes, tag)
    return raised == "sup" and (tag == "a" or parent.tag == "a") and link.get("href", "").startswith("#")


def _is_inline(tag: str, parent: _Frame) -> bool:
    """Tell whether an element is part of the paragraph around it; a custom element is, where there is one."""
    return tag in INLINE or ("-" in tag and tag != END and parent.block.tag in PARAGRAPHS)


def _stands_apart(tag: str, marking: Marking, parent: _Frame) -> bool:
    """Tell whether an inline element is a paragraph of its own: a caption, or the source of the quotation around it."""
    if tag == "cite":
        return False
    return Hint.CAPTION in marking.hints or (Hint.ATTRIBUTION in marking.hints and parent.is_quotation)
