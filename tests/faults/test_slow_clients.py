"""Clients that send, or take, a byte at a time hold up nobody; a server that is asked to stop finishes first."""

import contextlib
import json
import select
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

import pytest

from tests.faults.conftest import FULL
from tests.webapp.serving import served_by, serving
from tests.webapp.slow_site import PIECE

SITE = [sys.executable, "-m", "tests.webapp.slow_site"]
SLOW = 200
NEVER_MS = 100.0
"""What 99 of 100 health checks take at most while slow clients are there, by the figure of the issue."""

GENEROUS = 10.0
"""How much more that may be in the short run, beside which anything else may run."""


def connected(served):
    where = urlsplit(served.address)
    return socket.create_connection((where.hostname, where.port), timeout=20)


@contextlib.contextmanager
def crowd(served, number, sent):
    """Hold so many connections open, on each of which so much was sent."""
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(connected(served)) for _ in range(number)]
        for each in held:
            each.sendall(sent)
        yield held


def is_closed(connection, seconds):
    """Tell whether the other side closes within so many seconds."""
    if not select.select([connection], [], [], seconds)[0]:
        return False
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def answer_of(connection, ending):
    got = b""
    while not got.endswith(ending):
        piece = connection.recv(1 << 16)
        assert piece, got
        got += piece
    return got


def everything(connection):
    with contextlib.suppress(ConnectionResetError):
        return b"".join(iter(lambda: connection.recv(1 << 20), b""))
    return b""


@pytest.fixture(scope="module")
def sample_server(sample_archive):
    with serving(sample_archive) as served:
        yield served


def milliseconds_of_health(served, times):
    took = []
    for _ in range(times):
        began = time.perf_counter()
        assert served.get("/healthz")[0] == 200
        took.append(1000 * (time.perf_counter() - began))
    return took


@pytest.mark.parametrize(
    ("how", "sent"),
    [
        ("say nothing", b""),
        ("never end their header", b"GET /api/v1/search?q=expulsion HTTP/1.1\r\nHost: a\r\nX-Slow: "),
        ("never end their body", b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nx"),
        ("read no answer", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
    ],
)
def test_200_slow_clients_hold_up_no_health_check(sample_server, rounds, figure, how, sent):
    with crowd(sample_server, SLOW, sent) as held:
        stop = threading.Event()

        def trickle():
            while not stop.wait(1.0):
                for each in held:
                    with contextlib.suppress(OSError):
                        each.send(b"x")

        trickling = threading.Thread(target=trickle)
        if "end" in how:
            trickling.start()
        # The first waits behind what they all asked for.
        milliseconds_of_health(sample_server, 1)
        took = milliseconds_of_health(sample_server, rounds(50, 1_000))
        stop.set()
        if "end" in how:
            trickling.join()
    p99 = quantiles(took, n=100)[98]
    figure(f"20: {SLOW} clients that {how}: {len(took):,} health checks, p99 {p99:.1f} ms, longest {max(took):.1f} ms")
    assert p99 <= NEVER_MS * (1 if FULL else GENEROUS)


def test_a_request_that_does_not_arrive_whole_in_time_is_given_up():
    with served_by([*SITE, "ARRIVING_SECONDS=1"]) as served, crowd(served, 3, b"GET /quick HT") as held:
        late, trickling, whole = held
        whole.sendall(b"TP/1.1\r\nHost: a\r\n\r\n")
        assert b"200 OK" in answer_of(whole, b"quick")
        began = time.monotonic()
        while not is_closed(trickling, 0.2) and time.monotonic() - began < 10:
            with contextlib.suppress(OSError):
                trickling.send(b"T")
        took = time.monotonic() - began
        assert took < 6
        assert is_closed(late, 2)
        assert not is_closed(whole, 0.2), "a connection between two requests was taken for a late one"
        whole.sendall(b"GET /quick HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"200 OK" in answer_of(whole, b"quick")
        assert served.stop() == (0, "")


def test_readers_that_take_no_answer_leave_a_thread_and_give_theirs_back():
    with served_by([*SITE, "TAKING_SECONDS=2"]) as served:
        with crowd(served, SLOW, b"GET /api/long?pieces=1000 HTTP/1.1\r\nHost: a\r\n\r\n"):
            assert served.get("/quick")[2] == b"quick"
            status, headers, body = served.get("/api/long?pieces=1")
            assert (status, headers["Retry-After"], json.loads(body)["error"]["code"]) == (503, "5", "busy")
            until = time.monotonic() + 20
            while (again := served.get("/api/long?pieces=1")[0]) == 503 and time.monotonic() < until:
                time.sleep(0.2)
        assert again == 200
        assert served.stop() == (0, "")


def test_an_answer_that_is_taken_slowly_arrives_whole():
    with served_by([*SITE, "TAKING_SECONDS=1"]) as served, crowd(served, 1, b"") as [connection]:
        connection.sendall(b"GET /api/long?pieces=120 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        got = bytearray()
        while piece := connection.recv(1 << 18):
            got += piece
            time.sleep(0.04)
        assert got.partition(b"\r\n\r\n")[2].count(b"x") == 120 * len(PIECE)


@pytest.mark.parametrize("path", [b"/api/long?pieces=1000", b"/whole?pieces=300"])
def test_an_answer_that_waits_is_in_no_file(path):
    with served_by(SITE) as served, crowd(served, 2, b"GET " + path + b" HTTP/1.1\r\nHost: a\r\n\r\n"):
        time.sleep(1.0)
        opened = [str(each.readlink()) for each in Path(f"/proc/{served.process.pid}/fd").iterdir()]
    assert opened
    assert [each for each in opened if "(deleted)" in each or "/tmp" in each] == []  # noqa: S108


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_what_is_under_way_is_finished_before_the_server_stops(asked):
    requests = [b"/slow?seconds=1", b"/slow?seconds=0.6", b"/api/long?pieces=300", b"/slow?seconds=1.2", b"/quick"]
    with served_by(SITE) as served, contextlib.ExitStack() as stack:
        held = [stack.enter_context(connected(served)) for _ in [*requests, "idle"]]
        # There are four threads: the last of them waits for another's end, and is answered all the same.
        for connection, request in zip(held, requests, strict=False):
            connection.sendall(b"GET " + request + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(0.3)
        served.process.send_signal(asked)
        assert is_closed(held[-1], 5), "an idle connection was not closed"
        with pytest.raises(OSError):  # noqa: PT011 - refused or reset
            connected(served)
        answers = [everything(each) for each in held[:-1]]
        assert [answer.partition(b"\r\n")[0] for answer in answers] == [b"HTTP/1.1 200 OK"] * len(requests)
        assert answers[2].partition(b"\r\n\r\n")[2].count(b"x") == 300 * len(PIECE)
        assert served.process.wait(timeout=10) == 0
        assert served.process.stderr.read() == ""


@pytest.mark.parametrize("signals", [1, 2])
def test_a_stop_is_bounded_and_a_second_signal_ends_it(signals):
    seconds = 1 if signals == 1 else 60
    with served_by([*SITE, f"STOP_SECONDS={seconds}"]) as served:
        with crowd(served, 1, b"GET /slow?seconds=30 HTTP/1.1\r\nHost: a\r\n\r\n"):
            time.sleep(0.3)
            began = time.monotonic()
            for _ in range(signals):
                served.process.send_signal(signal.SIGTERM)
                time.sleep(0.2)
            status, told = served.process.wait(timeout=20), served.process.stderr.read()
        assert time.monotonic() - began < 10
    assert status == 0
    assert "1 connections were closed" in told
