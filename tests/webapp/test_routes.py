"""Every address: its status, what it answers with, and what each answer carries."""

import json
from urllib.parse import quote

import pytest

from indexer.settings import Settings
from tests.webapp.conftest import ODD_ID
from webapp import create_app
from webapp.security import FRAMED_HEADERS, HEADERS, is_shared

HTML, JSON, XML, SCRIPT = "text/html", "application/json", "application/atom+xml", "text/javascript"

ROUTES = [
    ("/", 200, HTML),
    ("/?q=harbour", 200, HTML),
    ("/?q=harbour&page=2", 200, HTML),
    ("/?q=harbour&page=3", 404, HTML),
    ("/?q=harbour&page=abc", 400, HTML),
    ("/?q=harbour&page=0", 400, HTML),
    ("/?q=harbour&page=-1", 400, HTML),
    ("/?q=harbour&page=" + "9" * 5000, 400, HTML),
    ("/?q=harbour&page=²", 400, HTML),
    ("/?q=harbour&sort=best", 400, HTML),
    ("/?q=harbour&group=publisher", 400, HTML),
    ("/?q=" + "a" * 1001, 400, HTML),
    ("/?q=" + "a" * 1000, 200, HTML),
    ("/?q=harbour&utm_source=letter", 200, HTML),
    ("/?q=harbour&sort=", 200, HTML),
    ("/?q=harbour&synonyms=false", 200, HTML),
    ("/?q=harbour&synonyms=", 200, HTML),
    ("/?q=harbour&synonyms=some", 400, HTML),
    ("/s/made-01?q=harbour&synonyms=false", 200, HTML),
    ("/s/made-01?q=harbour&synonyms=some", 400, HTML),
    ("/?q=harbour&filters=lang:en", 302, HTML),
    ("/?filters=lang:en", 302, HTML),
    ("/?filters=", 200, HTML),
    ("/?q=harbour&filters=gulls", 400, HTML),
    ("/?q=%20", 200, HTML),
    ("/s/made-01", 200, HTML),
    ("/s/made-01?q=harbour", 200, HTML),
    ("/s/" + quote(ODD_ID, safe=""), 200, HTML),
    ("/s/made-01?q=" + "a" * 1001, 400, HTML),
    ("/s/nobody", 404, HTML),
    ("/s/", 404, HTML),
    ("/s/%ED%A0%80", 404, HTML),
    ("/help", 200, HTML),
    ("/widget", 200, HTML),
    ("/nowhere", 404, HTML),
    ("/static/style.css", 200, "text/css"),
    ("/static/icon.svg", 200, "image/svg+xml"),
    ("/static/nothing.css", 404, HTML),
    ("/static/../__init__.py", 404, HTML),
    ("/static/%2e%2e%2fapi.py", 404, HTML),
    ("/widget.js", 200, SCRIPT),
    ("/quote.js", 200, SCRIPT),
    ("/check.js", 200, SCRIPT),
    ("/embed", 200, HTML),
    ("/embed?q=harbour", 200, HTML),
    ("/embed?q=harbour&filters=lang:en&theme=dark&limit=3&group=paragraph", 200, HTML),
    ("/embed?q=zzzz&theme=puce", 200, HTML),
    ("/embed?q=harbour&filters=gulls", 400, HTML),
    ("/embed?filters=gulls", 400, HTML),
    ("/embed?q=harbour&limit=0", 400, HTML),
    ("/embed?q=harbour&group=publisher", 400, HTML),
    ("/embed?q=" + "a" * 1001, 400, HTML),
    ("/embed/quote?url=/s/made-01?p=1", 200, HTML),
    ("/embed/quote?url=/s/made-01?p=99-aaaaaaaa", 200, HTML),
    ("/embed/quote?url=/s/nobody?p=1", 404, HTML),
    ("/embed/quote?url=https://elsewhere.example/s/made-01?p=1", 400, HTML),
    ("/embed/quote", 400, HTML),
    ("/embed/nowhere", 404, HTML),
    ("/oembed?url=/s/made-01?p=1", 200, JSON),
    ("/oembed?url=/s/made-01?p=1&format=xml", 200, "text/xml"),
    ("/oembed?url=/?q=harbour", 200, JSON),
    ("/oembed?url=/?q=harbour&maxwidth=300&maxheight=200", 200, JSON),
    ("/oembed?url=/?q=harbour&maxwidth=wide", 400, JSON),
    ("/oembed?url=/?q=harbour&format=yaml", 501, JSON),
    ("/oembed?url=/s/made-01", 404, JSON),
    ("/oembed?url=/s/nobody?p=1", 404, JSON),
    ("/oembed?url=/help", 404, JSON),
    ("/oembed?url=https://elsewhere.example/?q=harbour", 404, JSON),
    ("/oembed", 404, JSON),
    ("/feed.atom", 200, XML),
    ("/feed.atom?q=harbour", 200, XML),
    ("/feed.atom?q=harbour&synonyms=some", 400, HTML),
    ("/feed.atom?q=" + "a" * 1001, 400, HTML),
    ("/opensearch.xml", 200, "application/opensearchdescription+xml"),
    ("/suggestions?q=harb", 200, "application/x-suggestions+json"),
    ("/suggestions", 200, "application/x-suggestions+json"),
    ("/healthz", 200, JSON),
    ("/readyz", 200, JSON),
    ("/api/v1/search?q=harbour", 200, JSON),
    ("/api/v1/search?q=", 200, JSON),
    ("/api/v1/search?q=harbour&facets=all&explain=true&group=paragraph&sort=newest&limit=3&page=2", 200, JSON),
    ("/api/v1/search?q=harbour&facets=year,publisher", 200, JSON),
    ("/api/v1/search", 400, JSON),
    ("/api/v1/search?q=harbour&facets=colour", 400, JSON),
    ("/api/v1/search?q=harbour&facets=all,colour", 400, JSON),
    ("/api/v1/search?q=harbour&facets=year,,publisher", 400, JSON),
    ("/api/v1/search?q=harbour&facets=,", 400, JSON),
    ("/api/v1/search?q=harbour&facets=", 200, JSON),
    ("/api/v1/search?q=harbour&facets=year,%20publisher,all,year", 200, JSON),
    ("/api/v1/search?q=harbour&explain=perhaps", 400, JSON),
    ("/api/v1/search?q=harbour&synonyms=", 400, JSON),
    ("/api/v1/search?q=harbour&synonyms=false", 200, JSON),
    ("/api/v1/search?q=harbour&filters=lang:en", 200, JSON),
    ("/api/v1/search?q=&filters=lang:en", 200, JSON),
    ("/api/v1/search?q=harbour&filters=", 200, JSON),
    ("/api/v1/search?q=harbour&filters=gulls", 400, JSON),
    ("/api/v1/search?q=harbour&limit=101", 400, JSON),
    ("/api/v1/search?q=harbour&limit=", 400, JSON),
    ("/api/v1/search?q=harbour&page=99", 404, JSON),
    ("/api/v1/search?q=harbour&page=10001", 400, JSON),
    ("/api/v1/search?q=harbour&colour=red", 400, JSON),
    ("/api/v1/search?q=harbour&q=gulls", 400, JSON),
    ("/api/v1/search?q=" + "a" * 1001, 400, JSON),
    ("/api/v1/statements/made-01", 200, JSON),
    ("/api/v1/statements/" + quote(ODD_ID, safe=""), 200, JSON),
    ("/api/v1/statements/nobody", 404, JSON),
    ("/api/v1/statements/made-01?q=harbour", 400, JSON),
    ("/api/v1/suggest?q=harb", 200, JSON),
    ("/api/v1/suggest?q=harb&limit=0", 400, JSON),
    ("/api/v1/suggest", 400, JSON),
    ("/api/v1/quote?url=/s/made-01?p=1", 200, JSON),
    ("/api/v1/quote?url=/s/made-01%23p1", 200, JSON),
    ("/api/v1/quote?url=/s/made-01?p=99", 200, JSON),
    ("/api/v1/quote?url=/s/nobody?p=1", 404, JSON),
    ("/api/v1/quote?url=https://elsewhere.example/s/made-01?p=1", 400, JSON),
    ("/api/v1/quote?url=", 400, JSON),
    ("/api/v1/quote?url=/s/made-01?p=1&ui=es", 200, JSON),
    ("/api/v1/quote?url=/s/made-01?p=1&ui=tlh", 400, JSON),
    ("/api/v1/quote", 400, JSON),
    ("/api/v1/check", 405, JSON),
    ("/check", 200, HTML),
    ("/api/v1/openapi.json", 200, JSON),
    ("/api/v1/nowhere", 404, JSON),
    ("/api/", 200, HTML),
    ("/api", 308, HTML),
]

IDS = [path[:60] for path, _, _ in ROUTES]

POSTED_TO = ("/", "/s/made-01")
"""Addresses that take a search that is posted (`test_private.py`), but nothing else."""

NEEDS_ARCHIVE = (
    "/?",
    "/s/",
    "/feed.atom",
    "/suggestions?",
    "/readyz",
    "/api/v1/search",
    "/api/v1/st",
    "/api/v1/sug",
    "/api/v1/quote",
    "/embed?q",
    "/embed/quote?",
    "/oembed?url=/s/",
)
"""Beginnings of the addresses that only an archive can answer, whatever else is wrong with what was asked."""


def assert_error(body: str) -> None:
    """Assert the one shape of errors."""
    answer = json.loads(body)
    assert set(answer) == {"error"}
    assert set(answer["error"]) == {"code", "message", "hint"}
    assert answer["error"]["code"].isidentifier()
    assert answer["error"]["message"].endswith(".")


@pytest.mark.parametrize(("path", "status", "kind"), ROUTES, ids=IDS)
def test_each_address_has_its_status_and_its_kind(shelf, path, status, kind):
    response = shelf.get(path)
    assert (response.status_code, response.mimetype) == (status, kind)
    if status >= 400 and kind == JSON:
        assert_error(response.get_data(as_text=True))
    if kind == HTML:
        assert "<h1" in response.get_data(as_text=True)


@pytest.mark.parametrize("path", [path for path, _, _ in ROUTES], ids=IDS)
def test_every_answer_carries_the_headers(shelf, path):
    response = shelf.get(path)
    for name, value in (HEADERS | (FRAMED_HEADERS if path.startswith("/embed") else {})).items():
        assert response.headers.getlist(name) == [value]
    assert len(response.headers.getlist("Cache-Control")) == 1
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", [path for path, _, _ in ROUTES], ids=IDS)
def test_other_origins_may_read_the_api_and_the_widget_alone(shelf, path):
    response = shelf.get(path, headers={"Origin": "https://elsewhere.example"})
    shared = path.startswith(("/api/", "/widget.js", "/quote.js", "/check.js", "/oembed")) or path == "/api"
    is_shown = path.startswith("/embed") or path == "/static/icon.svg"
    assert response.headers.get("Access-Control-Allow-Origin") == ("*" if shared else None)
    assert response.headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if shared or is_shown else "same-origin")
    assert "Access-Control-Allow-Credentials" not in response.headers


@pytest.mark.parametrize("path", ["/", "/s/made-01", "/api/v1/search?q=x", "/widget.js", "/nowhere", "/api/nowhere"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_nothing_but_reading_and_posted_searches_is_answered(shelf, path, method):
    response = shelf.open(path, method=method)
    if method == "POST" and path in POSTED_TO:
        assert response.status_code == 415
        return
    assert response.status_code == 405
    assert {"GET", "HEAD"} <= set(response.headers["Allow"].split(", "))
    for name, value in (HEADERS | (FRAMED_HEADERS if path.startswith("/embed") else {})).items():
        assert response.headers[name] == value
    if path.startswith("/api"):
        assert_error(response.get_data(as_text=True))


def test_a_preflight_is_answered_where_other_origins_may_read(shelf):
    response = shelf.options("/api/v1/search")
    assert response.status_code == 204
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert shelf.options("/").status_code == 405


@pytest.mark.parametrize("path", ["/", "/?q=harbour", "/api/v1/search?q=harbour", "/widget.js", "/healthz"])
def test_head_answers_as_get_without_a_body(shelf, path):
    got, head = shelf.get(path), shelf.head(path)
    assert head.status_code == got.status_code
    assert head.content_type == got.content_type
    assert head.get_data() == b""


@pytest.mark.parametrize(("path", "status", "kind"), ROUTES, ids=IDS)
def test_without_an_index_the_site_stands_and_says_what_to_do(empty, path, status, kind):
    response = empty.get(path)
    asks_archive = path == "/" or path.startswith(NEEDS_ARCHIVE)
    if not asks_archive:
        assert response.status_code == status
        return
    # What is wrong with the call itself is told first: no index will mend it.
    assert response.status_code == 503 or (response.status_code, status) in {(400, 400), (404, 404)}
    if response.status_code == 503:
        assert int(response.headers["Retry-After"]) > 0
        assert "onrecord index" in response.get_data(as_text=True)
        assert response.mimetype == (
            HTML if kind == XML else JSON if kind == "text/xml" else kind.replace("x-suggestions+", "")
        )


def test_what_is_shared_is_told_by_the_whole_path():
    assert not is_shared("/apiary")
    assert not is_shared("/static/widget.js")
    assert not is_shared("/s//api/")


def test_an_unexpected_failure_tells_nobody_what_was_searched_for(shelf_archive, caplog):
    app = create_app(Settings(index=str(shelf_archive)))

    def fail():
        raise ValueError("a secret query")

    app.add_url_rule("/fail", "fail", fail)
    app.add_url_rule("/api/fail", "api_fail", fail)
    for path, kind in (("/fail", HTML), ("/api/fail", JSON)):
        response = app.test_client().get(path, query_string={"q": "a secret query"})
        assert (response.status_code, response.mimetype) == (500, kind)
        assert "secret" not in response.get_data(as_text=True)
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert "ValueError while answering fail" in caplog.text
    assert "test_routes.py" in caplog.text
    assert "secret" not in caplog.text.replace('raise ValueError("a secret query")', "")
