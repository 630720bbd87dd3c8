"""Whoosh: pure Python, runs anywhere, for archives of up to some hundred thousand paragraphs.

Whoosh keeps the postings; terms are made by `indexer.analysis`, and what matches is worked out from whole postings by
`matching`. Whoosh's analysers, parser, queries and scoring are not used: several of its queries answer wrongly.
"""

import whoosh

from indexer.engines.whoosh.reading import open_index as open  # noqa: A004 - the protocol's name
from indexer.engines.whoosh.schema import SCHEMA_VERSION
from indexer.engines.whoosh.unpickling import restrict
from indexer.engines.whoosh.writing import create, extend

restrict()

__all__ = ["create", "extend", "open", "version"]


def version() -> str:
    """Return the version of Whoosh, and that of our documents in it."""
    return f"{'.'.join(map(str, whoosh.__version__))}/{SCHEMA_VERSION}"
