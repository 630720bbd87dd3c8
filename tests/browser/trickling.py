"""A slow line to the site: its pages arrive in pieces, and a browser paints what it has."""

import http.server
import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.browser.hosting import listening

PAUSE = 0.1
"""Seconds between two pieces: long enough for a browser to paint."""

PIECES = 8

BEFORE = re.compile(r"(?=<button)|(?=<input)|(?=</form>)|(?=<textarea)|(?=<h2)|(?=<li)|(?=<footer)")
"""Where a page is cut, most telling first met: what stands beside or above something is there before it."""


@contextmanager
def trickling(address: str) -> Iterator[str]:
    """Answer as the site at an address does, but send pages slowly, until the block ends; yield the line's address."""

    class Line(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with urllib.request.urlopen(address.rstrip("/") + self.path) as answer:
                body, headers = answer.read(), answer.headers
            self.send_response(200)
            for name in ("Content-Type", "Content-Security-Policy"):
                if headers[name]:
                    self.send_header(name, headers[name])
            self.end_headers()
            if headers.get_content_type() != "text/html":
                self.wfile.write(body)
                return
            for piece in pieces(body.decode()):
                self.wfile.write(piece.encode())
                self.wfile.flush()
                time.sleep(PAUSE)

        def log_message(self, *_arguments: object) -> None:
            pass

    with listening(Line) as line:
        yield line


def pieces(page: str) -> list[str]:
    """Cut a page before the first things that may push others aside, and in equal parts after them."""
    parts = BEFORE.split(page)
    first, rest = parts[:PIECES], parts[PIECES:]
    step = max(1, len(rest) // PIECES)
    return [*first, *("".join(rest[at : at + step]) for at in range(0, len(rest), step))]
