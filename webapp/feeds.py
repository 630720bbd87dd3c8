"""What programs of readers ask for: a feed of any search, the browser's search box and its suggestions."""

from dataclasses import replace

from flask import Blueprint, Flask, Response, jsonify, request
from flask_babel import gettext

from indexer import Archive, HitParagraph, Paragraph, Summary
from indexer.anchors import fingerprint
from indexer.engine import Group, Sort
from webapp import params, wording
from webapp.addresses import absolute, feed_address, search_address, site_root, statement_address
from webapp.atom import Entry, Feed, description_xml, feed_xml
from webapp.holder import current_archive, current_settings

ENTRIES = 30
SUGGESTIONS = 8

feeds = Blueprint("feeds", __name__)


def register(app: Flask) -> None:
    """Add the feed, the OpenSearch description and its suggestions."""
    app.register_blueprint(feeds)
    app.add_template_global(feed_address)


@feeds.get("/feed.atom")
def feed() -> Response:
    """Return the newest paragraphs that have all of `q`; the newest statements of all without one."""
    values = params.leniently(request.args)
    query, synonyms = params.query(values), params.truth(values, params.SYNONYMS)
    archive = current_archive()
    if query:
        entries = found(archive, query, synonyms=synonyms)
    else:
        entries = [_entry(summary) for summary in archive.latest(ENTRIES)]
    name = current_settings().site_name
    made_feed = Feed(
        title=f"{name}: {query or gettext('Latest statements')}",
        address=absolute(feed_address(query, synonyms=synonyms)),
        page=absolute(search_address(query, synonyms=synonyms)),
        author=name,
        entries=entries,
    )
    return feed_answer(made_feed)


@feeds.get("/opensearch.xml")
def opensearch() -> Response:
    """Return what a browser needs to know to search here from its address bar."""
    body = description_xml(current_settings().site_name, site_root())
    return _sent(body, "application/opensearchdescription+xml; charset=utf-8")


@feeds.get("/suggestions")
def suggestions() -> Response:
    """Return completions in the form that browsers ask for."""
    query = params.query(params.leniently(request.args))
    found = current_archive().suggest(query, SUGGESTIONS) if query else ()
    response = jsonify([query, [each.text for each in found]])
    response.content_type = "application/x-suggestions+json"
    return response


def found(archive: Archive, query: str, *, synonyms: bool) -> list[Entry]:
    """Return the newest paragraphs that have all of a query."""
    page = archive.search(query, limit=ENTRIES, group=Group.PARAGRAPH, sort=Sort.NEWEST, synonyms=synonyms)
    made = [
        passage_entry(hit.statement, paragraph, query, synonyms=synonyms)
        for hit in page.hits
        if not hit.partial
        for paragraph in hit.paragraphs
    ]
    return list({entry.id: entry for entry in reversed(made)}.values())[::-1]


def passage_entry(summary: Summary, paragraph: Paragraph | HitParagraph, query: str, *, synonyms: bool) -> Entry:
    """Return a paragraph as an entry; its id is made of its words, so that it is new once, wherever it moves to."""
    entry = _entry(summary)
    address = statement_address(summary.id, paragraph=paragraph, query=query, synonyms=synonyms)
    return replace(
        entry,
        id=f"{entry.id}#{fingerprint(paragraph.text)}",
        address=absolute(address),
        author=wording.speaker_in_words(paragraph.speaker, paragraph.speaker_title) or entry.author,
        language=paragraph.language or summary.language,
        summary=paragraph.text,
    )


def feed_answer(made: Feed) -> Response:
    """Return a feed as it is sent."""
    return _sent(feed_xml(made), "application/atom+xml; charset=utf-8")


def _entry(summary: Summary) -> Entry:
    """Return a statement as an entry; its id is its address, whatever was searched for."""
    address = absolute(statement_address(summary.id))
    return Entry(
        id=address,
        title=summary.title,
        address=address,
        published=summary.published,
        author=summary.publisher,
        language=summary.language,
        topics=summary.topics,
    )


def _sent(body: bytes, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.add_etag()
    response.make_conditional(request)
    return response
