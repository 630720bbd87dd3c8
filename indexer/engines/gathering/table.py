"""What every document is gathered, sorted, counted and scored by, read once for a generation."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Protocol

import numpy as np

from indexer.engines.gathering.arrays import Flags, Floats, Integers, ranges
from indexer.engines.gathering.labels import Labels

NO_DAY = -1


@dataclass(frozen=True, slots=True)
class Choice:
    """A value for each document, as its place among all values."""

    values: tuple[str, ...]
    codes: Integers


class Columns(Protocol):
    """What an engine keeps of every document, a column at a time."""

    def live(self) -> Flags:
        """Return of each document whether it is there still; deleted ones keep their numbers."""

    def statements(self) -> tuple[Integers, list[Labels]]:
        """Return the first document of each statement, in order, and what the statement is told by."""

    def days(self) -> Integers:
        """Return the day of each document's statement as an ordinal, `NO_DAY` where it has none."""

    def weights(self) -> Floats:
        """Return what the score of each document is multiplied by."""

    def paragraph_numbers(self) -> Integers:
        """Return the paragraph's number in its statement, by document."""

    def choice(self, facet: str) -> Choice:
        """Return the speakers, roles or languages of the documents."""


class DocumentTable:
    """Columns by document number, and by statement.

    Statements are numbered by their first document. Deleted documents and statements keep their numbers; `live` and
    `ordinals` do not have them.
    """

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.choice = cache(columns.choice)
        self.live = columns.live()
        self.days = columns.days()
        self.weights = columns.weights()
        self.firsts, self.labels = columns.statements()
        self.sizes = np.diff(self.firsts, append=len(self.live))
        self.statements = np.repeat(np.arange(len(self.firsts), dtype=np.int32), self.sizes)
        self.ordinals = {self.labels[each].id: each for each in np.flatnonzero(self.live[self.firsts]).tolist()}

    @cached_property
    def documents(self) -> Integers:
        """Return the documents that are not deleted."""
        return np.flatnonzero(self.live)

    @cached_property
    def paragraph_numbers(self) -> Integers:
        """Return the paragraph's number in its statement, by document."""
        return self._columns.paragraph_numbers()

    @cached_property
    def by_id(self) -> Integers:
        """Return the place of each statement among all, by id."""
        return _places(sorted(range(len(self.labels)), key=lambda each: self.labels[each].id))

    @cached_property
    def by_newest(self) -> Integers:
        """Return the place of each statement among all, the newest first, then by id."""
        return _places(np.lexsort((self.by_id, -self.days[self.firsts])))

    def spread(self, firsts: Integers) -> tuple[Integers, Integers]:
        """Return all documents of the statements that begin with `firsts`, and how many each statement has."""
        sizes = self.sizes[self.statements[firsts]]
        return ranges(firsts, sizes), sizes

    def document(self, identity: str, number: int) -> int | None:
        """Return the document of a paragraph, or None if there is none that can be found."""
        ordinal = self.ordinals.get(identity)
        if ordinal is None:
            return None
        first = self.firsts[ordinal]
        numbers = self.paragraph_numbers[first : first + self.sizes[ordinal]]
        places = np.flatnonzero(numbers == number)
        return int(first + places[0]) if len(places) else None

    def newest(self, limit: int) -> list[int]:
        """Return the newest statements, newest first; those without a date come last."""
        return sorted(self.ordinals.values(), key=self.by_newest.tolist().__getitem__)[:limit]


def _places(order: Integers | list[int]) -> Integers:
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    return places
