"""From a question to a page of results: parse, plan, match, gather by statement, highlight."""

from dataclasses import dataclass
from functools import cache, lru_cache, partial
from types import MappingProxyType

from indexer.analysis import RememberingAnalyser
from indexer.bounds import Asked, read
from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import describe
from indexer.diagnosis import diagnose
from indexer.engine import Found, Total
from indexer.errors import QueryTooCostlyError
from indexer.hits import Showing
from indexer.messages import Message, say
from indexer.paging import Partial, find, find_partial, page_total, pages
from indexer.plan import Plan, Widening
from indexer.query import Empty, Query
from indexer.quoting import Checked, check_quotes
from indexer.reading import Reading
from indexer.results import Page, Reason, Widened
from indexer.reuse import StatementReuse, said_before
from indexer.reuse.rules import load_rules
from indexer.spelling import did_you_mean
from indexer.statement import Statement
from indexer.wording import in_words

_LARGEST_KEPT = 60
"""Pages with more paragraphs are not kept: they are what programs ask for, once each, and take much memory."""

_KEPT_REUSE = 64
"""Statements of which it is kept what is new in them: some hundred sentences each."""
_SEARCHES_OF_A_CHECK = 5
"""Searches whose time a text with quotations may take: an article has many."""

NO_TIME = say("There was no time to look for texts with only some of the words: ask for fewer.")
NO_WORDS = say("The query has no words to search for.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one search asks."""

    query: str
    asked: Asked
    explain: bool
    synonyms: bool


@dataclass(frozen=True, slots=True)
class _Advice:
    """What to ask instead, and why nothing was found; nothing where there is nothing to say."""

    suggestion: str | None = None
    reasons: tuple[Reason, ...] = ()


class _PartOnly(Exception):  # noqa: N818 - no error: what is told is right, and only not kept
    """Carries what was told of a part of a statement past what keeps whole answers."""

    def __init__(self, told: StatementReuse) -> None:
        super().__init__()
        self.told = told


class Answering:
    """Answers for one generation; safe to use from several threads.

    A generation never changes, so a page that is asked for again is the one it was: the last `kept_pages` are kept.
    Each question may take `query_seconds` of a processor's time; what goes beyond is refused, or left out and told.
    """

    def __init__(
        self,
        reading: Reading,
        analyser: RememberingAnalyser,
        *,
        base_url: str,
        kept_pages: int,
        query_seconds: float,
    ) -> None:
        self.reading = reading
        self._analyser = analyser
        self._base_url = base_url
        self._query_seconds = query_seconds
        self._kept = lru_cache(kept_pages)(self._page)
        self._reused = lru_cache(_KEPT_REUSE)(self._whole_reuse)

    def page(self, question: Question) -> Page:
        """Return a page of results; it does not know how long it took.

        :raise ParameterError: if the query is more than is searched.
        :raise QueryTooCostlyError: if it takes more time than one may take.
        :raise NotFoundError: if the page lies beyond the last.
        """
        is_kept = question.asked.most_paragraphs <= _LARGEST_KEPT and not question.explain
        return self._kept(question) if is_kept else self._page(question)

    def reuse(self, statement: Statement) -> StatementReuse:
        """Return what is new in a statement of this generation, and what was said before.

        Where there is no time for all of its sentences, the others are told as unexamined.
        """
        try:
            return self._reused(statement)
        except _PartOnly as part:
            return part.told

    def budget(self) -> Budget:
        """Return what a question may take that begins now; what each would have to read once is read before."""
        self.reading.ready()
        return Budget.of(self._query_seconds)

    def showing(self, budget: Budget = UNBOUNDED, *, explained: bool = False) -> Showing:
        """Return what shows hits of this generation."""
        return Showing(
            engine=self.reading.engine,
            analyser=self._analyser,
            base_url=self._base_url,
            explained=explained,
            budget=budget,
        )

    def check_quotes(self, text: str, speaker: str | None) -> Checked:
        """Return what the archive has of each quotation in a text.

        :raise ParameterError: if the text is more than is checked, or has no words.
        :raise QueryTooCostlyError: if it takes more time than so many searches may.
        """
        self.reading.ready()
        budget = Budget.of(self._query_seconds * _SEARCHES_OF_A_CHECK)
        return check_quotes(text, self.reading, self._analyser, base_url=self._base_url, budget=budget, speaker=speaker)

    def _page(self, question: Question) -> Page:
        parsed, asked, reading = read(question.query), question.asked, self.reading
        budget = self.budget()
        plan = reading.planner.plan(parsed.query, synonyms=question.synonyms)
        full = find(reading.engine, plan.strict.clause, asked, budget, facets=asked.facets)
        relaxed, untold = self._partial(plan, asked, budget, full)
        total = page_total(full.total, relaxed)
        last = pages(total, asked)
        showing = self.showing(budget, explained=question.explain)
        hits = [showing.hit(each, plan.strict, partial=False) for each in full.hits]
        if relaxed is not None:
            hits += [showing.hit(each, relaxed.wanted, partial=True) for each in relaxed.found.hits]
        advice = self._advice(parsed.query, question, budget, full.total, in_vain=not hits)
        return Page(
            query=question.query,
            understood=str(parsed.query),
            searched_for=in_words(parsed.query),
            widened=tuple(_widened(each) for each in plan.widened),
            total=total,
            page=asked.page,
            pages=last,
            took_ms=0.0,
            warnings=(*parsed.warnings, *plan.warnings, *untold, *(() if parsed.query != Empty() else (NO_WORDS,))),
            suggestion=advice.suggestion,
            reasons=advice.reasons,
            hits=tuple(hits),
            facets=MappingProxyType(dict(full.facets)),
            explanation=_explanation(plan) if question.explain else (),
        )

    def _whole_reuse(self, statement: Statement) -> StatementReuse:
        self.reading.ready()
        budget = Budget.of(load_rules().queries * self._query_seconds)
        told = said_before(statement, self.reading.engine, self._analyser, self._base_url, budget)
        if told.unexamined:
            raise _PartOnly(told)
        return told

    def _partial(
        self, plan: Plan, asked: Asked, budget: Budget, full: Found
    ) -> tuple[Partial | None, tuple[Message, ...]]:
        """Return the hits with only some of the words, or that there was no time to look for them."""
        try:
            return find_partial(self.reading.engine, plan, asked, budget, full), ()
        except QueryTooCostlyError:
            return None, (NO_TIME,)

    def _advice(self, query: Query, question: Question, budget: Budget, found: Total, *, in_vain: bool) -> _Advice:
        """Return what else to ask where little was found, as far as there is time to find out."""
        if question.asked.statement is not None:  # of one statement it is no news that it lacks some words
            return _Advice()
        count = cache(partial(self.reading.count, synonyms=question.synonyms, budget=budget))
        try:
            suggestion = did_you_mean(query, found, self.reading.lexicon, count)
            reasons = diagnose(query, count, in_vain=in_vain) if not found.paragraphs else ()
        except QueryTooCostlyError:
            return _Advice()
        return _Advice(suggestion, reasons)


def _widened(widening: Widening) -> Widened:
    return Widened(words=widening.words, also=tuple(dict.fromkeys(other.text for other in widening.also)))


def _explanation(plan: Plan) -> tuple[str, ...]:
    lines = [f"all words: {describe(plan.strict.clause)}"]
    if plan.relaxed is not None:
        lines.append(f"some words: {describe(plan.relaxed.clause)}")
    return tuple(lines)
