"""Atom feeds, OpenSearch descriptions and oEmbed as XML; the standard library writes every character of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

ATOM = "http://www.w3.org/2005/Atom"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"

SHORT_NAME = 16
"""Most characters of an OpenSearch description's ShortName."""

UNDATED = "1970-01-01T00:00:00Z"
"""What a feed says of a statement without a date: Atom asks for one, and it must not change."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement in a feed; `id` never changes, `published` is an ISO date, month or year.

    `updated` is the moment at which it was told, as RFC 3339 writes it, empty where that is when it was published.
    """

    id: str
    title: str
    address: str
    published: str | None
    author: str | None
    language: str | None
    topics: tuple[str, ...] = ()
    summary: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its own address is its id; `page` is the page that shows the same to people."""

    title: str
    address: str
    page: str
    author: str
    entries: Sequence[Entry]


def feed_xml(feed: Feed) -> bytes:
    """Return the feed as an Atom document."""
    root = Element("feed", {"xmlns": ATOM})
    _text(root, "title", feed.title)
    _text(root, "id", feed.address)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": clean(feed.address)})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": clean(feed.page)})
    _text(root, "updated", max(map(_updated, feed.entries), default=UNDATED))
    _text(SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _entry(root, entry)
    return _document(root)


def _entry(root: Element, entry: Entry) -> None:
    node = SubElement(root, "entry", {"xml:lang": clean(entry.language)} if entry.language else {})
    _text(node, "title", entry.title)
    _text(node, "id", entry.id)
    SubElement(node, "link", {"rel": "alternate", "type": "text/html", "href": clean(entry.address)})
    _text(node, "updated", _updated(entry))
    if entry.published:
        _text(node, "published", _instant(entry.published))
    if entry.author:
        _text(SubElement(node, "author"), "name", entry.author)
    for topic in entry.topics:
        SubElement(node, "category", {"term": clean(topic)})
    if entry.summary:
        _text(node, "summary", entry.summary)


def description_xml(name: str, root: str) -> bytes:
    """Return the OpenSearch description of the site at this absolute address."""
    node = Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    _text(node, "ShortName", name[:SHORT_NAME].strip())
    _text(node, "Description", "Search statements for the exact paragraph, who said it, and where.")
    _text(node, "InputEncoding", "UTF-8")
    for kind, path in (
        ("text/html", "/?q={searchTerms}"),
        ("application/x-suggestions+json", "/suggestions?q={searchTerms}"),
        ("application/atom+xml", "/feed.atom?q={searchTerms}"),
    ):
        SubElement(node, "Url", {"type": kind, "template": clean(root + path)})
    return _document(node)


def record_xml(name: str, record: Mapping[str, object]) -> bytes:
    """Return names and values as an XML document: an element each, in order."""
    node = Element(name)
    for each, value in record.items():
        _text(node, each, str(value))
    return _document(node)


def _updated(entry: Entry) -> str:
    return entry.updated or _instant(entry.published)


def _instant(published: str | None) -> str:
    """Return the first moment that an ISO date, month or year can mean, as RFC 3339 writes it."""
    if not published:
        return UNDATED
    year, month, day = (*published.split("-"), "01", "01")[:3]
    return f"{year}-{month}-{day}T00:00:00Z"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)


def clean(text: str) -> str:
    """Return the text without the characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _document(root: Element) -> bytes:
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document
