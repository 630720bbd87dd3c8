"""What is new in one statement, and what was said before: asked of the engine, so that it is as fresh as the index.

A sentence is asked for as a phrase; where no earlier statement has it, its runs of words are, and the paragraphs that
have most of them are compared with it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from indexer import fields
from indexer.analysis import RememberingAnalyser
from indexer.anchors import anchor
from indexer.budget import Budget
from indexer.clauses import AllOf, AnyOf, Clause, DayRange, Term, TermSequence, Without
from indexer.engine import Engine, FacetCount, Found, FoundParagraph, Group, Request, Sort
from indexer.errors import QueryTooCostlyError
from indexer.hits import permalink
from indexer.reuse.copies import copies_among
from indexer.reuse.likeness import likeness, may_hold, runs
from indexer.reuse.lines import Line, Terms, lines_of, paragraph_lines
from indexer.reuse.order import moment
from indexer.reuse.records import Kind, Sentence, StatementReuse, Use
from indexer.reuse.rules import Rules, load_rules
from indexer.statement import Paragraph, Statement, Summary

SPREAD = ("year", "publisher", "country")
"""The facets that tell how a line spread."""

_NOWHERE: Mapping[str, tuple[FacetCount, ...]] = MappingProxyType({})


def said_before(
    statement: Statement, engine: Engine, analyser: RememberingAnalyser, base_url: str, budget: Budget
) -> StatementReuse:
    """Return what is new in a statement of an engine, and what was said before.

    Sentences that the budget does not suffice for are told as unexamined.
    """
    rules = load_rules()
    looking = _Looking(statement, engine, analyser, base_url, budget, rules)
    sentences = tuple(looking.sentences())
    kinds = Counter(each.kind for each in sentences)
    return StatementReuse(
        statement=statement.summary(),
        new=kinds[Kind.NEW],
        exact=kinds[Kind.EXACT],
        near=kinds[Kind.NEAR],
        short=kinds[Kind.SHORT],
        unexamined=kinds[Kind.UNEXAMINED],
        sentences=sentences,
        copies=copies_among(statement, looking.likely_copies(), engine, analyser, rules),
    )


@dataclass
class _Looking:
    """Looks up one statement's lines, and counts which statements they are found in."""

    statement: Statement
    engine: Engine
    analyser: RememberingAnalyser
    base_url: str
    budget: Budget
    rules: Rules
    met: Counter[str] = field(default_factory=Counter)
    looked_up: int = 0

    def sentences(self) -> Iterator[Sentence]:
        """Yield each line with what is known of it."""
        left = self.rules.most_lines
        known: dict[Terms, Sentence] = {}
        for line in lines_of(self.statement, self.analyser, self.rules):
            if not line.telling:
                yield _sentence(line, Kind.SHORT)
                continue
            left -= line.terms not in known
            if left < 0:
                yield _sentence(line, Kind.UNEXAMINED)
                continue
            try:
                found = known.get(line.terms) or self._found(line)
            except QueryTooCostlyError:
                left = 0
                yield _sentence(line, Kind.UNEXAMINED)
                continue
            known[line.terms] = found
            yield _at(line, found)

    def likely_copies(self) -> tuple[str, ...]:
        """Return the ids of the statements that many of the lines were met in, the likeliest first."""
        enough = max(1.0, self.rules.least_met * self.looked_up)
        return tuple(identity for identity, lines in self.met.most_common(self.rules.most_copies) if lines >= enough)

    def _found(self, line: Line) -> Sentence:
        exact = self._find(TermSequence(fields.TEXT, line.terms), self.rules.places, Group.STATEMENT, Sort.OLDEST)
        self.looked_up += 1
        self.met.update(each.summary.id for each in exact.hits)
        spread = self._spread(line, exact)
        statements = exact.total.statements
        if exact.hits and self._is_earlier(exact.hits[0].summary):
            oldest = exact.hits[0]
            span = self._span_of(oldest.summary, oldest.paragraphs[0].paragraph, line.terms)
            first = self._use(oldest.summary, oldest.paragraphs[0].paragraph, span)
            return _sentence(line, Kind.EXACT, first=first, statements=statements, spread=spread)
        near = self._near(line)
        if near is None:
            return _sentence(line, Kind.NEW, statements=statements, spread=spread)
        first, alike = near
        return _sentence(line, Kind.NEAR, first=first, likeness=alike, statements=statements, spread=spread)

    def _spread(self, line: Line, exact: Found) -> Mapping[str, tuple[FacetCount, ...]]:
        if not exact.total.statements:
            return _NOWHERE
        wanted = self._elsewhere(TermSequence(fields.TEXT, line.terms))
        request = Request(clause=wanted, limit=0, facets=SPREAD, budget=self.budget)
        return self.engine.find(request).facets

    def _near(self, line: Line) -> tuple[Use, float] | None:
        """Return the first use of a line that is nearly this one, and how like it is."""
        sought: Clause = AnyOf(
            tuple(TermSequence(fields.TEXT, each) for each in runs(line.terms, self.rules.most_runs))
        )
        day = fields.first_day(self.statement.published)
        if day is not None:
            sought = AllOf((sought, DayRange(1, day)))
        found = self._find(sought, self.rules.candidates, Group.PARAGRAPH, Sort.RELEVANCE)
        alike = [
            (moment(hit.summary), paragraph.paragraph.number, hit.summary, paragraph, other, degree)
            for hit in found.hits
            if self._is_earlier(hit.summary)
            for paragraph in hit.paragraphs
            for other, degree in self._alike(hit.summary, paragraph, line.terms)
        ]
        self.met.update({each[2].id for each in alike})
        if not alike:
            return None
        *_, summary, paragraph, other, degree = min(alike, key=lambda each: each[:2])
        return self._use(summary, paragraph.paragraph, (other.start, other.end)), degree

    def _alike(self, summary: Summary, found: FoundParagraph, terms: Terms) -> Iterator[tuple[Line, float]]:
        if not may_hold(found.paragraph.text, terms, self.rules.likeness):
            return
        language = fields.paragraph_language(found.paragraph, summary)
        for other in paragraph_lines(found.paragraph, language, self.analyser, self.rules):
            degree = likeness(terms, other.terms, self.rules.likeness)
            if other.telling and degree:
                yield other, round(degree, 3)

    def _span_of(self, summary: Summary, paragraph: Paragraph, terms: Terms) -> tuple[int, int]:
        """Return where a paragraph has these terms in a row."""
        tokens = self.analyser.tokens(paragraph.text, fields.paragraph_language(paragraph, summary))
        there = tuple(token.exact for token in tokens)
        for at in range(len(there) - len(terms) + 1):
            if there[at : at + len(terms)] == terms:
                return tokens[at].start, tokens[at + len(terms) - 1].end
        return 0, len(paragraph.text)

    def _use(self, summary: Summary, paragraph: Paragraph, span: tuple[int, int]) -> Use:
        return Use(
            statement=summary,
            number=paragraph.number,
            text=paragraph.text[span[0] : span[1]],
            span=span,
            anchor=anchor(paragraph),
            permalink=permalink(self.base_url, summary.id, paragraph),
        )

    def _find(self, clause: Clause, limit: int, group: Group, sort: Sort) -> Found:
        self.budget.check()
        return self.engine.find(
            Request(
                clause=self._elsewhere(clause),
                group=group,
                sort=sort,
                limit=limit,
                paragraphs=1,
                budget=self.budget,
            )
        )

    def _elsewhere(self, clause: Clause) -> Clause:
        return Without(clause, Term(fields.ID, self.statement.id, 0.0))

    def _is_earlier(self, summary: Summary) -> bool:
        return moment(summary) < moment(self.statement)


def _sentence(line: Line, kind: Kind, **known: Any) -> Sentence:  # noqa: ANN401 - fields of the record
    return Sentence(number=line.number, start=line.start, end=line.end, kind=kind, **{"spread": _NOWHERE, **known})


def _at(line: Line, found: Sentence) -> Sentence:
    """Return what is known of a line, told of where it stands."""
    return replace(found, number=line.number, start=line.start, end=line.end)
