"""What stands beside Tantivy's files: the table of documents, and the records, a pair of files for each commit.

Tantivy gives values of documents one by one, as Python's objects; the table needs all of them at once. Pairs are joined
as they grow in number.
"""

import shutil
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path

import numpy as np

from indexer.engines.gathering.arrays import Flags, Floats, Integers
from indexer.engines.gathering.labels import Labels, unpack_labels
from indexer.engines.gathering.table import Choice
from indexer.engines.tantivy.blocks import BlockReader, Blocks, join_blocks

CHOICES = ("speaker", "role", "language")

_TABLES = "table-*.npz"
_BLOCK_COLUMNS = tuple(field.name for field in fields(Blocks))
_BETWEEN = "\n"
"""What parts values in a file: no speaker, role or language has a line's end."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one commit wrote: columns by document, and by statement.

    `gone` are the documents that it deleted, numbered through the whole index. `blocks` tell of its records: of each
    statement the one of the statement, then those of its documents.
    """

    numbers: Integers
    weights: Floats
    choices: dict[str, Choice]
    sizes: Integers
    days: Integers
    labels: tuple[bytes, ...]
    gone: Integers
    blocks: Blocks

    @property
    def documents(self) -> int:
        """Return how many documents it tells of."""
        return len(self.numbers)


def write_chunk(folder: Path, chunk: Chunk, records: Path) -> None:
    """Write a chunk and move its records to their place.

    It takes up those before it that are no larger, so that there are few however many commits.
    """
    paths = _tables(folder)
    last = _sequence(paths[-1]) if paths else 0
    taken: list[Path] = []
    while paths and _documents(paths[-1]) <= chunk.documents:
        taken.insert(0, paths.pop())
        chunk = join_chunks([_read(taken[0]), chunk])
    table = folder / _TABLES.replace("*", f"{last + 1:08}-{chunk.documents}")
    _write(table, chunk)
    if taken:
        _append([*map(_records, taken), records], _records(table))
    else:
        records.rename(_records(table))
    for path in taken:
        path.unlink()


def open_records(folder: Path) -> BlockReader:
    """Open the records of all chunks, in the order of their documents."""
    return BlockReader([(_records(path), _read(path).blocks) for path in _tables(folder)])


def count_documents(folder: Path) -> int:
    """Return how many documents have been written, deleted ones among them."""
    return sum(map(_documents, _tables(folder)))


def join_chunks(chunks: Sequence[Chunk]) -> Chunk:
    """Return several chunks as one."""
    return Chunk(
        numbers=_joined([each.numbers for each in chunks]),
        weights=_joined([each.weights for each in chunks]).astype(np.float64),
        choices={name: _joined_choice([each.choices[name] for each in chunks]) for name in CHOICES},
        sizes=_joined([each.sizes for each in chunks]),
        days=_joined([each.days for each in chunks]),
        labels=tuple(label for each in chunks for label in each.labels),
        gone=_joined([each.gone for each in chunks]),
        blocks=join_blocks([each.blocks for each in chunks]),
    )


class ChunkColumns:
    """The columns of a whole index."""

    def __init__(self, folder: Path) -> None:
        self._whole = join_chunks([_read(path) for path in _tables(folder)])

    def live(self) -> Flags:
        """Return of each document whether it is there still."""
        live = np.ones(self._whole.documents, dtype=np.bool_)
        live[self._whole.gone] = False
        return live

    def statements(self) -> tuple[Integers, list[Labels]]:
        """Return the first document of each statement, in order, and what the statement is told by."""
        sizes = self._whole.sizes
        return np.cumsum(sizes) - sizes, unpack_labels(self._whole.labels)

    def days(self) -> Integers:
        """Return the day of each document's statement as an ordinal."""
        return np.repeat(self._whole.days, self._whole.sizes)

    def weights(self) -> Floats:
        """Return what the score of each document is multiplied by."""
        return self._whole.weights

    def paragraph_numbers(self) -> Integers:
        """Return the paragraph's number in its statement, by document."""
        return self._whole.numbers

    def choice(self, facet: str) -> Choice:
        """Return the speakers, roles or languages of the documents."""
        return self._whole.choices[facet]


def make_choice(values: Iterable[str]) -> Choice:
    """Return values by document as a choice among all of them."""
    places: dict[str, int] = {}
    codes = [places.setdefault(value, len(places)) for value in values]
    return Choice(tuple(places), np.array(codes, dtype=np.int32))


def _joined(parts: Sequence[Integers | Floats]) -> Integers:
    return np.concatenate([np.zeros(0, dtype=np.int32), *parts])


def _joined_choice(parts: Sequence[Choice]) -> Choice:
    places: dict[str, int] = {}
    codes = []
    for part in parts:
        here = np.array([places.setdefault(value, len(places)) for value in part.values], dtype=np.int32)
        codes.append(here[part.codes])
    return Choice(tuple(places), _joined(codes))


def _tables(folder: Path) -> list[Path]:
    return sorted(folder.glob(_TABLES))


def _records(table: Path) -> Path:
    """Return the file of records that goes with a table."""
    return table.with_name(table.name.replace(_TABLES.partition("*")[0], "records-")).with_suffix(".bin")


def _append(paths: Iterable[Path], whole: Path) -> None:
    """Write files one after the other into a new one, and remove them."""
    with whole.open("xb") as file:
        for path in paths:
            with path.open("rb") as part:
                shutil.copyfileobj(part, file)
            path.unlink()


def _sequence(path: Path) -> int:
    return int(path.stem.split("-")[1])


def _documents(path: Path) -> int:
    return int(path.stem.split("-")[2])


def _write(path: Path, chunk: Chunk) -> None:
    columns = {f"{name}_codes": _small(choice.codes) for name, choice in chunk.choices.items()}
    columns |= {f"{name}_values": _text(choice.values) for name, choice in chunk.choices.items()}
    columns |= {"labels": _packed(chunk.labels), "label_sizes": _small(np.array([*map(len, chunk.labels)]))}
    weights, codes = np.unique(chunk.weights, return_inverse=True)
    columns |= {"weight_codes": _small(codes), "numbers": _small(chunk.numbers), "sizes": _small(chunk.sizes)}
    columns |= {f"block_{name}": _small(getattr(chunk.blocks, name)) for name in _BLOCK_COLUMNS}
    with path.open("xb") as file:
        np.savez(file, allow_pickle=False, days=chunk.days, gone=chunk.gone, weights=weights, **columns)


def _read(path: Path) -> Chunk:
    with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
        values = {name: file[f"{name}_values"].tobytes().decode().split(_BETWEEN) for name in CHOICES}
        ends = np.append(0, np.cumsum(file["label_sizes"], dtype=np.int64)).tolist()
        packed = zlib.decompress(file["labels"].tobytes())
        return Chunk(
            numbers=file["numbers"],
            weights=file["weights"][file["weight_codes"]],
            choices={name: Choice(tuple(values[name]), file[f"{name}_codes"].astype(np.int32)) for name in CHOICES},
            sizes=file["sizes"].astype(np.int32),
            days=file["days"],
            labels=tuple(packed[start:end] for start, end in pairwise(ends)),
            gone=file["gone"],
            blocks=Blocks(*(file[f"block_{name}"].astype(np.int64) for name in _BLOCK_COLUMNS)),
        )


def _small(numbers: Integers) -> Integers:
    """Return numbers that are not negative in as few bytes as they need."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def _text(values: Iterable[str]) -> Integers:
    return np.frombuffer(_BETWEEN.join(values).encode(), dtype=np.uint8)


def _packed(labels: Iterable[bytes]) -> Integers:
    return np.frombuffer(zlib.compress(b"".join(labels), 1), dtype=np.uint8)
