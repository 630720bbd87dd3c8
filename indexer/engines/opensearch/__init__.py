"""OpenSearch: an engine on many machines, for archives that outgrow one.

A paragraph is a document, routed by its statement, so that a statement's paragraphs are in one shard. Terms are made by
`indexer.analysis` and handed over as they are; queries are built from clauses in the query DSL, and no text of a user's
reaches a parser of the cluster's. Nothing is asked of a cluster beyond its core and the module `analysis-common`.

What stands in a generation's folder is the name of an index of the cluster's (`naming`). A rebuild fills a new index;
an update goes into the one that serves, as copying it would copy every replica: who has it open goes on reading the
moment at which it was opened (`view`).
"""

from indexer.engines.opensearch.parts import completed, join, serve_parts
from indexer.engines.opensearch.reading import open_index as open  # noqa: A004 - the protocol's name
from indexer.engines.opensearch.schema import SCHEMA_VERSION
from indexer.engines.opensearch.serving import discard, open_served, publish, watch
from indexer.engines.opensearch.writing import create, extend

__all__ = [
    "completed",
    "create",
    "discard",
    "extend",
    "join",
    "open",
    "open_served",
    "publish",
    "serve_parts",
    "version",
    "watch",
]


def version() -> str:
    """Return the version of our documents: a cluster may be brought to a later version while it serves."""
    return str(SCHEMA_VERSION)
