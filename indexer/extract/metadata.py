"""What a page says about itself, in the order in which it is to be trusted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from indexer.extract.identity import is_web_address
from indexer.extract.json_ld import LinkedArticle, linked_article
from indexer.extract.page_dates import page_date, url_date
from indexer.extract.profile import element_names
from indexer.extract.tree import Dated, Page
from indexer.prose import clean
from indexer.statement import Translation

PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "article.published",
    "og:published_time", "citation_publication_date", "dcterms.issued", "dcterms.created", "dcterms.date",
    "dc.date.issued", "dc.date.created", "dc.date", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "date", "originalpublicationdate",
)  # fmt: skip
UPDATED = (
    "article:modified_time", "og:updated_time", "article:modified", "article.updated", "dcterms.modified",
    "dc.date.modified", "datemodified", "lastmod", "last-modified", "revised",
)  # fmt: skip
TITLE = ("og:title", "twitter:title", "dcterms.title", "dc.title", "citation_title", "headline")
LANGUAGE = ("content-language", "og:locale", "dcterms.language", "dc.language", "inlanguage", "language")
PUBLISHER = ("og:site_name", "dcterms.publisher", "dc.publisher", "citation_publisher", "publisher", "application-name")
TYPE = ("dcterms.type", "dc.type", "citation_type")
TOPICS = ("article:tag", "keywords", "news_keywords", "dcterms.subject", "dc.subject", "parsely-tags", "sailthru.tags")
COUNTRIES = ("article:country", "dcterms.spatial", "dcterms.coverage", "dc.coverage", "geo.country")

MOST_TOPICS = 20
"""A page with more keywords than this lists them for search engines."""

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_DATE_OF_ISSUE = re.compile(r"publish|posted|created|issued|headline|entry-date|pubdate", re.IGNORECASE)
_DATE_OF_CHANGE = re.compile(r"updated|modified|lastmod", re.IGNORECASE)
_SEPARATORS = "|–—-·•»:/ "
"""What stands between a title and the name of its site; so does nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about a statement besides its text; `title` is empty where nothing names it."""

    title: str = ""
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    publisher: str | None = None
    type: str | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()


def page_metadata(page: Page) -> Metadata:
    """Return what a page says: its JSON-LD before its meta elements, these before its own marks and its address."""
    linked = linked_article(page.scripts)
    named = _named(page)
    url = _url(page, linked, named)
    publisher = clean(linked.publisher) or _first(named, PUBLISHER) or None
    return Metadata(
        title=_title(page, (clean(linked.title), *_all(named, TITLE)), publisher or ""),
        url=url,
        published=_published(page, linked, named, url),
        updated=_earliest_named((linked.updated, *_all(named, UPDATED))) or _marked(page.dated, _DATE_OF_CHANGE),
        language=_language(page, (*_all(named, LANGUAGE), linked.language)),
        publisher=publisher,
        type=clean(linked.type) or _first(named, TYPE) or None,
        countries=_distinct(_all(named, COUNTRIES)),
        topics=_topics(linked, named),
        translations=_translations(page, url),
    )


def language_tag(text: str) -> str | None:
    """Return a BCP 47 tag in its usual case, or None if the text is none."""
    tag = text.strip().split(",")[0].partition(".")[0].replace("_", "-")
    if not _LANGUAGE_TAG.fullmatch(tag):
        return None
    first, *others = tag.split("-")
    return "-".join([first.lower(), *(each.upper() if len(each) == 2 else each for each in others)])


def _named(page: Page) -> Mapping[str, Sequence[str]]:
    named: dict[str, list[str]] = {}
    for element in page.elements:
        if element.tag == "meta" and (content := clean(element.attributes.get("content", ""))):
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in element.attributes.get(key, "").lower().split():
                    named.setdefault(name, []).append(content)
    return named


def _all(named: Mapping[str, Sequence[str]], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for name in names for value in named.get(name, ()))


def _first(named: Mapping[str, Sequence[str]], names: Iterable[str]) -> str:
    return next(iter(_all(named, names)), "")


def _title(page: Page, candidates: Sequence[str], publisher: str) -> str:
    """Return the title, preferably as the page itself shows it: without the site's name."""
    headings = [leaf.text for leaf in page.leaves if leaf.element.tag == "h1"]
    given = next((each for each in (*candidates, page.head_title) if each), "")
    shown = (heading for heading in headings if _is_part(heading.casefold(), given.casefold()))
    return next(shown, "") or _without_publisher(given, publisher) or next(iter(headings), "")


def _is_part(heading: str, title: str) -> bool:
    if title.startswith(heading):
        return title[len(heading) :].strip()[:1] in _SEPARATORS
    return title.endswith(heading) and title[: -len(heading)].strip()[-1:] in _SEPARATORS


def _without_publisher(title: str, publisher: str) -> str:
    rest = title[: -len(publisher)].rstrip() if title.casefold().endswith(publisher.casefold()) else ""
    is_parted = publisher and rest and rest[-1] in _SEPARATORS
    return rest.rstrip(_SEPARATORS) if is_parted else title


def _url(page: Page, linked: LinkedArticle, named: Mapping[str, Sequence[str]]) -> str | None:
    canonical = (
        element.attributes.get("href", "")
        for element in page.elements
        if element.tag == "link" and "canonical" in element.attributes.get("rel", "").lower().split()
    )
    for candidate in (*canonical, *named.get("og:url", ()), linked.url):
        if is_web_address(candidate.strip()):
            return candidate.strip().partition("#")[0]
    return None


def _published(page: Page, linked: LinkedArticle, named: Mapping[str, Sequence[str]], url: str | None) -> str | None:
    said = _earliest_named((linked.published, *_all(named, PUBLISHED)))
    return said or _marked(page.dated, _DATE_OF_ISSUE) or _marked(page.dated, None) or (url_date(url) if url else None)


def _earliest_named(texts: Iterable[str]) -> str | None:
    return next((date for text in texts if text and (date := page_date(text))), None)


def _marked(dated: Iterable[Dated], names: re.Pattern[str] | None) -> str | None:
    """Return the first date that the page marks with such a name; without names, any that is not of a change."""
    for each in dated:
        own = f"{each.element.attributes.get('itemprop', '')} {element_names(each.element.attributes)}"
        wanted = names.search(own) if names else not _DATE_OF_CHANGE.search(own)
        date = wanted and (page_date(each.element.attributes.get("datetime", "")) or page_date(each.text))
        if date:
            return date
    return None


def _language(page: Page, candidates: Iterable[str]) -> str | None:
    roots = (element.attributes for element in page.elements if element.tag in ("html", "body"))
    given = (root.get("lang") or root.get("xml:lang") or "" for root in roots)
    return next((tag for each in (*given, *candidates) if (tag := language_tag(each))), None)


def _topics(linked: LinkedArticle, named: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    tags = named.get("article:tag", ()) or linked.topics or _all(named, TOPICS)
    topics = _distinct(clean(part) for tag in tags for part in tag.split(","))
    return topics if len(topics) <= MOST_TOPICS else ()


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple({text.casefold(): text for text in reversed([*texts]) if text}.values())[::-1]


def _translations(page: Page, url: str | None) -> tuple[Translation, ...]:
    found: dict[str, Translation] = {}
    for address, language in _alternates(page):
        absolute = urljoin(url or "", address)
        if is_web_address(absolute) and absolute != url:
            found.setdefault(absolute, Translation(language=language, url=absolute))
    return tuple(found.values())


def _alternates(page: Page) -> Iterator[tuple[str, str]]:
    for element in page.elements:
        attributes = element.attributes
        is_alternate = element.tag == "link" and "alternate" in attributes.get("rel", "").lower().split()
        tag = language_tag(attributes.get("hreflang", ""))
        # Everybody's default names no language of its own.
        if is_alternate and tag and not attributes["hreflang"].lower().startswith("x-"):
            yield attributes.get("href", "").strip(), tag
