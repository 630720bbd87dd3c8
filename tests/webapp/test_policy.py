"""What may run on a page: the scripts that its own template named, by a number drawn for that one answer."""

import base64
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Response, request

from indexer.settings import Settings
from tests.webapp.conftest import soup
from tests.webapp.test_routes import ROUTES
from webapp import create_app
from webapp.policy import NONCE_BYTES, nonce

PAGES = [path for path, status, kind in ROUTES if kind == "text/html" and status not in (302, 308)]
CHAINED = ("/widget", "/widget/themes")
"""Pages whose scripts name others: the search box loads its own files when it is used."""

KEPT = ["/static/style.css", "/widget.js", "/feed.atom", "/opensearch.xml", "/sitemap.xml", "/widget/themes/style.css"]


def site(index, **settings: str):
    """Return a site of an index."""
    return create_app(Settings(index=str(index), **settings))


def directives(response) -> dict[str, list[str]]:
    """Return the policy of an answer, by directive."""
    parts = (each.split() for each in response.headers["Content-Security-Policy"].split("; "))
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("path", [*PAGES, "/widget/themes"], ids=lambda path: path[:60])
def test_a_page_runs_its_own_scripts_and_no_other(shelf, path):
    response = shelf.get(path)
    scripts = soup(response).select("script")
    numbers = {each["nonce"] for each in scripts}
    told = directives(response)
    if path.startswith("/embed"):
        assert not scripts
        assert told["script-src"] == ["'none'"]
        return
    (number,) = numbers
    chained = ["'strict-dynamic'"] if path in CHAINED else []
    assert told["script-src"] == [f"'nonce-{number}'", *chained]
    assert all(each["src"].startswith(("/static/", "/widget.js")) and not each.string for each in scripts)


@pytest.mark.parametrize("path", [path for path, _, _ in ROUTES], ids=lambda path: path[:60])
def test_nothing_is_loaded_that_is_not_named_and_no_text_is_code(shelf, path):
    told = directives(shelf.get(path))
    assert [told[name] for name in ("default-src", "object-src", "base-uri")] == [["'none'"]] * 3
    assert told["require-trusted-types-for"] == ["'script'"]
    assert told["trusted-types"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & {
        each for name in ("script-src", "style-src", "connect-src", "form-action") for each in told.get(name, [])
    }


@pytest.mark.parametrize(("path", "kind"), [(path, kind) for path, status, kind in ROUTES if kind != "text/html"])
def test_what_is_no_page_runs_nothing_where_it_is_opened_as_one(shelf, path, kind):
    told = directives(shelf.get(path))
    assert told["script-src"] == ["'none'"]
    assert told["form-action"] == ["'none'"]
    assert "style-src" not in told


def test_no_two_answers_share_a_number(shelf):
    with ThreadPoolExecutor(8) as pool:
        pages = list(pool.map(lambda _: shelf.application.test_client().get("/?q=harbour"), range(100)))
    numbers = [re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"])[1] for page in pages]
    assert len(set(numbers)) == len(numbers)
    assert {len(base64.urlsafe_b64decode(f"{each}==")) for each in numbers} == {NONCE_BYTES}
    assert all(page.get_data(as_text=True).count(number) == 1 for page, number in zip(pages, numbers, strict=True))


@pytest.mark.parametrize(
    "path",
    ["/static/style.css", "/widget.js", "/feed.atom", "/opensearch.xml", "/sitemap.xml", "/widget/themes/style.css"],
)
def test_an_answer_that_nothing_changed_has_the_policy_of_what_is_kept(shelf, path):
    kept = shelf.get(path, buffered=True)
    again = shelf.get(path, headers={"If-None-Match": kept.headers["ETag"]}, buffered=True)
    assert again.status_code == 304
    assert again.headers["Content-Security-Policy"] == kept.headers["Content-Security-Policy"]
    assert "nonce" not in kept.headers["Content-Security-Policy"]


def test_a_page_that_nothing_changed_keeps_the_policy_that_it_came_with(shelf_archive):
    app = site(shelf_archive)

    def page():
        response = Response(f"<!doctype html><script nonce={nonce()}></script>", mimetype="text/html")
        response.set_etag("as-it-was")
        return response.make_conditional(request)

    app.add_url_rule("/kept", "kept", page)
    client = app.test_client()
    assert "script-src 'nonce-" in client.get("/kept").headers["Content-Security-Policy"]
    again = client.get("/kept", headers={"If-None-Match": '"as-it-was"'})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers


def test_browsers_tell_of_what_was_stopped_where_somebody_wants_to_know(shelf_archive):
    answer = site(shelf_archive, policy_reports="https://reports.example/csp").test_client().get("/")
    told = directives(answer)
    assert told["report-uri"] == ["https://reports.example/csp"]
    assert answer.headers["Reporting-Endpoints"] == f'{told["report-to"][0]}="https://reports.example/csp"'
    silent = site(shelf_archive).test_client().get("/")
    assert "report" not in silent.headers["Content-Security-Policy"]
    assert "Reporting-Endpoints" not in silent.headers


@pytest.mark.parametrize(
    ("address", "told"), [("https://archive.example", "max-age=31536000"), ("http://archive.example", None), ("", None)]
)
def test_who_was_here_asks_by_https_alone_where_the_site_has_it(shelf_archive, address, told):
    client = site(shelf_archive, base_url=address).test_client()
    for path in ("/", "/nowhere", "/api/v1/search?q=harbour", "/static/style.css"):
        assert client.get(path).headers.get("Strict-Transport-Security") == told
