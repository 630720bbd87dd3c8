"""The command line of the library; `webapp.cli` adds `serve` to it."""

from indexer.cli import histories, quoting, reading, reusing, searching, watching, writing
from indexer.cli.group import index_option, onrecord

__all__ = ["histories", "index_option", "onrecord", "quoting", "reading", "reusing", "searching", "watching", "writing"]
