"""What may befall an index: killed builds, damaged files, updates that share files. It is the same on every engine."""

import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from indexer import open_archive
from indexer.engines import CLUSTER, ELSEWHERE
from indexer.errors import ArchiveDamagedError
from indexer.manifest import digest_file
from tests.conformance.comparing import ENGINES, LOCAL
from tests.conftest import build_quietly, write_lines
from tests.made import statement

LARGEST = {"whoosh": "*.seg", "tantivy": "*.idx", CLUSTER: ELSEWHERE}
"""A file of each engine without which it cannot answer."""


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture
def rebuilt(engine):
    return partial(build_quietly, engine=engine)


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.txt").write_text("Asylum is a right.\nIt must be respected.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Torture is a crime.\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


def found(index, query):
    archive = open_archive(index)
    sources = {hit.statement.source for hit in archive.search(query).hits}
    archive.close()
    return sources


DYING = """
import os, signal, sys
from pathlib import Path
from indexer import archive, build, catalogue
from tests.conftest import build_quietly

def die(*arguments, **options):
    os.kill(os.getpid(), signal.SIGKILL)

moments = {"_write": build, "publish": archive.ArchiveFolder, "mark_published": catalogue.Catalogue}
setattr(moments[sys.argv[3]], sys.argv[3], die)
build_quietly(Path(sys.argv[1]), Path(sys.argv[2]), engine=sys.argv[4], rebuild=sys.argv[5] == "rebuild")
"""


def killed_build(source, index, moment, engine, how="update"):
    """Run a build in a process that is killed at a moment."""
    command = [sys.executable, "-c", DYING, source, index, moment, engine, how]
    assert subprocess.run(command, cwd=Path(__file__).parent.parent, check=False).returncode == -9


@pytest.mark.parametrize("moment", ["_write", "publish", "mark_published"])
def test_a_run_killed_at_any_moment_is_completed_by_the_next(source, index, engine, rebuilt, moment):
    rebuilt(source, index)
    (source / "a.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    killed_build(source, index, moment, engine)
    # On a cluster an update goes into the index that serves, and who opens it sees what is committed.
    seen = moment == "mark_published" or (engine == CLUSTER and moment == "publish")
    assert found(index, "asylum") == (set() if seen else {"a.txt"})
    report = rebuilt(source, index)
    assert report.statements == 2
    assert (found(index, "asylum"), found(index, "detention")) == (set(), {"a.txt"})
    assert len(list((index / "generations").iterdir())) <= 2, "what the killed run left is collected"


@pytest.mark.parametrize("how", ["update", "rebuild"])
@pytest.mark.parametrize("moment", ["_write", "publish", "mark_published"])
def test_what_a_killed_run_published_can_be_taken_back(source, index, engine, rebuilt, moment, how):
    rebuilt(source, index)
    asylum = (source / "a.txt").read_text(encoding="utf-8")
    (source / "a.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    (source / "new.txt").write_text("Expulsion is no answer.\n", encoding="utf-8")
    (source / "b.txt").unlink()
    killed_build(source, index, moment, engine, how)
    (source / "a.txt").write_text(asylum, encoding="utf-8")
    (source / "new.txt").unlink()
    rebuilt(source, index)
    answers = [found(index, word) for word in ("asylum", "detention", "expulsion", "torture")]
    assert answers == [{"a.txt"}, set(), set(), set()]


def damage(index, what, engine):
    (generation,) = (index / "generations").iterdir()
    engine_file = max(generation.glob(LARGEST[engine]))
    manifest = generation / "manifest.json"
    match what:
        case "flip":
            data = bytearray(engine_file.read_bytes())
            data[len(data) // 2] ^= 1
            engine_file.write_bytes(data)
        case "truncate":
            os.truncate(engine_file, engine_file.stat().st_size - 1)
        case "missing":
            engine_file.unlink()
        case "manifest":
            manifest.write_text("{", encoding="utf-8")
        case "no manifest":
            manifest.unlink()
        case "pointer":
            (index / "CURRENT").write_text("never-was\n", encoding="utf-8")


@pytest.mark.parametrize("what", ["flip", "truncate", "missing", "manifest", "no manifest", "pointer"])
def test_damage_is_told_before_it_answers_and_mended_from_the_sources(source, index, engine, rebuilt, what):
    rebuilt(source, index)
    damage(index, what, engine)
    with pytest.raises(ArchiveDamagedError) as caught:
        open_archive(index)
    anew = "" if what == "pointer" else "--rebuild "
    assert f"onrecord index SOURCE {anew}--index {index}" in caught.value.hint
    rebuilt(source, index, rebuild=True)
    assert found(index, "asylum") == {"a.txt"}


def test_an_update_does_not_carry_damage_on(source, index, engine, rebuilt):
    rebuilt(source, index)
    damage(index, "flip", engine)
    (source / "a.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    assert rebuilt(source, index).updated == 1
    assert (found(index, "detention"), found(index, "torture")) == ({"a.txt"}, {"b.txt"})


@pytest.mark.parametrize("engine", LOCAL)  # on a cluster there is no file that generations share
def test_damage_that_a_disk_does_not_tell_of_is_passed_on_and_told_by_the_next_that_opens(
    source, index, engine, rebuilt
):
    rebuilt(source, index)
    (path,) = index.glob(f"generations/*/{LARGEST[engine]}")
    written = path.stat()
    damage(index, "flip", engine)
    os.utime(path, ns=(written.st_atime_ns, written.st_mtime_ns))
    (source / "c.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    rebuilt(source, index)
    with pytest.raises(ArchiveDamagedError, match="is not as it was written"):
        open_archive(index)
    rebuilt(source, index, rebuild=True)
    assert found(index, "asylum") == {"a.txt"}


def test_an_index_that_was_copied_without_its_times_is_read_and_believed(source, index, rebuilt, tmp_path):
    rebuilt(source, index)
    shutil.copytree(index, tmp_path / "copy", copy_function=shutil.copyfile)
    (source / "c.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    report = rebuilt(source, tmp_path / "copy")
    assert (report.added, report.unchanged) == (1, 2)
    assert found(tmp_path / "copy", "torture") == {"b.txt"}


def test_what_is_served_reads_only_what_is_new(source, index, rebuilt, monkeypatch):
    rebuilt(source, index)
    archive, read = open_archive(index), []
    monkeypatch.setattr("indexer.archive.digest_file", lambda path: read.append(path.name) or digest_file(path))
    (source / "c.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    rebuilt(source, index)
    read.clear()
    assert archive.search("detention").total.statements == 1
    name = (index / "CURRENT").read_text(encoding="utf-8").strip()
    files = {path.name: path.stat().st_nlink for path in (index / "generations" / name).iterdir()}
    assert set(read) == {name for name, links in files.items() if links == 1} - {"manifest.json"}
    archive.close()


@pytest.mark.parametrize("engine", LOCAL)
def test_an_update_shares_the_files_that_did_not_change(tmp_path, index, engine, rebuilt):
    source = tmp_path / "source"
    source.mkdir()
    write_lines(source / "a.jsonl", [statement(f"s{n}", "asylum " * 50) for n in range(400)])
    rebuilt(source, index)
    before = {file.name: file.stat().st_ino for file in index.glob(f"generations/*/{LARGEST[engine]}")}
    write_lines(source / "b.jsonl", [statement("new", "detention")])
    rebuilt(source, index)
    name = (index / "CURRENT").read_text(encoding="utf-8").strip()
    after = {file.name: file.stat().st_ino for file in (index / "generations" / name).glob(LARGEST[engine])}
    assert before.items() <= after.items()
    assert found(index, "detention") == {"b.jsonl"}


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Lima"])
def test_an_archive_knows_when_it_was_published_wherever_it_stands(tmp_path, index, rebuilt, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        earliest = datetime.now(UTC).replace(microsecond=0)
        rebuilt(write_lines(tmp_path / "made.jsonl", [statement("a", "asylum")]), index)
        assert earliest <= open_archive(index).published <= datetime.now(UTC)
    finally:
        monkeypatch.undo()
        time.tzset()
