"""The paragraphs that share words with a quotation: one question to the engine, by rare words and words in a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer import fields
from indexer.budget import Budget
from indexer.clauses import AllOf, AnyOf, Clause, Term, TermSequence
from indexer.engine import Engine, Found, FoundStatement, Group, Request, Sort
from indexer.lexicon import Lexicon
from indexer.quoting.passage import Passage
from indexer.quoting.rules import Looking

_WORD, _PAIR = 0.5, 0.7
"""What a rare word by itself, and two in a row, count beside a longer run."""


@dataclass(frozen=True, slots=True)
class Looker:
    """Asks one generation, within a budget."""

    engine: Engine
    lexicon: Lexicon
    rules: Looking
    budget: Budget

    def exactly(self, passages: Iterable[Passage], limit: int) -> Found:
        """Return paragraphs with all words of a quotation in a row, in any of its readings, the oldest first.

        :raise QueryTooCostlyError: if the budget is used up before they are found.
        """
        clauses = dict.fromkeys(TermSequence(fields.TEXT, passage.exacts) for passage in passages)
        return self._find(AnyOf(tuple(clauses)), limit, Sort.OLDEST)

    def nearly(self, passages: Iterable[Passage]) -> tuple[FoundStatement, ...]:
        """Return the paragraphs that share most with a quotation, the best first.

        :raise QueryTooCostlyError: if the budget is used up before they are found.
        """
        clauses = dict.fromkeys(each for passage in passages for each in self._clauses(passage))
        if not clauses:
            return ()
        return self._find(AnyOf(tuple(clauses)), self.rules.paragraphs, Sort.RELEVANCE).hits

    def widely(self, passages: Iterable[Passage]) -> tuple[FoundStatement, ...]:
        """Return paragraphs with some words in a row from each half of a quotation, the best first.

        Scores pay for length: in an archive with paragraphs of many pages, these are found by what they have.

        :raise QueryTooCostlyError: if the budget is used up before they are found.
        """
        clauses = [self._halves(passage) for passage in passages]
        return self._find(AnyOf(tuple(clauses)), self.rules.paragraphs, Sort.RELEVANCE).hits

    def _halves(self, passage: Passage) -> Clause:
        having = self._having(passage)
        middle = len(passage.exacts) // 2
        halves = (passage.exacts[:middle], passage.exacts[middle:])
        length = self.rules.shingle - 1
        rows = (self._rarest(half, length, having)[: self.rules.shingles] for half in halves)
        return AllOf(tuple(AnyOf(tuple(TermSequence(fields.TEXT, row) for row, _ in each)) for each in rows))

    def _having(self, passage: Passage) -> dict[str, int]:
        return {word: self.lexicon.paragraphs(word) for word in set(passage.exacts)}

    def _find(self, clause: Clause, limit: int, sort: Sort) -> Found:
        return self.engine.find(
            Request(clause=clause, group=Group.PARAGRAPH, sort=sort, limit=limit, budget=self.budget)
        )

    def _clauses(self, passage: Passage) -> list[Clause]:
        rules = self.rules
        having = self._having(passage)
        shingles = self._rows(passage, rules.shingle, rules.shingles, having)
        pairs = self._rows(passage, 2, rules.pairs, having)
        rare = sorted((word for word in having if 0 < having[word] <= rules.most_having), key=lambda each: having[each])
        return [
            *(TermSequence(fields.TEXT, each) for each in shingles),
            *(TermSequence(fields.TEXT, each, _PAIR) for each in pairs),
            *(Term(fields.TEXT, each, _WORD) for each in rare[: rules.words]),
        ]

    def _rows(self, passage: Passage, length: int, most: int, having: dict[str, int]) -> list[tuple[str, ...]]:
        """Return runs of words with rare ones in them, spread over the parts of a quotation."""
        rows: dict[tuple[str, ...], int] = {}
        parts = list(passage.runs())
        share = max(1, most // max(1, len(parts)))
        for first, end in parts:
            here = self._rarest(passage.exacts[first:end], length, having)
            rows |= dict(here[: max(share, most if len(parts) == 1 else 2)])
        return [row for row, _ in sorted(rows.items(), key=lambda item: item[1])[: most * 2]]

    def _rarest(self, words: Sequence[str], length: int, having: dict[str, int]) -> list[tuple[tuple[str, ...], int]]:
        rows = [words[at : at + length] for at in range(len(words) - length + 1)]
        rarity = {tuple(row): min(having[word] for word in row) for row in rows}
        known = [(row, rarest) for row, rarest in rarity.items() if 0 < rarest <= self.rules.most_having]
        return sorted(known, key=lambda item: item[1])
