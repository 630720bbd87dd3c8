"""A generation that is being written, and what it has in common with the last."""

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from indexer.manifest import FileDigest, Manifest, digest_file, new_name, verify_files


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation that is being written.

    `previous` is the one that can answer for it, and `before` that one's folder; `shared` are the files of it that the
    draft began with.
    """

    folder: Path
    engine: str
    previous: str | None
    before: Path | None = None
    shared: dict[str, FileDigest] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name of the generation."""
        return self.folder.name

    def unchanged(self) -> dict[str, FileDigest]:
        """Return the shared files that are still the same files, so that an update need not read the whole index."""
        if self.before is None:
            return {}
        return {
            # Its time may be that of a copy, which was read and found to be as it was written.
            name: replace(digest, modified=(self.folder / name).stat().st_mtime_ns)
            for name, digest in self.shared.items()
            if _is_same(self.before / name, self.folder / name)
        }

    def demand_sound_origins(self) -> None:
        """Read the shared files that have been replaced: what they held is in new files now, and looks sound there.

        :raise ArchiveDamagedError: if one was not as it was written.
        """
        if self.before is not None:
            kept = self.unchanged()
            gone = {name: digest for name, digest in self.shared.items() if name not in kept}
            verify_files(self.before, gone, digest_file)


def begin(generations: Path, engine: str, previous: str | None) -> Draft:
    """Begin an empty generation, after which `previous` may answer for it."""
    folder = generations / new_name()
    folder.mkdir()
    return Draft(folder, engine, previous)


def begin_from(generations: Path, manifest: Manifest) -> Draft:
    """Begin a generation with all that another holds."""
    draft = begin(generations, manifest.engine, manifest.generation)
    before = generations / manifest.generation
    for file in manifest.files:
        _share(before / file, draft.folder / file)
    return replace(draft, before=before, shared=dict(manifest.files))


def _share(existing: Path, name: Path) -> None:
    """Give a file a second name; copy it where the file system has no hard links."""
    try:
        os.link(existing, name)
    except OSError:
        shutil.copy2(existing, name)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except FileNotFoundError:
        return False
