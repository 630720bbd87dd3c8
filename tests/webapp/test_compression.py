"""Answers compressed: smaller, and the same once they are read."""

import gzip
import zlib
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import statement
from tests.webapp.conftest import without_nonces
from webapp.compression import LEAST, compressed

GZIP = {"Accept-Encoding": "gzip"}
COMPRESSED = [
    "/?q=harbour",
    "/s/made-01",
    "/help",
    "/static/style.css",
    "/static/reading.js",
    "/widget.js",
    "/feed.atom?q=harbour",
    "/sitemap.xml",
    "/api/v1/search?q=harbour",
    "/api/v1/openapi.json",
    "/api/v1/export?q=harbour",
    "/api/v1/export?q=harbour&format=jsonl",
]

MOST_TRANSFERRED = 30_000
"""Bytes of a page of results with everything that it asks for."""


@pytest.mark.parametrize("path", COMPRESSED)
def test_what_is_compressed_reads_the_same(shelf, path):
    # Each is read before the next is asked for: two streams cannot take turns in one thread.
    plain, small = shelf.get(path, buffered=True), shelf.get(path, headers=GZIP, buffered=True)
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    if "took_ms" not in plain.get_data(as_text=True):
        read = gzip.decompress(small.get_data()).decode()
        assert without_nonces(read) == without_nonces(plain.get_data(as_text=True))
    assert len(small.get_data()) < len(plain.get_data()) or len(plain.get_data()) < LEAST
    assert small.content_length in (None, len(small.get_data()))


@pytest.mark.parametrize("accepted", [None, "", "identity", "br", "gzip;q=0", "*;q=0"])
def test_nobody_gets_what_he_cannot_read(shelf, accepted):
    headers = {} if accepted is None else {"Accept-Encoding": accepted}
    assert "Content-Encoding" not in shelf.get("/?q=harbour", headers=headers).headers


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "*", "deflate, GZIP"])
def test_whoever_can_read_it_gets_it(shelf, accepted):
    assert shelf.get("/?q=harbour", headers={"Accept-Encoding": accepted}).headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("path", ["/healthz", "/robots.txt", "/suggestions?q=h"])
def test_what_is_small_is_sent_as_it_is(shelf, path):
    assert "Content-Encoding" not in shelf.get(path, headers=GZIP).headers


@pytest.mark.parametrize("path", ["/feed.atom?q=harbour", "/static/style.css", "/sitemap.xml"])
def test_an_unchanged_answer_is_not_sent_again_however_it_was_sent(shelf, path):
    for headers in ({}, GZIP):
        tag = shelf.get(path, headers=headers).headers["ETag"]
        for asking in ({}, GZIP):
            again = shelf.get(path, headers={**asking, "If-None-Match": tag})
            assert (again.status_code, again.get_data()) == (304, b"")
            assert "Content-Encoding" not in again.headers


def test_head_tells_of_the_same_answer(shelf):
    got, head = shelf.get("/feed.atom?q=harbour", headers=GZIP), shelf.head("/feed.atom?q=harbour", headers=GZIP)
    assert head.get_data() == b""
    assert head.headers["Content-Encoding"] == got.headers["Content-Encoding"]
    assert head.content_length == got.content_length


def test_an_export_arrives_in_pieces_as_it_is_read(site_of):
    made = [
        statement(f"made-{number}", *[f"Lantern {number}, {each}: {hash((number, each))}." for each in range(40)])
        for number in range(40)
    ]
    response = site_of(*made).get("/api/v1/export?q=lantern&format=jsonl", headers=GZIP, buffered=False)
    read = zlib.decompressobj(zlib.MAX_WBITS | 16)
    first = b"".join(read.decompress(piece) for piece in islice(response.response, 2))
    assert b"\n" in first
    assert first.count(b"\n") < len(made) * 40
    assert (first + read.decompress(b"".join(response.response))).count(b"\n") == len(made) * 40


def test_a_page_of_results_is_light(sample, shelf):
    for client, query in ((sample, "asylum OR refoulement"), (shelf, "harbour")):
        parts = [f"/?q={query}", "/static/style.css", "/static/reading.js", "/static/icon.svg"]
        assert sum(len(client.get(part, headers=GZIP).get_data()) for part in parts) <= MOST_TRANSFERRED


@given(st.lists(st.binary(max_size=40_000), max_size=5))
def test_any_stream_comes_back(pieces):
    made = list(compressed(pieces))
    assert gzip.decompress(b"".join(made)) == b"".join(pieces)
    assert made == list(compressed(pieces))
