"""Where generations are in the folder of an index, which of them serves, and which may answer for it."""

import shutil
from contextlib import suppress
from pathlib import Path

from indexer.errors import ArchiveDamagedError, ArchiveError, ArchiveUnreadableError
from indexer.manifest import is_name, make_folder, read_manifest, rebuild_hint, write_durably
from indexer.messages import say

_POINTER, _GENERATIONS = "CURRENT", "generations"


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
        """Return the name in the pointer, or None where there is no pointer.

        :raise ArchiveDamagedError: if the pointer holds no name.
        """
        try:
            text = self._pointer.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise ArchiveUnreadableError(
                say("The index in %(folder)s cannot be read.", folder=str(self._index)),
                say("Check the folder's permissions."),
            ) from error
        name = text.decode("ascii", errors="replace").removesuffix("\n")
        if text != f"{name}\n".encode() or not is_name(name):
            told = say("The index is damaged: its file %(file)s is not as it was written.", file=str(self._pointer))
            raise ArchiveDamagedError(told, rebuild_hint(self._index))
        return name

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
        whether they were published. Where the pointer itself is damaged, all may that are whole.
        """
        if name is None and not self._pointer.exists():
            return []
        if name is not None:
            with suppress(ArchiveError):
                previous = read_manifest(self.folder(name)).previous
                return [previous] if previous else []
        there = [path.name for path in self.path.iterdir() if is_name(path.name)] if self.path.is_dir() else []
        return sorted((each for each in there if name is None or each < name), reverse=True)

    def collect(self) -> None:
        """Remove all generations but the one that serves and those that may answer for it, and unfinished pointers."""
        name = self.named()
        keep = {name, *self.before(name)}
        for folder in self.path.iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)
        for draft in self._index.glob("*.new"):
            draft.unlink()
