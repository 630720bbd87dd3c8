"""From a question to a page of results: parse, plan, match, gather by statement, highlight."""

from dataclasses import dataclass
from functools import cache, lru_cache, partial
from types import MappingProxyType

from indexer.analysis import RememberingAnalyser
from indexer.bounds import Asked, read
from indexer.clauses import describe
from indexer.diagnosis import diagnose
from indexer.hits import Showing
from indexer.messages import say
from indexer.paging import find, find_partial, page_total, pages
from indexer.plan import Plan, Widening
from indexer.query import Empty
from indexer.reading import Reading
from indexer.results import Page, Widened
from indexer.spelling import did_you_mean
from indexer.wording import in_words

_LARGEST_KEPT = 60
"""Pages with more paragraphs are not kept: they are what programs ask for, once each, and take much memory."""

NO_WORDS = say("The query has no words to search for.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one search asks."""

    query: str
    asked: Asked
    explain: bool
    synonyms: bool


class Answering:
    """Answers for one generation; safe to use from several threads.

    A generation never changes, so a page that is asked for again is the one it was: the last `kept_pages` are kept.
    """

    def __init__(self, reading: Reading, analyser: RememberingAnalyser, *, base_url: str, kept_pages: int) -> None:
        self.reading = reading
        self._analyser = analyser
        self._base_url = base_url
        self._kept = lru_cache(kept_pages)(self._page)

    def page(self, question: Question) -> Page:
        """Return a page of results; it does not know how long it took.

        :raise ParameterError: if the query is more than is searched.
        :raise NotFoundError: if the page lies beyond the last.
        """
        is_kept = question.asked.most_paragraphs <= _LARGEST_KEPT and not question.explain
        return self._kept(question) if is_kept else self._page(question)

    def showing(self, *, explained: bool = False) -> Showing:
        """Return what shows hits of this generation."""
        return Showing(
            engine=self.reading.engine, analyser=self._analyser, base_url=self._base_url, explained=explained
        )

    def _page(self, question: Question) -> Page:
        parsed, asked, reading = read(question.query), question.asked, self.reading
        plan = reading.planner.plan(parsed.query, synonyms=question.synonyms)
        full = find(reading.engine, plan.strict.clause, asked, facets=asked.facets)
        relaxed = find_partial(reading.engine, plan, asked, full)
        total = page_total(full.total, relaxed)
        last = pages(total, asked)
        whole = asked.statement is None  # of one statement it is no news that it lacks some words
        count = cache(partial(reading.count, synonyms=question.synonyms))
        showing = self.showing(explained=question.explain)
        hits = [showing.hit(each, plan.strict, partial=False) for each in full.hits]
        if relaxed is not None:
            hits += [showing.hit(each, relaxed.wanted, partial=True) for each in relaxed.found.hits]
        return Page(
            query=question.query,
            understood=str(parsed.query),
            searched_for=in_words(parsed.query),
            widened=tuple(_widened(each) for each in plan.widened),
            total=total,
            page=asked.page,
            pages=last,
            took_ms=0.0,
            warnings=(*parsed.warnings, *plan.warnings, *(() if parsed.query != Empty() else (NO_WORDS,))),
            suggestion=did_you_mean(parsed.query, full.total, reading.lexicon, count) if whole else None,
            reasons=diagnose(parsed.query, count, in_vain=not hits) if whole and not full.total.paragraphs else (),
            hits=tuple(hits),
            facets=MappingProxyType(dict(full.facets)),
            explanation=_explanation(plan) if question.explain else (),
        )


def _widened(widening: Widening) -> Widened:
    return Widened(words=widening.words, also=tuple(dict.fromkeys(other.text for other in widening.also)))


def _explanation(plan: Plan) -> tuple[str, ...]:
    lines = [f"all words: {describe(plan.strict.clause)}"]
    if plan.relaxed is not None:
        lines.append(f"some words: {describe(plan.relaxed.clause)}")
    return tuple(lines)
