"""The history of a line: when it was said first and last, how often, by whom, and in which variants.

A line is a phrase or a query. Counts are exact and of the whole archive; each stands beside how much there is at all of
the same year, speaker, publisher or country.
"""

from indexer.history.lines import MAX_LINES, once_each
from indexer.history.records import DIMENSIONS, Count, History, Line, Variant
from indexer.history.telling import Asked, history

__all__ = ["DIMENSIONS", "MAX_LINES", "Asked", "Count", "History", "Line", "Variant", "history", "once_each"]
