"""Figure 14: whatever is asked, in process, through the site and through a socket: no failure, no death of a server."""

import itertools
import multiprocessing
import socket
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from urllib.parse import urlencode, urlsplit

import pytest

from indexer import OnrecordError, open_archive
from indexer.query import MAX_CHARACTERS, parse
from indexer.settings import Settings
from indexer.wording import in_words
from tests.conftest import build_quietly, write_lines
from tests.faults.memory import peak, resident
from tests.faults.queries import queries
from tests.webapp.conftest import shelf_statements
from tests.webapp.described import ask
from tests.webapp.serving import serving
from webapp import create_app

SEARCHED = 50
"""Of so many queries one is searched for on both engines, not only parsed."""

BATCH = 5_000
GROWTH = 64 << 20
"""Bytes by which a process may grow, once it has answered as many queries as it keeps anything of."""

PATHS = (
    "/api/v1/search",
    "/",
    "/api/v1/suggest",
    "/suggestions",
    "/feed.atom",
    "/api/v1/export",
    "/s/made-01",
    "/embed",
)
WORKERS = 2


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    """Indexes of the same statements, one for each engine."""
    made = tmp_path_factory.mktemp("shelves")
    source = write_lines(made / "shelf.jsonl", shelf_statements())
    for engine in ("whoosh", "tantivy"):
        build_quietly(source, made / engine, engine=engine)
    return made


def ask_in_process(seed, number, folder):
    """Parse so many queries, each of which must mean what its text means, and search for some; return how it grew."""
    archives = [open_archive(folder / engine) for engine in ("whoosh", "tantivy")]
    before = 0
    for place, text in enumerate(itertools.islice(queries(seed), number)):
        if place == number // 2:
            before = resident()
        parsed = parse(text)
        again = str(parsed.query)
        assert len(again) > MAX_CHARACTERS or parse(again).query == parsed.query, ascii(text)
        in_words(parsed.query)
        if place % SEARCHED == 0:
            found = [_found(archive, text) for archive in archives]
            assert found[0] == found[1], ascii(text)
    return resident() - before


def _found(archive, text):
    """Return what a query finds, or why it is refused; no scores, which engines reckon each its way."""
    try:
        page = archive.search(text, facets=("publisher", "year"))
    except OnrecordError as error:
        return error.code, error.message
    return page.total, page.facets, page.warnings


def test_any_query_is_parsed_and_searched_alike_on_both_engines(shelves, rounds, figure):
    number = rounds(3_000, 10_000_000)
    sizes = [min(BATCH, number - start) for start in range(0, number, BATCH)]
    started = time.monotonic()
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as pool:
        grown = [*pool.map(ask_in_process, range(len(sizes)), sizes, itertools.repeat(shelves))]
    seconds = time.monotonic() - started
    assert max(grown) < GROWTH
    figure(
        f"14: {number:,} fuzzed queries parsed, {-(-number // SEARCHED):,} of them searched for on both engines: "
        f"0 failures, most growth of a batch {max(grown) >> 20} MB, {seconds:.0f} s"
    )


def test_any_query_is_answered_by_the_site(shelves, rounds, figure):
    number = rounds(400, 1_000_000)
    clients = [create_app(Settings(index=str(shelves / engine))).test_client() for engine in ("whoosh", "tantivy")]
    statuses = {}
    started = time.monotonic()
    before = 0
    for place, text in enumerate(itertools.islice(queries(14), number)):
        if place == number // 2:
            before = resident()
        answer = clients[place % 2].get(
            PATHS[place // 2 % len(PATHS)] + "?" + urlencode({"q": text}, errors="surrogatepass"), buffered=True
        )
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code in (200, 400), (answer.request.path, ascii(text))
        answer.close()
    assert statuses[200] > number / 2
    assert resident() - before < GROWTH
    told = ", ".join(f"{count:,} × {status}" for status, count in sorted(statuses.items()))
    figure(f"14: {number:,} fuzzed queries through the site: {told}, {time.monotonic() - started:.0f} s")


def test_any_query_through_a_socket_leaves_the_server_as_it_was(shelves, rounds, figure):
    number = rounds(150, 20_000)
    statuses = {}
    started = time.monotonic()
    with serving(shelves / "tantivy") as served:
        host = urlsplit(served.address)
        for place, text in enumerate(itertools.islice(queries(41), number)):
            status = _status(host, _request(place, text))
            statuses[status] = statuses.get(status, 0) + 1
            assert status in (200, 400), ascii(text)
        assert served.process.poll() is None
        assert served.get("/readyz")[0] == 200
        most = peak(served.process.pid) >> 20
    assert statuses[200] > number / 3
    told = ", ".join(f"{count:,} × {status}" for status, count in sorted(statuses.items()))
    figure(f"14: {number:,} fuzzed queries through a socket: {told}, {most} MB, {time.monotonic() - started:.0f} s")


def test_whatever_the_description_allows_is_answered_through_a_socket(shelves, rounds, figure):
    started = time.monotonic()
    with serving(shelves / "tantivy") as served:
        asked = ask(served.address, examples=rounds(2, 2_500), phases=("fuzzing",))
        assert served.process.poll() is None
    assert asked.broken == {}
    assert all(status < 500 for _, _, status in asked.answers)
    number = sum(asked.answers.values())
    assert number >= rounds(10, 20_000)
    figure(f"14: {number:,} calls by Schemathesis through a socket, {time.monotonic() - started:.0f} s")


def _request(place, text):
    """Return a request as bytes; every other one is not even percent-encoded as it should be."""
    raw = text.encode("utf-8", "surrogatepass")
    for each in b" \t\r\n\x0b\x0c#":
        raw = raw.replace(bytes([each]), b"+")
    query = raw if place % 2 else urlencode({"q": text}, errors="surrogatepass").removeprefix("q=").encode()
    path = PATHS[place % len(PATHS)].encode()
    return b"GET " + path + b"?q=" + query + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def _status(host, request):
    with closing(socket.create_connection((host.hostname, host.port), timeout=30)) as connection:
        connection.sendall(request)
        answer = b""
        while piece := connection.recv(1 << 16):
            answer += piece
    assert answer.startswith(b"HTTP/1.1 "), answer[:100]
    return int(answer.split(b" ", 2)[1])
