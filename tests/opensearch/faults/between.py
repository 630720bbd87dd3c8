"""A server that stands before a node: it hands on what is asked, or answers as a cluster in trouble does."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

PATIENCE = 120


@dataclass(frozen=True)
class Instead:
    """What is answered instead; a status of 0 cuts the connection, after some bytes of a whole answer where `begun`."""

    status: int
    body: object = None
    begun: bool = False
    kind: str = "application/json"


@dataclass
class Between:
    """What stands before a node: `fault` may answer in its place, `after` sees what was answered before it is sent."""

    node: str
    fault: Callable[[str, str], Instead | None] = lambda _method, _path: None
    change: Callable[[str, str, dict], dict] | None = None
    after: Callable[[str, str], None] = lambda _method, _path: None
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def heal(self) -> None:
        """Hand on everything again."""
        self.fault, self.change, self.after = (lambda *_: None), None, (lambda *_: None)


@contextmanager
def standing_before(node: str) -> Iterator[Between]:
    """Stand before a node until the block ends."""
    between = Between(node)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_any(self):
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            between.asked.append(f"{self.command} {self.path}")
            between.headers.append(dict(self.headers))
            instead = between.fault(self.command, self.path)
            if instead is None:
                instead = handed_on(between, self.command, self.path, dict(self.headers), body)
                between.after(self.command, self.path)
            self.answer(instead)

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_any  # noqa: N815 - its names

        def answer(self, instead):
            if not instead.status:
                if instead.begun:
                    self.wfile.write(
                        b'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n{"'
                    )
                self.close_connection = True
                return
            data = instead.body if isinstance(instead.body, bytes) else json.dumps(instead.body).encode()
            self.send_response(instead.status)
            self.send_header("content-type", instead.kind)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else data)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # who asked has been killed
    between.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield between
    finally:
        server.shutdown()
        server.server_close()


def handed_on(between: Between, method: str, path: str, headers: dict[str, str], body: bytes) -> Instead:
    """Ask the node, and return what it answers."""
    where = urlsplit(between.node)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=PATIENCE)
    try:
        kept = {name: value for name, value in headers.items() if name.lower() == "content-type"}
        connection.request(method, path, body, kept)
        answer = connection.getresponse()
        data, kind = answer.read(), answer.headers.get("content-type", "application/json")
    finally:
        connection.close()
    if between.change is not None and kind.startswith("application/json"):
        data = json.dumps(between.change(method, path, json.loads(data))).encode()
    return Instead(answer.status, data, kind=kind)
