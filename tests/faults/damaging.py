"""Damage that disks do to files, and what an index says of it: asked in a process of its own, which may die of it."""

import multiprocessing
import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer import open_archive
from indexer.archive import ArchiveFolder
from indexer.errors import ArchiveDamagedError, OnrecordError
from tests.conftest import build_quietly
from tests.faults.answers import all_said, differing, written

SECTOR = 512
"""Bytes that a disk loses at once."""

DIED = "the process died"


Said = Mapping[str, bytes]
"""What an index answers, as JSON by question."""


@dataclass(frozen=True)
class Outcome:
    """What came of a try: the name of an error, or none and the questions whose answers are not right."""

    error: str | None = None
    told: str = ""
    hint: str = ""
    is_ours: bool = True
    differing: tuple[str, ...] = ()


def flipped(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one bit turned over."""
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :]


def truncated(data: bytes, chance: random.Random) -> bytes:
    """Return the beginning of the bytes, which may be nothing."""
    return data[: chance.randrange(len(data))]


def zeroed(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one sector of zeros, one that held something."""
    sectors = [start for start in range(0, len(data), SECTOR) if any(data[start : start + SECTOR])]
    start = chance.choice(sectors)
    rest = data[start + SECTOR :]
    return data[:start] + bytes(min(SECTOR, len(data) - start)) + rest


@dataclass(frozen=True)
class Kind:
    """A kind of damage, and how often it is done, in short and in full."""

    name: str
    do: Callable[[bytes, random.Random], bytes]
    short: int
    full: int


KINDS = (
    Kind("bit flips", flipped, 60, 1000),
    Kind("truncations", truncated, 20, 250),
    Kind("zeroed sectors", zeroed, 20, 250),
)


@contextmanager
def damaged(index: Path, name: Path, kind: Kind, chance: random.Random) -> Iterator[Path]:
    """Give a copy of an index, one of whose files is damaged."""
    copy = index.with_name(f"damaged-{index.name}")
    shutil.copytree(index, copy, copy_function=os.link)
    try:
        data = (index / name).read_bytes()
        (copy / name).unlink()  # else the one that it is a copy of would be damaged
        (copy / name).write_bytes(kind.do(data, chance))
        yield copy
    finally:
        shutil.rmtree(copy)


class Asking:
    """Asks in another process, and in a new one where that has died."""

    def __init__(self) -> None:
        self._executor: ProcessPoolExecutor | None = None

    def __call__(self, ask: Callable[..., Outcome], *arguments: object) -> Outcome:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("forkserver"))
        try:
            return self._executor.submit(ask, *arguments).result()
        except BrokenProcessPool:
            self.close()
            return Outcome(DIED, is_ours=False)

    def close(self) -> None:
        """End the process."""
        if self._executor is not None:
            self._executor.shutdown()
            self._executor = None


def asked(folder: Path, questions: Sequence[str], right: Sequence[Said]) -> Outcome:
    """Open an index, ask it everything, and read what its manifest says."""
    return _tried(lambda: read(folder, questions), right)


def read(folder: Path, questions: Sequence[str]) -> Said:
    """Return all that an index says, and what its manifest says of it."""
    return {**all_said(folder, questions), "manifest": written(asdict(ArchiveFolder(folder).manifest()))}


def asked_of_two(
    folder: Path, questions: Sequence[str], newest: Mapping[str, bytes], before: Mapping[str, bytes]
) -> Outcome:
    """Open an index that has the generation before the last too, and ask it everything: it says which one answers."""
    told = rebuilding(folder).encode()
    right = [{**newest, "problem": b""}, {**newest, "problem": told}, {**before, "problem": told}]
    return _tried(lambda: {**all_said(folder, questions, fall_back=True), "problem": _problem(folder)}, right)


def is_told(error: str, hint: str, folder: Path) -> bool:
    """Tell whether damage was told as what it is, with what mends it: a pointer needs no rebuild."""
    if error == "PointerDamagedError":
        return f"onrecord index SOURCE --index {folder}" in hint
    return error == "ArchiveDamagedError" and rebuilding(folder) in hint


def rebuilding(folder: Path) -> str:
    """Return the command that an error has to name."""
    return f"onrecord index SOURCE --rebuild --index {folder}"


def _problem(folder: Path) -> bytes:
    archive = open_archive(folder, fall_back=True)
    problem = archive.problem
    archive.close()
    if problem is None:
        return b""
    assert isinstance(problem, ArchiveDamagedError)
    return rebuilding(folder).encode() if is_told(type(problem).__name__, problem.hint or "", folder) else b"otherwise"


def built(
    source: Path, folder: Path, options: Mapping[str, object], questions: Sequence[str], right: Sequence[Said]
) -> Outcome:
    """Bring an index up to date with its source, and ask it everything."""

    def ask() -> Said:
        build_quietly(source, folder, **options)
        return all_said(folder, questions)

    return _tried(ask, right)


def _tried(ask: Callable[[], Said], right: Sequence[Said]) -> Outcome:
    """Return what came of asking: Tantivy's panics are no `Exception`, and are what is looked for here."""
    try:
        said = ask()
        return Outcome(differing=min((differing(said, each) for each in right), key=len))
    except OnrecordError as error:
        return Outcome(type(error).__name__, error.message, error.hint or "")
    except BaseException as error:  # noqa: BLE001
        return Outcome(type(error).__name__, str(error), is_ours=False)
