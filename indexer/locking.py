"""The lock of an index's one writer, and who holds it."""

import errno
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from indexer.errors import ArchiveLockedError, ArchiveUnwritableError
from indexer.manifest import make_folder

_LOCK, _HOLDER = "lock", "lock.json"


@contextmanager
def writing(folder: Path, timeout: float) -> Iterator[None]:
    """Hold the lock of the index in a folder; the operating system lets go of it when its holder dies.

    :raise ArchiveLockedError: if another process holds it for `timeout` seconds.
    :raise ArchiveUnwritableError: if the folder cannot be written to.
    """
    with _translated(folder):
        make_folder(folder)
        lock = FileLock(folder / _LOCK, timeout=timeout)
        try:
            lock.acquire()
        except Timeout as error:
            seconds = "1 second" if timeout == 1 else f"{timeout:g} seconds"
            raise ArchiveLockedError(
                f"Another build is writing to “{folder}”{_holder(folder)}; waited {seconds}.",
                "Let it finish, then try again.",
            ) from error
        try:
            (folder / _HOLDER).write_text(json.dumps(_myself()), encoding="utf-8")
            yield
        finally:
            (folder / _HOLDER).unlink(missing_ok=True)
            lock.release()


def _myself() -> dict[str, str | int]:
    return {
        "process": os.getpid(),
        "host": socket.gethostname(),
        "since": time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()),
    }


def _holder(folder: Path) -> str:
    """Return who says that it holds the lock; the word of one that was killed stands until the next gives its own."""
    try:
        holder = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f" (process {holder['process']} on {holder['host']}, since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ArchiveUnwritableError(
            f"The index in “{folder}” cannot be written: {error.strerror or error}.",
            "Make room on the disk, then run it again."
            if error.errno == errno.ENOSPC
            else "Choose another folder with --index, or make this one writable.",
        ) from error
