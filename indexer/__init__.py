"""Full-text search for advocacy statements: the exact paragraph, who said it, and where."""

from indexer.errors import ArchiveError, CallError, NotFoundError, OnrecordError, ParameterError
from indexer.results import Hit, HitParagraph, Page, PageTotal, Reason, Widened, page_to_json
from indexer.search import Archive, open_archive
from indexer.statement import Paragraph, Role, Statement, Summary, statement_to_json
from indexer.suggesting import Suggestion, SuggestionKind

__all__ = [
    "Archive",
    "ArchiveError",
    "CallError",
    "Hit",
    "HitParagraph",
    "NotFoundError",
    "OnrecordError",
    "Page",
    "PageTotal",
    "Paragraph",
    "ParameterError",
    "Reason",
    "Role",
    "Statement",
    "Suggestion",
    "SuggestionKind",
    "Summary",
    "Widened",
    "open_archive",
    "page_to_json",
    "statement_to_json",
]
