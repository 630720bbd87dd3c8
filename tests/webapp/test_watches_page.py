"""The watches that a site shows: only those that may be, and a feed of each that tells what was told."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from indexer import open_archive
from indexer.settings import Settings
from indexer.watching import Watch, add_watch, telling
from indexer.watching.state import state_path
from tests.conftest import build_quietly, write_lines
from tests.made import statement
from tests.webapp.conftest import ATTACK, assert_no_markup, page
from webapp import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
OLD = statement("old", "A lantern of long ago.", published="1999-01-01")
NEW = statement("new", "A lantern of today.", published="2024-01-01")
PUBLIC = Watch(name="lanterns", query="lantern", note=f"For the brief {ATTACK}", public=True)


@pytest.fixture
def site(tmp_path):
    """Return what makes the site of some statements, whose one public watch has been run."""
    settings = Settings(
        index=str(tmp_path / "index"), watches=str(tmp_path / "watches.toml"), watch_state=str(tmp_path / "state")
    )
    add_watch(Path(settings.watches), PUBLIC)
    add_watch(Path(settings.watches), Watch(name="secret", query="gulls", note="Nobody is to know."))

    def make(*statements, runs=True):
        build_quietly(write_lines(tmp_path / "made.jsonl", statements), tmp_path / "index")
        if runs:
            path = state_path(Path(settings.watch_state), PUBLIC.name, PUBLIC.query)
            telling(open_archive(settings.index), PUBLIC, path, lambda _: None)
        return create_app(settings).test_client()

    return make


def entries(client):
    answer = client.get("/watches/lanterns.atom")
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return ET.fromstring(answer.data).findall(f"{ATOM}entry")  # noqa: S314 - our own feed


def texts(client):
    return [each.find(f"{ATOM}summary").text for each in entries(client)]


def test_the_page_shows_the_public_ones_with_their_reason_and_no_other(site):
    client = site(NEW)
    shown = page(client, "/watches")
    assert [each.get_text() for each in shown.select(".watches h2")] == ["lanterns"]
    assert ATTACK in shown.select_one(".watches p").get_text()
    assert_no_markup(shown)
    assert "gulls" not in shown.get_text()
    assert "Nobody" not in shown.get_text()
    assert client.get("/watches/secret.atom").status_code == 404
    assert client.get(shown.select_one(".watches code").parent["href"]).status_code == 200
    assert client.get(shown.select_one(".watches li > p:last-child a")["href"]).mimetype == "application/atom+xml"


def test_the_feed_tells_what_came_last_whatever_its_date(site):
    assert texts(site(NEW)) == ["A lantern of today."]
    # What arrives late and is old comes first: by its date, a reader of feeds would never see it.
    client = site(NEW, OLD)
    assert texts(client) == ["A lantern of long ago.", "A lantern of today."]
    ids = [each.find(f"{ATOM}id").text for each in entries(client)]
    assert [each.find(f"{ATOM}updated").text[:2] for each in entries(client)] == ["20", "20"]
    assert len(set(ids)) == 2
    changed = statement("new", "Another word.", "A lantern of tomorrow.", published="2024-01-01")
    client = site(changed, OLD)
    assert texts(client) == ["A lantern of tomorrow.", "A lantern of long ago."]
    moved = statement("new", "Before it.", "Another word.", "A lantern of tomorrow.", published="2024-01-01")
    again = site(moved, OLD)
    assert [each.find(f"{ATOM}id").text for each in entries(again)][1:] == ids[:1]
    assert texts(again) == texts(client)


def test_a_watch_that_was_never_run_tells_what_it_finds(site):
    assert texts(site(NEW, OLD, runs=False)) == ["A lantern of today.", "A lantern of long ago."]


def test_a_file_that_cannot_be_used_shows_nothing_and_is_logged(site, tmp_path, caplog):
    client = site(NEW)
    (tmp_path / "state/lanterns.json").write_text("{", encoding="utf-8")
    assert texts(client) == ["A lantern of today."]
    assert "cannot be used" in caplog.text
    (tmp_path / "watches.toml").write_text("[a]\nquery='x'\n", encoding="utf-8")
    assert "No watch is shown" in page(client, "/watches").get_text()
    assert "does not say why" in caplog.text
    (tmp_path / "watches.toml").unlink()
    assert not page(client, "/watches").select(".watches")
