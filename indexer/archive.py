"""The index on disk: generations, the pointer to the one that serves, and the lock of the one writer.

    index/
      CURRENT           the name of the generation that serves
      generations/NAME/ the engine's files, and manifest.json, written last
      catalogue.sqlite  the builder's memory
      lock              held while a build runs

A generation is never changed once it is published. An update makes a new one that shares, by hard link, the files it
has in common with the last: engines write new files and never touch old ones. So every build, whole or incremental, is
published by the same single step, and a killed one leaves nothing but a folder that the next removes.
"""

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from indexer.analysis import ANALYSER_VERSION
from indexer.clauses import Everything
from indexer.engine import Engine, Request
from indexer.engines import load_engine
from indexer.errors import (
    ArchiveError,
    ArchiveFormatError,
    ArchiveLockedError,
    ArchiveMissingError,
    ArchiveUnwritableError,
)
from indexer.manifest import (
    FORMAT_VERSION,
    FileDigest,
    Manifest,
    digest_file,
    digest_files,
    make_folder,
    new_name,
    read_manifest,
    sync_file,
    sync_folder,
    write_durably,
)
from indexer.messages import say

_POINTER, _GENERATIONS, _LOCK, _HOLDER = "CURRENT", "generations", "lock", "lock.json"

_Identity = tuple[int, int, int, int]
"""What tells that a file is still the same under another name: device, number, size and time of its last change."""

_MOVES = 5
"""How often opening follows a pointer that moves on meanwhile, before it gives up."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation that answers."""

    manifest: Manifest
    engine: Engine


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation that is being written; `shared` are the files it has in common with the last."""

    name: str
    folder: Path
    engine: str
    previous: str | None
    shared: dict[str, FileDigest]


class ArchiveFolder:
    """The folder of an index."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.catalogue = self.path / "catalogue.sqlite"
        self._read: dict[_Identity, FileDigest] = {}

    def current(self) -> str | None:
        """Return the name of the generation that serves, or None where there is none."""
        try:
            return (self.path / _POINTER).read_text(encoding="utf-8").strip() or None
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise ArchiveError(
                say("The index in %(folder)s cannot be read.", folder=str(self.path)),
                say("Check the folder's permissions."),
            ) from error

    def manifest(self) -> Manifest:
        """Return the manifest of the generation that serves.

        :raise ArchiveMissingError: if there is no index here.
        """
        name = self.current()
        if name is None:
            raise ArchiveMissingError(
                say("There is no index in “%(folder)s”.", folder=str(self.path)),
                say(
                    "Build one from your statements: `onrecord index SOURCE --index %(folder)s`.",
                    folder=str(self.path),
                ),
            )
        return read_manifest(self._folder(name))

    def serving_engine(self) -> str | None:
        """Return the name of the engine of the generation that serves, or None where none can be read."""
        try:
            return self.manifest().engine
        except ArchiveError:
            return None

    def open(self) -> Opened:
        """Verify the generation that serves, and open it.

        :raise ArchiveError: if there is none, it is damaged, or another version wrote it.
        """
        for _ in range(_MOVES):
            name = self.current()
            try:
                manifest = self.manifest()
                self.check_version(manifest)
                self.verify(manifest)
                return Opened(manifest, load_engine(manifest.engine).open(self._folder(manifest.generation)))
            except ArchiveError:
                # A build may have published its generation, and removed this one, since the pointer was read.
                if name == self.current():
                    raise
        raise ArchiveError(
            say("The index in %(folder)s changes faster than it can be opened.", folder=str(self.path)),
            say("Try again."),
        )

    def check_version(self, manifest: Manifest) -> None:
        """Refuse a generation that this installation would misread.

        :raise ArchiveFormatError: if its analyser or its engine's version is not ours.
        """
        hint = say("Bring it up to date: `onrecord index SOURCE --index %(folder)s`.", folder=str(self.path))
        if manifest.analyser != ANALYSER_VERSION:
            raise ArchiveFormatError(
                say(
                    "The index was made with version %(theirs)s of the analyser; this is version %(ours)s.",
                    theirs=str(manifest.analyser),
                    ours=str(ANALYSER_VERSION),
                ),
                hint,
            )
        version = load_engine(manifest.engine).version()
        if manifest.engine_version != version:
            raise ArchiveFormatError(
                say(
                    "The index was written by %(engine)s %(theirs)s; %(ours)s is installed.",
                    engine=manifest.engine,
                    theirs=manifest.engine_version,
                    ours=version,
                ),
                hint,
            )

    def verify(self, manifest: Manifest) -> None:
        """Read every file of a generation and compare it with what was written.

        What this has read before, in a generation that shares the file, is not read again.

        :raise ArchiveDamagedError: if a file is missing or differs.
        """
        read: dict[_Identity, FileDigest] = {}

        def digest(path: Path) -> FileDigest:
            identity = _identity(path)
            read[identity] = self._read.get(identity) or digest_file(path)
            return read[identity]

        manifest.verify(self._folder(manifest.generation), digest)
        self._read = read

    def verify_changed(self, manifest: Manifest) -> None:
        """Read those files of a generation whose size or time is not what it was, and compare them.

        A disk that changes bytes and tells nobody goes unnoticed here, and not by `verify`, to which every file that is
        passed on from one generation to the next has to answer still.

        :raise ArchiveDamagedError: if a file is missing or differs.
        """
        written = manifest.files
        manifest.verify(
            self._folder(manifest.generation),
            lambda path: written[path.name] if written[path.name].is_of(path) else digest_file(path),
        )

    @contextmanager
    def writing(self, timeout: float) -> Iterator[None]:
        """Hold the archive's lock; make the folder where it is missing.

        :raise ArchiveLockedError: if another process holds it for `timeout` seconds.
        :raise ArchiveUnwritableError: if the folder cannot be written to.
        """
        with self._translated():
            make_folder(self.path / _GENERATIONS)
            lock = FileLock(self.path / _LOCK, timeout=timeout)
            try:
                lock.acquire()
            except Timeout as error:
                raise ArchiveLockedError(
                    f"Another build is writing to “{self.path}”{self._holder()}; waited {timeout:g} seconds.",
                    "Let it finish, then try again.",
                ) from error
            try:
                holder = {"process": os.getpid(), "since": time.strftime("%H:%M:%S")}
                (self.path / _HOLDER).write_text(json.dumps(holder), encoding="utf-8")
                yield
            finally:
                (self.path / _HOLDER).unlink(missing_ok=True)
                lock.release()

    def begin(self, engine: str, *, extend: bool) -> Draft:
        """Begin a generation, empty or with all that the serving one holds; collect what killed builds left."""
        previous = self.current()
        self._collect(keep={previous})
        name = new_name()
        folder = self._folder(name)
        folder.mkdir()
        shared: dict[str, FileDigest] = {}
        if extend and previous is not None:
            shared.update(self.manifest().files)
            for file in shared:
                _share(self._folder(previous) / file, folder / file)
        return Draft(name, folder, engine, previous, shared)

    def publish(self, draft: Draft) -> Manifest:
        """Make a written generation the one that serves; when this returns, it survives a loss of power."""
        engine = load_engine(draft.engine)
        opened = engine.open(draft.folder)
        total = opened.find(Request(clause=Everything(), limit=0)).total
        opened.close()
        unchanged = self._unchanged(draft)
        files = digest_files(draft.folder, unchanged)
        for file in files.keys() - unchanged.keys():
            sync_file(draft.folder / file)
        manifest = Manifest(
            format=FORMAT_VERSION,
            generation=draft.name,
            previous=draft.previous,
            engine=draft.engine,
            engine_version=engine.version(),
            analyser=ANALYSER_VERSION,
            statements=total.statements,
            paragraphs=total.paragraphs,
            files=files,
        )
        manifest.write(draft.folder)
        sync_folder(draft.folder.parent)
        write_durably(self.path / _POINTER, f"{draft.name}\n")
        return manifest

    def discard(self, draft: Draft) -> None:
        """Remove a generation, unless it has been published."""
        if self.current() != draft.name:
            shutil.rmtree(draft.folder, ignore_errors=True)

    def collect(self) -> None:
        """Remove all generations but the one that serves and the one before it."""
        manifest = self.manifest()
        self._collect(keep={manifest.generation, manifest.previous})

    def _unchanged(self, draft: Draft) -> dict[str, FileDigest]:
        """Return the shared files that are still the same files, so that an update need not read the whole index."""
        if draft.previous is None:
            return {}
        before = self._folder(draft.previous)
        return {
            # Its time may be that of a copy, which was read and found to be as it was written.
            name: replace(digest, modified=(draft.folder / name).stat().st_mtime_ns)
            for name, digest in draft.shared.items()
            if _is_same(before / name, draft.folder / name)
        }

    def _folder(self, name: str) -> Path:
        return self.path / _GENERATIONS / name

    def _collect(self, keep: set[str | None]) -> None:
        for folder in (self.path / _GENERATIONS).iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)

    def _holder(self) -> str:
        try:
            holder = json.loads((self.path / _HOLDER).read_text(encoding="utf-8"))
            return f" (process {holder['process']}, since {holder['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ArchiveUnwritableError(
                f"The index in “{self.path}” cannot be written: {error.strerror or error}.",
                "Choose another folder with --index, or make this one writable.",
            ) from error


def _share(existing: Path, name: Path) -> None:
    """Give a file a second name; copy it where the file system has no hard links."""
    try:
        os.link(existing, name)
    except OSError:
        shutil.copy2(existing, name)


def _identity(path: Path) -> _Identity:
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except FileNotFoundError:
        return False
