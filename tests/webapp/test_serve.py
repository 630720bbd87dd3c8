"""`onrecord serve`: tells its address, notices a new index, keeps silent about searches, stops when asked."""

import json
import signal
import socket
from http.client import HTTPResponse
from urllib.parse import quote, urlsplit

import pytest

from tests.conftest import SEEDS, build_quietly
from tests.webapp.serving import PATIENCE, serve_in_vain, serving
from webapp.security import HEADERS


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_asked_to_stop(sample_archive, asked):
    with serving(sample_archive) as server:
        status, headers, body = server.get("/?q=expulsion")
        assert status == 200
        assert b"<mark>" in body
        assert "script-src 'nonce-" in headers["Content-Security-Policy"]
        assert server.get("/readyz")[0] == 200
        assert server.stop(asked) == (0, "")


def test_it_warns_of_a_missing_index_and_serves_it_from_when_it_is_there(tmp_path):
    with serving(tmp_path / "index") as server:
        assert "Warning: There is no index" in server.told
        assert "onrecord index" in server.told
        assert server.get("/healthz")[0] == 200
        assert [server.get(path)[0] for path in ("/readyz", "/", "/api/v1/search?q=expulsion")] == [503, 503, 503]
        build_quietly(SEEDS, tmp_path / "index")
        assert [server.get(path)[0] for path in ("/readyz", "/", "/api/v1/search?q=expulsion")] == [200, 200, 200]


def test_a_port_in_use_is_one_clear_message(sample_archive):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        failed = serve_in_vain("--index", str(sample_archive), "--port", str(port))
    assert failed.returncode == 1
    assert failed.stdout == ""
    first, second = failed.stderr.splitlines()
    assert first == f"Error: Port {port} of 127.0.0.1 is in use."
    assert "--port" in second


def test_an_address_of_another_machine_is_told(sample_archive):
    failed = serve_in_vain("--index", str(sample_archive), "--port", "0", "--host", "192.0.2.1")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("Error: The server cannot listen at 192.0.2.1:0")
    assert "--host" in failed.stderr
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("options", [("--port", "many"), ("--port", "70000"), ("--threads", "0"), ("--colour", "red")])
def test_a_wrong_call_is_told_so(options):
    failed = serve_in_vain(*options)
    assert failed.returncode == 2
    assert options[0] in failed.stderr


def test_nothing_that_was_searched_for_is_written_anywhere(sample_archive):
    with serving(sample_archive) as server:
        for path in ("/", "/s/nobody", "/api/v1/search", "/api/v1/search?page=x", "/feed.atom", "/suggestions", "/no"):
            server.get(f"{path}{'&' if '?' in path else '?'}q=sentinel")
        status, written = server.stop()
    assert (status, written) == (0, "")


def test_a_long_query_of_any_script_fits_and_a_longer_header_is_refused(sample_archive):
    with serving(sample_archive) as server:
        assert server.get("/api/v1/search?q=" + quote("𝒶" * 1000))[0] == 200
        assert server.get("/api/v1/search?q=" + "a" * 40_000)[0] in (400, 431)
        assert json.loads(server.get("/healthz")[2]) == {"status": "alive"}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost a\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n" + b"x" * 20_000, 413),
        (b"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_what_is_no_request_is_refused_with_the_headers_of_every_answer(served_sample, sent, status):
    where = urlsplit(served_sample.address)
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
        connection.sendall(sent)
        answer = HTTPResponse(connection)
        answer.begin()
        with answer:
            assert answer.status == status
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; object-src 'none'")
            assert answer.headers["Cache-Control"] == "no-store"
            assert b"Traceback" not in answer.read()


@pytest.mark.parametrize("path", ["/api/v1/check", "/api/v1/search", "/api"])
@pytest.mark.parametrize("announced", ["Content-Length: 6000000", "Transfer-Encoding: chunked"])
def test_a_body_beyond_what_the_server_reads_is_refused_as_every_error_of_the_api(served_sample, path, announced):
    where = urlsplit(served_sample.address)
    head = f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{announced}\r\n\r\n"
    body = b"41000\r\n" + b"x" * 0x41000 if "chunked" in announced else b""
    with socket.create_connection((where.hostname, where.port), timeout=PATIENCE) as connection:
        connection.sendall(head.encode() + body)
        answer = HTTPResponse(connection)
        answer.begin()
        with answer:
            assert (answer.status, answer.headers["Content-Type"]) == (413, "application/json")
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
            told = json.loads(answer.read())
            assert told["error"]["code"] == "too_large"


@pytest.fixture(scope="module")
def served_sample(sample_archive):
    with serving(sample_archive) as server:
        yield server


def test_an_odd_id_survives_the_way_through_the_server(shelf_archive):
    with serving(shelf_archive) as server:
        for hit in json.loads(server.get("/api/v1/search?q=lantern")[2])["hits"]:
            identity = quote(hit["statement"]["id"], safe="")
            assert json.loads(server.get(f"/api/v1/statements/{identity}")[2])["id"] == hit["statement"]["id"]
            assert server.get(hit["paragraphs"][0]["permalink"].partition("#")[0])[0] == 200
