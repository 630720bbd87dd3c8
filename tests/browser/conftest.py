"""A real browser, a real server, and a page of another site."""

import http.server
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import SEEDS, build_quietly
from tests.webapp.serving import Served, serving

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

HOST_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Another site</title>
<link rel="icon" href="data:,">
<script type="module" src="{address}/widget.js"></script>
<script type="module" src="{address}/widget.js?again"></script>
</head><body>
<h1>Another site</h1>
<onrecord-search endpoint="{address}/">
<form action="{address}/" method="get"><label>Plain search <input type="search" name="q"></label>
<button>Go</button></form>
</onrecord-search>
<p>A paragraph below the box.</p>
</body></html>"""

HOST_POLICY = (
    "default-src 'none'; script-src {address}; connect-src {address}; img-src data:; form-action {address}; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample, served by the real command."""
    folder = tmp_path_factory.mktemp("served") / "index"
    build_quietly(SEEDS, folder)
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="session")
def other_site(served: Served) -> Iterator[str]:
    """The address of a page of another origin that embeds the widget under a strict policy."""
    body = HOST_PAGE.format(address=served.address).encode()

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", HOST_POLICY.format(address=served.address))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; where there is none, these tests fail."""
    path = shutil.which("chromium")
    assert path is not None, "There is no chromium on the path. On Debian: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


class Visitor:
    """Opens pages and remembers every complaint of the browser, and every host that was asked."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts = []
        self.complaints: list[str] = []
        self.asked: set[str] = set()

    def open(self, address: str, **options: object) -> Page:
        """Open a page in a context of its own."""
        context = self._browser.new_context(**options)
        self._contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: self._complain(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.add(request.url.split("/")[2]))
        page.goto(address)
        return page

    def _complain(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def leave(self) -> None:
        """Close all that was opened."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    """A visitor of whom no complaint may be left at the end."""
    made = Visitor(browser)
    yield made
    made.leave()
    assert made.complaints == []


def in_viewport(page: Page, selector: str) -> bool:
    """Tell whether the first element of a selector is to be seen without scrolling."""
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert size is not None
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and box["x"] >= 0
