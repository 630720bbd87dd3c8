"""Opening what a source holds, and nothing else, whoever changes names and links meanwhile."""

import os
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import Self

from indexer.errors import SourceError

_BY_FOLDER = os.open in os.supports_dir_fd
"""Whether names can be opened inside an open folder; elsewhere (Windows) links are only looked at before."""

_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # to open a pipe would wait for somebody who writes
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)


@dataclass(frozen=True, slots=True)
class Root:
    """The folder that a source's files must lie in, as it was when it was listed: no links are left in its path."""

    path: Path
    device: int
    inode: int

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Return the root that a folder is, or leads to.

        :raise OSError: if there is no such folder.
        """
        path = folder.resolve(strict=True)
        status = path.stat()
        return cls(path, status.st_dev, status.st_ino)

    def holds(self, location: Path) -> bool:
        """Tell whether what a location leads to lies in the root."""
        try:
            return location.resolve(strict=True).is_relative_to(self.path)
        except (OSError, RuntimeError):
            return False

    def open(self, location: Path) -> BufferedReader:
        """Open a file of the root for reading; links are followed inside it, and nowhere else.

        :raise SourceError: if it lies elsewhere, is no regular file, or the root is another folder than it was.
        :raise OSError: if it cannot be opened.
        """
        try:
            parts = location.resolve(strict=True).relative_to(self.path).parts
        except (ValueError, RuntimeError) as error:
            raise SourceError(
                f"{location.name} leads out of the source; it is not read.", "Copy into the source what belongs to it."
            ) from error
        handle = self._open(parts)
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise SourceError(f"{location.name} is no regular file any more.", "Run the command again.")
        return os.fdopen(handle, "rb")

    def _open(self, parts: tuple[str, ...]) -> int:
        """Open what the names lead to, one after the other: a link that was put there meanwhile is an error."""
        if not _BY_FOLDER:
            return os.open(self.path.joinpath(*parts), _READ | _AT_ONCE)
        folder = os.open(self.path, _READ | _FOLDER)
        try:
            status = os.fstat(folder)
            if (status.st_dev, status.st_ino) != (self.device, self.inode):
                raise SourceError(f"{self.path.name} is another folder than it was.", "Run the command again.")
            for name in parts[:-1]:
                inner = os.open(name, _READ | _FOLDER | _NO_LINK, dir_fd=folder)
                os.close(folder)
                folder = inner
            return os.open(parts[-1], _READ | _AT_ONCE | _NO_LINK, dir_fd=folder)
        finally:
            os.close(folder)
