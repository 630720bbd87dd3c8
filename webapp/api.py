"""The archive over HTTP: the same JSON as the command line gives."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import orjson
from flask import Blueprint, Flask, Response, jsonify, request
from flask.json.provider import DefaultJSONProvider

from indexer import statement_to_json
from indexer.query import parse
from webapp import history_params, params
from webapp.addresses import site_root
from webapp.check_request import check_request
from webapp.holder import current_archive, current_settings
from webapp.holding import held
from webapp.languages import LOCALES
from webapp.openapi import describe
from webapp.operations import OPERATIONS, Suggestions
from webapp.originals import with_originals
from webapp.quoting import quote_at

api = Blueprint("api", __name__, url_prefix="/api/v1")


def register(app: Flask) -> None:
    """Add the API; its JSON keeps the order of its keys and the characters of its texts."""
    if isinstance(app.json, DefaultJSONProvider):
        app.json.sort_keys = False
        app.json.ensure_ascii = False
        app.json.compact = True
    app.register_blueprint(api)


@api.get("/search")
def search() -> Response:
    """Return a page of results."""
    asked = params.search_parameters(params.strictly(request.args, params.SEARCH))
    archive = current_archive()
    page = archive.search(
        held(asked.q, asked.filters),
        limit=asked.limit,
        page=asked.page,
        group=asked.group,
        sort=asked.sort,
        facets=asked.facets,
        explain=asked.explain,
        synonyms=asked.synonyms,
        statement=asked.statement,
        paragraphs=asked.paragraphs,
    )
    # What was not understood of the query is not in the one that was made of it and the filters.
    notes = parse(asked.q).warnings if asked.filters else ()
    page = replace(page, warnings=tuple(dict.fromkeys((*notes, *page.warnings))))
    return _answer(with_originals(page, archive) if asked.originals else page)


@api.get("/statements/<identity:identity>")
def statement(identity: str) -> Response:
    """Return a whole statement."""
    params.strictly(request.args, params.NONE)
    return _answer(statement_to_json(current_archive().statement(identity)))


@api.get("/statements/<identity:identity>/reuse")
def reuse(identity: str) -> Response:
    """Return what is new in a statement, and what was said before."""
    params.strictly(request.args, params.NONE)
    return _answer(current_archive().reuse(identity))


@api.get("/suggest")
def suggest() -> Response:
    """Return queries that complete what was typed."""
    values = params.strictly(request.args, params.SUGGEST)
    query = params.query(values)
    found = current_archive().suggest(query, params.whole_number(values, params.SUGGESTIONS))
    return _answer(Suggestions(query=query, suggestions=found))


@api.get("/history")
def history() -> Response:
    """Return when lines were said, how often, by whom and in which variants."""
    values = params.strictly(request.args, history_params.HISTORY)
    told = current_archive().history(
        *history_params.lines_of(values["q"]),
        by=history_params.dimensions(values.get("by")),
        variants=params.truth(values, history_params.VARIANTS),
        limit=params.whole_number(values, history_params.LIMIT),
        page=params.whole_number(values, history_params.PAGE),
        synonyms=params.truth(values, params.SYNONYMS),
    )
    return _answer(told)


@api.get("/quote")
def quote() -> Response:
    """Return the paragraph that a permalink names, to be shown elsewhere."""
    values = params.strictly(request.args, params.QUOTE)
    if params.SPOKEN.name in values:
        params.one_of(values, params.SPOKEN.name, LOCALES)
    today = datetime.now(UTC).date()
    return _answer(quote_at(values["url"], current_archive(), site_name=current_settings().site_name, today=today))


@api.post("/check")
def check() -> Response:
    """Return what the archive has of each quotation in a text that is posted; nothing of it is kept."""
    params.strictly(request.args, params.NONE)
    asked = check_request(request.get_data())
    return _answer(current_archive().check_quotes(asked.text, speaker=asked.speaker))


@api.get("/openapi.json")
def description() -> Response:
    """Return the description of this API."""
    params.strictly(request.args, params.NONE)
    return jsonify(describe(current_settings().site_name, site_root(), OPERATIONS))


def _answer(record: object) -> Response:
    """Return a record, with all that is in it, as `statement.to_json` would tell it."""
    return Response(orjson.dumps(record, default=_mapping) + b"\n", mimetype="application/json")


def _mapping(value: object) -> dict[object, object]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")
