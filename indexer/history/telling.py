"""From lines to their histories."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import TypedDict, Unpack

from indexer.answering import Answering
from indexer.bounds import MAX_LIMIT, MAX_WINDOW, within
from indexer.budget import Budget
from indexer.engine import FoundStatement, Total
from indexer.errors import ParameterError, QueryTooCostlyError
from indexer.history.counting import Counted, count_line
from indexer.history.lines import once_each, read_lines
from indexer.history.records import DIMENSIONS, History, Line, Variant
from indexer.history.variants import variants, words_of
from indexer.messages import Alternatives, Message, say
from indexer.plan import Plan
from indexer.query import Parsed
from indexer.results import Hit
from indexer.wording import in_words

NO_VARIANTS = say("Variants are told of words and phrases alone, not of queries with other parts.")
NO_TIME = say("There was no time to look for variants; `onrecord history` takes the time that it needs.")


class Asked(TypedDict, total=False):
    """How lines are asked for.

    `by` are the dimensions to count by, year alone where nothing is said; with `variants`, the default, these are told
    too. `limit` and `page` say which statements come with each line, the earliest first: 10 by default. Without
    `synonyms`, plain words of queries are not widened.
    """

    by: Sequence[str]
    variants: bool
    limit: int
    page: int
    synonyms: bool


def history(answering: Answering, lines: Sequence[str], **asked: Unpack[Asked]) -> History:
    """Return the histories of lines, each once, all within the time that one query may take.

    :raise ParameterError: if a line or a parameter is out of its bounds.
    :raise QueryTooCostlyError: if counting takes more time than one may.
    """
    by = tuple(map(_dimension, dict.fromkeys(asked.get("by", ("year",)))))
    limit = within("limit", asked.get("limit", 10), MAX_LIMIT)
    page = within("page", asked.get("page", 1), MAX_WINDOW)
    lines = once_each(lines)
    parsed = read_lines(lines)
    reading, budget = answering.reading, answering.budget()
    plans = [reading.planner.plan(each.query, synonyms=asked.get("synonyms", True)) for each in parsed]
    counted = [
        count_line(reading, plan.strict.clause, by, offset=(page - 1) * limit, limit=limit, budget=budget)
        for plan in plans
    ]
    made = []
    for line, understood, plan, each in zip(lines, parsed, plans, counted, strict=True):
        found, notes = _variants(answering, understood, budget) if asked.get("variants", True) else (None, ())
        made.append(_line(answering, line, (understood, plan), each, found, notes))
    contents = reading.contents
    archive = Total(statements=contents.statements, paragraphs=contents.paragraphs)
    return History(lines=tuple(made), archive=archive, page=page, limit=limit)


def _dimension(name: str) -> str:
    if name not in DIMENSIONS:
        raise ParameterError(
            say("Lines are not counted by “%(name)s”.", name=name[:100]),
            say("It can be %(names)s.", names=Alternatives(DIMENSIONS)),
        )
    return name


def _variants(
    answering: Answering, parsed: Parsed, budget: Budget
) -> tuple[tuple[Variant, ...] | None, tuple[Message, ...]]:
    words = words_of(parsed.query, answering.reading.contents.languages)
    if words is None:
        return None, (NO_VARIANTS,)
    try:
        return variants(answering.reading, words, budget), ()
    except QueryTooCostlyError:
        return None, (NO_TIME,)


def _line(
    answering: Answering,
    line: str,
    understood: tuple[Parsed, Plan],
    counted: Counted,
    found: tuple[Variant, ...] | None,
    notes: tuple[Message, ...],
) -> Line:
    parsed, plan = understood
    showing = answering.showing()

    def hit(each: FoundStatement) -> Hit:
        return showing.hit(each, plan.strict, partial=False)

    return Line(
        line=line,
        query=str(parsed.query),
        searched_for=in_words(parsed.query),
        total=counted.total,
        undated=counted.undated,
        first=hit(counted.first) if counted.first else None,
        last=hit(counted.last) if counted.last else None,
        counts=MappingProxyType(dict(counted.counts)),
        variants=found,
        statements=tuple(map(hit, counted.statements)),
        notes=(*parsed.warnings, *plan.warnings, *notes),
    )
