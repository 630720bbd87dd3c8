"""Addresses of this site, read back: which statement and paragraph a permalink names, what a page of results asks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from flask import request

from indexer.errors import ParameterError
from indexer.messages import say
from webapp.addresses import site_root

_STATEMENT = "/s/"
_FRAGMENT = re.compile(r"p([0-9]+)")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Permalink:
    """A paragraph, by the id of its statement and its name as `indexer.anchors.resolve` reads it."""

    identity: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSearch:
    """A query, and the filters beside it."""

    q: str
    filters: str


def read_permalink(url: str) -> Permalink:
    """Return what a permalink names: an address on this site, or its path, with or without the path of the site.

    Where it has no `p`, the number that its fragment scrolls to names the paragraph; whether there is such a paragraph
    is not asked.

    :raise ParameterError: if it is another site's, or no permalink.
    """
    parts = _own(url)
    identity, anchor = (_identity(parts.path), _anchor(parts)) if parts else ("", "")
    if not (identity and anchor):
        raise no_permalink(url)
    return Permalink(identity=identity, anchor=anchor)


def read_search(url: str) -> AskedSearch | None:
    """Return what an address asks the page of results, or None where it is no such page."""
    parts = _own(url)
    if parts is None or "/" not in _within(parts.path):
        return None
    values = parse_qs(parts.query)
    asked = AskedSearch(q=values.get("q", [""])[0], filters=values.get("filters", [""])[0])
    return asked if asked.q or asked.filters else None


def no_permalink(url: str) -> ParameterError:
    """Return the refusal of an address that is no permalink of a paragraph on this site."""
    example = f"{site_root()}{_STATEMENT}a-statement?p=3-mfrggzdf#p3"
    return ParameterError(
        say("“%(address)s” is no permalink of a paragraph on this site.", address=url[:200]),
        say(
            "Copy the link of a paragraph’s number on its statement’s page; it looks like %(example)s.",
            example=example,
        ),
    )


def _own(url: str) -> SplitResult | None:
    """Return an address of this site in its parts, or None for any other."""
    try:
        parts = urlsplit(url)
        here = not (parts.scheme or parts.netloc) or _host(parts) in _own_hosts()
    except ValueError:
        return None
    return parts if here else None


def _own_hosts() -> set[tuple[str | None, int | None]]:
    """Return where the site is: by its settings, and as this request found it."""
    return {_host(urlsplit(address)) for address in (site_root(), request.url_root)}


def _host(parts: SplitResult) -> tuple[str | None, int | None]:
    """Return whose an address is: http and https of one host are one site, as a proxy may hide which was asked.

    :raise ValueError: if it is no address of the web.
    """
    if parts.scheme not in {*_PORTS, ""} or not parts.hostname:
        raise ValueError(parts.scheme)
    own_port = parts.port is None or parts.port == _PORTS.get(parts.scheme)
    return parts.hostname, None if own_port else parts.port


def _identity(path: str) -> str:
    return next((unquote(each.removeprefix(_STATEMENT)) for each in _within(path) if each.startswith(_STATEMENT)), "")


def _within(path: str) -> Iterator[str]:
    """Yield a path without that of the site before it, then as it is: where no address is set, permalinks have none."""
    for root in (urlsplit(site_root()).path, request.script_root):
        if path.startswith(f"{root}/"):
            yield path.removeprefix(root)
    yield path


def _anchor(parts: SplitResult) -> str:
    named = parse_qs(parts.query).get("p", [""])[0]
    fragment = _FRAGMENT.fullmatch(parts.fragment)
    return named or (fragment[1] if fragment else "")
