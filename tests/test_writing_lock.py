"""One writer at a time: the second waits, then says who holds the lock; a dead holder holds nothing."""

import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.errors import ArchiveLockedError, ArchiveUnwritableError
from indexer.locking import writing
from tests.calling import Caller
from tests.conftest import SEEDS, build_quietly

HOLDING = """
import sys, time
from pathlib import Path
from indexer.locking import writing
with writing(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def index(tmp_path):
    return tmp_path / "index"


@contextmanager
def another_holder(index, seconds=60):
    """Let another process hold the lock."""
    command = [sys.executable, "-c", HOLDING, str(index), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parent.parent) as process:
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_second_waits_and_then_says_who_holds_the_lock_and_since_when(index, tmp_path, monkeypatch):
    with another_holder(index) as holder:
        began = time.monotonic()
        with pytest.raises(ArchiveLockedError) as caught:
            build_quietly(SEEDS, index, lock_timeout=0.3)
        assert time.monotonic() - began >= 0.3
        told = caught.value.message
        assert f"process {holder.pid} on {socket.gethostname()}, since {time.strftime('%Y-', time.gmtime())}" in told
        assert " UTC); waited" in told
        assert "waited 0.3 seconds" in told
        monkeypatch.setenv("ONRECORD_LOCK_TIMEOUT", "0")
        run = Caller(tmp_path, monkeypatch)
        monkeypatch.setenv("ONRECORD_LOCK_TIMEOUT", "0")
        done = run("index", SEEDS, "--index", index, "--workers", 1)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "Another build is writing" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_second_goes_on_when_the_first_is_done(index):
    with another_holder(index, seconds=0.5):
        assert build_quietly(SEEDS, index, lock_timeout=30).statements == 1


def test_the_lock_of_a_holder_that_was_killed_holds_nobody_up(index):
    with another_holder(index) as holder:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        assert json.loads((index / "lock.json").read_text(encoding="utf-8"))["process"] == holder.pid
        assert build_quietly(SEEDS, index, lock_timeout=0).statements == 1
    assert not (index / "lock.json").exists()


@pytest.mark.parametrize("said", [b"", b"{", b"\xff", b"[]", b'{"process": 1}', None])
def test_who_cannot_be_told_is_left_out(index, said):
    with another_holder(index):
        (index / "lock.json").unlink() if said is None else (index / "lock.json").write_bytes(said)
        with pytest.raises(ArchiveLockedError, match=r"writing to “.*index”; waited 0 seconds"), writing(index, 0):
            pass


@pytest.mark.parametrize(
    ("number", "hint"), [(errno.ENOSPC, "Make room on the disk"), (errno.EACCES, "Choose another folder")]
)
def test_a_folder_that_cannot_be_written_to_is_told_with_what_helps(tmp_path, number, hint):
    with pytest.raises(ArchiveUnwritableError) as caught, writing(tmp_path / "index", 0):
        raise OSError(number, os.strerror(number))
    assert caught.value.hint.startswith(hint)
