"""Documents that match, as the cluster's sorted answers name them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from indexer.engine import Sort
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.view import Answer
from indexer.fields import ID
from indexer.weights import load_weights

SCORE_DIGITS = 5
"""The cluster adds scores up in single precision; beyond this the order in which it does so would show."""

ONLY_MATCHES = "hits.hits.sort"
"""What of an answer `read_matches` reads: nothing else need be sent."""

UNREAD: Mapping[str, Any] = MappingProxyType({"_source": False, "stored_fields": "_none_"})
"""What keeps the cluster from reading documents whose place in an order is all that is asked: not even their names."""

_NO_DAY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A document that matches: its statement's id, its day or -1, the paragraph's number, and its score."""

    statement: str
    day: int
    number: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Matches that make one hit, the best first, and the hit's score."""

    matches: tuple[Match, ...]
    score: float

    @property
    def best(self) -> Match:
        """Return the best of its matches."""
        return self.matches[0]


def order(sort: Sort) -> list[dict[str, Any]]:
    """Return the cluster's order of documents for an order of hits; each document's values are read from it."""
    newest = {schema.DAY: {"order": "desc", "missing": "_last"}}
    oldest = {schema.DAY: {"order": "asc", "missing": "_last"}}
    by_score, by_id, by_number = {"_score": "desc"}, {ID: "asc"}, {schema.NUMBER: "asc"}
    match sort:
        case Sort.RELEVANCE:
            return [by_score, newest, by_id, by_number]
        case Sort.NEWEST:
            return [newest, by_score, by_id, by_number]
        case Sort.OLDEST:
            return [oldest, by_score, by_id, by_number]


def listed(answer: Answer) -> Sequence[Any]:
    """Return the documents that an answer lists; a cluster that is asked for a part of it leaves out what is empty."""
    found: Sequence[Any] = answer.get("hits", {}).get("hits", ())
    return found


def read_matches(answer: Answer, sort: Sort) -> Iterator[Match]:
    """Yield the documents of an answer that stands in the order of `order`."""
    for each in listed(answer):
        first, second, identity, number = each["sort"][:4]
        score, day = (first, second) if sort is Sort.RELEVANCE else (second, first)
        yield Match(statement=identity, day=_day(day), number=int(number), score=round(float(score), SCORE_DIGITS))


def single(match: Match) -> Hit:
    """Return the hit that one paragraph is."""
    return Hit(matches=(match,), score=match.score)


def gathered(matches: Iterable[Match]) -> dict[str, Hit]:
    """Return the hits that the matches of whole statements make, by their ids."""
    by_statement: dict[str, list[Match]] = {}
    for each in matches:
        by_statement.setdefault(each.statement, []).append(each)
    return {identity: _hit(each) for identity, each in by_statement.items()}


def sort_key(sort: Sort, hit: Hit) -> tuple[float, ...] | tuple[float | str, ...]:
    """Return what hits are ordered by."""
    best = hit.best
    match sort:
        case Sort.RELEVANCE:
            return -hit.score, -best.day, best.statement, best.number
        case Sort.NEWEST:
            return -best.day, -hit.score, best.statement, best.number
        case Sort.OLDEST:
            return best.day == _NO_DAY, best.day, -hit.score, best.statement, best.number


def _hit(matches: list[Match]) -> Hit:
    matches.sort(key=lambda each: (-each.score, each.number))
    best, *others = matches
    share = load_weights().others
    score = best.score + sum(share / place * each.score for place, each in enumerate(others, 1))
    return Hit(matches=tuple(matches), score=round(score, SCORE_DIGITS + 1))


def _day(value: int) -> int:
    """Return a day, or -1 for what the cluster gives where there is none: the least or the greatest number."""
    return value if 0 <= value < 2**31 - 1 else _NO_DAY
