"""Another site: one page, at an address of its own."""

import http.server
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

NO_HEADERS: Mapping[str, str] = {}


@contextmanager
def hosting(body: str, headers: Mapping[str, str] = NO_HEADERS) -> Iterator[str]:
    """Answer every request with a page until the block ends; yield the page's address."""
    sent = body.encode()

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(sent)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_arguments: object) -> None:
            pass

    with listening(Host) as address:
        yield address


@contextmanager
def listening(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """Let a handler answer, each request in a thread of its own, until the block ends; yield the address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
