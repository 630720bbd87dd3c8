"""Whoosh as its manual shows it: its own stemming analyser, parser and highlighter."""

from collections.abc import Iterable
from pathlib import Path

from whoosh.analysis import StemmingAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import Index, create_in, open_dir
from whoosh.qparser import OrGroup, QueryParser

from bench.peers import Found, Passage
from bench.queries import Query

NAME = "plain Whoosh"

_MEMORY = 256
"""Megabytes that the writer may fill before it writes a run."""


class Searcher:
    """Asks a Whoosh index."""

    def __init__(self, index: Index) -> None:
        self._searcher = index.searcher()
        self._parser = QueryParser("text", index.schema, group=OrGroup)

    def search(self, query: Query, limit: int) -> list[Found]:
        """Return the best passages, best first."""
        hits = self._searcher.search(self._parser.parse(str(query)), limit=limit)
        return [Found(hit["identity"], hit.highlights("text")) for hit in hits]


def build(passages: Iterable[Passage], folder: Path) -> None:
    """Index passages in an empty folder."""
    schema = Schema(identity=ID(stored=True), text=TEXT(analyzer=StemmingAnalyzer(), stored=True))
    index = create_in(str(folder), schema)
    writer = index.writer(limitmb=_MEMORY)
    for passage in passages:
        writer.add_document(identity=passage.identity, text=passage.text)
    writer.commit()


def open_index(folder: Path) -> Searcher:
    """Open the index in a folder."""
    return Searcher(open_dir(str(folder)))
