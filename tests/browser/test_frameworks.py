"""The search box within React and Vue: what they set, what they hear, and what they take away and put back."""

import subprocess
from pathlib import Path

import pytest

from tests.browser.hosting import hosting
from tests.browser.widget.box import Box, numbered

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).parent
ESBUILD = FOLDER / "node_modules" / ".bin" / "esbuild"
OPTIONS = (
    "--bundle",
    "--format=iife",
    "--jsx=automatic",
    '--define:process.env.NODE_ENV="development"',
    "--define:__VUE_OPTIONS_API__=true",
    "--define:__VUE_PROD_DEVTOOLS__=false",
    "--define:__VUE_PROD_HYDRATION_MISMATCH_DETAILS__=false",
    "--log-level=error",
)
APPS = {"react": "react.jsx", "vue": "vue.js"}


def bundled(name):
    command = [str(ESBUILD), str(FOLDER / "frameworks" / APPS[name]), *OPTIONS]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.replace("</script", "<\\/script")


@pytest.mark.parametrize("name", APPS)
def test_a_framework_sets_hears_removes_and_restores_the_box(visitor, served, name):
    body = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title><link rel="icon" href="data:,">'
        f'<script type="module" src="{served.address}/widget.js"></script><div id="root"></div>'
        f"<script>window.ARCHIVE = '{served.address}/';</script><script>{bundled(name)}</script></html>"
    )
    with hosting(body) as address:
        page = visitor.open(address)
        page.set_default_timeout(10_000)
        box = Box(page)
        asked = []
        page.on("request", lambda request: "/search?" in request.url and asked.append(request.url))
        box.answer_with(json=numbered(2))
        box.begin()
        box.search("lantern")
        box.press("ArrowDown", "Enter")
        page.locator("output").filter(has_text="lantern").wait_for()
        assert page.title() == name
        assert "filters=lang%3Aen" in asked[0]
        page.locator("#language").click()
        assert box.field.get_attribute("aria-label") == "Buscar declaraciones"
        page.locator("#toggle").click()
        assert page.locator("onrecord-search").count() == 0
        page.locator("#toggle").click()
        box.begin()
        box.search("harbour")
        assert "filters=lang%3Aes" in asked[-1]
        box.press("ArrowDown", "Enter")
        page.locator("output").filter(has_text="lantern,harbour").wait_for()
        visitor.complaints[:] = [each for each in visitor.complaints if "React DevTools" not in each]
