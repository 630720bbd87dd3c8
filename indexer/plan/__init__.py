"""A query's way to the clauses that an engine matches, and to the terms that a reader sees marked."""

from indexer.plan.planner import Plan, Planner
from indexer.plan.tree import Wanted
from indexer.plan.widening import Widening

__all__ = ["Plan", "Planner", "Wanted", "Widening"]
