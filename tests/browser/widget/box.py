"""The search box, as one who uses it sees it."""

import re
from collections.abc import Mapping, Sequence

from playwright.sync_api import Locator, Page, Route

OPTION = "[role=option]"
SHARED: Mapping[str, str] = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "Retry-After"}
API = "**/api/v1/search?*"


class Box:
    """A search box in a page; what it has is found by role and part, inside its shadow root too."""

    def __init__(self, page: Page, selector: str = "onrecord-search") -> None:
        self.page = page
        self.element = page.locator(selector)
        self.field = self.element.locator("input[part=input]")
        self.button = self.element.locator("button[part=button]")
        self.options = self.element.locator(OPTION)
        self.heard = self.element.locator("[role=status]")
        self.seen = self.element.locator("[part=status]")
        self.retry = self.element.locator("button[part=retry]")

    def begin(self) -> None:
        """Put the cursor in it, and wait until it answers as one types."""
        self.field.focus()
        self.element.locator("[role=combobox]").wait_for()

    def type(self, text: str) -> None:
        """Type at the end of what is there."""
        self.field.press_sequentially(text)

    def search(self, text: str) -> None:
        """Type, and wait for results."""
        self.type(text)
        self.options.first.wait_for()

    def press(self, *keys: str) -> None:
        """Press keys, one after another, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def wait_to_hear(self, text: str | re.Pattern[str]) -> str:
        """Wait until something is read out, and return all of it."""
        self.heard.filter(has_text=text).wait_for(state="attached")
        return self.heard.inner_text()

    @property
    def active(self) -> str | None:
        """The id of the option that is active, as the field says."""
        return self.field.get_attribute("aria-activedescendant")

    @property
    def is_open(self) -> bool:
        """Whether the results are to be seen."""
        return self.element.locator("[part=panel]").is_visible()

    def is_focused(self, part: str) -> bool:
        """Tell whether the focus is on a part of it."""
        return self.element.evaluate("(box, part) => box.shadowRoot.activeElement?.part.contains(part) ?? false", part)

    def answer_with(self, **answer: object) -> None:
        """Answer every question from now on with this."""
        self.page.route(API, lambda route: route.fulfill(headers=SHARED, **answer))


def paragraph(text: str, highlights: Sequence[Sequence[int]] = (), **others: object) -> dict[str, object]:
    """Return a paragraph of an answer."""
    facts = {"number": 1, "permalink": "/s/one?p=1#p1", "speaker": None, "language": None}
    return facts | {"text": text, "highlights": list(highlights)} | others


def answer(*paragraphs: dict[str, object], **statement: object) -> dict[str, object]:
    """Return an answer of one statement."""
    facts = {"id": "one", "title": "A made statement", "published": None, "publisher": None, "language": None}
    hit = {"statement": facts | statement, "title_highlights": [], "paragraphs": list(paragraphs)}
    return {"total": {"statements": 1, "paragraphs": len(paragraphs)}, "hits": [hit]}


def numbered(number: int) -> dict[str, object]:
    """Return an answer of so many statements, each of one paragraph."""
    hits = [answer(paragraph(f"lantern {each}"), title=f"Statement {each}", id=f"s{each}") for each in range(number)]
    return {"total": {"statements": number, "paragraphs": number}, "hits": [each["hits"][0] for each in hits]}


def answering(answers: Mapping[str, dict[str, object]]) -> object:
    """Return a handler of requests that answers by the query, and holds what it has no answer for."""

    def reply(route: Route) -> None:
        for query, found in answers.items():
            if f"q={query}&" in route.request.url:
                route.fulfill(json=found, headers=SHARED)

    return reply


def centre(locator: Locator) -> tuple[float, float]:
    """Return the middle of an element on the screen."""
    found = locator.bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2
