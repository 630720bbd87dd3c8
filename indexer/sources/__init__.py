"""Where statements come from: files and folders, and JSON Lines inside them."""

from indexer.sources.files import UNPACKED_LIMIT, Kind, PassedOver, SourceFile, discover, open_stored, read_bytes
from indexer.sources.json_lines import iter_lines, statement_from_line

__all__ = [
    "UNPACKED_LIMIT",
    "Kind",
    "PassedOver",
    "SourceFile",
    "discover",
    "iter_lines",
    "open_stored",
    "read_bytes",
    "statement_from_line",
]
