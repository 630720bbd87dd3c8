"""The pages for frames, in frames of another site: sandboxed, and under the strictest policies a host can have."""

import pytest
from playwright.sync_api import expect

from tests.browser.hosting import hosting
from tests.browser.states import ANCHOR, REPORT, quotation_path

pytestmark = pytest.mark.browser

SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-forms"

HOST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Another site</title>
<link rel="icon" href="data:,">
<iframe id="search" title="Search" src="{address}/embed?filters=lang:en" width="400" height="600" sandbox="{sandbox}">
</iframe><iframe id="quotation" title="Quotation" src="{address}{quotation}" width="400" height="300"
sandbox="{sandbox}"></iframe></html>"""

HOSTS = {
    "plain": {},
    "strict": {"Content-Security-Policy": "default-src 'none'; img-src data:; frame-src {address}"},
    "isolated": {"Cross-Origin-Embedder-Policy": "require-corp", "Cross-Origin-Opener-Policy": "same-origin"},
}


@pytest.fixture(params=HOSTS)
def host(request, shelf):
    """The address of another site's page that shows both pages in sandboxes."""
    headers = {name: value.format(address=shelf.address) for name, value in HOSTS[request.param].items()}
    body = HOST.format(address=shelf.address, quotation=quotation_path(ANCHOR), sandbox=SANDBOX)
    with hosting(body, headers) as address:
        yield address


@pytest.fixture
def guest(visitor):
    """A visitor of sandboxes, which refuse the scripts that Playwright itself looks with."""
    yield visitor
    visitor.complaints[:] = [each for each in visitor.complaints if "'allow-scripts' permission" not in each]


def test_a_search_stays_in_its_frame_and_its_links_leave_it(guest, shelf, host):
    page = guest.open(host, java_script_enabled=False)
    frame = page.frame_locator("#search")
    frame.get_by_role("searchbox").fill("harbour")
    frame.get_by_role("button").click()
    frame.locator("article mark").first.wait_for()
    expect(frame.locator("h2 a").first).to_have_css("text-decoration-line", "none")
    assert page.url == host
    with page.expect_popup() as opened:
        frame.locator("h2 a").first.click()
    there = opened.value
    there.locator(".passage mark").first.wait_for()
    assert there.url.startswith(f"{shelf.address}/s/")
    assert there.evaluate("window.opener") is None


def test_a_quotation_leads_to_the_record(guest, shelf, host):
    page = guest.open(host, java_script_enabled=False)
    frame = page.frame_locator("#quotation")
    assert "not one" in frame.locator("blockquote").inner_text()
    with page.expect_popup() as opened:
        frame.locator(".links a").first.click()
    opened.value.locator("#p3:target").wait_for()
    assert opened.value.url.startswith(f"{shelf.address}{REPORT}")


def test_no_other_page_is_shown_in_a_frame(visitor, shelf):
    icon = '<link rel="icon" href="data:,">'
    body = f'<!doctype html><title>Another site</title>{icon}<iframe src="{shelf.address}/?q=harbour"></iframe>'
    with hosting(body) as address:
        page = visitor.open(address)
        page.wait_for_load_state()
        assert page.frames[1].url == "chrome-error://chromewebdata/"
        assert any("frame-ancestors" in each for each in visitor.complaints)
        visitor.complaints.clear()


@pytest.mark.parametrize(
    ("theme", "lights"), [("light", (True, True)), ("dark", (False, False)), ("auto", (True, False))]
)
def test_a_theme_holds_whatever_the_reader_s_light(visitor, shelf, theme, lights):
    for scheme, is_light in zip(("light", "dark"), lights, strict=True):
        page = visitor.open(f"{shelf.address}/embed?q=harbour&theme={theme}", color_scheme=scheme)
        red = page.locator("body").evaluate("(each) => Number(getComputedStyle(each).backgroundColor.match(/\\d+/)[0])")
        assert (red > 128) is is_light
