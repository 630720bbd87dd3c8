"""Which documents match a clause, and how well: sets and sums over whole postings, a term at a time."""

from collections.abc import Iterable
from functools import cache
from itertools import islice
from math import log

from whoosh.formats import Positions
from whoosh.reading import IndexReader

from indexer.clauses import (
    MAX_EXPANSIONS,
    AllOf,
    AnyOf,
    Clause,
    DayRange,
    Everything,
    Nothing,
    Term,
    TermPrefix,
    TermSequence,
    Without,
)
from indexer.engines.whoosh.postings import Block, live_part, read_blocks
from indexer.engines.whoosh.table import DocumentTable, Lengths
from indexer.fields import STATEMENT_FIELDS

K1, B = 1.2, 0.75
"""BM25's constants, those that Lucene and Tantivy take."""

Scores = dict[int, float]


class Statistics:
    """The lengths of the fields of a generation, each read when it is first asked for."""

    def __init__(self, reader: IndexReader, table: DocumentTable) -> None:
        self.lengths = cache(lambda field: Lengths(reader, field, table.live))


class Matching:
    """Answers one question; what stands in it several times is worked out once."""

    def __init__(self, reader: IndexReader, table: DocumentTable, statistics: Statistics) -> None:
        self._reader = reader
        self._table = table
        self._statistics = statistics
        self._blocks = cache(self._read)
        self._known: dict[Clause, Scores] = {}

    def scores(self, clause: Clause) -> Scores:
        """Return the documents that match, each with its score; the dictionary is shared and must not be changed."""
        if clause not in self._known:
            self._known[clause] = self._work_out(clause)
        return self._known[clause]

    def _work_out(self, clause: Clause) -> Scores:
        match clause:
            case Term():
                return self._term(clause.field, clause.term, clause.boost)
            case TermSequence():
                return self._sequence(clause)
            case TermPrefix():
                expanded = self._reader.expand_prefix(clause.field, clause.prefix)
                terms = islice((term for term in expanded if self._blocks(clause.field, term)), MAX_EXPANSIONS)
                return _sum([self._term(clause.field, term, clause.boost) for term in terms])
            case AllOf():
                return _product([self.scores(each) for each in clause.clauses])
            case AnyOf():
                return _sum([self.scores(each) for each in clause.clauses])
            case Without():
                unwanted = self.scores(clause.unwanted)
                return {each: score for each, score in self.scores(clause.wanted).items() if each not in unwanted}
            case DayRange():
                days = self._table.days
                return dict.fromkeys(
                    (each for each in self._table.live if clause.first <= days[each] <= clause.last), 0.0
                )
            case Everything():
                return dict.fromkeys(self._table.live, 0.0)
            case Nothing():
                return {}

    def _read(self, field: str, term: str | bytes) -> list[Block]:
        blocks = read_blocks(self._reader, field, term)
        if self._table.is_whole:
            return list(blocks)
        return [living for block in blocks if (living := live_part(block, self._table.live)).documents]

    def _term(self, field: str, term: str | bytes, boost: float) -> Scores:
        blocks = self._blocks(field, term)
        if boost:
            scores = self._bm25(field, blocks, boost)
        else:
            scores = {each: 0.0 for block in blocks for each in block.documents}
        return self._spread(field, scores)

    def _bm25(self, field: str, blocks: list[Block], boost: float) -> Scores:
        """Score by BM25 (Robertson and Zaragoza 2009), its idf never negative, as Lucene has it."""
        lengths = self._statistics.lengths(field)
        having = sum(len(block.documents) for block in blocks)
        factor = boost * (K1 + 1) * log(1 + (max(lengths.documents - having, 0) + 0.5) / (having + 0.5))
        base, slope, by_document = K1 * (1 - B), K1 * B / lengths.average, lengths.by_document
        return {
            document: factor * frequency / (frequency + base + slope * by_document[document])
            for block in blocks
            for document, frequency in zip(block.documents, block.frequencies, strict=True)
        }

    def _sequence(self, clause: TermSequence) -> Scores:
        field, terms = clause.field, clause.terms
        single = [self._term(field, term, clause.boost) for term in terms]
        candidates = _product(single)
        having = set(candidates)
        if field in STATEMENT_FIELDS:
            having &= set(self._table.records.values())
        positions = [self._positions(field, term, having) for term in terms]
        found = {each: candidates[each] for each in having if _follow([by[each] for by in positions])}
        return self._spread(field, found)

    def _positions(self, field: str, term: str, documents: Iterable[int]) -> dict[int, list[int]]:
        wanted = set(documents)
        decode = Positions().decode_positions
        return {
            document: decode(encoded)
            for block in self._blocks(field, term)
            for document, encoded in zip(block.documents, block.positions, strict=True)
            if document in wanted
        }

    def _spread(self, field: str, scores: Scores) -> Scores:
        """Give what stands in a statement's first document to all of its paragraphs."""
        if field not in STATEMENT_FIELDS:
            return scores
        statements, paragraphs = self._table.statements, self._table.paragraphs
        return {document: score for first, score in scores.items() for document in paragraphs[statements[first]]}


def _sum(parts: list[Scores]) -> Scores:
    total: Scores = {}
    for part in sorted(parts, key=len, reverse=True):
        if total:
            get = total.get
            for document, score in part.items():
                total[document] = get(document, 0.0) + score
        else:
            total = dict(part)
    return total


def _product(parts: list[Scores]) -> Scores:
    """Return what is in every part, its scores added up."""
    fewest, *others = sorted(parts, key=len)
    for part in others:
        fewest = {document: score + part[document] for document, score in fewest.items() if document in part}
    return fewest


def _follow(positions: list[list[int]]) -> bool:
    """Tell whether some position of the first term is followed by one of each next, one after the other."""
    starts = set(positions[0])
    for step, places in enumerate(positions[1:], 1):
        starts &= {place - step for place in places}
    return bool(starts)
