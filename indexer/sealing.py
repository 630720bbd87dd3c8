"""The file of the catalogue: opened by one run at a time, and sealed with its SHA-256 when the run is over.

SQLite notices little of what befalls its bytes. Between two runs nothing may change, so the next compares the whole
file with the seal before it believes a word. A killed run leaves none; then everything that can be compared is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from indexer.catalogue import Catalogue
from indexer.errors import ArchiveNewerError, ArchiveUnwritableError, CatalogueDamagedError
from indexer.manifest import digest_file, sync_folder, write_durably

_SEAL = ".sha256"
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file that is open, by the ends of its names."""

_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR)

_LOST = "The index holds the statements of the sources that were named now, and no others."


@contextmanager
def open_catalogue(path: Path, *, anew: bool = False) -> Iterator[Catalogue]:
    """Open the catalogue, or make an empty one; whatever SQLite meets while it is open is told as one of our errors.

    With `anew`, one that cannot be used is replaced, and its `note` says so.

    :raise ArchiveUnwritableError: if it cannot be written.
    :raise CatalogueDamagedError: if it is not as it was written.
    :raise ArchiveNewerError: if a later version of Onrecord wrote it.
    """
    try:
        catalogue = _opened(path)
    except (CatalogueDamagedError, ArchiveNewerError) as problem:
        if not anew:
            raise
        _remove(path)
        catalogue = _opened(path)
        catalogue.note = f"{problem.message} It has been made anew. {_LOST}"
    with _told(path):
        try:
            with closing(catalogue):
                yield catalogue
        except sqlite3.Error:
            raise
        except BaseException:
            with suppress(OSError):  # one without a seal is examined by the next run
                _seal(path)
            raise
        _seal(path)


def is_sound(path: Path) -> bool:
    """Compare the catalogue with its seal; return False where it has none to compare it with.

    :raise CatalogueDamagedError: if it is not as it was written.
    """
    seal = _seal_of(path)
    if not path.exists() or not seal.exists():
        return False
    if seal.read_bytes() != _sealed(path).encode():
        raise _damaged(path)
    return True


def _opened(path: Path) -> Catalogue:
    sealed = is_sound(path)
    _seal_of(path).unlink(missing_ok=True)
    sync_folder(path.parent)
    with _told(path):
        catalogue = Catalogue(path)
        try:
            if not sealed:
                catalogue.examine()
        except BaseException:
            catalogue.close()
            raise
    return catalogue


def _remove(path: Path) -> None:
    for each in (path, _seal_of(path), *(path.with_name(path.name + end) for end in _BESIDE)):
        each.unlink(missing_ok=True)


def _seal(path: Path) -> None:
    write_durably(_seal_of(path), _sealed(path))


def _seal_of(path: Path) -> Path:
    return path.with_suffix(_SEAL)


def _sealed(path: Path) -> str:
    """Return what the seal of the file says, as `sha256sum --check` reads it."""
    return f"{digest_file(path).sha256}  {path.name}\n"


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NO_ROOM:
            raise ArchiveUnwritableError(
                f"The catalogue {path} cannot be written: {error}.", "Make room, or make the folder writable."
            ) from error
        raise _damaged(path) from error


def _damaged(path: Path) -> CatalogueDamagedError:
    return CatalogueDamagedError(
        f"The catalogue {path} is damaged.",
        "It holds nothing that the sources don't: name all of them, `onrecord index SOURCE... --rebuild "
        f"--index {path.parent}`.",
    )
