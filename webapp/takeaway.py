"""A whole result set to take away: a table for spreadsheets, or lines of JSON for programs, sent as it is read."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

import orjson
from flask import Blueprint, Flask, Response, request, stream_with_context

from indexer import Hit
from indexer.results import HitParagraph
from indexer.spreadsheet import BYTE_ORDER_MARK, cell
from indexer.statement import Json, to_json
from webapp import params
from webapp.addresses import Format, absolute, file_name, statement_address
from webapp.holder import current_archive
from webapp.private import is_posted

take_away = Blueprint("takeaway", __name__, url_prefix="/api/v1")

COLUMNS = (
    "statement",
    "title",
    "published",
    "publisher",
    "language",
    "type",
    "countries",
    "topics",
    "url",
    "number",
    "role",
    "speaker",
    "speaker_title",
    "text",
    "permalink",
)

ROWS = 200
"""Rows that are sent at once: a packet for each would cost more than what it holds."""

CONTENT_TYPES = {
    Format.CSV: "text/csv; charset=utf-8; header=present",
    Format.LINES: "application/jsonl; charset=utf-8",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph of a result set with what is known of its statement; offsets count code points of `text`."""

    statement: str
    title: str
    published: str | None
    publisher: str | None
    language: str | None
    type: str | None
    countries: tuple[str, ...]
    topics: tuple[str, ...]
    url: str | None
    number: int
    role: str
    speaker: str | None
    speaker_title: str | None
    text: str
    permalink: str
    highlights: tuple[tuple[int, int], ...]


def register(app: Flask) -> None:
    """Add the route."""
    app.register_blueprint(take_away)


@take_away.get("/export")
def export() -> Response:
    """Send all paragraphs that have all of `q`, the newest statement first.

    :raise ParameterError: if there is nothing to search for, or no such format.
    """
    return exported(params.strictly(request.args, params.EXPORT))


def exported(values: Mapping[str, str]) -> Response:
    """Return all paragraphs that have all of `q`, under a name that tells the query where an address did so already.

    :raise ParameterError: if there is nothing to search for, or no such format.
    """
    query, synonyms = params.query(values), params.truth(values, params.SYNONYMS)
    kind = Format(params.one_of({"format": Format.CSV} | dict(values), "format", Format))
    hits = current_archive().everything(query, synonyms=synonyms)
    # What is wrong with the query shows with the first: after that, the status has been sent.
    first = list(islice(hits, 1))
    rows = (_row(hit, paragraph) for hit in chain(first, hits) for paragraph in hit.paragraphs)
    response = Response(stream_with_context(sent(rows, kind)), content_type=CONTENT_TYPES[kind])
    name = "onrecord" if is_posted() else file_name(query)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{kind}")
    return response


def _row(hit: Hit, paragraph: HitParagraph) -> Row:
    summary = hit.statement
    return Row(
        statement=summary.id,
        title=summary.title,
        published=summary.published,
        publisher=summary.publisher,
        language=paragraph.language,
        type=summary.type,
        countries=summary.countries,
        topics=summary.topics,
        url=summary.url,
        number=paragraph.number,
        role=paragraph.role,
        speaker=paragraph.speaker,
        speaker_title=paragraph.speaker_title,
        text=paragraph.text,
        permalink=absolute(statement_address(summary.id, paragraph=paragraph)),
        highlights=paragraph.highlights,
    )


def sent(rows: Iterable[Row], kind: Format) -> Iterator[str]:
    """Yield rows as they are sent, in pieces."""
    if kind is Format.CSV:
        return _table(map(to_json, rows))
    return (orjson.dumps(to_json(row)).decode() + "\n" for row in rows)


def _table(rows: Iterable[Json]) -> Iterator[str]:
    """Yield a table in pieces, as RFC 4180 has it."""
    piece = io.StringIO(BYTE_ORDER_MARK)
    piece.seek(0, io.SEEK_END)
    table = csv.writer(piece)
    table.writerow(COLUMNS)
    for place, row in enumerate(rows, 1):
        table.writerow([cell(row[name]) for name in COLUMNS])
        if place % ROWS == 0:
            yield piece.getvalue()
            piece.seek(0)
            piece.truncate()
    yield piece.getvalue()
