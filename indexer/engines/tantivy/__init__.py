"""Tantivy: an engine in Rust, for archives of any size that one machine holds.

Terms are made by `indexer.analysis`, and queries are put together from clauses as Tantivy's objects: its parser is
never asked, and its tokenisers only part terms at the blanks between them. Tantivy tells which documents have which
terms and scores the best; a table beside its files (`chunks`) holds what hits are gathered, counted and sorted by.
"""

from importlib import metadata

from indexer.engines.tantivy.reading import open_index as open  # noqa: A004 - the protocol's name
from indexer.engines.tantivy.schema import SCHEMA_VERSION
from indexer.engines.tantivy.writing import create, extend

_LIBRARY = metadata.version("tantivy")

__all__ = ["create", "extend", "open", "version"]


def version() -> str:
    """Return the version of Tantivy, and that of our documents in it."""
    return f"{_LIBRARY}/{SCHEMA_VERSION}"
