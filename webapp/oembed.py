"""oEmbed: what stands for an address of this site in a page of another (https://oembed.com, version 1.0)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from flask import Blueprint, Flask, Response, jsonify, request
from flask_babel import gettext
from werkzeug.exceptions import NotImplemented as NotImplementedHere

from indexer.anchors import resolve
from indexer.errors import NotFoundError, ParameterError
from webapp import params, snippets
from webapp.addresses import frame_path, oembed_address, site_root
from webapp.atom import record_xml
from webapp.holder import current_archive, current_settings
from webapp.permalinks import read_permalink, read_search

WIDTH, SEARCH_HEIGHT, QUOTE_HEIGHT = 640, 480, 320
"""Pixels of a frame, where the page that asks has room for them."""

KEPT_FOR = 86_400
"""Seconds for which an answer may be kept."""

oembed = Blueprint("oembed", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rich:
    """An answer of the type `rich`; sizes are in pixels, `cache_age` in seconds."""

    type: str
    version: str
    title: str
    provider_name: str
    provider_url: str
    cache_age: int
    html: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Framed:
    """What a frame shows, and how high it is at most, in pixels."""

    title: str
    path: str
    height: int


def register(app: Flask) -> None:
    """Add the address, and for templates where it is."""
    app.register_blueprint(oembed)
    app.add_template_global(oembed_address)


@oembed.get("/oembed")
def answer() -> Response:
    """Return the frame that stands for `url`: a paragraph's permalink, or a page of results.

    :raise ParameterError: if a size is no whole number.
    :raise NotFoundError: if `url` is no address of this site that can stand in a page.
    """
    values = params.leniently(request.args)
    form = values.get("format", "json")
    if form not in {"json", "xml"}:
        raise NotImplementedHere
    rich = asdict(_rich(_framed(values.get("url", "")), values))
    if form == "xml":
        return Response(record_xml("oembed", rich), content_type="text/xml; charset=utf-8")
    return jsonify(rich)


def _framed(url: str) -> _Framed:
    asked = read_search(url)
    if asked:
        title = gettext("Search for %(query)s", query=asked.q or asked.filters)
        path = frame_path("/embed", q=asked.q, filters=asked.filters)
        return _Framed(title=str(title), path=path, height=SEARCH_HEIGHT)
    try:
        link = read_permalink(url)
    except ParameterError as error:
        raise NotFoundError(error.message, error.hint) from None
    statement = current_archive().statement(link.identity)
    resolved = resolve(statement.paragraphs, link.anchor)
    if resolved is None:
        raise NotFoundError(f"“{url[:200]}” names no paragraph.", "Copy the link of a paragraph’s number.")
    return _Framed(title=statement.title, path=frame_path("/embed/quote", url=url), height=QUOTE_HEIGHT)


def _rich(framed: _Framed, values: Mapping[str, str]) -> Rich:
    height = min(framed.height, _most(values, "maxheight", framed.height))
    return Rich(
        type="rich",
        version="1.0",
        title=framed.title,
        provider_name=current_settings().site_name,
        provider_url=f"{site_root()}/",
        cache_age=KEPT_FOR,
        html=snippets.frame(f"{site_root()}{framed.path}", title=framed.title, height=height),
        width=min(WIDTH, _most(values, "maxwidth", WIDTH)),
        height=height,
    )


def _most(values: Mapping[str, str], name: str, usual: int) -> int:
    return params.whole_number(values, params.Parameter(name, "Pixels.", {"type": "integer", "default": usual}))
