"""The index on disk: generations, the pointer to the one that serves, and the lock of the one writer.

    index/
      CURRENT           the name of the generation that serves
      generations/NAME/ the engine's files, and manifest.json, written last
      catalogue.sqlite  the builder's memory
      catalogue.sha256  what tells whether that is as it was left
      lock              held while a build runs, by the process that lock.json names

A generation is never changed once it is published. An update makes a new one that shares, by hard link, the files it
has in common with the last: engines write new files and never touch old ones. So every build, whole or incremental, is
published by the same single step, and a killed one leaves nothing but a folder that the next removes.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.analysis import ANALYSER_VERSION
from indexer.clauses import Everything
from indexer.drafts import Draft, begin, begin_from
from indexer.engine import Engine, Request
from indexer.engines import forget, is_remote, load_engine, load_remote
from indexer.errors import ArchiveDamagedError, ArchiveError, ArchiveMissingError
from indexer.generations import Generations
from indexer.guarding import Guard, GuardedEngine, opening
from indexer.locking import writing
from indexer.manifest import (
    FORMAT_VERSION,
    FileDigest,
    Manifest,
    digest_file,
    digest_files,
    read_manifest,
    sync_file,
    sync_folder,
)
from indexer.messages import say
from indexer.versions import check_version

_Identity = tuple[int, int, int, int]
"""What tells that a file is still the same under another name: device, number, size and time of its last change."""

_MOVES = 20
"""How often opening follows a pointer that moves on meanwhile, before it gives up."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation that answers, and the one that the pointer named.

    Where they are not the same, `problem` is what keeps the named one from answering.
    """

    manifest: Manifest
    engine: Engine
    pointer: str | None
    problem: ArchiveDamagedError | None = None


class ArchiveFolder:
    """The folder of an index."""

    keeps_the_last = True
    """Whether a generation that is open can be read on when the next serves."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.catalogue = self.path / "catalogue.sqlite"
        self._generations = Generations(self.path)
        self._read: dict[_Identity, FileDigest] = {}

    def current(self) -> str | None:
        """Return the name of the generation that serves, or None where there is none.

        :raise ArchiveDamagedError: if the pointer names none.
        """
        return self._generations.current()

    def named(self) -> str | None:
        """Return the name of the generation that serves, or None where no pointer is whole."""
        return self._generations.named()

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
        return self.manifest_of(name)

    def manifest_for_us(self) -> Manifest:
        """Return the manifest of the generation that serves, if this installation can read it.

        :raise ArchiveMissingError: if there is no index here.
        :raise ArchiveFormatError: if another version wrote it.
        """
        manifest = self.manifest()
        check_version(manifest, self.path)
        return manifest

    def serving_engine(self) -> str | None:
        """Return the name of the engine of the generation that serves, or None where none can be read."""
        try:
            return self.manifest().engine
        except ArchiveError:
            return None

    def open(self, *, fall_back: bool = False) -> Opened:
        """Verify the generation that serves, and open it; with `fall_back`, open the one before it where it is damaged.

        :raise ArchiveError: if there is none, none is sound, or another version wrote it.
        """
        for _ in range(_MOVES):
            name = self._generations.named()
            try:
                return self.open_current()
            except ArchiveDamagedError as damage:
                # A build may have published its generation, and removed this one, since the pointer was read.
                if name == self._generations.named():
                    if not fall_back:
                        raise
                    return self._open_before(name, damage)
        raise ArchiveError(
            say("The index in %(folder)s changes faster than it can be opened.", folder=str(self.path)),
            say("Try again."),
        )

    def open_current(self) -> Opened:
        """Verify the generation that serves, and open it.

        :raise ArchiveError: if there is none, it is damaged, or another version wrote it.
        """
        return self._open(self.manifest())

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

        manifest.verify(self._generations.folder(manifest.generation), digest)
        self._read = read

    def verify_changed(self, manifest: Manifest) -> None:
        """Read those files of a generation whose size or time is not what it was, and compare them.

        A disk that changes bytes and tells nobody goes unnoticed here, and not by `verify`, to which every file that is
        passed on from one generation to the next has to answer still.

        :raise ArchiveDamagedError: if a file is missing or differs.
        """
        written = manifest.files
        manifest.verify(
            self._generations.folder(manifest.generation),
            lambda path: written[path.name] if written[path.name].is_of(path) else digest_file(path),
        )

    def guard(self, manifest: Manifest) -> Guard:
        """Return a context in which what an engine raises over a generation's files is told as what it is."""
        folder = self._generations.folder(manifest.generation)
        return Guard(folder, lambda: manifest.verify(folder, digest_file))

    @contextmanager
    def writing(self, timeout: float) -> Iterator[None]:
        """Hold the archive's lock, and collect what killed builds left; make the folder where it is missing.

        :raise ArchiveLockedError: if another process holds it for `timeout` seconds.
        :raise ArchiveUnwritableError: if the folder cannot be written to.
        """
        with writing(self.path, timeout):
            self._generations.make_room()
            self.collect()
            yield

    def begin(self, engine: str, *, extend: bool) -> Draft:
        """Begin a generation, empty or with all that the serving one holds."""
        if extend:
            return begin_from(self._generations.path, self.manifest())
        return begin(self._generations.path, engine, self._answering_meanwhile())

    def publish(self, draft: Draft) -> Manifest:
        """Make a written generation the one that serves; when this returns, it survives a loss of power.

        :raise ArchiveDamagedError: if files that it was made from are damaged.
        """
        draft.demand_sound_origins()
        engine = load_engine(draft.engine)
        opened = engine.open(draft.folder)
        total = opened.find(Request(clause=Everything(), limit=0)).total
        opened.close()
        unchanged = draft.unchanged()
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
        if is_remote(draft.engine):
            load_remote(draft.engine).publish(draft.folder, manifest.record())
        manifest.write(draft.folder)
        sync_folder(draft.folder.parent)
        self._generations.point_to(draft.name)
        return manifest

    def discard(self, draft: Draft) -> None:
        """Remove a generation, unless it has been published."""
        if self._generations.named() != draft.name and forget(draft.folder):
            shutil.rmtree(draft.folder, ignore_errors=True)

    def collect(self) -> None:
        """Remove all generations but the one that serves and the one before it, and what killed builds left."""
        self._generations.collect(forget)

    def manifest_of(self, name: str) -> Manifest:
        """Return the manifest of a generation.

        :raise ArchiveError: if it cannot be read.
        """
        return read_manifest(self._generations.folder(name))

    def _open(self, manifest: Manifest) -> Opened:
        check_version(manifest, self.path)
        self.verify(manifest)
        folder = self._generations.folder(manifest.generation)
        with opening(folder):
            engine = load_engine(manifest.engine).open(folder)
        return Opened(manifest, GuardedEngine(engine, self.guard(manifest)), manifest.generation)

    def _open_before(self, pointer: str | None, damage: ArchiveDamagedError) -> Opened:
        """Open the generation before the one that is damaged, or say what is damaged."""
        for name in self._generations.before(pointer):
            with suppress(ArchiveError):
                opened = self._open(self.manifest_of(name))
                return replace(opened, pointer=pointer, problem=damage)
        raise damage

    def _answering_meanwhile(self) -> str | None:
        """Return the generation that may answer for one that is begun, unless it goes when that one is published."""
        name = self._last_sound()
        return None if name is None or self._is_elsewhere(name) else name

    def _is_elsewhere(self, name: str) -> bool:
        try:
            return is_remote(self.manifest_of(name).engine)
        except ArchiveError:
            return False

    def _last_sound(self) -> str | None:
        """Return the generation that can go on answering while a new one is built from nothing."""
        current = self._generations.named()
        for name in filter(None, (current, *self._generations.before(current))):
            with suppress(ArchiveError):
                manifest = self.manifest_of(name)
                manifest.verify(self._generations.folder(name), digest_file)
                return name
        return current


def _identity(path: Path) -> _Identity:
    status = path.stat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
