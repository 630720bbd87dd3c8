"""What is searched for is kept nowhere: words that stand in no other text, asked of the real server in every way.

They are then looked for in all that its process wrote: its output, its log, the index, its folders for temporary and
for its own files, and every file that it holds open, whether or not that still has a name. So it is where the operator
has every request told of in the log, and counted.
"""

import fcntl
import http.client
import json
import os
import random
import socket
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.conftest import build_quietly, write_lines
from tests.faults.conftest import FULL
from tests.webapp.conftest import shelf_statements
from tests.webapp.serving import Served, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WORDS = 1_000
SHORT = 70

BY_ADDRESS = (
    "/?q={}",
    "/?q=harbour+{}&sort=newest&group=paragraph",
    "/?q=%22{}%22+OR+harbour",
    "/?q={}&page=abc",
    "/?q={}&page=99",
    "/?q=harbour&filters={}",
    "/s/made-01?q={}",
    "/s/{}?q={}",
    "/cite/{}",
    "/embed?q={}",
    "/embed?q=harbour&filters={}",
    "/embed/quote?url={}",
    "/oembed?url=/?q={}",
    "/widget?filters={}",
    "/api/v1/search?q={}",
    "/api/v1/search?q={}&colour={}",
    "/api/v1/search?q={}~&explain=true&facets=all",
    "/api/v1/suggest?q={}",
    "/api/v1/export?q={}",
    "/api/v1/quote?url={}",
    "/suggestions?q={}",
    "/feed.atom?q={}",
    "/{}",
)
"""Ways to ask by address, right ones and wrong ones; each `{}` is the word."""

POSTED = ("/", "/s/made-01", "/embed", "/help", "/api/v1/search", "/s/nobody", "/check", "/api/v1/check")
"""Addresses to post a search to, some of which take none."""

METHODS = ("PUT", "DELETE", "OPTIONS", "TRACE")


SILENT = {"access_log": "off"}
TOLD = {"access_log": "on", "log_format": "json", "metrics": "on"}
TOLD_AS_TEXT = {"access_log": "on", "log_format": "text", "metrics": "on"}

WAYS = [
    {"private_search": "off", **SILENT},
    {"private_search": "on", **TOLD},
    {"private_search": "off", **TOLD_AS_TEXT},
    {"private_search": "on", **SILENT},
]
"""Settings of the site; the short run takes the first two, in which each is once."""

ROOM_FOR_LOG = 2**20
"""Bytes: the line of each request waits in a pipe, which nobody reads before the server has stopped."""


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Path:
    """The index that all servers read."""
    folder = tmp_path_factory.mktemp("searched")
    build_quietly(write_lines(folder / "shelf.jsonl", shelf_statements()), folder / "index")
    return folder / "index"


@pytest.fixture(scope="module", params=WAYS if FULL else WAYS[:2], ids=lambda way: " ".join(way.values()))
def watched(request, index, tmp_path_factory) -> Iterator[tuple[Served, Path, dict[str, str]]]:
    """A server with folders of its own for everything, those folders, and its settings."""
    folder = tmp_path_factory.mktemp("watched")
    for name in ("tmp", "home"):
        (folder / name).mkdir()
    before = {name: os.environ.get(name) for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME")}
    os.environ |= {"TMPDIR": str(folder / "tmp"), "HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "home")}
    try:
        with serving(index, **request.param) as server:
            fcntl.fcntl(server.process.stderr, fcntl.F_SETPIPE_SZ, ROOM_FOR_LOG)
            yield server, folder, request.param
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def sentinels(number: int) -> list[str]:
    """Return words that stand in no other text, the same each time."""
    chosen = random.Random(19)
    return ["zq" + "".join(chosen.choices(string.ascii_lowercase, k=14)) for _ in range(number)]


def ask(connection: http.client.HTTPConnection, word: str, place: int) -> http.client.HTTPResponse:
    """Ask for a word in the way whose turn it is."""
    if place % 10 == 9:
        named = {"X-Query": word, "X-Request-Id": word}
        connection.request(METHODS[place // 10 % len(METHODS)], f"/?q={word}", headers=named)
    elif place % 3 == 2:
        body = urlencode({"q": word, "text": word}) if place % 2 else urlencode({"asked": f"q={word}&page={place % 4}"})
        connection.request(
            "POST", POSTED[place // 3 % len(POSTED)], body, FORM | {"Referer": f"http://x.example/{word}"}
        )
    else:
        address = BY_ADDRESS[place // 3 % len(BY_ADDRESS)].replace("{}", quote(word))
        named = {"User-Agent": word, "X-Request-Id": word, "X-Forwarded-For": word}
        connection.request("GET", address, headers=named | {"Accept-Encoding": "gzip"})
    return connection.getresponse()


def give_up(address: str, word: str, *, midway: bool) -> None:
    """Ask for a word, and go before the answer comes or, `midway`, while the question is still asked."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=5) as connection:
        connection.sendall(f"GET /?q={word} HTTP/1.1\r\nHost: {word}.example\r\n".encode())
        if not midway:
            connection.sendall(b"\r\n")


def files_of(server: Served) -> set[Path]:
    """Return the files that the server holds open, those that no folder has any more among them."""
    held = Path(f"/proc/{server.process.pid}/fd")
    return {
        each for each in held.iterdir() if each.exists() and not str(each.readlink()).startswith(("/dev/", "socket:"))
    }


def holds(path: Path, words: list[bytes]) -> bool:
    """Tell whether a file holds any of the words."""
    content = path.read_bytes() if path.is_file() else b""
    return any(word in content for word in words)


def assert_told_of(lines: list[str], statuses: dict[int, int], log_format: str) -> None:
    """Assert that the log has a line for each request, or there would be little to look for words in."""
    if log_format == "json":
        told = Counter(json.loads(line)["status"] for line in lines)
    else:
        told = Counter(int(line.partition(" status=")[2].partition(" ")[0]) for line in lines)
    assert all(told[status] >= times for status, times in statuses.items())


def test_what_is_searched_for_is_kept_nowhere_and_no_cookie_is_set(watched, index, rounds, figure):
    server, folder, settings = watched
    words = sentinels(rounds(SHORT, WORDS))
    statuses, cookies = {}, 0
    for place, word in enumerate(words):
        if place % 20 == 19:
            give_up(server.address, word, midway=place % 40 == 19)
            continue
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=30)
        answer = ask(connection, word, place)
        answer.read()
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
        cookies += answer.headers.get("Set-Cookie") is not None
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        connection.close()
    assert {200, 400, 404, 405} <= set(statuses)
    looked_for = [word.encode() for word in words]
    open_files = files_of(server)
    kept = [path for path in (*index.rglob("*"), *folder.rglob("*"), *open_files) if holds(path, looked_for)]
    figures = server.get("/metrics")[2].decode()
    written = server.stop()[1]
    told = server.told + written + figures
    hits = len(kept) + sum(word in told for word in words)
    figure(
        f"19: {len(words):,} words searched for ({sorted(statuses.items())}), {hits} kept, {cookies} cookies; "
        + ", ".join(f"{name} {value}" for name, value in settings.items())
    )
    assert kept == []
    assert hits == 0
    assert cookies == 0
    assert [each for each in folder.rglob("*") if each.is_file()] == []
    if settings["access_log"] == "on":
        assert_told_of(written.splitlines(), statuses, settings["log_format"])


def test_what_is_kept_would_be_found(tmp_path):
    word = sentinels(1)[0].encode()
    (tmp_path / "kept").write_bytes(b"a log that says " + word)
    assert holds(tmp_path / "kept", [word])
    assert not holds(tmp_path / "kept", [b"another"])
