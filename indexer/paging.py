"""One page of hits: those with all of the words, then, where these are too few, those with some."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer import fields
from indexer.bounds import MAX_WINDOW, Asked
from indexer.budget import Budget
from indexer.clauses import AllOf, AnyOf, Clause, Term, Without
from indexer.engine import Engine, Found, Group, Request, Total
from indexer.errors import NotFoundError
from indexer.messages import say
from indexer.plan import Plan, Wanted
from indexer.results import PageTotal


def find(engine: Engine, clause: Clause, asked: Asked, budget: Budget, *, facets: Sequence[str] = ()) -> Found:
    """Return the hits of a page, with exact totals.

    :raise QueryTooCostlyError: if the budget is used up before they are found.
    """
    request = Request(
        clause=_held(clause, asked),
        group=asked.group,
        sort=asked.sort,
        offset=asked.offset,
        limit=asked.limit,
        paragraphs=asked.paragraphs,
        facets=facets,
        budget=budget,
    )
    return engine.find(request)


@dataclass(frozen=True, slots=True)
class Partial:
    """Hits with only some of what was asked, and what was asked for them."""

    found: Found
    wanted: Wanted


def find_partial(engine: Engine, plan: Plan, asked: Asked, budget: Budget, full: Found) -> Partial | None:
    """Return the hits with only some of the words, where the full ones do not fill the first page; they come after.

    Where there is nothing with the query's phrases, those with any of their words are.

    :raise QueryTooCostlyError: if the budget is used up before they are found.
    """
    number = _hits(full.total, asked.group)
    if number >= asked.limit:
        return None
    relaxed = _find_beside(engine, plan.relaxed, plan.strict.clause, asked, budget, full)
    if number or plan.loosest is None or (relaxed is not None and relaxed.found.total.paragraphs):
        return relaxed
    return _find_beside(engine, plan.loosest, plan.strict.clause, asked, budget, full)


def _find_beside(
    engine: Engine, wanted: Wanted | None, strict: Clause, asked: Asked, budget: Budget, full: Found
) -> Partial | None:
    if wanted is None:
        return None
    number = _hits(full.total, asked.group)
    unwanted = strict
    if asked.group is Group.STATEMENT and number:
        firsts = full.hits if asked.page == 1 else find(engine, strict, replace(asked, page=1), budget).hits
        unwanted = AnyOf((strict, *(Term(fields.ID, hit.summary.id, 0.0) for hit in firsts)))
    request = Request(
        clause=Without(_held(wanted.clause, asked), unwanted),
        group=asked.group,
        sort=asked.sort,
        offset=max(0, asked.offset - number),
        limit=asked.limit - len(full.hits),
        paragraphs=asked.paragraphs,
        budget=budget,
    )
    return Partial(engine.find(request), wanted)


def _held(clause: Clause, asked: Asked) -> Clause:
    """Return a clause held to the statement that was asked for."""
    return clause if asked.statement is None else AllOf((clause, Term(fields.ID, asked.statement, 0.0)))


def page_total(full: Total, partial: Partial | None) -> PageTotal:
    """Return the totals of full and partial hits, told apart."""
    if partial is None:
        return PageTotal(statements=full.statements, paragraphs=full.paragraphs)
    return PageTotal(
        statements=full.statements,
        paragraphs=full.paragraphs,
        partial_statements=partial.found.total.statements,
        partial_paragraphs=partial.found.total.paragraphs,
    )


def pages(total: PageTotal, asked: Asked) -> int:
    """Return how many pages there are.

    :raise NotFoundError: if the page that was asked for lies beyond them.
    """
    statements = total.statements + total.partial_statements
    paragraphs = total.paragraphs + total.partial_paragraphs
    number = statements if asked.group is Group.STATEMENT else paragraphs
    last = -(-min(number, MAX_WINDOW) // asked.limit)
    if asked.page > max(last, 1):
        page = str(asked.page)
        if not last:
            told = say("There is no page %(page)s: nothing was found.", page=page)
        else:
            told = say("There is no page %(page)s: the last is page %(last)s.", page=page, last=str(last))
        raise NotFoundError(told, say("Go back to page 1."))
    return last


def _hits(total: Total, group: Group) -> int:
    return total.statements if group is Group.STATEMENT else total.paragraphs
