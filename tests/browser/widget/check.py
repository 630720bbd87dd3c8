"""The quote check, as one who uses it sees it, and answers made for it."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Page

VERBATIM = "Both rely on a lack of due process"
ALTERED = "these expulsions are deportations, a legal process"
ADDED = "always"
INSERTED = f"Both {ADDED} rely on a lack of due process"
INVENTED = "seven purple elephants were dancing around a wooden moon"
ARTICLE = f"“{VERBATIM},” she said. “{ALTERED}” and “{INSERTED}” and “{INVENTED}”."
"""An article with a quotation that stands in the sample, two that were altered, and one that nobody said."""

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Another site</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
{head}<script type="module" src="{address}/check.js"></script><script type="module" src="{address}/check.js?again">
</script></head><body><main><h1>Another site</h1>
<onrecord-check endpoint="{address}/"{attributes}>
<form action="{address}/check" method="post"><label>Quotation or article <textarea name="text"></textarea></label>
<button>Check</button></form>
</onrecord-check></main></body></html>"""
"""It loads the script twice."""


def page_of_check(address: str, *, attributes: str = "", head: str = "") -> str:
    """Return a page of another site."""
    return PAGE.format(address=address, attributes=attributes, head=head)


class Check:
    """A quote check in a page; what it has is found by role and part, inside its shadow root too."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("onrecord-check")
        self.text = self.element.locator("textarea[part=text]")
        self.speaker = self.element.locator("input[part=speaker-field]")
        self.button = self.element.locator("button[part=button]")
        self.heard = self.element.locator("[role=status]")
        self.answers = self.element.locator("[part=answer]")
        self.told = self.element.locator("[part~=verdict]")

    def send(self, text: str, speaker: str = "") -> None:
        """Post a text."""
        self.text.fill(text)
        self.speaker.fill(speaker)
        self.button.click()

    def ask(self, text: str, speaker: str = "") -> None:
        """Post a text, and wait for what is told of it."""
        with self.page.expect_response("**/api/v1/check"):
            self.send(text, speaker)
        self.heard.filter(has_text=":").wait_for()

    @property
    def verdicts(self) -> list[str]:
        """What is told of each quotation, in a word."""
        return self.told.all_inner_texts()

    def is_focused(self, part: str) -> bool:
        """Tell whether the focus is on a part of it."""
        told = "(check, part) => check.shadowRoot.activeElement?.part.contains(part) ?? false"
        return self.element.evaluate(told, part)


def place(text: str, permalink: str) -> dict[str, object]:
    """Return a place of an answer, in which everything that may be is this text."""
    paragraph = {"number": 1, "text": text, "highlights": [[0, 1]], "speaker": text, "permalink": permalink}
    statement = {"id": text, "title": text, "published": text, "publisher": text, "language": text}
    return {"statement": statement, "paragraphs": [paragraph]}


def quotation(text: str, **others: object) -> Mapping[str, object]:
    """Return the answer for a quotation: verbatim, if nothing else is said."""
    usual = {"verdict": "verbatim", "message": "Verbatim.", "kinds": [], "share": 1.0, "differences": []}
    known = {"places": [], "places_total": 1, "speaker": None, "speaker_stands": None}
    return {"text": text} | usual | known | others


def said(*quotations: Mapping[str, object], warnings: Sequence[str] = ()) -> dict[str, object]:
    """Return a whole answer."""
    return {"warnings": list(warnings), "quotations": list(quotations), "searched": {"statements": 2, "paragraphs": 3}}
