"""What a generation holds, told from its table."""

import numpy as np

from indexer.engine import Contents
from indexer.engines.gathering.facets import Facets
from indexer.engines.gathering.table import DocumentTable


def contents(table: DocumentTable, facets: Facets) -> Contents:
    """Return exact counts, the languages and the span of the dates."""
    statements = np.array([*table.ordinals.values()], dtype=np.int64)
    dates = [published for each in statements.tolist() if (published := table.labels[each].published)]
    languages = table.choice("language")
    spoken = {languages.values[each] for each in np.unique(languages.codes[table.documents]).tolist()}
    return Contents(
        statements=len(statements),
        paragraphs=len(table.documents),
        languages=tuple(sorted(spoken - {""})),
        publishers=facets.statements(statements, "publisher"),
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
    )
