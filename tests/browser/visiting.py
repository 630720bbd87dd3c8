"""One who opens pages in the real browser, and remembers all that went wrong."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

WATCH = """
window.shifted = 0;
window.moved = [];
const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) {
    if (each.hadRecentInput) continue;
    window.shifted += each.value;
    for (const { node, previousRect, currentRect } of each.sources)
      window.moved.push(`${node?.nodeName} ${node?.className}: ${place(previousRect)} to ${place(currentRect)}`);
  } })
  .observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", (event) => console.error(`CSP: ${event.violatedDirective}`));
"""
"""Adds up how far a page's parts moved by themselves and notes which, and tells what its policy forbade."""


class Visitor:
    """Opens pages and remembers every complaint of the browser, and every host that was asked."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts = []
        self.complaints: list[str] = []
        self.asked: set[str] = set()

    def open(self, address: str, **options: object) -> Page:
        """Open a page in a context of its own."""
        page = self.enter(**options)
        page.goto(address)
        return page

    def enter(self, **options: object) -> Page:
        """Open an empty page in a context of its own."""
        context = self._browser.new_context(**options)
        self._contexts.append(context)
        if options.get("java_script_enabled", True):
            context.add_init_script(WATCH)
        page = context.new_page()
        page.on("console", lambda message: self._complain(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._take_note(urlsplit(request.url).netloc))
        return page

    def expect_refusal(self, status: int) -> None:
        """Take note that the browser told of an answer with this status, and of nothing else."""
        told = [self.complaints.pop() for _ in range(len(self.complaints))]
        assert [str(status) in each for each in told] == [True], told

    def _take_note(self, host: str) -> None:
        if host:
            self.asked.add(host)

    def _complain(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)

    def leave(self) -> None:
        """Close all that was opened."""
        for context in self._contexts:
            context.close()


def in_viewport(page: Page, selector: str) -> bool:
    """Tell whether the first element of a selector is to be seen without scrolling."""
    box = page.locator(selector).first.bounding_box()
    size = page.viewport_size
    assert size is not None
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= size["height"] and box["x"] >= 0


def overflow(page: Page) -> list[str]:
    """Return what sticks out of the page sideways; nothing where a reader need not scroll that way."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
          [...document.body.querySelectorAll('*')]
            .filter((each) => { const box = each.getBoundingClientRect();
              return box.right > document.documentElement.clientWidth + 1 || box.left < -1; })
            .map((each) => each.outerHTML.slice(0, 80))"""
    )
