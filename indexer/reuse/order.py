"""Which of two statements came first."""

import math

from indexer import fields
from indexer.statement import Summary

Moment = tuple[float, str]


def moment(summary: Summary) -> Moment:
    """Return what statements are put in time by: the first day that the date can mean, then the id.

    Those without a date come last, as where they are sorted by time.
    """
    day = fields.first_day(summary.published)
    return math.inf if day is None else day, summary.id
