"""Every page of the site, and every state that one can be in."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from playwright.sync_api import Page

from indexer.anchors import anchor
from tests.browser.shelf import ODD_ID, PARAGRAPHS, REPORT_ID
from tests.browser.visiting import Visitor


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A page, and what is done on it before it is looked at.

    `server` is the fixture that serves it; `expects` is an element without which it is not in this state.
    """

    name: str
    path: str
    expects: str
    act: Callable[[Page], None] | None = None
    server: str = "shelf"
    status: int = 200

    def reach(self, page: Page, visitor: Visitor) -> None:
        """Do what is done on the page, and see that it is in this state."""
        if self.act:
            self.act(page)
        page.locator(self.expects).first.wait_for()
        if self.status != 200:
            visitor.expect_refusal(self.status)


def _results(name: str, query: str, expects: str, more: str = "", **others: object) -> State:
    return State(name=name, path=f"/?q={quote_plus(query)}{more}", expects=expects, **others)


def _unfold(page: Page) -> None:
    for each in page.locator("details").all():
        each.locator("summary").click()


def _cite(page: Page) -> None:
    page.locator(".body a.cite").first.click()
    page.locator("dialog[open] textarea").first.wait_for()


def _type(page: Page) -> None:
    page.locator("onrecord-search [part=input]").press_sequentially("harbour")
    page.locator("onrecord-search [role=option]").first.wait_for()


def _type_at_night(page: Page) -> None:
    page.locator(".night [part=input]").press_sequentially("harbour")
    page.locator(".night [role=option]").first.wait_for()
    page.keyboard.press("ArrowDown")


def _check(page: Page) -> None:
    page.locator("#text").fill(
        "“A second paragraph on harbour number 3, where gulls are counted.” He said “the harbour, visit 3: somebody "
        "was let in” and “the moon is made of green cheese and of nothing else.”"
    )
    page.locator(".check button").click()


def _choose(page: Page) -> None:
    page.locator("#option-filters").fill("lang:en")


REPORT = f"/s/{quote(REPORT_ID, safe='')}"
CITE = f"/cite/{quote(REPORT_ID, safe='')}"
ROLES = f"/s/{quote(ODD_ID, safe='')}"
ANCHOR = anchor(PARAGRAPHS[2])
FINGERPRINT = ANCHOR.partition("-")[2]
OTHER_WORDS = "aaaaaaaa"

HISTORY = f"/history?q={quote_plus('harbour')}%0Agulls+OR+lantern"
CHOSEN = "/widget?mode=dialog&lang=ar&theme=dark&limit=99&filters=harbour&recent=true"


def quotation_path(name: str) -> str:
    """Return the path of the frame that quotes the report's third paragraph under a name."""
    return f"/embed/quote?url={quote(f'{REPORT}?p={name}', safe='')}"


STATES = (
    State(name="home", path="/", expects=".entries a"),
    State(name="home, unfolded", path="/", expects=".histogram details[open]", act=_unfold),
    State(name="empty archive", path="/", expects=".welcome + .notice", server="bare"),
    _results("nothing in an empty archive", "harbour", ".nothing", server="bare"),
    _results("results", "harbour", "article.hit .more"),
    _results("results, unfolded", "harbour", "#narrow details[open]", act=_unfold),
    _results("flat paragraphs", "harbour", "article.hit", "&group=paragraph"),
    _results("filters", 'harbour publisher:"Example Organisation" date:2021', ".filters .remove"),
    _results("did you mean", "harbuor", ".suggestion a"),
    _results("some of the words", "harbour lantern gulls", ".partial"),
    _results("reasons", '"asylum right" lang:en', ".reasons a"),
    _results("nothing", "zzzz", ".nothing .examples a"),
    _results("warnings", 'harbour ("', ".warning"),
    _results("synonyms", "deportation", ".widened a"),
    _results("as typed", "deportation", ".widened a", "&synonyms=false"),
    _results("the second page", "harbour", ".pager [rel=prev]", "&page=2"),
    _results("opened", "harbour", "article.hit .more a", f"&opened={quote_plus(REPORT_ID)}"),
    _results("right to left", "الأشخاص", "article.hit [lang=ar]"),
    State(name="statement", path=REPORT, expects=".body .cite"),
    State(name="statement, unfolded", path=REPORT, expects=".record[open]", act=_unfold),
    State(name="marks", path=f"{REPORT}?q=harbour", expects=".matches a"),
    State(name="nothing to mark", path=f"{REPORT}?q=lantern", expects=".matches"),
    State(name="what is new", path=f"{REPORT}?reuse=true", expects="#reuse"),
    State(name="said before", path="/s/made-02?reuse=true", expects=".margin .reused a"),
    State(name="every role", path=f"{ROLES}?q=lantern", expects=".role-boilerplate"),
    State(name="arabic statement", path="/s/made-ar", expects=".body[dir=rtl]"),
    State(name="the paragraph", path=f"{REPORT}?p={ANCHOR}#p3", expects="#p3:target"),
    State(name="it moved", path=f"{REPORT}?p=9-{FINGERPRINT}", expects="#p3:target"),
    State(name="it changed", path=f"{REPORT}?p=3-{OTHER_WORDS}#p3", expects=".warning#changed"),
    State(name="it is gone", path=f"{REPORT}?p=99-{OTHER_WORDS}", expects=".warning#changed"),
    State(name="cite a statement", path=CITE, expects="textarea"),
    State(name="cite a paragraph", path=f"{CITE}?p={ANCHOR}", expects="blockquote"),
    State(name="cite what changed", path=f"{CITE}?p=3-{OTHER_WORDS}", expects=".warning"),
    State(name="cite what is gone", path=f"{CITE}?p=99-{OTHER_WORDS}", expects=".warning"),
    State(name="citing in place", path=REPORT, expects="dialog[open]", act=_cite),
    State(name="history", path="/history", expects="#lines"),
    State(name="the history of two lines", path=HISTORY, expects="svg.plot .line-2"),
    State(name="history by month", path=f"{HISTORY}&by=month", expects="svg.plot .line-2"),
    State(name="history of nothing", path="/history?q=zzzz", expects=".told"),
    State(name="history, refused", path="/history?q=harbour&by=decade", expects="[role=alert]", status=400),
    State(name="watches", path="/watches", expects=".history code"),
    State(name="check", path="/check", expects="#text"),
    State(name="checked", path="/check", expects=".quotation.altered ins", act=_check),
    State(name="help", path="/help", expects=".contents"),
    State(name="the API", path="/api/", expects=".api-page .operation"),
    State(name="widget", path="/widget", expects="onrecord-search [part=input]"),
    State(name="widget, chosen", path=CHOSEN, expects=".problems .warning"),
    State(name="widget, chosen at once", path="/widget", expects="#copy-box:text('lang:en')", act=_choose),
    State(name="widget, examples", path="/widget/themes", expects=".night [part=input]"),
    State(name="widget, an example open", path="/widget/themes", expects=".night [role=option]", act=_type_at_night),
    State(name="frame", path="/embed", expects="form input"),
    State(name="frame, results", path="/embed?q=harbour&theme=dark", expects="article .passage"),
    State(name="frame, nothing", path="/embed?q=zzzz", expects=".nothing"),
    State(name="frame, asked wrongly", path="/embed?q=x&filters=harbour", expects=".status", status=400),
    State(name="frame, a quotation", path=quotation_path(ANCHOR), expects="blockquote"),
    State(name="frame, it changed", path=quotation_path(f"3-{OTHER_WORDS}"), expects=".warning"),
    State(name="frame, it is gone", path=quotation_path(f"99-{OTHER_WORDS}"), expects=".warning"),
    State(name="widget, open", path="/widget", expects="onrecord-search [role=option]", act=_type),
    State(name="not there", path="/nowhere", expects=".notice .status", status=404),
    State(name="no such statement", path="/s/nowhere", expects=".notice .status", status=404),
    State(name="asked wrongly", path="/?q=harbour&page=first", expects=".notice .status", status=400),
    State(name="beyond the last page", path="/?q=harbour&page=99", expects=".notice .status", status=404),
)

LANGUAGES = ("en", "ar")
