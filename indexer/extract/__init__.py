"""The bytes of a page to its statement."""

from indexer.extract.document import explain, extract, reader_version
from indexer.extract.extraction import Extraction, Source, explanation_to_json, read_plain
from indexer.extract.page.profile import profile_names
from indexer.identity import statement_id

__all__ = [
    "Extraction",
    "Source",
    "explain",
    "explanation_to_json",
    "extract",
    "profile_names",
    "read_plain",
    "reader_version",
    "statement_id",
]
