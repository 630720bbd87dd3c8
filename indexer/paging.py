"""One page of hits: those with all of the words, then, where these are too few, those with some."""

from collections.abc import Sequence
from dataclasses import replace

from indexer import fields
from indexer.bounds import MAX_WINDOW, Asked
from indexer.clauses import AnyOf, Clause, Term, Without
from indexer.engine import Engine, Found, Group, Request, Total
from indexer.errors import NotFoundError
from indexer.plan import Plan
from indexer.results import PageTotal

SHOWN_PARAGRAPHS = 3
"""Most paragraphs that come with a statement."""


def find(engine: Engine, clause: Clause, asked: Asked, *, facets: Sequence[str] = ()) -> Found:
    """Return the hits of a page, with exact totals."""
    request = Request(
        clause=clause,
        group=asked.group,
        sort=asked.sort,
        offset=asked.offset,
        limit=asked.limit,
        paragraphs=SHOWN_PARAGRAPHS,
        facets=facets,
    )
    return engine.find(request)


def find_partial(engine: Engine, plan: Plan, asked: Asked, full: Found) -> Found | None:
    """Return the hits with only some of the words, where the full ones do not fill the first page; they come after."""
    number = _hits(full.total, asked.group)
    if plan.relaxed is None or number >= asked.limit:
        return None
    unwanted = plan.strict
    if asked.group is Group.STATEMENT and number:
        firsts = full.hits if asked.page == 1 else find(engine, plan.strict, replace(asked, page=1)).hits
        unwanted = AnyOf((plan.strict, *(Term(fields.ID, hit.summary.id, 0.0) for hit in firsts)))
    request = Request(
        clause=Without(plan.relaxed, unwanted),
        group=asked.group,
        sort=asked.sort,
        offset=max(0, asked.offset - number),
        limit=asked.limit - len(full.hits),
        paragraphs=SHOWN_PARAGRAPHS,
    )
    return engine.find(request)


def page_total(full: Total, partial: Found | None) -> PageTotal:
    """Return the totals of full and partial hits, told apart."""
    if partial is None:
        return PageTotal(statements=full.statements, paragraphs=full.paragraphs)
    return PageTotal(
        statements=full.statements,
        paragraphs=full.paragraphs,
        partial_statements=partial.total.statements,
        partial_paragraphs=partial.total.paragraphs,
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
        there = f"the last is page {last}" if last else "nothing was found"
        raise NotFoundError(f"There is no page {asked.page}: {there}.", "Go back to page 1.")
    return last


def _hits(total: Total, group: Group) -> int:
    return total.statements if group is Group.STATEMENT else total.paragraphs
