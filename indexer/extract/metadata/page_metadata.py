"""What a page says about itself, in the order in which it is to be trusted."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from indexer.extract.countries import country_named
from indexer.extract.metadata.dates import page_date, url_date
from indexer.extract.metadata.json_ld import linked_article
from indexer.extract.page.profile import Profile, element_names
from indexer.extract.page.tree import Fact, Page, Stated
from indexer.identity import is_web_address
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
_INDEX_NUMBER = re.compile(r"\b([A-Z]{3} ?\d{2}/\d{2,5}/\d{4})\b")
_DATE_OF_ISSUE = re.compile(r"publish|posted|created|issued|headline|entry-date|pubdate", re.IGNORECASE)
_DATE_OF_CHANGE = re.compile(r"updated|modified|lastmod", re.IGNORECASE)
_OWN_MARKS = "the page's own marks"
_SEPARATORS = "|–—-·•»:/ "
"""What stands between a title and the name of its site; so does nothing at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about a statement besides its text; `title` is empty where nothing names it.

    `origins` tells for each field that has a value where it came from.
    """

    title: str = ""
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    publisher: str | None = None
    type: str | None = None
    index_number: str | None = None
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    translations: tuple[Translation, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Said:
    """A text that may be the value of a field, and where the page says it."""

    text: str
    origin: str


def page_metadata(page: Page, profile: Profile) -> Metadata:
    """Return what a page says: its JSON-LD before its meta elements, these before its own marks and its address."""
    return _PageMetadata(page, profile).read()


def language_tag(text: str) -> str | None:
    """Return a BCP 47 tag in its usual case, or None if the text is none."""
    tag = text.strip().split(",")[0].partition(".")[0].replace("_", "-")
    if not _LANGUAGE_TAG.fullmatch(tag):
        return None
    first, *others = tag.split("-")
    return "-".join([first.lower(), *(each.upper() if len(each) == 2 else each for each in others)])


def index_number(text: str) -> str | None:
    """Return the number under which Amnesty International files a document, such as AMR 29/1234/2025, or None."""
    match = _INDEX_NUMBER.search(text)
    return match[1] if match else None


class _PageMetadata:
    """Reads the metadata of one page, field by field, and notes where each value came from."""

    def __init__(self, page: Page, profile: Profile) -> None:
        self._page = page
        self._profile = profile
        self._linked = linked_article(page.scripts)
        self._named = _named(page)
        self._origins: dict[str, str] = {}

    def read(self) -> Metadata:
        url = self._first("url", self._urls(), _web_address)
        publisher = self._first("publisher", self._publishers(url or ""), clean)
        return Metadata(
            title=self._title(publisher or ""),
            url=url,
            published=self._first("published", self._published(url), page_date),
            updated=self._first("updated", self._updated(), page_date),
            language=self._first("language", self._languages(), language_tag),
            publisher=publisher,
            type=self._first("type", self._all(TYPE, self._linked.type, Fact.TYPE), clean),
            index_number=self._first("index_number", self._stated(Fact.INDEX_NUMBER), index_number),
            countries=self._countries(),
            topics=self._topics(),
            translations=self._translations(url),
            origins=self._origins,
        )

    def _first(self, name: str, candidates: Iterable[_Said], parse: Callable[[str], str | None]) -> str | None:
        """Return the first candidate that can be read as a value of the field."""
        for said in candidates:
            value = parse(said.text) if said.text else None
            if value:
                self._origins[name] = said.origin
                return value
        return None

    def _all(self, names: Iterable[str], linked: str, fact: Fact | None = None) -> Iterator[_Said]:
        yield _Said(linked, "JSON-LD")
        yield from self._meta(names)
        if fact is not None:
            yield from self._stated(fact)

    def _meta(self, names: Iterable[str]) -> Iterator[_Said]:
        return (_Said(text, f"meta {name}") for name in names for text in self._named.get(name, ()))

    def _stated(self, fact: Fact) -> Iterator[_Said]:
        return (_Said(each.text, _OWN_MARKS) for each in self._page.stated if fact in each.facts)

    def _listed(self, fact: Fact) -> list[_Said]:
        """Return what the links of a list say, or else what the elements that are marked so say themselves."""
        marked = [each for each in self._page.stated if fact in each.facts]
        links = [each for each in marked if each.element.tag == "a"]
        return [_Said(each.text, _OWN_MARKS) for each in links or marked]

    def _title(self, publisher: str) -> str:
        """Return the title, preferably as the page itself shows it: without the site's name."""
        headings = [leaf.text for leaf in self._page.leaves if leaf.element.tag == "h1"]
        candidates = (*self._all(TITLE, self._linked.title), _Said(self._page.head_title, "title element"))
        given = next((said for each in candidates if (said := _Said(clean(each.text), each.origin)).text), None)
        if given is None:
            return self._first("title", (_Said(heading, "first heading") for heading in headings), clean) or ""
        shown = next((each for each in headings if _is_part(each.casefold(), given.text.casefold())), "")
        self._origins["title"] = f"{given.origin}, as the heading has it" if shown else given.origin
        return shown or _without_publisher(given.text, publisher)

    def _publishers(self, url: str) -> Iterator[_Said]:
        yield from self._all(PUBLISHER, self._linked.publisher, Fact.PUBLISHER)
        yield _Said(self._profile.publisher_of(url), "the site's profile")

    def _urls(self) -> Iterator[_Said]:
        for element in self._page.elements:
            if element.tag == "link" and "canonical" in element.attributes.get("rel", "").lower().split():
                yield _Said(element.attributes.get("href", ""), "canonical link")
        yield from self._meta(("og:url",))
        yield _Said(self._linked.url, "JSON-LD")

    def _published(self, url: str | None) -> Iterator[_Said]:
        yield from self._all(PUBLISHED, self._linked.published)
        yield from _times(self._page.stated, Fact.PUBLISHED)
        yield from _marked(self._page.stated, _DATE_OF_ISSUE)
        yield from self._stated(Fact.PUBLISHED)
        yield from _marked(self._page.stated, None)
        yield _Said((url_date(url) if url else None) or "", "address")
        for picture in self._named.get("og:image", ()):
            yield _Said(url_date(picture) or "", "address of its picture")

    def _updated(self) -> Iterator[_Said]:
        yield from self._all(UPDATED, self._linked.updated)
        yield from _times(self._page.stated, Fact.UPDATED)
        yield from _marked(self._page.stated, _DATE_OF_CHANGE)
        yield from self._stated(Fact.UPDATED)

    def _languages(self) -> Iterator[_Said]:
        for element in self._page.elements:
            if element.tag in ("html", "body"):
                attributes = element.attributes
                yield _Said(attributes.get("lang") or attributes.get("xml:lang") or "", f"{element.tag} lang")
        yield from self._meta(LANGUAGE)
        yield _Said(self._linked.language, "JSON-LD")

    def _countries(self) -> tuple[str, ...]:
        """Return the countries that the page names as such, by their usual names where these are known."""
        given = (*self._meta(COUNTRIES), *self._listed(Fact.COUNTRIES))
        found = {country_named(said.text) or clean(said.text): said.origin for said in given if said.text}
        for said in self._listed(Fact.TERMS):
            if country := country_named(said.text):
                found.setdefault(country, said.origin)
        if found:
            self._origins["countries"] = next(iter(found.values()))
        return tuple(found)

    def _topics(self) -> tuple[str, ...]:
        sources = (
            self._meta(("article:tag",)),
            (_Said(each, "JSON-LD") for each in self._linked.topics),
            self._meta(TOPICS),
            (each for each in self._listed(Fact.TERMS) if country_named(each.text) is None),
            self._listed(Fact.TOPICS),
        )
        for said in map(list, sources):
            topics = _distinct(clean(part) for each in said for part in each.text.split(","))
            if topics and len(topics) <= MOST_TOPICS:
                self._origins["topics"] = said[0].origin
                return topics
        return ()

    def _translations(self, url: str | None) -> tuple[Translation, ...]:
        found: dict[str, Translation] = {}
        for address, language in _alternates(self._page):
            absolute = urljoin(url or "", address)
            if is_web_address(absolute) and absolute != url:
                found.setdefault(absolute, Translation(language=language, url=absolute))
        if found:
            self._origins["translations"] = "hreflang"
        return tuple(found.values())


def _named(page: Page) -> Mapping[str, Sequence[str]]:
    named: dict[str, list[str]] = {}
    for element in page.elements:
        if element.tag == "meta" and (content := clean(element.attributes.get("content", ""))):
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in element.attributes.get(key, "").lower().split():
                    named.setdefault(name, []).append(content)
    return named


def _web_address(text: str) -> str | None:
    return text.strip().partition("#")[0] if is_web_address(text.strip()) else None


def _is_part(heading: str, title: str) -> bool:
    """Tell whether a heading stands in a title between separators, or at its ends."""
    before, found, after = title.partition(heading)
    return bool(found) and before.strip()[-1:] in _SEPARATORS and after.strip()[:1] in _SEPARATORS


def _without_publisher(title: str, publisher: str) -> str:
    rest = title[: -len(publisher)].rstrip() if title.casefold().endswith(publisher.casefold()) else ""
    is_parted = publisher and rest and rest[-1] in _SEPARATORS
    return rest.rstrip(_SEPARATORS) if is_parted else title


def _times(stated: Iterable[Stated], fact: Fact) -> Iterator[_Said]:
    """Yield the dates of the time elements in what is marked with this fact."""
    for each in stated:
        if each.element.tag == "time" and fact in each.facts:
            yield _Said(each.element.attributes.get("datetime", ""), "time element")
            yield _Said(each.text, "time element")


def _marked(stated: Iterable[Stated], names: re.Pattern[str] | None) -> Iterator[_Said]:
    """Yield the dates that the page marks with such a name; without names, any that is not of a change."""
    for each in stated:
        own = f"{each.element.attributes.get('itemprop', '')} {element_names(each.element.attributes)}"
        if names.search(own) if names else not (_DATE_OF_CHANGE.search(own) or Fact.UPDATED in each.facts):
            origin = "time element" if each.element.tag == "time" else "an element named as a date"
            yield _Said(each.element.attributes.get("datetime", ""), origin)
            yield _Said(each.text, origin)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple({text.casefold(): text for text in reversed([*texts]) if text}.values())[::-1]


def _alternates(page: Page) -> Iterator[tuple[str, str]]:
    """Yield addresses with their languages; everybody's default (x-default) names no language of its own."""
    for element in page.elements:
        attributes = element.attributes
        is_alternate = element.tag == "a" or "alternate" in attributes.get("rel", "").lower().split()
        given = attributes.get("hreflang", "")
        if given and is_alternate and not given.lower().startswith("x-") and (tag := language_tag(given)):
            yield attributes.get("href", "").strip(), tag
