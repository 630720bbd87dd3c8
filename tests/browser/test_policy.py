"""The policy in a real browser: what a page was made with runs, and whatever got into it besides does not."""

import re

import pytest

from tests.browser.widget.test_payloads import WATCH
from webapp.security import HEADERS

pytestmark = pytest.mark.browser

WRITTEN = {
    "a script": "<script>ran()</script>",
    "a script with another number": '<script nonce="AAAAAAAAAAAAAAAAAAAAAA">ran()</script>',
    "a script with an empty number": '<script nonce="">ran()</script>',
    "a file of the site's own": '<script src="/api/v1/search?q=x"></script>',
    "a module of the site's own": '<script type="module" src="/static/builder.js"></script>',
    "a file of another site": '<script src="https://elsewhere.example/x.js"></script>',
    "a handler": '<img src="data:," onerror="ran()">',
    "an import": "<script type=importmap>{}</script>",
    "a frame": '<iframe srcdoc="<script>top.ran()</script>"></iframe>',
    "an object": '<object data="data:text/html,<script>top.ran()</script>"></object>',
    "a style": '<p style="color: red">x</p>',
}
"""What an attacker might have got into a page."""

TRIED = {
    "markup": "document.body.innerHTML = '<img src=x onerror=ran()>'",
    "code": "eval('ran()')",
    "a function": "new Function('ran()')()",
    "a script": "document.body.append(Object.assign(document.createElement('script'), { text: 'ran()' }))",
    "a script's address": "document.createElement('script').src = '/widget.js'",
    "a policy of trust": "trustedTypes.createPolicy('x', {})",
    "a base": "const made = document.createElement('base'); made.href = 'https://elsewhere.example';"
    " document.head.append(made); if (document.baseURI.includes('elsewhere')) ran()",
}
"""What a script of ours must not do by mistake."""

PAGES = ("/?q=harbour", "/widget", "/embed?q=harbour", "/nowhere")


@pytest.fixture
def page(visitor):
    opened = visitor.enter()
    opened.add_init_script(WATCH)
    return opened


def write_into(page, markup: str) -> None:
    """Let every page come with markup in it that no template wrote, and with the policy of its own."""

    def answer(route):
        if route.request.resource_type != "document" or not route.request.url.startswith("http"):
            return route.continue_()
        real = route.fetch()
        return route.fulfill(response=real, body=real.text().replace("</main>", f"{markup}</main>"))

    page.route("**/*", answer)


def refusals(visitor) -> list[str]:
    """Return what the policy forbade, and forget all complaints."""
    told = [each for each in visitor.complaints if each.startswith("CSP: ")]
    visitor.complaints.clear()
    return told


@pytest.mark.parametrize("what", WRITTEN)
@pytest.mark.parametrize("path", PAGES)
def test_what_an_attacker_wrote_into_a_page_does_not_run(page, visitor, shelf, path, what):
    write_into(page, WRITTEN[what])
    page.goto(shelf.address + path)
    page.wait_for_timeout(50)
    assert page.evaluate("window.runs") == 0
    assert refusals(visitor)
    page.unroute_all(behavior="ignoreErrors")
    page.close()
    visitor.complaints.clear()


@pytest.mark.parametrize("what", TRIED)
def test_no_text_becomes_code_also_where_a_script_of_ours_would_let_it(page, visitor, shelf, what):
    page.goto(f"{shelf.address}/?q=harbour")
    nonce = page.evaluate("document.querySelector('script').nonce")
    page.route("**/?q=again*", lambda route: _with_script(route, TRIED[what]))
    page.goto(f"{shelf.address}/?q=again")
    page.wait_for_timeout(50)
    assert nonce != page.evaluate("document.querySelector('script').nonce")
    assert page.evaluate("window.runs") == 0
    assert page.evaluate("window.began") is True
    assert refusals(visitor)


def _with_script(route, text: str) -> None:
    """Answer with the real page, and a script in it that its policy lets run."""
    real = route.fetch()
    (nonce,) = re.findall(r'nonce="([^"]+)"', real.text())
    script = f'<script nonce="{nonce}">window.began = true; try {{ {text} }} catch {{}}</script>'
    route.fulfill(response=real, body=real.text().replace("</main>", f"{script}</main>"))


def runs(page) -> bool:
    """Tell whether the page's own script runs: it offers what only scripts can do."""
    page.wait_for_function("document.querySelector('.keys, [data-copy]')?.hidden === false", timeout=5_000)
    return True


def test_ours_run_also_after_going_back_and_forth_and_loading_again(page, visitor, shelf):
    for path in ("/cite/made-01", "/widget", "/s/made-01?q=harbour+OR+gulls"):
        page.goto(shelf.address + path)
        assert runs(page)
    for step in (page.go_back, page.go_back, page.go_forward, page.go_forward, page.reload, page.go_back):
        step()
        assert runs(page)
    assert refusals(visitor) == []


def test_the_search_box_loads_all_of_itself_on_pages_of_the_site(page, visitor, shelf):
    page.goto(f"{shelf.address}/widget?lang=ar")
    page.fill("onrecord-search [part=input]", "harbour")
    page.wait_for_selector("onrecord-search [role=option]")
    page.goto(f"{shelf.address}/widget/themes")
    page.fill(".night [part=input]", "harbour")
    page.wait_for_selector(".night [role=option]")
    assert refusals(visitor) == []


def test_no_script_can_read_the_number(page, shelf):
    page.goto(f"{shelf.address}/?q=harbour")
    assert page.evaluate("document.querySelector('script').getAttribute('nonce')") == ""


def test_a_page_that_opens_another_has_nothing_of_it(page, shelf):
    assert HEADERS["Cross-Origin-Opener-Policy"] == "same-origin"
    page.goto(f"{shelf.address}/help")
    assert page.evaluate("window.opener") is None
    assert page.evaluate("window.isSecureContext")
