"""All that matches, from the newest statement to the oldest: for those who take a whole result set away."""

from collections.abc import Iterator

import numpy as np

from indexer.engine import FoundParagraph, FoundStatement, Group
from indexer.engines.gathering.arrays import Integers
from indexer.engines.gathering.hits import gather
from indexer.engines.gathering.matches import Matches
from indexer.engines.gathering.records import Records
from indexer.engines.gathering.table import DocumentTable


def scan(documents: Integers, table: DocumentTable, records: Records) -> Iterator[FoundStatement]:
    """Yield the statements of documents, newest first, then by id, each with its paragraphs in page order."""
    hits = gather(Matches.unscored(documents), Group.STATEMENT, table)
    for hit in np.argsort(table.by_newest[hits.statements]).tolist():
        start, size = int(hits.starts[hit]), int(hits.sizes[hit])
        matching = hits.matches.documents[start : start + size].tolist()
        paragraphs = sorted(map(records.read_paragraph, matching), key=lambda each: each.number)
        yield FoundStatement(
            summary=records.read_summary(int(hits.statements[hit])),
            score=0.0,
            paragraphs=tuple(FoundParagraph(paragraph=each, score=0.0) for each in paragraphs),
            matching=size,
        )
