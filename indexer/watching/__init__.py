"""The phrase watch: which passages that a query finds are new since it was asked last.

A passage is known by its statement and its words, never by its number or address: it is told once, wherever its page
moves to and however often it is read again, and told again when its words have changed.
"""

from indexer.watching.records import News, Passage, Watch
from indexer.watching.running import telling
from indexer.watching.sense import concerns
from indexer.watching.state import State, read_state
from indexer.watching.watchlist import add_watch, check_watch, read_watches

__all__ = [
    "News",
    "Passage",
    "State",
    "Watch",
    "add_watch",
    "check_watch",
    "concerns",
    "read_state",
    "read_watches",
    "telling",
]
