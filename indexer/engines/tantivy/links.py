"""A folder of links to the files of a generation, in which Tantivy can take the lock that it wants for reading.

Who serves an index need not be allowed to write to it. The folder stands among the system's temporary ones while an
index is being opened. What a killed process has left there is removed by the next that opens one: its lock is free.
A generation that is not published yet is its builder's alone: what a killed one leaves there goes with it.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

from indexer.manifest import MANIFEST

_PREFIX = "onrecord-links-"


@contextmanager
def links(folder: Path) -> Iterator[Path]:
    """Give a folder of links to the files of another, and remove it afterwards."""
    if sys.platform == "win32":  # where links are for administrators
        yield folder
        return
    _collect()
    files = [path for path in folder.resolve().iterdir() if path.is_file()]
    place, lock = _make(None if (folder / MANIFEST).exists() else folder)
    try:
        for path in files:
            (place / path.name).symlink_to(path)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(lock)
        # A thread of Tantivy's may have made its lock while the folder was being removed, which then was not empty.
        shutil.rmtree(place, ignore_errors=True)


def _make(within: Path | None) -> tuple[Path, int]:
    """Make a folder and lock it; another process may take it for a left one until it is locked."""
    while True:
        place = Path(mkdtemp(prefix=_PREFIX, dir=within))
        lock = _locked(place)
        if lock is not None and place.exists():
            return place, lock
        if lock is not None:
            os.close(lock)


def _collect() -> None:
    for place in Path(gettempdir()).glob(f"{_PREFIX}*"):
        lock = _locked(place)
        if lock is not None:
            shutil.rmtree(place, ignore_errors=True)
            os.close(lock)


def _locked(place: Path) -> int | None:
    """Return a descriptor that holds the lock of a folder, or None where another has it or the folder is not ours."""
    import fcntl  # noqa: PLC0415 - no such module on Windows

    with suppress(OSError):
        descriptor = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if os.fstat(descriptor).st_uid == os.getuid():
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
        except BlockingIOError:
            pass
        os.close(descriptor)
    return None
