"""The table of documents on disk: a file for each commit, joined as they grow in number.

Tantivy gives values of documents one by one, as Python's objects; the table needs all of them at once.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from indexer.engines.gathering.arrays import Flags, Floats, Integers
from indexer.engines.gathering.labels import Labels, unpack_labels
from indexer.engines.gathering.table import Choice

CHOICES = ("speaker", "role", "language")

_PATTERN = "table-*.npz"
_BETWEEN = "\n"
"""What parts values in a file: no speaker, role or language has a line's end."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one commit wrote: columns by document, and by statement.

    `gone` are the documents that it deleted, numbered through the whole index.
    """

    numbers: Integers
    weights: Floats
    choices: dict[str, Choice]
    sizes: Integers
    days: Integers
    labels: tuple[bytes, ...]
    gone: Integers

    @property
    def documents(self) -> int:
        """Return how many documents it tells of."""
        return len(self.numbers)


def write_chunk(folder: Path, chunk: Chunk) -> None:
    """Write a chunk; it takes up those before it that are no larger, so that there are few however many commits."""
    paths = list(_paths(folder))
    last = _sequence(paths[-1]) if paths else 0
    while paths and _documents(paths[-1]) <= chunk.documents:
        path = paths.pop()
        chunk = join_chunks([_read(path), chunk])
        path.unlink()
    _write(folder / f"table-{last + 1:08}-{chunk.documents}.npz", chunk)


def read_chunks(folder: Path) -> list[Chunk]:
    """Return the chunks, in the order of their documents."""
    return [_read(path) for path in _paths(folder)]


def count_documents(folder: Path) -> int:
    """Return how many documents have been written, deleted ones among them."""
    return sum(map(_documents, _paths(folder)))


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
    )


class ChunkColumns:
    """The columns of a whole index."""

    def __init__(self, folder: Path) -> None:
        self._whole = join_chunks(read_chunks(folder))

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


def _paths(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob(_PATTERN)))


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
    with path.open("xb") as file:
        np.savez(file, allow_pickle=False, days=chunk.days, gone=chunk.gone, weights=weights, **columns)


def _read(path: Path) -> Chunk:
    with np.load(path, allow_pickle=False) as file:
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
        )


def _small(numbers: Integers) -> Integers:
    """Return numbers that are not negative in as few bytes as they need."""
    return numbers.astype(np.min_scalar_type(int(numbers.max(initial=0))))


def _text(values: Iterable[str]) -> Integers:
    return np.frombuffer(_BETWEEN.join(values).encode(), dtype=np.uint8)


def _packed(labels: Iterable[bytes]) -> Integers:
    return np.frombuffer(zlib.compress(b"".join(labels), 1), dtype=np.uint8)
