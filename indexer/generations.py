"""Where generations are in the folder of an index, which of them serves, and which may answer for it."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from indexer.errors import ArchiveDamagedError, ArchiveError, ArchiveUnreadableError, PointerDamagedError
from indexer.manifest import MANIFEST, is_name, make_folder, read_manifest, unreadable, write_durably
from indexer.messages import Message, say

_POINTER, _GENERATIONS = "CURRENT", "generations"

_LONGEST = 4096
"""Bytes that are read of a pointer: many more than any name has."""


class Generations:
    """The generations of an index, in the folder `path`, and the pointer to the one that serves."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._pointer = index / _POINTER
        self.path = index / _GENERATIONS

    def folder(self, name: str) -> Path:
        """Return the folder of a generation, which need not be there."""
        return self.path / name

    def make_room(self) -> None:
        """Make the folder in which generations are, unless it is there."""
        make_folder(self.path)

    def current(self) -> str | None:
        """Return the name in the pointer, or None where there is neither a pointer nor a finished generation.

        :raise PointerDamagedError: if the pointer is missing, or names no generation that is there.
        :raise ArchiveUnreadableError: if this user may not read it.
        """
        try:
            name = self._pointed_at()
            while name is not None and not _is_there(self.folder(name)):
                # A build may have published others, and removed this one, since the pointer was read.
                read, name = name, self._pointed_at()
                if read == name:
                    told = say(
                        "The index is damaged: its file %(file)s names a generation that is not there.",
                        file=str(self._pointer),
                    )
                    raise PointerDamagedError(told, self._hint())
        except OSError as error:
            raise ArchiveUnreadableError(
                say("The index in %(folder)s cannot be read.", folder=str(self._index)),
                say("Check the folder's permissions."),
            ) from error
        return name

    def _pointed_at(self) -> str | None:
        try:
            text = _read(self._pointer)
        except (FileNotFoundError, NotADirectoryError):
            if not self._finished():
                return None
            told = say("The index is damaged: its file %(file)s is missing.", file=str(self._pointer))
            raise PointerDamagedError(told, self._hint()) from None
        name = text.decode("ascii", errors="replace").removesuffix("\n")
        if text != f"{name}\n".encode() or not is_name(name):
            told = say("The index is damaged: its file %(file)s is not as it was written.", file=str(self._pointer))
            raise PointerDamagedError(told, self._hint())
        return name

    def _finished(self) -> list[str]:
        """Return the generations that have a manifest, which is written last."""
        try:
            there = list(self.path.iterdir()) if _is_there(self.path) else []
        except PermissionError as error:
            raise unreadable(self.path, error) from error
        return [each.name for each in there if is_name(each.name) and _is_there(each / MANIFEST)]

    def _hint(self) -> Message:
        return say("Bring it up to date: `onrecord index SOURCE --index %(folder)s`.", folder=str(self._index))

    def named(self) -> str | None:
        """Return the name in the pointer, or None where there is none that is whole."""
        try:
            return self.current()
        except ArchiveDamagedError:
            return None

    def point_to(self, name: str) -> None:
        """Let a generation serve; when this returns, that survives a loss of power."""
        write_durably(self._pointer, f"{name}\n")

    def before(self, name: str | None) -> list[str]:
        """Return the generations that may answer for one, the newest first.

        Its manifest names one. Where that cannot be read, all that were begun earlier may: of later ones nobody knows
        whether they were published. Where the pointer itself is damaged or missing, all may that are whole.
        """
        if name is not None:
            with suppress(ArchiveError):
                previous = read_manifest(self.folder(name)).previous
                return [previous] if previous else []
        return sorted((each for each in self._finished() if name is None or each < name), reverse=True)

    def collect(self, forget: Callable[[Path], bool]) -> None:
        """Remove all generations but the one that serves and those that may answer for it, and unfinished pointers.

        `forget` lets go of what a folder holds elsewhere; where it cannot, the folder stays.
        """
        name = self.named()
        keep = {name, *self.before(name)}
        for folder in self.path.iterdir():
            if folder.name not in keep and forget(folder):
                shutil.rmtree(folder, ignore_errors=True)
        for draft in self._index.glob("*.new"):
            draft.unlink()


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except PermissionError:
        return True  # whoever reads it tells that
    return True


def _read(pointer: Path) -> bytes:
    """Return what a pointer says: every question asks, so by no more calls of the system than it takes.

    Python lets another thread go on at each of them, and of `Path.read_bytes` there are eight.
    """
    number = os.open(pointer, os.O_RDONLY)
    try:
        return os.read(number, _LONGEST)
    finally:
        os.close(number)
