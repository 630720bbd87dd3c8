"""How many hits have which value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import numpy as np

from indexer.engine import FacetCount
from indexer.engines.gathering.arrays import Integers, ranges
from indexer.engines.gathering.hits import Gathered
from indexer.engines.gathering.labels import Labels
from indexer.engines.gathering.table import Choice, DocumentTable

_CHOICES = frozenset({"speaker", "role", "language"})
"""The facets of which each paragraph has a value of its own."""

_LABELS: Mapping[str, Callable[[Labels], Iterable[str | None]]] = MappingProxyType(
    {
        "publisher": lambda labels: (labels.publisher,),
        "country": lambda labels: labels.countries,
        "topic": lambda labels: labels.topics,
        "type": lambda labels: (labels.type,),
        "year": lambda labels: ((labels.published or "")[:4],),
        "month": lambda labels: (_month(labels.published or ""),),
    }
)
"""The facets of which all paragraphs of a statement have the same values."""


_LARGEST_GRID = 1 << 22
"""How many hits times values are ticked off on a grid; sorting those that are there takes longer, and less memory."""


def _month(published: str) -> str | None:
    """Return the month of a date, None where only its year is known."""
    return published[:7] if len(published) >= 7 else None


@dataclass(frozen=True, slots=True)
class Values:
    """The values of each statement, as places among all values: `sizes` of them from `starts` on."""

    values: tuple[str, ...]
    codes: Integers
    starts: Integers
    sizes: Integers


class Facets:
    """Counts the values of hits; a facet's are read when it is first asked for."""

    def __init__(self, table: DocumentTable) -> None:
        self._table = table
        self._values = cache(lambda name: _values(table.labels, _LABELS[name]))

    def count(self, hits: Gathered, name: str) -> tuple[FacetCount, ...]:
        """Return how many hits have each value; a hit counts once for a value."""
        if name in _CHOICES:
            choice = self._table.choice(name)
            return _facet(choice.values, _count_choices(hits, choice))
        return self.statements(hits.statements, name)

    def statements(self, statements: Integers, name: str) -> tuple[FacetCount, ...]:
        """Return how many of these statements have each value of a facet that belongs to statements."""
        values: Values = self._values(name)
        found = values.codes[ranges(values.starts[statements], values.sizes[statements])]
        return _facet(values.values, np.bincount(found, minlength=len(values.values)))


def _facet(values: Iterable[str], counts: Integers) -> tuple[FacetCount, ...]:
    counted = [(value, count) for value, count in zip(values, counts.tolist(), strict=True) if value and count]
    counted.sort(key=lambda each: (-each[1], each[0]))
    return tuple(FacetCount(value=value, count=count) for value, count in counted)


def _count_choices(hits: Gathered, choice: Choice) -> Integers:
    codes = choice.codes[hits.matches.documents]
    number, width = len(hits.starts), len(choice.values)
    if number == len(codes):
        return np.bincount(codes, minlength=width)
    pairs = np.repeat(np.arange(number) * width, hits.sizes) + codes
    if number * width > _LARGEST_GRID:
        return np.bincount(np.unique(pairs) % width, minlength=width)
    had = np.zeros(number * width, dtype=np.bool_)
    had[pairs] = True
    counts: Integers = np.count_nonzero(had.reshape(number, width), axis=0)
    return counts


def _values(labels: Iterable[Labels], told: Callable[[Labels], Iterable[str | None]]) -> Values:
    places: dict[str, int] = {}
    codes: list[int] = []
    starts = [0]
    for each in labels:
        codes += {places.setdefault(value, len(places)) for value in told(each) if value}
        starts.append(len(codes))
    ends = np.array(starts[1:], dtype=np.int64)
    return Values(tuple(places), np.array(codes, dtype=np.int64), ends - np.diff(starts), np.diff(starts))
