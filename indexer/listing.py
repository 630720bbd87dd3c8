"""What the sources of a run hold: their files, and the lines of these, all of them or those of one part."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import SourceError
from indexer.intake import Failure
from indexer.partition import Part
from indexer.sources import Kind, PassedOver, SourceFile, discover, iter_lines, open_stored

_CHUNK = 200
"""Most lines of a JSON Lines file that make a task."""

_CHUNK_BYTES = 2**19
"""Most bytes of them, where they are several: what is handed over and what a hostile line takes with it stay small."""


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source: the name that the catalogue has for it, and its files; `whole` if every folder could be listed."""

    name: str
    files: tuple[SourceFile, ...]
    is_folder: bool
    whole: bool

    @property
    def expected_tasks(self) -> int:
        """Return about how many tasks the source makes; a JSON Lines file makes one for each of its many chunks."""
        return sum(1 + (file.size // 2**16 if file.kind is Kind.JSON_LINES else 0) for file in self.files)


@dataclass(frozen=True, slots=True)
class Listing:
    """The sources of a run, each once, in the order of the call; what could not be listed, and what is no statement."""

    sources: tuple[ListedSource, ...]
    failures: tuple[Failure, ...]
    passed_over: tuple[PassedOver, ...]
    part: Part | None

    @property
    def size(self) -> int:
        """Return the bytes that the files have, as stored."""
        return sum(file.size for source in self.sources for file in source.files)

    def digest(self, file: SourceFile) -> str:
        """Return what tells whether this file has changed, or is read for another part: that has other lines of it.

        :raise SourceError: if it cannot be read.
        """
        with open_stored(file) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return digest if self.part is None else f"{digest} {self.part}"

    def chunks(self, file: SourceFile) -> Iterator[tuple[tuple[int, bytes], ...]]:
        """Yield the part's lines of a JSON Lines file with their numbers from 1, as many at once as make a task.

        :raise SourceError: if it cannot be read.
        """
        lines, part = iter_lines(file), self.part
        return _chunks(lines if part is None else ((at, line) for at, line in lines if part.has(line.strip())))


def list_sources(sources: Sequence[Path], index: Path, part: Part | None) -> Listing:
    """List the files of the sources, or those of a part of them: whole pages, and all files of single lines.

    :raise CallError: if a source is not there.
    """
    failures: list[Failure] = []
    passed_over: list[PassedOver] = []
    listed = []
    for source in {source.resolve(): source for source in sources}.values():
        problems: list[SourceError] = []
        found = discover(source, report=problems.append, passed_over=passed_over.append)
        files = tuple(file for file in found if part is None or _is_of(part, file))
        failures += [Failure(path=str(source), reason=each.message, hint=each.hint) for each in problems]
        root = source if source.is_dir() else source.parent
        listed.append(ListedSource(_name(root, index), files, is_folder=source.is_dir(), whole=not problems))
    return Listing(tuple(listed), tuple(failures), tuple(passed_over), part)


def _is_of(part: Part, file: SourceFile) -> bool:
    return file.kind is Kind.JSON_LINES or part.has(file.path.encode())


def _name(root: Path, index: Path) -> str:
    """Return the root as seen from the index, so that both can move together."""
    try:
        return Path(os.path.relpath(root.resolve(), index.parent)).as_posix()
    except ValueError:  # another drive
        return root.resolve().as_posix()


def _chunks(lines: Iterable[tuple[int, bytes]]) -> Iterator[tuple[tuple[int, bytes], ...]]:
    chunk: list[tuple[int, bytes]] = []
    size = 0
    for number, line in lines:
        if chunk and (len(chunk) == _CHUNK or size + len(line) > _CHUNK_BYTES):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append((number, line))
        size += len(line)
    if chunk:
        yield tuple(chunk)
