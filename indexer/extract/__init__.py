"""The bytes of a page to its statement."""

from indexer.extract.html import extract_html
from indexer.extract.identity import statement_id
from indexer.extract.markdown import extract_markdown
from indexer.extract.page import EXTRACTOR_VERSION, extract
from indexer.extract.text import extract_text

__all__ = ["EXTRACTOR_VERSION", "extract", "extract_html", "extract_markdown", "extract_text", "statement_id"]
