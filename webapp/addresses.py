"""The addresses of the site's own pages."""

from urllib.parse import quote, urlencode, urlsplit

from flask import request, url_for
from werkzeug.routing import BaseConverter

from indexer.engine import Group, Sort
from webapp.holder import current_settings


class IdentityConverter(BaseConverter):
    """Lets a statement's id be any text in an address, slashes included."""

    regex = ".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """Return the id as it stands in permalinks: with everything escaped that could be."""
        return quote(value, safe="")


def search_address(
    query: str, *, page: int = 1, group: str = Group.STATEMENT, sort: str = Sort.RELEVANCE, synonyms: bool = True
) -> str:
    """Return the address of a page of results; what is as it would be anyway is left out."""
    return url_for(
        "pages.search",
        q=query or None,
        group=None if group == Group.STATEMENT else group,
        sort=None if sort == Sort.RELEVANCE else sort,
        page=None if page == 1 else page,
        synonyms=_switch(synonyms),
    )


def statement_address(identity: str, *, number: int | None = None, query: str = "", synonyms: bool = True) -> str:
    """Return the address of a statement, or of a paragraph in it, with the words of a query marked."""
    anchor = None if number is None else f"p{number}"
    return url_for("pages.statement", identity=identity, _anchor=anchor, q=query or None, synonyms=_switch(synonyms))


def feed_address(query: str = "", *, synonyms: bool = True) -> str:
    """Return the path of the feed of a search."""
    asked = {name: value for name, value in (("q", query), ("synonyms", _switch(synonyms))) if value}
    return f"{request.script_root}/feed.atom" + (f"?{urlencode(asked)}" if query else "")


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
