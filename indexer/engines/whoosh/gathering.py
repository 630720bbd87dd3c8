"""Matches to hits: gathered by statement, in order, counted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from indexer.engine import FacetCount, Group, Sort, Total


@dataclass(frozen=True, slots=True)
class Match:
    """A paragraph that a query matched: where it stands in the index, what it is gathered and sorted by."""

    document: int
    statement: str
    number: int
    day: int
    score: float


@dataclass(frozen=True, slots=True)
class Gathered:
    """A hit: the matches of one statement, best first, or a single match."""

    matches: tuple[Match, ...]

    @property
    def best(self) -> Match:
        return self.matches[0]


def gather(matches: Iterable[Match], group: Group) -> list[Gathered]:
    """Return the hits that the matches make, in no order."""
    if group is Group.PARAGRAPH:
        return [Gathered((match,)) for match in matches]
    by_statement: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        by_statement[match.statement].append(match)
    return [Gathered(tuple(sorted(each, key=_best_first))) for each in by_statement.values()]


def rank(hits: Iterable[Gathered], sort: Sort) -> list[Gathered]:
    """Return the hits in order; ties go by score, then newest first, then by id and number, on every machine alike."""
    return sorted(hits, key=_ORDERS[sort])


def count(matches: Sequence[Match]) -> Total:
    """Return how many statements and paragraphs match."""
    return Total(statements=len({match.statement for match in matches}), paragraphs=len(matches))


def count_values(hits: Iterable[Gathered], values: Callable[[Match], Iterable[str]]) -> tuple[FacetCount, ...]:
    """Return how many hits have each value, by count, then by value; a hit counts once for a value."""
    counter: Counter[str] = Counter()
    for hit in hits:
        counter.update({value for match in hit.matches for value in values(match) if value})
    return facet_counts(counter)


def facet_counts(counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """Return counts by value as a facet's, by count, then by value."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value=value, count=number) for value, number in ordered)


def _best_first(match: Match) -> tuple[float, int]:
    return -match.score, match.number


def _by_relevance(hit: Gathered) -> tuple[float | int | str, ...]:
    return -hit.best.score, -hit.best.day, hit.best.statement, hit.best.number


def _by_newest(hit: Gathered) -> tuple[float | int | str, ...]:
    return -hit.best.day, -hit.best.score, hit.best.statement, hit.best.number


def _by_oldest(hit: Gathered) -> tuple[float | int | str, ...]:
    return hit.best.day < 0, hit.best.day, -hit.best.score, hit.best.statement, hit.best.number


_ORDERS: Mapping[Sort, Callable[[Gathered], tuple[float | int | str, ...]]] = {
    Sort.RELEVANCE: _by_relevance,
    Sort.NEWEST: _by_newest,
    Sort.OLDEST: _by_oldest,
}
