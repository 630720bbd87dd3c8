"""What killed processes leave is gone after the next has run."""

import fcntl
import os
import tempfile
from functools import partial

import pytest

from indexer import open_archive
from indexer.engines.tantivy.links import links
from indexer.manifest import new_name
from tests.conformance.comparing import ENGINES
from tests.conftest import build_quietly
from tests.test_index_life import killed_build

IN_AN_INDEX = {"CURRENT", "catalogue.sqlite", "catalogue.sha256", "generations", "lock"}


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.txt").write_text("Asylum is a right.\n", encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize("moment", ["_write", "publish", "mark_published"])
def test_a_killed_build_leaves_nothing_after_the_next_has_run(source, index, engine, moment):
    built = partial(build_quietly, source, index, engine=engine)
    built()
    (source / "a.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    killed_build(source, index, moment, engine)
    built()
    assert {path.name for path in index.iterdir()} == IN_AN_INDEX
    assert len(list((index / "generations").iterdir())) == 2


def test_a_run_that_has_nothing_to_do_collects_too(source, index, engine):
    built = partial(build_quietly, source, index, engine=engine)
    report = built()
    for name in (new_name(), "half a name"):
        (index / "generations" / name).mkdir()
        (index / "generations" / name / "file").write_bytes(b"whatever")
    for name in ("CURRENT.new", "catalogue.sha256.new"):
        (index / name).write_bytes(b"whatever")
    assert built().generation == report.generation
    assert {path.name for path in index.iterdir()} == IN_AN_INDEX
    assert [path.name for path in (index / "generations").iterdir()] == [report.generation]


def test_the_last_generation_is_kept_while_the_next_is_being_built(source, index, engine):
    built = partial(build_quietly, source, index, engine=engine)
    names = [built().generation]
    (source / "b.txt").write_text("Torture is a crime.\n", encoding="utf-8")
    names.append(built().generation)
    (source / "c.txt").write_text("Detention is no answer.\n", encoding="utf-8")
    killed_build(source, index, "_write", engine)
    assert {path.name for path in (index / "generations").iterdir()} >= set(names)


def test_links_of_killed_processes_are_removed_and_those_in_use_are_not(source, index, temporary):
    build_quietly(source, index, engine="tantivy")
    left, used, foreign = (temporary / name for name in ("onrecord-links-left", "onrecord-links-used", "other"))
    for folder in (left, used, foreign):
        folder.mkdir()
        (folder / "meta.json").symlink_to("/nowhere/meta.json")
    lock = os.open(used, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        open_archive(index).close()
        assert {path.name for path in temporary.iterdir()} == {used.name, foreign.name}
    finally:
        os.close(lock)
    open_archive(index).close()
    assert {path.name for path in temporary.iterdir()} == {foreign.name}


def test_links_are_gone_when_they_have_been_used_and_when_that_failed(temporary, tmp_path):
    index = tmp_path / "index"
    index.mkdir()
    with links(index) as folder:
        assert folder.parent == index, "what is not published yet has them with it"
    (index / "manifest.json").write_bytes(b"{}")
    with links(index) as folder:
        assert (folder.parent, [path.name for path in folder.iterdir()]) == (temporary, ["manifest.json"])
    with pytest.raises(KeyError), links(index):
        raise KeyError
    assert list(temporary.iterdir()) == []
    assert [path.name for path in index.iterdir()] == ["manifest.json"]
