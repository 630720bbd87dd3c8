"""SQLite's full-text index, with Porter stems and its own BM25."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bench.peers import Found, Passage
from bench.queries import Kind, Query

NAME = "SQLite FTS5 porter"

_FILE = "fts5.db"

_SELECT = """
    SELECT identity, snippet(passages, 1, '<b>', '</b>', '…', 32)
    FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?
"""


class Searcher:
    """Asks an FTS5 table."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def search(self, query: Query, limit: int) -> list[Found]:
        """Return the best passages, best first."""
        rows = self._database.execute(_SELECT, (_written(query), limit))
        return [Found(identity, snippet) for identity, snippet in rows]


def build(passages: Iterable[Passage], folder: Path) -> None:
    """Index passages in an empty folder."""
    database = sqlite3.connect(folder / _FILE)
    database.execute("CREATE VIRTUAL TABLE passages USING fts5(identity UNINDEXED, text, tokenize='porter unicode61')")
    rows = ((passage.identity, passage.text) for passage in passages)
    with database:
        database.executemany("INSERT INTO passages VALUES (?, ?)", rows)
    database.close()


def open_index(folder: Path) -> Searcher:
    """Open the index in a folder."""
    return Searcher(sqlite3.connect(folder / _FILE))


def _written(query: Query) -> str:
    match query.kind:
        case Kind.PHRASE:
            return f'"{" ".join(query.words)}"'
        case Kind.PREFIX:
            return f'"{query.words[0]}"*'
        case _:
            return " OR ".join(f'"{word}"' for word in query.words)
