"""Tantivy as its Python package gives it: English stems, two threads that write."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from bench.peers import Found, Passage
from bench.queries import Kind, Query

NAME = "raw Tantivy en_stem"

_HEAP = 256_000_000
_THREADS = 2


class Searcher:
    """Asks a Tantivy index."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = index
        self._searcher = index.searcher()

    def search(self, query: Query, limit: int) -> list[Found]:
        """Return the best passages, best first."""
        written = self._written(query)
        snippets = tantivy.SnippetGenerator.create(self._searcher, written, self._index.schema, "text")
        found = []
        for _, address in self._searcher.search(written, limit).hits:
            document = self._searcher.doc(address)
            snippet = snippets.snippet_from_doc(document).to_html()
            found.append(Found(str(document.get_first("identity")), snippet))
        return found

    def _written(self, query: Query) -> tantivy.Query:
        if query.kind is Kind.PREFIX:
            return tantivy.Query.regex_query(self._index.schema, "text", f"{query.words[0]}.*")
        written, _ = self._index.parse_query_lenient(str(query), ["text"])
        return written


def build(passages: Iterable[Passage], folder: Path) -> None:
    """Index passages in an empty folder."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("identity", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", stored=True, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(_HEAP, _THREADS)
    for passage in passages:
        writer.add_document(tantivy.Document(identity=passage.identity, text=passage.text))
    writer.commit()
    writer.wait_merging_threads()


def open_index(folder: Path) -> Searcher:
    """Open the index in a folder."""
    return Searcher(tantivy.Index.open(str(folder)))
