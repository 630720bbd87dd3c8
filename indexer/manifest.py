"""What a generation consists of, written last: a generation without a whole manifest was never finished."""

import hashlib
import json
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from indexer.errors import ArchiveDamagedError, ArchiveFormatError, ArchiveNewerError, ArchiveUnreadableError
from indexer.messages import Message, say

FORMAT_VERSION = 2
"""Version of the layout of the index folder and of its manifest: a manifest of the first had no digest of itself."""

MANIFEST = "manifest.json"

_UNSEALED = 1
"""The last format whose manifest does not tell whether it is as it was written."""

_SEAL = "sha256"
"""Under which a manifest holds the SHA-256 of the rest of it, now and in formats to come."""

_MOMENT = "%Y%m%dT%H%M%S"
_NAME = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}", re.ASCII)
_FILE = re.compile(r"[\w.-]+", re.ASCII)


def new_name() -> str:
    """Return a name for a generation that begins now: the moment in universal time, and chance.

    Names stand in the order of their moments, to the microsecond: five digits of the last eight, in hexadecimal.
    """
    moment = datetime.now(UTC)
    return f"{moment:{_MOMENT}}-{moment.microsecond:05x}{secrets.randbelow(0x1000):03x}"


def is_name(text: str) -> bool:
    """Tell whether a text is a name as `new_name` makes them; no slip of a few bits makes one of another."""
    return _NAME.fullmatch(text) is not None


def rebuild_hint(index: Path) -> Message:
    """Return what to type when the index in a folder is of no use."""
    return say(
        "Build it again from its sources: `onrecord index SOURCE --rebuild --index %(folder)s`.", folder=str(index)
    )


def unreadable(path: Path, error: PermissionError) -> ArchiveUnreadableError:
    """Return what is raised where this user may not read a file or folder of an index."""
    return ArchiveUnreadableError(
        say("The index's file %(file)s cannot be read: %(reason)s.", file=str(path), reason=str(error.strerror)),
        say("Check the folder's permissions."),
    )


def unopened(folder: Path) -> ArchiveDamagedError:
    """Return what is raised where an engine cannot open the generation in a folder."""
    return ArchiveDamagedError(
        say("The index in %(folder)s cannot be opened.", folder=str(folder)), rebuild_hint(folder.parent.parent)
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

    def record(self) -> dict[str, Any]:
        """Return the manifest as JSON types."""
        return asdict(self)

    def write(self, folder: Path) -> None:
        """Write the manifest into the generation's folder and make it durable."""
        write_durably(folder / MANIFEST, _sealed(self.record()))

    def verify(self, folder: Path, digest: Callable[[Path], FileDigest]) -> None:
        """Compare every file with what was written; `digest` tells what one holds.

        A file that the manifest does not name would be read by an engine that takes all it finds, so none may be there.
        Those whose names begin with a dot are nobody's that reads: file systems and desktops make them.

        :raise ArchiveDamagedError: if a file is missing, differs, or was not written here.
        :raise ArchiveUnreadableError: if this user may not read one.
        """
        with _damage_told(folder, ""):
            there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
        for name in sorted(there - self.files.keys() - {MANIFEST}):
            told = say("The index is damaged: its file %(file)s is none that was written.", file=str(folder / name))
            raise ArchiveDamagedError(told, rebuild_hint(folder.parent.parent))
        verify_files(folder, self.files, digest)


def verify_files(folder: Path, files: Mapping[str, FileDigest], digest: Callable[[Path], FileDigest]) -> None:
    """Compare files of a generation with what was written; `digest` tells what one holds.

    :raise ArchiveDamagedError: if one is missing or differs.
    :raise ArchiveUnreadableError: if this user may not read one.
    """
    for name, expected in files.items():
        with _damage_told(folder, name):
            # A pipe would be waited for, and a folder has no bytes.
            same = stat.S_ISREG((folder / name).stat().st_mode) and digest(folder / name) == expected
        _demand(same, folder, name)


@contextmanager
def _damage_told(folder: Path, name: str) -> Iterator[None]:
    path = folder / name
    try:
        yield
    except FileNotFoundError as error:
        told = say("The index is damaged: its file %(file)s is missing.", file=str(path))
        raise ArchiveDamagedError(told, rebuild_hint(folder.parent.parent)) from error
    except PermissionError as error:
        raise unreadable(path, error) from error
    except OSError as error:
        told = say("The index's file %(file)s cannot be read: %(reason)s.", file=str(path), reason=str(error.strerror))
        raise ArchiveDamagedError(told, rebuild_hint(folder.parent.parent)) from error


def _demand(same: bool, folder: Path, name: str) -> None:  # noqa: FBT001
    if not same:
        told = say("The index is damaged: its file %(file)s is not as it was written.", file=str(folder / name))
        raise ArchiveDamagedError(told, rebuild_hint(folder.parent.parent))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a generation.

    :raise ArchiveDamagedError: if it is missing, cannot be understood, or is not as it was written.
    :raise ArchiveUnreadableError: if this user may not read it.
    :raise ArchiveFormatError: if another version of Onrecord wrote it.
    """
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
        record = json.loads(text)
        version = record["format"]
        if version != _UNSEALED:
            _demand_seal(text, record, folder)
        if version != FORMAT_VERSION:
            raise _other_format(version, folder)
        del record[_SEAL]
        files = {name: FileDigest(**digest) for name, digest in record.pop("files").items()}
        manifest = Manifest(**record, files=files)
        _demand(_is_ours(manifest, folder), folder, MANIFEST)
    except PermissionError as error:
        raise unreadable(path, error) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        told = say("The index is damaged: %(file)s cannot be read.", file=str(path))
        raise ArchiveDamagedError(told, rebuild_hint(folder.parent.parent)) from error
    return manifest


def _sealed(record: dict[str, Any]) -> str:
    """Return the text of a manifest: the only one that says what it does, to the last blank."""
    unsealed = json.dumps(record, indent=1, sort_keys=True)
    seal = hashlib.sha256(unsealed.encode()).hexdigest()
    return json.dumps(record | {_SEAL: seal}, indent=1, sort_keys=True) + "\n"


def _demand_seal(text: bytes, record: dict[str, Any], folder: Path) -> None:
    rest = {name: value for name, value in record.items() if name != _SEAL}
    _demand(text == _sealed(rest).encode(), folder, MANIFEST)


def manifest_from_record(record: Mapping[str, Any]) -> Manifest:
    """Return the manifest that `Manifest.record` told.

    :raise ArchiveFormatError: if another version of Onrecord wrote it.
    :raise ValueError: if it is none.
    """
    try:
        if record["format"] != FORMAT_VERSION:
            raise _other_format(record["format"], Path())
        files = {name: FileDigest(**digest) for name, digest in record["files"].items()}
        return Manifest(**{**record, "files": files})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def _is_ours(manifest: Manifest, folder: Path) -> bool:
    """Tell whether a manifest is this folder's, and leads nowhere else: its names become paths."""
    return (
        manifest.generation == folder.name
        and (manifest.previous is None or is_name(manifest.previous))
        and all(map(_FILE.fullmatch, manifest.files))
        and not manifest.files.keys() & {".", "..", MANIFEST}
    )


def _other_format(version: int, folder: Path) -> ArchiveFormatError:
    kind = ArchiveNewerError if version > FORMAT_VERSION else ArchiveFormatError
    return kind(
        say(
            "The index in %(folder)s has format %(theirs)s; this version of Onrecord reads format %(ours)s.",
            folder=str(folder),
            theirs=str(version),
            ours=str(FORMAT_VERSION),
        ),
        rebuild_hint(folder.parent.parent),
    )


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
    with draft.open("w", encoding="utf-8", newline="\n") as file:
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
