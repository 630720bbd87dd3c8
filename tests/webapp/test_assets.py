"""The files that pages load: kept as long as their address means the same bytes."""

from tests.webapp.conftest import page
from webapp.assets import ASSETS


def test_versioned_files_are_kept_for_ever_and_others_are_not(shelf):
    for link in page(shelf, "/").select("link[rel=stylesheet], link[rel=icon]"):
        response = shelf.get(link["href"])
        assert "immutable" in response.headers["Cache-Control"]
        assert shelf.get(link["href"].partition("?")[0]).headers["Cache-Control"] == "no-cache"
        assert shelf.get(link["href"] + "0").headers["Cache-Control"] == "no-cache"


def test_no_page_asks_anything_of_anybody_else(shelf):
    for path in ("/", "/?q=lantern", "/s/made-01", "/help", "/widget", "/nowhere"):
        shown = shelf.get(path).get_data(as_text=True)
        loaded = [part.split('"')[0] for part in shown.split(' src="')[1:]]
        assert all(address.startswith("/") for address in loaded)
        assert "style=" not in shown
        assert "@import" not in ASSETS["style.css"].body.decode()
