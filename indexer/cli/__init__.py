"""The command line of the library; `webapp.cli` adds `serve` to it."""

from indexer.cli import quoting, reading, searching, writing
from indexer.cli.group import index_option, onrecord

__all__ = ["index_option", "onrecord", "quoting", "reading", "searching", "writing"]
