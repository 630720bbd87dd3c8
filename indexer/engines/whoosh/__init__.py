"""Whoosh: pure Python, runs anywhere, for archives of up to some ten thousand paragraphs.

Terms are made by `indexer.analysis` and queries from `indexer.clauses`: Whoosh's own analysers and parser are not
used, nor those of its queries that give wrong answers (DisjunctionMax, Require, Or with minmatch).
"""

import whoosh

from indexer.engines.whoosh.reading import open_index as open  # noqa: A004 - the protocol's name
from indexer.engines.whoosh.writing import create, extend

__all__ = ["create", "extend", "open", "version"]


def version() -> str:
    """Return the version of Whoosh."""
    return ".".join(map(str, whoosh.__version__))
