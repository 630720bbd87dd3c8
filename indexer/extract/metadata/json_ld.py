"""What a page's JSON-LD says about its article (https://schema.org/CreativeWork)."""

import html
import json
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ARTICLES = (
    "PressRelease", "NewsArticle", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "Report",
    "BlogPosting", "SocialMediaPosting", "LiveBlogPosting", "Article", "AdvertiserContentArticle", "CreativeWork",
    "WebPage",
)  # fmt: skip
"""Types of a page's main thing, the most telling first."""

GENERIC = frozenset(["Article", "NewsArticle", "CreativeWork", "WebPage", "BlogPosting", "SocialMediaPosting"])
"""Types that publishing software writes on everything, and that tell nothing about the kind of statement."""

# Publishing software hides scripts from readers of thirty years ago.
_AROUND = "/* \t\n\r\f\v\xa0\ufeff"
_OPENING = ("<!--", "<![CDATA[")
_CLOSING = ("-->", "]]>", ";")

MOST_NODES = 10_000
"""Nodes that are looked at; more stand only in data made for something else."""


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """The article of a page as its JSON-LD describes it; empty where it says nothing."""

    title: str = ""
    published: str = ""
    updated: str = ""
    language: str = ""
    publisher: str = ""
    url: str = ""
    type: str = ""
    topics: tuple[str, ...] = ()


def linked_article(scripts: Sequence[str]) -> LinkedArticle:
    """Return the article that the scripts describe; broken JSON is passed over."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script))]
    articles = [node for node in nodes if _rank(node) < len(ARTICLES)]
    if not articles:
        return LinkedArticle()
    node = min(articles, key=lambda each: (_rank(each), "datePublished" not in each))
    by_id = {str(each["@id"]): each for each in nodes if "@id" in each and "name" in each}
    kind = _types(node)[0]
    return LinkedArticle(
        title=_text(node.get("headline")) or _text(node.get("name")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        updated=_text(node.get("dateModified")),
        language=_name(node.get("inLanguage"), by_id),
        publisher=_name(node.get("publisher"), by_id),
        url=_text(node.get("url")),
        type="" if kind in GENERIC else _spaced(kind),
        topics=_topics(node.get("keywords")),
    )


def _parsed(script: str) -> object:
    try:
        return json.loads(_unwrapped(script), strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrapped(script: str) -> str:
    text = script.strip(_AROUND)
    for mark in _OPENING:
        text = text.removeprefix(mark)
    for mark in _CLOSING:
        text = text.removesuffix(mark)
    return text.strip(_AROUND)


def _nodes(value: object) -> Iterator[dict[str, object]]:
    pending = deque([value])
    seen = 0
    while pending and seen < MOST_NODES:
        each = pending.popleft()
        seen += 1
        if isinstance(each, dict):
            yield each
            pending += [inner for inner in each.values() if isinstance(inner, dict | list)]
        elif isinstance(each, list):
            pending += each


def _types(node: dict[str, object]) -> list[str]:
    given = node.get("@type")
    names = given if isinstance(given, list) else [given]
    return [str(name).rpartition("/")[2] for name in names] or [""]


def _rank(node: dict[str, object]) -> int:
    return min((ARTICLES.index(name) for name in _types(node) if name in ARTICLES), default=len(ARTICLES))


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return html.unescape(value) if isinstance(value, str) else ""


def _name(value: object, by_id: dict[str, dict[str, object]]) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if not isinstance(value, dict):
        return _text(value)
    known = value if "name" in value else by_id.get(str(value.get("@id")), value)
    return _text(
        known.get("alternateName") if "alternateName" in known and "Language" in _types(known) else known.get("name")
    )


def _topics(value: object) -> tuple[str, ...]:
    given = value if isinstance(value, list) else [value]
    return tuple(part for each in given for part in _text(each).split(","))


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
