"""An archive that is not there, appears, breaks, is mended: the site answers through all of it."""

import pytest

from indexer.errors import ArchiveDamagedError
from indexer.settings import Settings
from tests.conftest import SEEDS, build_quietly, write_lines
from tests.made import statement
from webapp import create_app, holder


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def client(folder):
    return create_app(Settings(index=str(folder))).test_client()


def test_an_index_that_appears_is_served_without_a_restart(client, folder):
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    assert str(folder) not in client.get("/").get_data(as_text=True)
    report = build_quietly(SEEDS, folder)
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json() == {
        "generation": report.generation,
        "statements": report.statements,
        "paragraphs": report.paragraphs,
        "problem": None,
    }


def test_a_new_generation_is_served_without_a_restart(client, folder, tmp_path):
    source = write_lines(tmp_path / "made.jsonl", [statement("one", "A lantern was lit.")])
    build_quietly(source, folder)
    assert client.get("/api/v1/search?q=lantern").get_json()["total"]["statements"] == 1
    write_lines(source, [statement("one", "A lantern was lit."), statement("two", "Another lantern.")])
    build_quietly(source, folder)
    assert client.get("/api/v1/search?q=lantern").get_json()["total"]["statements"] == 2


def test_a_damaged_index_is_told_and_a_rebuilt_one_is_served(client, folder, monkeypatch, caplog):
    build_quietly(SEEDS, folder)
    next(folder.glob("generations/*/manifest.json")).write_text("{}")
    answer = client.get("/")
    assert answer.status_code == 503
    for path in ("/", "/?q=x", "/api/v1/search?q=x"):
        told = client.get(path).get_data(as_text=True)
        assert "The archive cannot answer at present." in told
        assert str(folder) not in told
    assert "--rebuild" not in answer.get_data(as_text=True)
    assert "manifest.json" in caplog.text
    ready = client.get("/readyz")
    assert (ready.status_code, "manifest.json" in ready.get_json()["error"]["message"]) == (503, True)
    assert client.get("/healthz").status_code == 200
    build_quietly(SEEDS, folder, rebuild=True)
    monkeypatch.setattr(holder, "REOPEN_SECONDS", 0.0)
    assert client.get("/").status_code == 200


def test_a_damaged_index_is_not_read_again_for_every_visitor(folder, monkeypatch):
    build_quietly(SEEDS, folder)
    next(folder.glob("generations/*/manifest.json")).write_text("{}")
    opened = []
    real = holder.open_archive

    def counted(*arguments, **options):
        opened.append(arguments)
        return real(*arguments, **options)

    monkeypatch.setattr(holder, "open_archive", counted)
    monkeypatch.setattr(holder, "REOPEN_SECONDS", 3600.0)
    asked = holder.ArchiveHolder(Settings(index=str(folder)))
    for _ in range(3):
        with pytest.raises(ArchiveDamagedError):
            asked.archive()
    assert len(opened) == 1


def test_an_empty_archive_says_how_to_fill_it(client, folder, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    build_quietly(source, folder)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "onrecord index" in answer.get_data(as_text=True)
