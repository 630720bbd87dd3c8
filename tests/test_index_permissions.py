"""An index whose files this user may not read: that is no damage, and building it again is no cure."""

import contextlib
import os
import tempfile
from pathlib import Path

import pytest

from indexer import open_archive
from indexer.checking import check
from indexer.errors import ArchiveUnreadableError
from indexer.manifest import read_manifest
from indexer.settings import Settings
from tests.calling import Caller
from tests.conformance.comparing import ENGINES
from tests.conftest import build_quietly
from webapp import create_app

NOBODY = 65534


@contextlib.contextmanager
def without_privileges():
    """Give up being root, for whom no permission holds."""
    user = os.geteuid()
    os.seteuid(NOBODY if user == 0 else user)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture(params=ENGINES)
def built(request):
    """A source and its index of two generations, in a folder that the one who gave up being root owns."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        source.mkdir()
        for word in ("harbour", "meadow"):
            (source / f"{word}.txt").write_text(f"A lantern in the {word}.\n", encoding="utf-8")
            build_quietly(source, folder / "index", engine=request.param)
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
        yield source, folder / "index"
        for path in (folder / "index").rglob("*"):
            path.chmod(0o755)


def closed(index, what):
    """Take the permission to read a file of the generation that serves, or a folder, and return its path."""
    serving = index / "generations" / (index / "CURRENT").read_text(encoding="utf-8").strip()
    file = max(read_manifest(serving).files)
    path = {
        "manifest": serving / "manifest.json",
        "file": serving / file,
        "generation": serving,
        "generations": serving.parent,
        "pointer": index / "CURRENT",
    }[what]
    path.chmod(0)
    return path


@pytest.mark.parametrize("what", ["manifest", "file", "generation", "generations", "pointer"])
def test_what_may_not_be_read_is_told_as_that_and_nothing_answers_for_it(built, what):
    source, index = built
    closed(index, what)
    calls = [
        lambda: open_archive(index, fall_back=True),
        lambda: open_archive(index),
        lambda: check(index, deep=True),
    ]
    if what not in ("file", "generations"):  # that one is not read where nothing is new, and this one is written
        calls.append(lambda: build_quietly(source, index))
    for call in calls:
        with without_privileges(), pytest.raises(ArchiveUnreadableError, match="cannot be read") as caught:
            call()
        assert caught.value.hint == "Check the folder's permissions."


def test_a_server_says_so_too(built):
    _, index = built
    path = closed(index, "manifest")
    with without_privileges():
        site = create_app(Settings(index=str(index))).test_client()
        answered, told = site.get("/api/v1/search?q=lantern"), site.get("/readyz")
    assert answered.status_code == told.status_code == 503
    assert told.get_json()["error"]["hint"] == "Check the folder's permissions."
    path.chmod(0o644)


def test_the_commands_say_so(built, tmp_path, monkeypatch):
    _, index = built
    path = closed(index, "file")
    run = Caller(tmp_path, monkeypatch)
    os.chdir("/")
    for command in (["search", "lantern"], ["check"]):
        with without_privileges():
            done = run(*command, "--index", index)
        assert done.exit_code == 1
        assert f"Error: The index's file {path} cannot be read: Permission denied." in done.stderr
        assert "Check the folder's permissions." in done.stderr
        assert "--rebuild" not in done.stderr
