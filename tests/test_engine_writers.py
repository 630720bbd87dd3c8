"""How the writers of the engines meet a disk: what it tells is told on."""

import contextlib
import errno
import os
import re
import resource
import signal

import pytest

from indexer.engines import load_engine
from indexer.engines.tantivy.writing import _told
from tests.conformance.comparing import LOCAL, indexed
from tests.made import statement


@pytest.fixture
def no_room():
    """Let no file grow beyond some bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# The engine on a cluster meets no disk of ours: what its disks tell, it tells by refusing.
@pytest.mark.parametrize("engine", LOCAL)
def test_what_a_disk_told_the_engine_is_told_as_the_disk_told_it(engine, tmp_path, no_room):
    writer = load_engine(engine).create(tmp_path)
    writer.add(indexed(statement("a", "asylum " * 2_000)))
    no_room(256)
    with pytest.raises(OSError, match=os.strerror(errno.EFBIG)) as caught:
        writer.commit()
    assert caught.value.errno == errno.EFBIG
    no_room(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    with contextlib.suppress(Exception):
        writer.cancel()


@pytest.mark.parametrize(
    ("said", "number", "told"),
    [
        ("IO error: 'No space left on device (os error 28)'", errno.ENOSPC, "No space left on device"),
        ('Io(Os { code: 5, kind: Uncategorized, message: "Input/output error" })', errno.EIO, "Input/output error"),
        (
            "An error occurred in a thread: 'An index writer was killed.. A worker thread encountered an error'",
            errno.EIO,
            "the thread of Tantivy's that wrote it ended, as it does when a disk is full or fails",
        ),
    ],
)
def test_a_disk_is_recognised_in_what_tantivy_says(said, number, told):
    with pytest.raises(OSError, match=re.escape(told)) as caught, _told():
        raise ValueError(said)
    assert (caught.value.errno, caught.value.strerror) == (number, told)


def test_a_folder_that_cannot_be_listed_is_not_an_empty_one(tmp_path, monkeypatch):
    writer = load_engine("whoosh").create(tmp_path)
    writer.add(indexed(statement("a", "asylum")))

    def fail(folder):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("pathlib.Path.iterdir", fail)
    monkeypatch.setattr("os.listdir", fail)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        writer.commit()
