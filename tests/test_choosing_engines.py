"""Which engine an archive gets, and how it moves from one to the other."""

import sqlite3
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer import engines, open_archive
from indexer.archive import ArchiveFolder
from indexer.catalogue import Catalogue
from indexer.cli import onrecord
from indexer.engines import choose_engine
from indexer.errors import EngineMissingError
from indexer.settings import TANTIVY_ABOVE
from tests.conftest import build_quietly, write_lines
from tests.made import statement


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    write_lines(folder / "a.jsonl", [statement(f"s{number}", "Asylum is a right.") for number in range(5)])
    return folder


@pytest.fixture
def without_tantivy(monkeypatch):
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name == "tantivy" else object())


@pytest.mark.parametrize(
    ("name", "paragraphs", "serving", "engine"),
    [
        ("auto", 0, None, "whoosh"),
        ("auto", 10, None, "whoosh"),
        ("auto", 11, None, "tantivy"),
        ("auto", 11, "whoosh", "tantivy"),
        ("auto", 3, "tantivy", "tantivy"),
        ("whoosh", 11, "tantivy", "whoosh"),
        ("tantivy", 3, "whoosh", "tantivy"),
    ],
)
def test_an_archive_gets_the_engine_that_suits_it(name, paragraphs, serving, engine):
    choice = choose_engine(name, paragraphs=paragraphs, limit=10, serving=serving)
    assert choice.engine == engine
    assert (choice.note is not None) == (name == "auto" and serving == "whoosh" and engine == "tantivy")


def test_an_archive_moves_to_tantivy_as_it_grows_and_stays_there(source, tmp_path):
    index = tmp_path / "index"
    first = build_quietly(source, index, tantivy_above=5)
    archive = open_archive(index)
    assert (first.engine, first.note) == ("whoosh", None)
    write_lines(source / "b.jsonl", [statement("new", "Asylum is no crime.")])
    (source / "a.jsonl").touch()
    grown = build_quietly(source, index, tantivy_above=5)
    assert (grown.engine, grown.added, grown.unchanged) == ("tantivy", 1, 5)
    assert grown.note == "The archive has passed 5 paragraphs, and has moved from Whoosh to Tantivy."
    assert archive.search("asylum").total.statements == 6
    (source / "b.jsonl").unlink()
    shrunk = build_quietly(source, index, tantivy_above=5, allow_empty=True)
    assert (shrunk.engine, shrunk.removed, shrunk.note) == ("tantivy", 1, None)
    assert archive.search("asylum").total.statements == 5
    archive.close()


def test_no_page_is_read_again_for_another_engine(source, tmp_path, monkeypatch):
    build_quietly(source, tmp_path / "index", engine="whoosh")
    monkeypatch.setattr(Catalogue, "put", lambda *_: pytest.fail("a statement was read again"))
    report = build_quietly(source, tmp_path / "index", engine="tantivy")
    assert (report.engine, report.unchanged, report.statements) == ("tantivy", 5, 5)


def test_without_tantivy_whoosh_serves_and_says_so(source, tmp_path, without_tantivy):
    report = build_quietly(source, tmp_path / "index", tantivy_above=2)
    assert report.engine == "whoosh"
    assert "Tantivy is not installed here" in report.note
    with pytest.raises(EngineMissingError, match="tantivy"):
        build_quietly(source, tmp_path / "index", engine="tantivy")


def test_the_client_of_a_cluster_is_got_by_one_command_wherever_it_is_told(monkeypatch):
    root = Path(__file__).parents[1]
    (wanted,) = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"][
        "opensearch"
    ]
    told = f".venv/bin/pip install '{wanted}'"
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    with pytest.raises(EngineMissingError) as missing:
        engines.check_engine("opensearch")
    places = [missing.value.hint, *((root / name).read_text("utf-8") for name in ("README.md", "docs/opensearch.md"))]
    assert [told in each for each in places] == [True] * 3


def test_an_index_of_an_engine_that_is_gone_is_told_and_rebuilt(source, tmp_path, monkeypatch):
    index = tmp_path / "index"
    build_quietly(source, index, engine="tantivy")
    with monkeypatch.context() as patched:
        patched.setattr(engines, "find_spec", lambda name: None if name == "tantivy" else object())
        with pytest.raises(EngineMissingError) as told:
            open_archive(index)
        assert "--engine whoosh" in told.value.hint
        assert build_quietly(source, index).engine == "whoosh"
    assert ArchiveFolder(index).serving_engine() == "whoosh"


def test_the_command_tells_of_a_move(source, tmp_path):
    arguments = ["index", str(source), "--index", str(tmp_path / "index")]
    small = CliRunner().invoke(onrecord, arguments, env={"ONRECORD_TANTIVY_ABOVE": "5"})
    assert "(whoosh, " in small.output
    moved = CliRunner().invoke(onrecord, arguments, env={"ONRECORD_TANTIVY_ABOVE": "4"})
    assert moved.output.splitlines()[-1] == (
        "The archive has passed 4 paragraphs, and has moved from Whoosh to Tantivy."
    )


def test_a_catalogue_that_counted_no_paragraphs_is_brought_up_to_date(source, tmp_path):
    index = tmp_path / "index"
    build_quietly(source, index, engine="auto", tantivy_above=4)
    (index / "catalogue.sha256").unlink()  # it had none then
    with sqlite3.connect(index / "catalogue.sqlite") as database:
        database.execute("drop index statement_paragraphs")
        database.execute("alter table statement drop column paragraphs")
        database.execute("pragma user_version = 2")
    database.close()
    report = build_quietly(source, index, engine="auto", tantivy_above=4)
    assert (report.engine, report.unchanged) == ("tantivy", 5)
    with sqlite3.connect(index / "catalogue.sqlite") as database:
        assert database.execute("select sum(paragraphs) from statement").fetchone() == (5,)
    database.close()


def test_whoosh_serves_what_is_not_large():
    assert choose_engine("auto", paragraphs=TANTIVY_ABOVE, limit=TANTIVY_ABOVE, serving=None).engine == "whoosh"
