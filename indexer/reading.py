"""A generation that answers, with all that it takes to ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from indexer.analysis import Analyser
from indexer.archive import Opened
from indexer.budget import Budget
from indexer.clauses import Everything
from indexer.engine import FACETS, Contents, Engine, Found, Group, Request, Total
from indexer.lexicon import Lexicon
from indexer.plan import Planner
from indexer.query import Query
from indexer.suggesting import Suggesting
from indexer.thesaurus import make_thesaurus


@dataclass(frozen=True)
class Reading:
    """One generation; what is costly to make is made when it is first asked for."""

    opened: Opened
    analyser: Analyser

    @property
    def engine(self) -> Engine:
        return self.opened.engine

    @cached_property
    def contents(self) -> Contents:
        """Return what the generation holds."""
        return self.engine.contents()

    @cached_property
    def everything(self) -> Mapping[Group, Found]:
        """Return how much there is of every value of every facet: statements, and paragraphs."""
        asked = (Request(clause=Everything(), group=group, limit=0, facets=FACETS) for group in Group)
        return {each.group: self.engine.find(each) for each in asked}

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(self.engine)

    @cached_property
    def planner(self) -> Planner:
        languages = self.contents.languages
        thesaurus = make_thesaurus(self.analyser, self.lexicon.acronyms, languages)
        return Planner(self.analyser, self.lexicon, thesaurus, languages)

    def ready(self) -> None:
        """Read what any question needs, if none has been asked yet."""
        _ = self.planner

    @property
    def suggesting(self) -> Suggesting:
        return Suggesting(self.engine, self.lexicon, self.analyser)

    def count(self, query: Query, *, synonyms: bool, budget: Budget) -> Total:
        """Return how much a query finds with all of its words.

        :raise QueryTooCostlyError: if the budget is used up before that is known.
        """
        budget.check()
        clause = self.planner.matching(query, synonyms=synonyms)
        return self.engine.find(Request(clause=clause, limit=0, budget=budget)).total
