"""What search engines ask for: which pages there are, and which are not for them."""

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from flask import Blueprint, Flask, Response, abort, request, stream_with_context

from indexer import Archive, Summary
from webapp.addresses import absolute, search_address, site_root, statement_address
from webapp.holder import current_archive

sitemaps = Blueprint("sitemaps", __name__)

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

PAGE = 10_000
"""Statements of one site map; the protocol allows 50,000 and 50 MB."""

ROBOTS = """\
User-agent: *
Disallow: /api/v1/
Disallow: /cite/
Disallow: /feed.atom
Disallow: /suggestions
Disallow: /*opened=
Disallow: /*synonyms=
Sitemap: {root}/sitemap.xml
"""


def register(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(sitemaps)


@sitemaps.get("/robots.txt")
def robots() -> Response:
    """Tell programs that walk through sites what is for them."""
    return Response(ROBOTS.format(root=site_root()), content_type="text/plain; charset=utf-8")


@sitemaps.get("/sitemap.xml")
def sitemap() -> Response:
    """List all statements; where they are too many for one list, list the lists."""
    archive = current_archive()
    pages = -(-archive.contents().statements // PAGE)
    if pages <= 1:
        return _sent(archive, _urls(archive.summaries(), first=True))
    return _sent(archive, _index(pages))


@sitemaps.get("/sitemap-<int:number>.xml")
def sitemap_page(number: int) -> Response:
    """List a part of all statements, by their ids."""
    archive = current_archive()
    if not 1 <= number <= -(-archive.contents().statements // PAGE):
        abort(404)
    part = islice(archive.summaries(), (number - 1) * PAGE, number * PAGE)
    return _sent(archive, _urls(part, first=number == 1))


def _sent(archive: Archive, body: Iterator[str]) -> Response:
    """Return a list that need not be sent again while the same generation answers."""
    response = Response(stream_with_context(body), content_type="application/xml; charset=utf-8")
    response.set_etag(archive.generation)
    response.make_conditional(request)
    return response


def _index(pages: int) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{NAMESPACE}">\n'
    for number in range(1, pages + 1):
        yield f"<sitemap><loc>{escape(site_root())}/sitemap-{number}.xml</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def _urls(summaries: Iterator[Summary], *, first: bool) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{NAMESPACE}">\n'
    if first:
        yield f"<url><loc>{escape(absolute(search_address('')))}</loc></url>\n"
    for summary in summaries:
        # Only a whole date is a W3C date that every reader of site maps knows.
        known = summary.published if summary.published and summary.published.count("-") == 2 else None
        changed = f"<lastmod>{known}</lastmod>" if known else ""
        yield f"<url><loc>{escape(absolute(statement_address(summary.id)))}</loc>{changed}</url>\n"
    yield "</urlset>\n"
