"""The log: nothing of a search, no event that looks like two, and what needs somebody."""

import io
import json
import logging
import secrets
import time
from urllib.parse import quote

import pytest
from flask import request
from hypothesis import given
from hypothesis import strategies as st

from indexer.settings import Settings
from tests.webapp.serving import serving
from webapp import create_app
from webapp.logs import ACCESS, JsonFormatter, TextFormatter

PATHS = ("/", "/s/nobody", "/api/v1/search", "/api/v1/search?page=x", "/feed.atom", "/suggestions", "/no", "/metrics")


def record_of(message, exc_info=None):
    return logging.LogRecord("waitress", logging.ERROR, __file__, 1, "Exception while serving %s", (message,), exc_info)


@given(st.text())
def test_no_text_makes_a_second_event(text):
    as_text = TextFormatter().format(record_of(text))
    assert as_text.startswith("ERROR: ")
    assert all(line.startswith("  ") for line in as_text.splitlines()[1:])
    assert all(each.isprintable() or each == "\n" for each in as_text)
    as_json = JsonFormatter().format(record_of(text))
    assert as_json.isascii()
    assert "\n" not in as_json
    assert json.loads(as_json)["level"] == "error"


@pytest.mark.parametrize("formatter", [TextFormatter(), JsonFormatter()], ids=["text", "json"])
def test_of_an_exception_its_kind_and_its_frames_are_told(formatter):
    def search(query):
        raise ValueError(f"cannot parse {query}")

    try:
        search("".join(["sen", "tinel"]))
    except ValueError as error:
        told = formatter.format(record_of("/", (type(error), error, error.__traceback__)))
    assert "ValueError" in told
    assert "in search" in told
    assert "sentinel" not in told


def test_times_are_of_utc(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    try:
        record = record_of("/")
        record.created = 0
        assert json.loads(JsonFormatter().format(record))["time"] == "1970-01-01T00:00:00.000+00:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_is_refused_is_told_of_by_its_status(sample_archive, caplog):
    app = create_app(Settings(index=str(sample_archive), access_log="on", rate_limit="3/day"))
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    with caplog.at_level(logging.INFO, logger=ACCESS):
        for path in ("/?page=x", "/no", "/help", "/help"):
            client.get(path).close()
        client.put("/").close()
    events = [json.loads(JsonFormatter().format(each)) for each in caplog.records if each.name == ACCESS]
    assert [(event["method"], event["route"], event["status"]) for event in events] == [
        ("GET", "/", 400),
        ("GET", "none", 404),
        ("GET", "/help", 200),
        ("GET", "/help", 429),
        ("PUT", "none", 405),
    ]


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_the_access_log_tells_the_route_and_nothing_that_was_asked(sample_archive, log_format):
    word = f"sentinel{secrets.token_hex(4)}"
    with serving(sample_archive, access_log="on", log_format=log_format, metrics="on") as server:
        for path in PATHS:
            asked = f"{path}{'&' if '?' in path else '?'}q={word}"
            assert word not in server.get(asked)[1]["X-Request-Id"]
        server.get(f"/s/{word}")
        server.get(f"/{word}")
        figures = server.get("/metrics")[2].decode()
        status, written = server.stop()
    assert status == 0
    lines = written.splitlines()
    assert len(lines) == len(PATHS) + 3
    assert word not in written
    assert word not in figures
    assert "127.0.0.1" not in written
    if log_format == "json":
        events = [json.loads(line) for line in lines]
        assert [event["route"] for event in events][:2] == ["/", "/s/<identity:identity>"]
        assert {"time", "level", "logger", "request", "method", "route", "status", "ms", "bytes"} == events[0].keys()
        assert (events[0]["method"], events[0]["status"]) == ("GET", 200)
        assert events[0]["bytes"] > 1_000
        assert events[1]["status"] == 404
        assert len({event["request"] for event in events}) == len(events)
    else:
        assert " method=GET route=/ status=200 ms=" in lines[0]


def test_without_the_access_log_nothing_is_written_and_requests_have_no_names(sample_archive):
    with serving(sample_archive, log_format="json") as server:
        assert "X-Request-Id" not in server.get("/?q=expulsion")[1]
        assert server.stop() == (0, "")


def test_what_goes_wrong_carries_the_name_of_its_request(sample_archive, monkeypatch):
    def fail():
        raise RuntimeError(request.query_string)

    app = create_app(Settings(index=str(sample_archive), access_log="on"))
    app.add_url_rule("/fails", view_func=fail)
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    monkeypatch.setattr(logging.getLogger("webapp.errors"), "handlers", [handler])
    name = app.test_client().get("/fails?q=sentinel").headers["X-Request-Id"]
    event = json.loads(written.getvalue())
    assert event["request"] == name
    assert "RuntimeError while answering fail" in event["message"]
    assert "sentinel" not in written.getvalue()


@pytest.mark.parametrize(
    ("hops", "given", "kept"),
    [
        (1, "0123abcd-EF.9", True),
        (0, "0123abcd-EF.9", False),
        (1, "short", False),
        (1, "x" * 65, False),
        (1, "a b c d e", False),
    ],
)
def test_only_a_proxy_names_requests(sample_archive, hops, given, kept):
    app = create_app(Settings(index=str(sample_archive), access_log="on", proxy_hops=hops))
    name = app.test_client().get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert (name == given) is kept
    assert len(quote(name)) <= 64
