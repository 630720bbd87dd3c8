"""What a generation consists of, written last: a generation without a whole manifest was never finished."""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import ArchiveDamagedError, ArchiveFormatError
from indexer.messages import Message, say

FORMAT_VERSION = 1
"""Version of the layout of the index folder and of its manifest."""

MANIFEST = "manifest.json"


_MOMENT = "%Y%m%dT%H%M%S"


def new_name() -> str:
    """Return a name for a generation that begins now: the moment in universal time, and chance."""
    return f"{datetime.now(UTC):{_MOMENT}}-{secrets.token_hex(4)}"


def rebuild_hint(generation: Path) -> Message:
    """Return what to type when a generation's folder is of no use."""
    return say(
        "Build it again from its sources: `onrecord index SOURCE --rebuild --index %(folder)s`.",
        folder=str(generation.parent.parent),
    )


def unopened(folder: Path) -> ArchiveDamagedError:
    """Return what is raised where an engine cannot open the generation in a folder."""
    return ArchiveDamagedError(
        say("The index in %(folder)s cannot be opened.", folder=str(folder)), rebuild_hint(folder)
    )


@dataclass(frozen=True, slots=True)
class FileDigest:
    """A file's size in bytes and its SHA-256 in hexadecimal; `modified` is when it was written, in nanoseconds."""

    size: int
    sha256: str
    modified: int = field(default=0, compare=False)

    def is_of(self, path: Path) -> bool:
        """Tell whether a file has the size and the time that it was written with, without reading it."""
        status = path.stat()
        return (status.st_size, status.st_mtime_ns) == (self.size, self.modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A generation: what wrote it, what it holds, and every file of it.

    `previous` is the generation that it followed.
    """

    format: int
    generation: str
    previous: str | None
    engine: str
    engine_version: str
    analyser: int
    statements: int
    paragraphs: int
    files: Mapping[str, FileDigest]

    @property
    def begun(self) -> datetime:
        """Return when the build of the generation began, in universal time."""
        return datetime.strptime(self.generation.partition("-")[0], _MOMENT).replace(tzinfo=UTC)

    def write(self, folder: Path) -> None:
        """Write the manifest into the generation's folder and make it durable."""
        write_durably(folder / MANIFEST, json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")

    def verify(self, folder: Path, digest: Callable[[Path], FileDigest]) -> None:
        """Compare every file with what was written; `digest` tells what one holds.

        :raise ArchiveDamagedError: if a file is missing or differs.
        """
        for name, expected in self.files.items():
            with _damage_told(folder, name):
                same = digest(folder / name) == expected
            _demand(same, folder, name)


@contextmanager
def _damage_told(folder: Path, name: str) -> Iterator[None]:
    path = folder / name
    try:
        yield
    except FileNotFoundError as error:
        told = say("The index is damaged: its file %(file)s is missing.", file=str(path))
        raise ArchiveDamagedError(told, rebuild_hint(folder)) from error
    except OSError as error:
        told = say("The index's file %(file)s cannot be read: %(reason)s.", file=str(path), reason=str(error.strerror))
        raise ArchiveDamagedError(told, rebuild_hint(folder)) from error


def _demand(same: bool, folder: Path, name: str) -> None:  # noqa: FBT001
    if not same:
        told = say("The index is damaged: its file %(file)s is not as it was written.", file=str(folder / name))
        raise ArchiveDamagedError(told, rebuild_hint(folder))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a generation.

    :raise ArchiveDamagedError: if it is missing or cannot be understood.
    :raise ArchiveFormatError: if another version of Onrecord wrote it.
    """
    path = folder / MANIFEST
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        version = record["format"]
        if version != FORMAT_VERSION:
            raise ArchiveFormatError(
                say(
                    "The index in %(folder)s has format %(theirs)s; this version of Onrecord reads format %(ours)s.",
                    folder=str(folder),
                    theirs=str(version),
                    ours=str(FORMAT_VERSION),
                ),
                rebuild_hint(folder),
            )
        files = {name: FileDigest(**digest) for name, digest in record.pop("files").items()}
        return Manifest(**record, files=files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        told = say("The index is damaged: %(file)s cannot be read.", file=str(path))
        raise ArchiveDamagedError(told, rebuild_hint(folder)) from error


def digest_files(folder: Path, known: Mapping[str, FileDigest]) -> dict[str, FileDigest]:
    """Return the digests of the files in a folder; `known` ones are taken as they are."""
    names = sorted(path.name for path in folder.iterdir() if path.name != MANIFEST)
    return {name: known.get(name) or digest_file(folder / name) for name in names}


def digest_file(path: Path) -> FileDigest:
    """Read a file and return its digest."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        return FileDigest(status.st_size, hashlib.file_digest(file, "sha256").hexdigest(), status.st_mtime_ns)


def write_durably(path: Path, text: str) -> None:
    """Replace a file's content in one step, and return once it would survive a loss of power."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Return once a file's content would survive a loss of power."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where they are missing; their names would survive a loss of power."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Return once a folder's names would survive a loss of power; where folders cannot be opened, names are safe."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
