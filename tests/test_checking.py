"""`onrecord check`: what it looks at, what it finds, and what it says of what it could not look at."""

import json
import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from functools import partial

import pytest

from indexer.checking import check
from indexer.errors import ArchiveDamagedError, ArchiveMissingError, CatalogueDamagedError
from indexer.locking import writing
from indexer.manifest import digest_file, read_manifest
from tests.calling import Caller
from tests.conformance.comparing import ENGINES
from tests.conftest import build_quietly, write_lines
from tests.made import statement


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    for number in range(12):
        said = [f"The lantern {number} of the harbour.", "Meadows are green, said the keeper.", "Contact us: 1 2 3 4."]
        made = statement(f"s{number}", *said, publisher="Harbour Watch", countries=("ES",), topics=("sea", "light"))
        write_lines(folder / f"{number}.jsonl", [made])
    return folder


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


@pytest.fixture(params=ENGINES)
def updated(request, source, index):
    """An index that has been updated twice: with statements replaced and removed, with files shared."""
    built = partial(build_quietly, source, index, engine=request.param)
    built()
    write_lines(source / "3.jsonl", [statement("s3", "Quite another lantern.", title="Another")])
    (source / "4.jsonl").unlink()
    built()
    write_lines(source / "new.jsonl", [statement("new", "A new lantern."), statement("empty")])
    built()
    return built


def the_generation(index):
    return index / "generations" / (index / "CURRENT").read_text(encoding="utf-8").strip()


def sealed_anew(index):
    """Let the seal of the catalogue fit what it holds now."""
    digest = digest_file(index / "catalogue.sqlite").sha256
    (index / "catalogue.sha256").write_text(f"{digest}  catalogue.sqlite\n", encoding="utf-8")


def change_catalogue(index, script):
    with closing(sqlite3.connect(index / "catalogue.sqlite")) as database:
        database.executescript(script)
    sealed_anew(index)


@pytest.mark.parametrize("deep", [False, True])
def test_a_sound_index_is_said_to_be_sound(index, updated, deep):
    checked = check(index, deep=deep)
    assert (checked.statements, checked.notes) == (12, ())
    assert checked.generation == the_generation(index).name
    assert checked.previous is not None
    assert (checked.terms > 50) is deep


def test_a_check_leaves_the_index_as_it_was(index, updated):
    before = {path: path.read_bytes() for path in index.rglob("*") if path.is_file()}
    check(index, deep=True)
    assert {path: path.read_bytes() for path in index.rglob("*") if path.is_file()} == before


def test_a_manifest_that_counts_wrongly_is_told_by_a_deep_check(index, updated):
    folder = the_generation(index)
    manifest = read_manifest(folder)
    for changed in (replace(manifest, statements=13), replace(manifest, paragraphs=1)):
        changed.write(folder)
        check(index)
        with pytest.raises(ArchiveDamagedError, match="it has 12 statements") as caught:
            check(index, deep=True)
        assert f"--rebuild --index {index}" in caught.value.hint


CHANGES = {
    "another version": "update statement set recurrent = '[1]', published = digest || '[1]' where id = 's1'",
    "one that the index lacks": "update statement set id = 's99', record = null, digest = null where id = 's1'",
    "one fewer": "delete from statement where id = 's1'",
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_catalogue_that_tells_of_other_statements_is_told(index, updated, what):
    change_catalogue(index, CHANGES[what])
    check(index)
    with pytest.raises(ArchiveDamagedError, match="the catalogue"):
        check(index, deep=True)


def test_a_damaged_catalogue_is_told_by_a_deep_check(index, updated):
    with (index / "catalogue.sqlite").open("r+b") as file:
        file.seek(-100, os.SEEK_END)
        file.write(b"\x55")
    with pytest.raises(CatalogueDamagedError):
        check(index, deep=True)


def test_a_damaged_generation_before_is_told_by_a_deep_check(index, updated):
    previous = index / "generations" / read_manifest(the_generation(index)).previous
    (previous / "manifest.json").write_text("{}", encoding="utf-8")
    check(index)
    (note,) = check(index, deep=True).notes
    assert note.startswith("The generation that serves is sound; the one before it is not. The index is damaged: ")


def test_what_could_not_be_looked_at_is_said(index, updated):
    with writing(index, 0):
        assert any("was not looked at" in note for note in check(index, deep=True).notes)
    change_catalogue(index, "update state set value = 'another'")
    assert any("not of this generation" in note for note in check(index, deep=True).notes)
    (index / "catalogue.sqlite").unlink()
    assert any("no catalogue" in note for note in check(index, deep=True).notes)
    updated(rebuild=True)


def test_damage_says_what_answers_meanwhile(index, updated, tmp_path, monkeypatch):
    (the_generation(index) / "manifest.json").write_text("{}", encoding="utf-8")
    run = Caller(tmp_path, monkeypatch)
    for options in ((), ("--deep",), ("--json",)):
        done = run("check", "--index", index, *options)
        assert done.exit_code == 1
        if "--json" in options:
            told = json.loads(done.stdout)
            assert (told["sound"], told["error"]["code"]) == (False, "archive_damaged")
            assert told["error"]["message"] in done.stderr
        else:
            assert done.stdout == ""
        assert "is damaged" in done.stderr
        assert "which is sound" in done.stderr
        assert f"onrecord index SOURCE --rebuild --index {index}" in done.stderr


def test_the_command_tells_what_it_found(index, updated, tmp_path, monkeypatch):
    run = Caller(tmp_path, monkeypatch)
    done = run("check", "--deep", "--index", index)
    assert done.stdout.splitlines()[0].startswith("The index is sound: 12 statements, ")
    assert the_generation(index).name in done.stdout
    record = json.loads(run("check", "--json", "--index", index).stdout)
    assert record["sound"] is True
    assert (record["generation"], record["deep"], record["notes"]) == (the_generation(index).name, False, [])


def test_an_index_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ArchiveMissingError):
        check(tmp_path / "index", deep=True)
    assert not (tmp_path / "index").exists()
