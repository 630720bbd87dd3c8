"""How often a line was said: the engine's exact totals and facets, beside those of everything there is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.budget import Budget
from indexer.clauses import Clause
from indexer.engine import Engine, Found, FoundStatement, Group, Request, Sort, Total
from indexer.history.records import IN_TIME, Count
from indexer.reading import Reading

_Numbers = Mapping[str, Mapping[Group, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the engine tells of a line; `statements` are a page of them, the earliest first."""

    total: Total
    undated: int
    first: FoundStatement | None
    last: FoundStatement | None
    statements: tuple[FoundStatement, ...]
    counts: Mapping[str, tuple[Count, ...]]


def count_line(
    reading: Reading, clause: Clause, by: Sequence[str], *, offset: int, limit: int, budget: Budget
) -> Counted:
    """Return how often a clause is met, by each of these dimensions, with a page of the statements.

    :raise QueryTooCostlyError: if the budget is used up before that is known.
    """
    named = tuple(dict.fromkeys(("year", *by)))
    in_order = Request(clause=clause, sort=Sort.OLDEST, offset=offset, limit=limit, paragraphs=1, facets=named)
    statements = _find(reading.engine, in_order, budget)
    paragraphs = _find(reading.engine, Request(clause=clause, group=Group.PARAGRAPH, limit=0, facets=named), budget)
    at = {Group.STATEMENT: statements, Group.PARAGRAPH: paragraphs}
    return Counted(
        total=statements.total,
        undated=statements.total.statements - sum(each.count for each in statements.facets["year"]),
        first=_end(reading.engine, clause, Sort.OLDEST, budget),
        last=_end(reading.engine, clause, Sort.NEWEST, budget),
        statements=statements.hits,
        counts={name: _counts(name, _numbers(at, name), _numbers(reading.everything, name)) for name in by},
    )


def _find(engine: Engine, request: Request, budget: Budget) -> Found:
    budget.check()
    return engine.find(replace(request, budget=budget))


def _end(engine: Engine, clause: Clause, sort: Sort, budget: Budget) -> FoundStatement | None:
    """Return the first statement in an order of time, None where none has a date."""
    hits = _find(engine, Request(clause=clause, sort=sort, limit=1, paragraphs=1), budget).hits
    return next((each for each in hits if each.summary.published), None)


def _numbers(found: Mapping[Group, Found], name: str) -> _Numbers:
    numbers: dict[str, dict[Group, int]] = {}
    for group, each in found.items():
        for value in each.facets[name]:
            numbers.setdefault(value.value, {})[group] = value.count
    return numbers


def _counts(name: str, said: _Numbers, everything: _Numbers) -> tuple[Count, ...]:
    if name in IN_TIME:
        return tuple(_count(value, said.get(value, {}), everything[value]) for value in sorted(everything))
    counts = (_count(value, numbers, everything[value]) for value, numbers in said.items())
    return tuple(_by_number(counts))


def _by_number(counts: Iterable[Count]) -> list[Count]:
    return sorted(counts, key=lambda each: (-each.statements, -each.paragraphs, each.value))


def _count(value: str, said: Mapping[Group, int], everything: Mapping[Group, int]) -> Count:
    statements, paragraphs = said.get(Group.STATEMENT, 0), said.get(Group.PARAGRAPH, 0)
    all_statements, all_paragraphs = everything[Group.STATEMENT], everything[Group.PARAGRAPH]
    return Count(
        value=value,
        statements=statements,
        paragraphs=paragraphs,
        all_statements=all_statements,
        all_paragraphs=all_paragraphs,
        share_of_statements=statements / all_statements,
        share_of_paragraphs=paragraphs / all_paragraphs,
    )
