"""What other sites load: small, asking for no concession, and pinned to its content from the first file to the last."""

import base64
import gzip
import hashlib
import re

import pytest

from webapp.bodies import body_of
from webapp.widget_files import BUILD, BUILT, FILES, FOLDER

LIMITS = {"box": 2_000, "used": 10_000, "quote": 3_000, "check": 5_500, "language": 1_500}
"""Bytes after gzip."""

FORBIDDEN = (
    b"innerHTML",
    b"outerHTML",
    b"insertAdjacentHTML",
    b"eval(",
    b"new Function",
    b"document.cookie",
    b"<style",
)
"""What a strict policy forbids, and what nobody asked for."""

PINNED = re.compile(rb'file:"([^"]+)",integrity:"(sha256-[^"]+)"')


def digest_of(body):
    return "sha256-" + base64.b64encode(hashlib.sha256(body).digest()).decode()


def size(*names):
    return sum(len(gzip.compress(FILES[name].body, 9)) for name in names)


def named(stem, ending="js"):
    found = [path.name for path in BUILT.glob(f"widget-{stem}-*.{ending}")]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("address", "script"), [("/widget.js", BUILD.box), ("/quote.js", BUILD.quote), ("/check.js", BUILD.check)]
)
def test_the_address_that_stays_is_asked_for_again_soon_and_sent_only_when_it_changed(shelf, address, script):
    first = shelf.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert digest_of(first.data) == script.integrity
    again = shelf.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("name", FILES)
def test_an_address_that_names_its_content_is_kept_for_ever_and_read_by_any_site(shelf, name):
    response = shelf.get(f"/{name}")
    assert response.status_code == 200
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert hashlib.sha256(response.data).hexdigest()[:12] == re.search(r"-([0-9a-f]{12})\.", name)[1]


@pytest.mark.parametrize(
    "name", ["widget-box-000000000000.js", "widget-", "widget-..%2fmanifest.json", "widget-manifest.json"]
)
def test_nothing_else_is_at_such_addresses(shelf, name):
    assert shelf.get(f"/{name}").status_code == 404


def test_the_digest_of_a_script_pins_all_that_it_loads():
    names = [BUILD.box.file, BUILD.quote.file, BUILD.check.file]
    for name in names:
        for file, integrity in PINNED.findall(FILES[name].body):
            assert digest_of(FILES[file.decode()].body) == integrity.decode()
            names += [file.decode()] if file.decode() not in names else []
    assert sorted(names) == sorted(path.name for path in BUILT.glob("widget-*"))


def test_it_keeps_its_limits():
    languages = [path.name for path in BUILT.glob("widget-*.json")]
    measured = {
        "box": size(BUILD.box.file),
        "used": size(BUILD.box.file, named("search"), named("hotkey")),
        "quote": size(BUILD.quote.file),
        "check": size(BUILD.check.file),
        "language": max(map(size, languages)),
    }
    assert {name: each for name, each in measured.items() if each > LIMITS[name]} == {}
    told = {name: getattr(BUILD.kilobytes, name) * 1_000 for name in LIMITS}
    assert told == pytest.approx(measured, rel=0.02)


def test_the_quote_check_posts_no_more_than_the_site_takes():
    source = (FOLDER / "src" / "check_asking.ts").read_text(encoding="utf-8")
    (most,) = re.findall(r"const MOST = ([\d_]+);", source)
    assert int(most) == body_of("api.check").most


def test_it_asks_no_concession_of_a_page():
    found = {(name, each) for name in FILES for each in FORBIDDEN if each in FILES[name].body}
    assert found == set()


@pytest.mark.parametrize("words", [r"widget-(\w+)-\w+\.json", r"widget-(\w+)-check-\w+\.json"])
def test_every_language_of_the_site_is_one_of_all_that_other_sites_load(words):
    catalogues = {path.stem for path in (FOLDER.parent / "catalogues").glob("*.po")}
    assert {found[1] for path in BUILT.iterdir() if (found := re.fullmatch(words, path.name))} == catalogues
