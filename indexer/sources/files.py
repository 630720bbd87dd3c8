"""Files and folders as sources: which files hold statements, and their bytes."""

import gzip
import os
import stat
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from indexer.errors import SourceError, SourceMissingError
from indexer.sources.opening import Root

UNPACKED_LIMIT = 256 * 2**20
"""Most bytes of one file, unpacked: a small gzip file can unpack to more than any memory."""


class Kind(StrEnum):
    """What a file holds."""

    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON_LINES = "json_lines"


KINDS = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".jsonl": Kind.JSON_LINES,
}
"""The suffixes that are read, each also with `.gz` behind it."""

PACKED = ".gz"
NOTE = "readme.md"
"""A file of this name at the top of a source tells about the source; it is no statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """What a source has under the name of a file that is read, or as a folder, and is not read; `path` is its own."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that holds statements.

    `path` is its POSIX path inside the source, in NFC: the same on every machine. `location` is where this
    machine has it, and must lie `inside` what was the source when it was listed; `size` counts its bytes as stored.
    """

    root: Path
    inside: Root
    path: str
    location: Path
    kind: Kind
    size: int

    @property
    def is_packed(self) -> bool:
        """Tell whether its bytes must be unpacked."""
        return self.path.lower().endswith(PACKED)


def discover(
    root: Path,
    *,
    report: Callable[[SourceError], None] | None = None,
    passed_over: Callable[[PassedOver], object] = lambda _: None,
) -> Iterator[SourceFile]:
    """Yield the files of a source, sorted by path; a single file is a source too, with its name as its path.

    Hidden files and folders are passed over, and so are links to folders and links that lead out of the root:
    what a link leads to inside the root is read under its own path. A folder that cannot be listed is told to
    `report`, and the rest goes on; links that lead out or to nothing, pipes and devices are told to `passed_over`.

    :raise SourceMissingError: if there is nothing at `root`, or it is a file that is never read.
    :raise SourceError: if a folder cannot be listed and there is no `report`.
    """
    try:
        mode = root.stat().st_mode
        # Who names a file that is a link means what it leads to.
        inside = Root.of(root if stat.S_ISDIR(mode) else root.resolve().parent)
    except (OSError, ValueError) as error:
        raise SourceMissingError(
            f"There is no file or folder {str(root)!r}.", "Name a folder or a file that holds statements."
        ) from error
    return _walk(root, inside, report or _raise, passed_over) if stat.S_ISDIR(mode) else iter([_single(root, inside)])


def read_bytes(file: SourceFile, *, limit: int = UNPACKED_LIMIT) -> bytes:
    """Return the bytes of a file, unpacked.

    :raise SourceError: if it cannot be read, is damaged, or unpacks to more than `limit` bytes.
    """
    with open_file(file) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        size = f"{limit:,} bytes" if limit % 2**20 else f"{limit // 2**20:,} MB"
        unpacked = " when unpacked" if file.is_packed else ""
        raise SourceError(f"{file.path} is larger than {size}{unpacked}.", "Split it into several files.")
    return data


@contextmanager
def open_file(file: SourceFile) -> Iterator[BinaryIO]:
    """Open a file for reading, unpacked; what goes wrong while it is open is raised as a `SourceError`."""
    with open_stored(file) as stored:
        if file.is_packed:
            with gzip.open(stored) as unpacked:
                yield cast("BinaryIO", unpacked)
        else:
            yield stored


@contextmanager
def open_stored(file: SourceFile) -> Iterator[BufferedReader]:
    """Open a file for reading, as stored; what goes wrong while it is open is raised as a `SourceError`."""
    try:
        with file.inside.open(file.location) as stream:
            yield stream
    except EOFError as error:
        raise SourceError(f"{file.path} ends in the middle: the gzip file is cut short.", "Fetch it again.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(f"{file.path} is not a sound gzip file.", "Fetch it again, or unpack it.") from error
    except FileNotFoundError as error:
        raise SourceError(f"{file.path} is no longer there.", "Run the command again.") from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"{file.path} cannot be read: {reason}.", "Check the file and its permissions.") from error


def kind_of(name: str) -> Kind | None:
    """Return what a file of this name holds, or None if such files are not read."""
    return KINDS.get(Path(name.lower().removesuffix(PACKED)).suffix)


def _raise(error: SourceError) -> None:
    raise error


def _single(location: Path, inside: Root) -> SourceFile:
    file = _source_file(location.parent, inside, _portable(location.name), location)
    if file is None:
        raise SourceMissingError(
            f"{str(location)!r} is not a file that is read.",
            f"Files that are read end in {', '.join(KINDS)}, each also with {PACKED}.",
        )
    return file


def _walk(
    root: Path, inside: Root, report: Callable[[SourceError], None], passed_over: Callable[[PassedOver], object]
) -> Iterator[SourceFile]:
    pending = _entries(root, "", report)
    while pending:
        name, entry = pending.pop()
        if name.endswith("/"):
            pending += _entries(Path(entry.path), name, report)
        elif name.lower() == NOTE:
            continue
        elif reason := _why_passed(entry, inside, name):
            passed_over(PassedOver(path=name, reason=reason))
        elif not (entry.is_symlink() and not inside.holds(Path(entry.path))):
            file = _source_file(root, inside, name, Path(entry.path))
            if file is not None:
                yield file


def _why_passed(entry: "os.DirEntry[str]", inside: Root, name: str) -> str | None:
    """Return why what looks like a part of the source is not read, or None."""
    location = Path(entry.path)
    readable = kind_of(name) is not None
    if entry.is_symlink() and not inside.holds(location):
        if location.is_dir() or (readable and location.exists()):
            return "It is a link that leads out of the source. Copy into the source what belongs to it."
        return "It is a link to nothing." if readable else None
    if readable and location.exists() and not location.is_dir() and not location.is_file():
        return "It is no regular file."
    return None


def _entries(folder: Path, prefix: str, report: Callable[[SourceError], None]) -> list[tuple[str, "os.DirEntry[str]"]]:
    """Return what is in a folder, last first; a folder's name ends in a slash, so that whole paths come out sorted."""
    try:
        with os.scandir(folder) as listing:
            found = [
                (prefix + _portable(entry.name) + ("/" if entry.is_dir(follow_symlinks=False) else ""), entry)
                for entry in listing
                if not entry.name.startswith(".")
            ]
    except OSError as error:
        name = prefix.rstrip("/") or folder.name
        report(SourceError(f"The folder {name} cannot be listed: {error.strerror}.", "Check its permissions."))
        return []
    return sorted(found, key=lambda each: (each[0], each[1].name), reverse=True)


def _source_file(root: Path, inside: Root, path: str, location: Path) -> SourceFile | None:
    kind = kind_of(path)
    if kind is None:
        return None
    try:
        status = location.stat()
    except OSError:
        return None
    # A pipe or a device has no end, and opening it may wait for ever.
    if not stat.S_ISREG(status.st_mode):
        return None
    return SourceFile(root=root, inside=inside, path=path, location=location, kind=kind, size=status.st_size)


def _portable(name: str) -> str:
    # Bytes that are no UTF-8 come from the file system as lone surrogates, which no store accepts.
    valid = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", valid)
