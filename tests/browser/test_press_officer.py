"""The way of a press officer: the exact wording, at its paragraph, cited; with scripts and without."""

import re

import pytest

from tests.browser.shelf import EXACT, PARAGRAPHS, TITLE
from tests.browser.visiting import in_viewport

pytestmark = pytest.mark.browser

both = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])

CITED = PARAGRAPHS[2]


def search(page, query):
    page.get_by_label("Search statements").fill(query)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")


@both
def test_an_exact_wording_leads_to_its_paragraph_and_how_to_cite_it(visitor, shelf, scripts):
    page = visitor.open(shelf.address, java_script_enabled=scripts, viewport={"width": 1100, "height": 700})
    search(page, f'"{EXACT}"')
    passages = page.locator("article.hit .passage")
    assert passages.count() == 1
    assert "".join(passages.locator("mark").all_inner_texts()).replace(" ", "") == EXACT.replace(" ", "")
    assert passages.locator(".said").inner_text().startswith("quoted: A. Speaker, made director")
    passages.locator("a.number").click()
    page.wait_for_url(re.compile(r"/s/.+#p3$"))
    assert in_viewport(page, "#p3:target mark")
    page.locator("#p3 a.cite").click()
    cited = page.locator("article.cite-page")
    cited.wait_for()
    assert cited.get_by_role("heading", level=1).inner_text() == "Cite paragraph 3"
    assert cited.locator("blockquote").inner_text() == CITED.text
    text = cited.get_by_label("Plain text").input_value()
    address = page.locator("#p3 > a.number").get_attribute("href") if scripts else None
    assert text.startswith(CITED.text + "\n")
    for part in (TITLE, "Example Organisation", "11 February 2025", "paragraph 3", f"{shelf.address}/s/", "retrieved"):
        assert part in text
    assert address is None or address.partition("?")[2].partition("&")[0] in text
    assert visitor.asked == {shelf.address.removeprefix("http://")}


def test_the_citation_is_copied_where_one_reads(visitor, shelf):
    page = visitor.open(f'{shelf.address}/?q="{EXACT}"', permissions=["clipboard-read", "clipboard-write"])
    page.locator("article.hit a.number").click()
    cite = page.locator("#p3 a.cite")
    cite.click()
    dialog = page.get_by_role("dialog", name="Cite paragraph 3")
    dialog.wait_for()
    assert "/s/" in page.url
    for style in ("Plain text", "Markdown", "HTML"):
        button = dialog.get_by_role("button", name=f"Copy {style}")
        button.click()
        dialog.get_by_role("button", name=f"Copied {style}").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == dialog.get_by_label(style).input_value()
    page.locator("#heard").filter(has_text="Copied").wait_for(state="attached")
    page.keyboard.press("Escape")
    assert dialog.count() == 0
    assert cite.evaluate("(link) => link === document.activeElement")


def test_the_citation_is_copied_where_the_browser_gives_no_leave(visitor, shelf):
    page = visitor.open(f"{shelf.address}/s/made-01")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.evaluate("document.addEventListener('copy', () => { window.copied = String(document.getSelection()); })")
    page.locator("#p1 a.cite").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Copy Plain text").click()
    dialog.get_by_role("button", name="Copied Plain text").wait_for()
    shown = dialog.get_by_label("Plain text")
    assert page.evaluate("window.copied ?? null") is not None
    assert shown.evaluate("(area) => area.value.slice(area.selectionStart, area.selectionEnd)") == shown.input_value()


def test_the_dialog_closes_by_its_button_and_a_modified_click_opens_the_page(visitor, shelf):
    page = visitor.open(f"{shelf.address}/s/made-01")
    cite = page.locator("#p1 a.cite")
    cite.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Close").click()
    assert dialog.count() == 0
    with page.context.expect_page() as opened:
        cite.click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_load_state()
    assert "/cite/" in opened.value.url
    assert page.locator("dialog").count() == 0


@both
@pytest.mark.parametrize(
    ("style", "suffix", "beginning"),
    [("RIS", "ris", "TY  - ELEC\r\n"), ("BibTeX", "bib", "@misc{"), ("CSL-JSON", "json", "[")],
)
def test_the_reference_is_downloaded(visitor, shelf, scripts, style, suffix, beginning):
    page = visitor.open(f'{shelf.address}/?q="{EXACT}"', java_script_enabled=scripts)
    page.locator("article.hit a.number").click()
    page.locator("#p3 a.cite").click()
    with page.expect_download() as download:
        page.locator(".downloads").get_by_role("link", name=style).click()
    assert download.value.suggested_filename.endswith(f".{suffix}")
    written = download.value.path().read_bytes().decode()
    assert written.startswith(beginning)
    assert TITLE in written
    assert "p=3-" in written
