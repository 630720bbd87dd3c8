"""How the tests read a text: as a file of its kind, at a path."""

from indexer.extract import extract
from indexer.statement import Statement


def read_html(text: str, path: str = "a.html") -> Statement:
    return extract(text.encode("utf-8", "surrogatepass"), path=path, kind="html")


def read_text(text: str, path: str = "a.txt") -> Statement:
    return extract(text.encode("utf-8", "surrogatepass"), path=path, kind="text")


def read_markdown(text: str, path: str = "a.md") -> Statement:
    return extract(text.encode("utf-8", "surrogatepass"), path=path, kind="markdown")
