"""The API answers as its description says, whatever is asked of it; and would be caught if it did not."""

import json
import re

import pytest
from werkzeug.wrappers import Request, Response

from indexer.settings import Settings
from tests.webapp.described import DESCRIPTION, ask
from webapp import create_app

EXAMPLES = 200
FEW = 15

OF_AN_ARCHIVE = ("not_a_server_error", "positive_data_acceptance")
"""What only an archive that is there can be held to."""


@pytest.fixture(scope="module")
def app(sample_archive):
    return create_app(Settings(index=str(sample_archive)))


@pytest.fixture(scope="module")
def asked(app):
    hit = app.test_client().get("/api/v1/search?q=the").get_json()["hits"][0]
    there = {"id": hit["statement"]["id"], "url": hit["paragraphs"][0]["permalink"]}
    return ask(app, examples=EXAMPLES, there=there)


@pytest.fixture(scope="module")
def described(app):
    return app.test_client().get(DESCRIPTION).get_json()


def test_every_answer_is_as_described(asked):
    assert asked.broken == {}


def test_every_described_status_was_met_but_those_of_a_missing_archive_or_a_limit(asked, described):
    met = {(path, str(status)) for path, _, status in asked.answers}
    told = {
        (path, status)
        for path, each in described["paths"].items()
        for operation in each.values()
        for status in operation["responses"]
    }
    # Where there are no parameters, only one that is unknown is refused, and none such is thought of; nor is a body of
    # many times what a text may have.
    unthought = {
        (DESCRIPTION, "400"),
        ("/api/v1/statements/{id}", "400"),
        ("/api/v1/statements/{id}/reuse", "400"),
        ("/api/v1/check", "413"),
    }
    assert {pair for pair in told if pair[1] not in {"429", "503"}} - met == unthought


def test_right_calls_are_answered_and_wrong_ones_are_refused(asked):
    for path in ("/api/v1/search", "/api/v1/suggest", "/api/v1/export", "/api/v1/history"):
        assert asked.answers[path, True, 200] > 50, path
        assert asked.answers[path, False, 400] > 30, path
    assert asked.answers["/api/v1/statements/{id}", True, 200] > 10
    assert asked.answers["/api/v1/check", True, 200] > 50
    assert asked.answers["/api/v1/check", False, 400] > 20
    # Nobody thinks of a permalink: all but the archive's own are refused as being none.
    assert asked.answers["/api/v1/quote", True, 200] > 0
    assert asked.answers["/api/v1/quote", False, 400] > 10


def test_without_an_archive_every_answer_is_as_described_too(tmp_path):
    asked = ask(create_app(Settings(index=str(tmp_path / "nowhere"))), examples=FEW, unchecked=OF_AN_ARCHIVE)
    assert asked.broken == {}
    assert {path for path, _, status in asked.answers if status == 503} == {
        *("/api/v1/search", "/api/v1/suggest", "/api/v1/export", "/api/v1/statements/{id}", "/api/v1/quote", "/readyz"),
        "/api/v1/history",
        "/api/v1/statements/{id}/reuse",
        "/api/v1/check",
    }


def lose_a_key(_request, response):
    if response.status_code == 200:
        response.data = re.sub(rb'"took_ms":[\d.]+,', b"", response.data)


def add_a_key(_request, response):
    if response.mimetype == "application/json":
        response.data = json.dumps({**json.loads(response.data), "extra": 1})


def answer_with_a_teapot(_request, response):
    if response.status_code == 400:
        response.status_code = 418


def answer_in_plain_text(_request, response):
    response.mimetype = "text/plain"


def lose_a_header(_request, response):
    del response.headers["Cache-Control"]


def fail(_request, response):
    response.status_code = 500


def accept_anything(request, response):
    if response.status_code == 400 and request.path.endswith("/suggest"):
        response.status_code, response.data = 200, json.dumps({"query": "", "suggestions": []})


def refuse_the_least(request, response):
    if request.args.get("limit") == "1":
        response.status_code = 400


def take_what_is_written(_request, response):
    if response.status_code == 405:
        response.status_code = 200


FAULTS = [
    (lose_a_key, "response_schema_conformance"),
    (add_a_key, "response_schema_conformance"),
    (answer_with_a_teapot, "status_code_conformance"),
    (answer_in_plain_text, "content_type_conformance"),
    (lose_a_header, "response_headers_conformance"),
    (fail, "not_a_server_error"),
    (accept_anything, "negative_data_rejection"),
    (refuse_the_least, "positive_data_acceptance"),
    (take_what_is_written, "unsupported_method"),
]


@pytest.mark.parametrize(("fault", "check"), FAULTS, ids=lambda each: getattr(each, "__name__", each))
def test_a_fault_would_be_found(app, fault, check):
    def faulty(environ, start_response):
        response = Response.from_app(app, environ, buffered=True)
        if environ["PATH_INFO"] != DESCRIPTION:
            fault(Request(environ), response)
        return response(environ, start_response)

    assert check in ask(faulty, examples=FEW, phases=("examples", "coverage")).broken
