"""The addresses of the site's own pages."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from flask import request, url_for
from werkzeug.routing import BaseConverter

from indexer.anchors import Named, anchor
from indexer.engine import Group, Sort
from indexer.reuse import Use
from indexer.statement import Paragraph
from webapp.history_params import Asked, Download, Measure
from webapp.holder import current_settings
from webapp.languages import PARAMETER

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 100


class Format(StrEnum):
    """What a whole result set is written as."""

    CSV = "csv"
    LINES = "jsonl"


class IdentityConverter(BaseConverter):
    """Lets a statement's id be any text in an address, slashes included."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """Return the id as it stands in permalinks: with everything escaped that could be."""
        return quote(value, safe="")


def search_address(
    query: str,
    *,
    page: int = 1,
    group: str = Group.STATEMENT,
    sort: str = Sort.RELEVANCE,
    synonyms: bool = True,
    opened: str = "",
) -> str:
    """Return the address of a page of results; what is as it would be anyway is left out.

    `opened` is the id of a statement all of whose matching paragraphs are shown.
    """
    return url_for(
        "pages.search",
        q=query or None,
        group=None if group == Group.STATEMENT else group,
        sort=None if sort == Sort.RELEVANCE else sort,
        page=None if page == 1 else page,
        synonyms=_switch(synonyms),
        opened=opened or None,
    )


def statement_address(identity: str, *, paragraph: Named | None = None, query: str = "", synonyms: bool = True) -> str:
    """Return the address of a statement, or of a paragraph in it, with the words of a query marked."""
    return url_for(
        "pages.statement",
        identity=identity,
        p=None if paragraph is None else anchor(paragraph),
        q=query or None,
        synonyms=_switch(synonyms),
        _anchor=None if paragraph is None else f"p{paragraph.number}",
    )


def reuse_address(identity: str) -> str:
    """Return the address of a statement, shown with what is new in it, and what was said before."""
    return url_for("pages.statement", identity=identity, reuse="true")


def use_address(use: Use) -> str:
    """Return the address of a paragraph in which a sentence was said before."""
    return url_for("pages.statement", identity=use.statement.id, p=use.anchor, _anchor=f"p{use.number}")


def citation_address(identity: str, paragraph: Paragraph | None = None, *, style: str | None = None) -> str:
    """Return the address of the page that cites a statement, or a paragraph of it, or of its file in a style."""
    return url_for("pages.cite", identity=identity, p=None if paragraph is None else anchor(paragraph), style=style)


def feed_address(query: str = "", *, synonyms: bool = True) -> str:
    """Return the path of the feed of a search."""
    return _for_programs("/feed.atom", q=query or None, synonyms=_switch(synonyms) if query else None)


def history_address(asked: Asked, *, download: Download | None = None) -> str:
    """Return the address of the history of lines, or of a file of it; what is as it would be anyway is left out."""
    return url_for(
        "histories.history",
        q="\n".join(asked.lines) or None,
        measure=None if asked.measure is Measure.STATEMENTS else asked.measure,
        by=asked.span,
        synonyms=_switch(asked.synonyms),
        format=download,
    )


def history_json_address(lines: Sequence[str], by: Sequence[str], *, synonyms: bool = True) -> str:
    """Return the path of the history of lines as JSON."""
    return _for_programs("/api/v1/history", q="\n".join(lines), by=",".join(by), synonyms=_switch(synonyms))


def watch_feed_address(name: str) -> str:
    """Return the path of the feed of a watch."""
    return _for_programs(f"/watches/{name}.atom")


def json_address(query: str, *, group: str, sort: str, synonyms: bool = True) -> str:
    """Return the path of a search's first page as JSON."""
    return _for_programs(
        "/api/v1/search",
        q=query,
        group=None if group == Group.STATEMENT else group,
        sort=None if sort == Sort.RELEVANCE else sort,
        synonyms=_switch(synonyms),
    )


def export_address(query: str, kind: Format, *, synonyms: bool = True) -> str:
    """Return the path of a search's whole result set."""
    return _for_programs("/api/v1/export", q=query, format=kind, synonyms=_switch(synonyms))


def frame_path(path: str, **asked: str | None) -> str:
    """Return the path below the site's root of a page for frames, with those parameters that have a value."""
    given = {name: value for name, value in asked.items() if value}
    return path + (f"?{urlencode(given)}" if given else "")


def oembed_address(url: str, form: str) -> str:
    """Return the path at which programs learn what stands for an absolute address of this site, as JSON or XML."""
    return _for_programs("/oembed", url=url, format=form)


def api_address() -> str:
    """Return the address of the API's own page."""
    return url_for("pages.api_page")


def operation_address(path: str, values: Mapping[str, str]) -> str:
    """Return the address of a call of the API; values that its path names in braces stand there, the others behind."""
    within = {name: quote(value, safe="") for name, value in values.items() if f"{{{name}}}" in path}
    rest = {name: value for name, value in values.items() if name not in within}
    return _for_programs(path.format_map(within), **rest)


def file_name(text: str) -> str:
    """Return a text as the name of a file, in letters that every system knows."""
    return _NOT_IN_NAMES.sub("-", text).strip("-.")[:_LONGEST_NAME] or "onrecord"


def absolute(address: str) -> str:
    """Return an address of this site with the site before it, in no language of the interface."""
    parts = urlsplit(address.removeprefix(request.script_root))
    kept = "&".join(each for each in parts.query.split("&") if not each.startswith(f"{PARAMETER}="))
    return site_root() + urlunsplit(("", "", parts.path, kept, parts.fragment))


def _for_programs(path: str, **asked: str | None) -> str:
    given = {name: value for name, value in asked.items() if value is not None}
    return f"{request.script_root}{path}" + (f"?{urlencode(given)}" if given else "")


def _switch(synonyms: bool) -> str | None:  # noqa: FBT001 - a value to write, not a mode
    """Return how an address says whether synonyms are looked for: not at all where they are."""
    return None if synonyms else "false"


def site_root() -> str:
    """Return the absolute address of the site, without a slash at its end."""
    return (current_settings().base_url or request.url_root).rstrip("/")


def web_address(address: str | None) -> str | None:
    """Return an address if it is one that a page may link to: http or https, to some host."""
    if address is None:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.netloc else None
