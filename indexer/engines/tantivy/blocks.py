"""Records on disk: what is read together is compressed together.

Tantivy's own store compresses with LZ4 alone, and gives a document only to who searches for it.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO

import numpy as np

from indexer.engines.gathering.arrays import Integers

_BLOCK_BYTES = 16 << 10
"""Bytes that make a block: larger ones take less room, and more time to read one record of."""

_KEPT = 128
"""Blocks that are kept as they are read."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """What a file of blocks holds: the bytes of each record, and of each block its records and the bytes it takes."""

    sizes: Integers
    records: Integers
    packed: Integers


class BlockWriter:
    """Writes records to a file that is not there yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("xb")
        self._pending: list[bytes] = []
        self._room = _BLOCK_BYTES
        self._sizes: list[int] = []
        self._records: list[int] = []
        self._packed: list[int] = []

    def add(self, record: bytes) -> None:
        """Add a record; its number is how many were added before it."""
        self._pending.append(record)
        self._sizes.append(len(record))
        self._room -= len(record)
        if self._room <= 0:
            self._write()

    def close(self) -> Blocks:
        """Write what is pending, close the file, and return what it holds."""
        if self._pending:
            self._write()
        self._file.close()
        return Blocks(*(np.array(each, dtype=np.int64) for each in (self._sizes, self._records, self._packed)))

    def cancel(self) -> None:
        """Close the file and remove it."""
        self._file.close()
        self.path.unlink()

    def _write(self) -> None:
        self._packed.append(self._file.write(zlib.compress(b"".join(self._pending))))
        self._records.append(len(self._pending))
        self._pending.clear()
        self._room = _BLOCK_BYTES


class BlockReader:
    """Reads the records of several files, numbered through all of them; safe to use from several threads."""

    def __init__(self, files: Sequence[tuple[Path, Blocks]]) -> None:
        self._maps = [_mapped(path) for path, _ in files]
        self._files = np.repeat(np.arange(len(files)), [len(blocks.packed) for _, blocks in files])
        self._ends = np.concatenate([np.zeros(0, dtype=np.int64), *(np.cumsum(each.packed) for _, each in files)])
        self._packed = _joined([blocks.packed for _, blocks in files])
        self._firsts = np.append(0, np.cumsum(_joined([blocks.records for _, blocks in files])))
        self._sizes = _joined([blocks.sizes for _, blocks in files]).astype(np.uint32)
        self._block = lru_cache(_KEPT)(self._read)

    def record(self, number: int) -> bytes:
        """Return a record."""
        block = int(np.searchsorted(self._firsts, number, side="right")) - 1
        start = int(self._sizes[self._firsts[block] : number].sum())
        return self._block(block)[start : start + int(self._sizes[number])]

    def _read(self, block: int) -> bytes:
        end = int(self._ends[block])
        return zlib.decompress(self._maps[self._files[block]][end - int(self._packed[block]) : end])


def join_blocks(parts: Sequence[Blocks]) -> Blocks:
    """Return what a file holds that has the blocks of several, one file's after the other's."""
    return Blocks(
        sizes=_joined([each.sizes for each in parts]),
        records=_joined([each.records for each in parts]),
        packed=_joined([each.packed for each in parts]),
    )


def _joined(parts: Sequence[Integers]) -> Integers:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _mapped(path: Path) -> mmap | bytes:
    """Return the bytes of a file, which stay readable when it is removed."""
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ) if path.stat().st_size else b""
