"""What is searched for is kept nowhere: words that stand in no other text, asked of the real server in every way.

They are then looked for in all that its process wrote: its output, its log, the index, its folders for temporary and
for its own files, and every file that it holds open, whether or not that still has a name.
"""

import http.client
import os
import random
import socket
import string
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.conftest import build_quietly, write_lines
from tests.webapp.conftest import shelf_statements
from tests.webapp.serving import Served, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
WORDS = 1_000
SHORT = 90

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

POSTED = ("/", "/s/made-01", "/embed", "/help", "/api/v1/search", "/s/nobody")
"""Addresses to post a search to, some of which take none."""

METHODS = ("PUT", "DELETE", "OPTIONS", "TRACE")


@pytest.fixture(scope="module", params=["off", "on"])
def watched(request, tmp_path_factory) -> Iterator[tuple[Served, Path]]:
    """A server with folders of its own for everything, and those folders."""
    folder = tmp_path_factory.mktemp("watched")
    build_quietly(write_lines(folder / "shelf.jsonl", shelf_statements()), folder / "index")
    for name in ("tmp", "home"):
        (folder / name).mkdir()
    before = {name: os.environ.get(name) for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME")}
    os.environ |= {"TMPDIR": str(folder / "tmp"), "HOME": str(folder / "home"), "XDG_CACHE_HOME": str(folder / "home")}
    try:
        with serving(folder / "index", private_search=request.param) as server:
            yield server, folder
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
        connection.request(METHODS[place // 10 % len(METHODS)], f"/?q={word}", headers={"X-Query": word})
    elif place % 3 == 2:
        body = urlencode({"q": word}) if place % 2 else urlencode({"asked": f"q={word}&page={place % 4}"})
        connection.request(
            "POST", POSTED[place // 3 % len(POSTED)], body, FORM | {"Referer": f"http://x.example/{word}"}
        )
    else:
        address = BY_ADDRESS[place // 3 % len(BY_ADDRESS)].replace("{}", quote(word))
        connection.request("GET", address, headers={"User-Agent": word, "Accept-Encoding": "gzip"})
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


def test_what_is_searched_for_is_kept_nowhere_and_no_cookie_is_set(watched, rounds, figure):
    server, folder = watched
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
    kept = [path for path in (*folder.rglob("*"), *open_files) if holds(path, looked_for)]
    told = server.told + server.stop()[1]
    hits = len(kept) + sum(word in told for word in words)
    figure(f"19: {len(words):,} words searched for ({sorted(statuses.items())}), {hits} kept, {cookies} cookies")
    assert kept == []
    assert hits == 0
    assert cookies == 0


def test_what_is_kept_would_be_found(tmp_path):
    word = sentinels(1)[0].encode()
    (tmp_path / "kept").write_bytes(b"a log that says " + word)
    assert holds(tmp_path / "kept", [word])
    assert not holds(tmp_path / "kept", [b"another"])
