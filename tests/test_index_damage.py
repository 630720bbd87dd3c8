"""Bytes that are not as they were written: a digest covers all that is read; damage is told, and never passed on."""

import os
import shutil
import sqlite3
import zlib
from contextlib import closing
from functools import partial

import pytest

from indexer import open_archive
from indexer.archive import ArchiveFolder
from indexer.errors import ArchiveDamagedError, CatalogueDamagedError
from indexer.manifest import Manifest, digest_file, read_manifest
from tests.conformance.comparing import ENGINES, LOCAL
from tests.conftest import build_quietly, write_lines
from tests.made import statement

WORDS = {"one": "lantern", "two": "harbour", "three": "meadow"}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    for identity, word in WORDS.items():
        write_lines(folder / f"{identity}.jsonl", [statement(identity, f"The {word} is here.", f"A {word} again.")])
    return folder


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


@pytest.fixture(params=ENGINES)
def built(request):
    return partial(build_quietly, engine=request.param)


def the_generation(index):
    return index / "generations" / (index / "CURRENT").read_text(encoding="utf-8").strip()


def flip(path, place, bit=0):
    """Change one bit of a file, and let its time tell nothing of it."""
    written = path.stat()
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1 << bit]))
    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))


def answers(archive):
    """Return which statements have which word, and that each can be read."""
    found = {word: {hit.statement.id for hit in archive.search(word).hits} for word in (*WORDS.values(), "detention")}
    assert all(archive.statement(identity).paragraphs for ids in found.values() for identity in ids)
    return found


def test_every_byte_of_a_manifest_counts(source, index):
    build_quietly(source, index)
    folder = the_generation(index)
    manifest = folder / "manifest.json"
    whole = manifest.read_bytes()
    unnoticed = []
    for place in range(len(whole)):
        manifest.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        try:
            read_manifest(folder)
        except ArchiveDamagedError:
            continue
        unnoticed.append(place)
    assert unnoticed == []
    manifest.write_bytes(whole)
    assert read_manifest(folder).statements == 3


def test_every_bit_of_the_pointer_counts(source, index):
    build_quietly(source, index)
    whole = (index / "CURRENT").read_bytes()
    for place in range(len(whole)):
        for bit in range(8):
            flip(index / "CURRENT", place, bit)
            with pytest.raises(ArchiveDamagedError, match="damaged") as caught:
                ArchiveFolder(index).manifest()
            assert f"onrecord index SOURCE --index {index}" in caught.value.hint
            flip(index / "CURRENT", place, bit)
    for cut in (b"", whole[:-1], whole + b"\n", b"../../elsewhere\n", whole.replace(b"-", b"/")):
        (index / "CURRENT").write_bytes(cut)
        with pytest.raises(ArchiveDamagedError):
            ArchiveFolder(index).manifest()


def test_every_part_of_the_catalogue_counts(source, index):
    build_quietly(source, index)
    catalogue = index / "catalogue.sqlite"
    for place in range(0, catalogue.stat().st_size, 4001):
        flip(catalogue, place)
        with pytest.raises(CatalogueDamagedError, match="catalogue"):
            build_quietly(source, index)
        flip(catalogue, place)
    assert build_quietly(source, index).unchanged == 3


CHANGES = {
    "a record": "update statement set record = (select record from statement where id = 'two') where id = 'one'",
    "a record's bytes": "update statement set record = x'00' where id = 'one'",
    "a digest": "update statement set digest = 'other' where id = 'one'",
    "an id": "update statement set id = 'four' where id = 'one'",
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_catalogue_without_a_seal_is_read_whole_before_it_is_believed(source, index, what):
    build_quietly(source, index)
    (index / "catalogue.sha256").unlink()
    with closing(sqlite3.connect(index / "catalogue.sqlite")) as database:
        database.executescript(CHANGES[what])
    with pytest.raises(CatalogueDamagedError, match="not as it was kept"):
        build_quietly(source, index)
    assert "made anew" in build_quietly(source, index, rebuild=True).note
    assert answers(open_archive(index))["lantern"] == {"one"}


def test_a_run_that_failed_leaves_a_sealed_catalogue(source, index):
    build_quietly(source, index)
    shutil.rmtree(source)
    source.mkdir()
    with pytest.raises(Exception, match="holds no statements"):
        build_quietly(source, index)
    assert (index / "catalogue.sha256").exists()


@pytest.mark.parametrize("name", ["_MAIN_99.toc", "table-00000009-3.npz", "notes.txt"])
def test_a_file_that_the_manifest_does_not_name_is_told(source, index, built, name):
    built(source, index)
    (the_generation(index) / name).write_bytes(b"whatever")
    with pytest.raises(ArchiveDamagedError, match=f"{name} is none that was written"):
        open_archive(index)


def test_what_a_desktop_leaves_in_a_folder_is_nobodys(source, index, built):
    built(source, index)
    (the_generation(index) / ".DS_Store").write_bytes(b"icons")
    assert answers(open_archive(index))["lantern"] == {"one"}
    (source / "four.txt").write_text("Detention is no answer.", encoding="utf-8")
    assert built(source, index).note is None


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
def test_what_is_no_file_is_told_and_not_waited_for(source, index, built, make):
    built(source, index)
    name = max(read_manifest(the_generation(index)).files)
    (the_generation(index) / name).unlink()
    make(the_generation(index) / name)
    with pytest.raises(ArchiveDamagedError, match="damaged"):
        open_archive(index)


@pytest.mark.parametrize("name", ["../../../outside", "/outside", "..", "a/b", "manifest.json", "a\nb"])
def test_a_manifest_leads_nowhere_else(source, index, tmp_path, name):
    build_quietly(source, index)
    folder = the_generation(index)
    (tmp_path / "outside").write_bytes(b"whatever")
    manifest = read_manifest(folder)
    files = {**manifest.files, name: digest_file(tmp_path / "outside")}
    Manifest(**{field: getattr(manifest, field) for field in manifest.__slots__} | {"files": files}).write(folder)
    with pytest.raises(ArchiveDamagedError):
        open_archive(index)
    (source / "four.txt").write_text("Detention is no answer.", encoding="utf-8")
    assert "built anew" in build_quietly(source, index).note


def test_damage_that_a_disk_does_not_tell_of_never_gets_into_new_files(source, index, built, tmp_path):
    built(source, index)
    right = {"lantern": {"one"}, "harbour": set(), "meadow": {"three"}}
    kept = tmp_path / "kept"
    shutil.copytree(index, kept)
    names = sorted(read_manifest(the_generation(index)).files)
    update = tmp_path / "update"
    shutil.copytree(source, update)
    write_lines(update / "two.jsonl", [statement("two", "Detention is no answer.")])
    told = 0
    for name in names:
        shutil.rmtree(index)
        shutil.copytree(kept, index)
        shutil.rmtree(source)
        shutil.copytree(update, source)
        damaged = the_generation(index) / name
        flip(damaged, damaged.stat().st_size // 2)
        report = built(source, index)
        try:
            found = answers(open_archive(index))
        except ArchiveDamagedError:
            told += 1
            continue
        assert found == right | {"detention": {"two"}}, (name, report.note)
        assert "built anew" in report.note, name
    assert told < len(names), "what an update reads and replaces is compared, and mended at once"


def zero(path):
    """Overwrite a file in place, as a failing disk or a clumsy hand may while it is open."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.write(bytes(size))


@pytest.mark.parametrize("engine", LOCAL)  # what is on a cluster is not read from the folder while it answers
def test_damage_under_an_open_archive_is_an_error_that_says_what_to_do(source, index, engine, tmp_path):
    build_quietly(source, index, engine=engine)
    kept = tmp_path / "kept"
    shutil.copytree(index, kept)
    outcomes = []
    for name in sorted(read_manifest(the_generation(index)).files):
        shutil.rmtree(index)
        shutil.copytree(kept, index)
        archive = open_archive(index, kept_pages=0)
        zero(the_generation(index) / name)
        try:
            outcomes.append(answers(archive))
        except ArchiveDamagedError as damage:
            outcomes.append("told" if "--rebuild" in damage.hint else "without a hint")
    assert "told" in outcomes
    assert "without a hint" not in outcomes


def test_the_bytes_of_the_record_are_what_the_catalogue_digests(source, index):
    build_quietly(source, index)
    with closing(sqlite3.connect(index / "catalogue.sqlite")) as database:
        (record,) = database.execute("select record from statement where id = 'one'").fetchone()
    assert b"lantern" in zlib.decompress(record)
