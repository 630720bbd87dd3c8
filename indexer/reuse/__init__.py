"""The reuse map: which sentences recur across statements, and what is new in one."""

from indexer.reuse.copies import gathered
from indexer.reuse.mapping import map_reuse
from indexer.reuse.records import Copy, Kind, Recurring, ReuseMap, Sentence, StatementReuse, Use
from indexer.reuse.said_before import said_before

__all__ = [
    "Copy",
    "Kind",
    "Recurring",
    "ReuseMap",
    "Sentence",
    "StatementReuse",
    "Use",
    "gathered",
    "map_reuse",
    "said_before",
]
