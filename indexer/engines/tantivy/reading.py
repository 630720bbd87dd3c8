"""Reading a generation with Tantivy."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import tantivy

from indexer.analysis import Analyser
from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import AnyForm, Clause, Form, TermPrefix, TermsNear
from indexer.engine import Contents, Explanation, Found, FoundParagraph, FoundStatement, Known, Request
from indexer.engines.gathering.arrays import Integers
from indexer.engines.gathering.contents import contents
from indexer.engines.gathering.explaining import explain
from indexer.engines.gathering.facets import Facets
from indexer.engines.gathering.hits import Gathered, gather, rank, score
from indexer.engines.gathering.matches import Matches
from indexer.engines.gathering.records import Records
from indexer.engines.gathering.scanning import scan
from indexer.engines.gathering.table import DocumentTable
from indexer.engines.tantivy.blocks import BlockReader
from indexer.engines.tantivy.chunks import ChunkColumns, open_records
from indexer.engines.tantivy.links import links
from indexer.engines.tantivy.matching import Matching
from indexer.engines.tantivy.nearness import Nearness
from indexer.engines.tantivy.queries import Queries
from indexer.engines.tantivy.ranking import Ranking
from indexer.engines.tantivy.terms import Terms
from indexer.manifest import unopened
from indexer.statement import Statement, Summary


def open_index(folder: Path) -> "TantivyEngine":
    """Read the generation in the folder.

    :raise ArchiveDamagedError: if its files are not there.
    """
    try:
        with links(folder) as readable:
            index = tantivy.Index.open(str(readable))
            # A generation never changes: nobody needs to watch its folder.
            index.config_reader("manual")
            searcher = index.searcher()
        return TantivyEngine(searcher, index.schema, DocumentTable(ChunkColumns(folder)), open_records(folder))
    except (ValueError, OSError, KeyError) as error:
        raise unopened(folder) from error


class TantivyEngine:
    """Answers from one generation.

    All files are open from the start: the generation answers even when its folder is gone.
    """

    def __init__(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, table: DocumentTable, records: BlockReader
    ) -> None:
        self._searcher = searcher
        self._table = table
        self._terms = Terms(searcher, schema, deleted=not table.live.all())
        self._queries = Queries(schema, self._terms.forms, self._near)
        self._records = Records(
            table,
            statement=lambda ordinal: records.record(int(table.firsts[ordinal]) + ordinal),
            paragraph=lambda document: records.record(document + int(table.statements[document]) + 1),
        )
        self._nearness = Nearness(table, self._records, Analyser())
        self._matching = Matching(searcher, self._queries, self._nearness, table)
        self._ranking = Ranking(searcher, self._queries, table)
        self._facets = Facets(table)

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with exact totals."""
        documents = np.flatnonzero(self._matching.flags(request.clause, request.budget))
        hits = gather(Matches.unscored(documents), request.group, self._table)
        return Found(
            total=hits.total(),
            hits=tuple(self._page(hits, request)),
            facets={name: self._facets.count(hits, name) for name in request.facets},
        )

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""
        ordinal = self._table.ordinals.get(identity)
        return None if ordinal is None else self._records.statement(ordinal)

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""
        return (self._records.statement(ordinal) for _, ordinal in sorted(self._table.ordinals.items()))

    def summaries(self) -> Iterator[Summary]:
        """Yield what identifies every statement, ordered by id."""
        return (self._records.read_summary(ordinal) for _, ordinal in sorted(self._table.ordinals.items()))

    def scan(self, clause: Clause, budget: Budget = UNBOUNDED) -> Iterator[FoundStatement]:
        """Return every statement that matches, newest first, with all its matching paragraphs in page order."""
        return scan(np.flatnonzero(self._matching.flags(clause, budget)), self._table, self._records)

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first; those without a date come last."""
        return tuple(map(self._records.summary, self._table.newest(limit)))

    def contents(self) -> Contents:
        """Return what the generation holds."""
        return contents(self._table, self._facets)

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[Known]:
        """Yield the terms of a field that begin with `prefix` and that some paragraph has, in their order."""
        return self._terms.known(field, prefix)

    def explain(self, clause: Clause, identity: str, number: int, budget: Budget = UNBOUNDED) -> Explanation | None:
        """Return why a paragraph of a statement matches and has its score, or None if it does not match."""
        document = self._table.document(identity, number)
        if document is None or self.score(clause, document) is None:
            return None
        weight = float(self._table.weights[document])
        return explain(self, clause, document, self._records.paragraph(document), weight, budget)

    def score(self, clause: Clause, document: int) -> float | None:
        """Return the score of a document without its weight, or None if it does not match."""
        return self._ranking.score(clause, document) if self._matching.flags(clause)[document] else None

    def counted(self, clause: AnyForm | TermPrefix, document: int) -> dict[Form, float]:
        """Return the forms of a word that a document has, and what each adds to the word's score."""
        forms: Iterable[Form] = self._queries.forms(clause)
        if isinstance(clause, TermPrefix):  # each form is a search, and of a thousand a document has a few
            there = set(self._nearness.terms(document, clause.field))
            forms = (form for form in forms if form.term in there)
        scores = {form: self.score(AnyForm((form,)), document) for form in forms}
        return {form: score for form, score in scores.items() if score is not None}

    def close(self) -> None:
        """Release the files."""
        # Tantivy has no call for it: files are closed when nobody holds the searcher.
        del self._searcher, self._terms, self._queries, self._matching, self._ranking

    def _page(self, hits: Gathered, request: Request) -> Iterator[FoundStatement]:
        if not request.limit or not len(hits.starts):
            return
        deciding = gather(self._ranking.deciding(request, hits), request.group, self._table)
        scores = score(deciding)
        ranked = rank(deciding, scores, request.sort, self._table, request.offset + request.limit)
        for hit in ranked[request.offset :].tolist():
            best = deciding.best(hit, request.paragraphs)
            yield FoundStatement(
                summary=self._records.summary(int(deciding.statements[hit])),
                score=float(scores[hit]),
                paragraphs=self._paragraphs(deciding.matches, best),
                matching=int(deciding.sizes[hit]),
            )

    def _paragraphs(self, matches: Matches, places: Integers) -> tuple[FoundParagraph, ...]:
        found = zip(matches.documents[places].tolist(), matches.scores[places].tolist(), strict=True)
        return tuple(
            FoundParagraph(paragraph=self._records.paragraph(document), score=score) for document, score in found
        )

    def _near(self, clause: TermsNear) -> Integers:
        return self._matching.near(clause)
