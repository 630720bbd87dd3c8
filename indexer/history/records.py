"""What is told of a line: the same from Python, the command line and HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.engine import Total
from indexer.results import Hit

DIMENSIONS = ("year", "month", "publisher", "speaker", "country")
"""What a line is counted by."""

IN_TIME = frozenset({"year", "month"})
"""The dimensions whose values stand in order of time, those with nothing among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many statements and paragraphs of a year, a speaker and so on have a line, and of how many.

    A share is the number divided by that of all that the archive has of the same year or name, between 0 and 1.
    """

    value: str
    statements: int
    paragraphs: int
    all_statements: int
    all_paragraphs: int
    share_of_statements: float
    share_of_paragraphs: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Words that stand for a line: as the archive mostly writes them, in small letters, and where they stand.

    `times` counts each place, `statements` and `paragraphs` those that have one. `first` and `last` are the dates of
    the statements with it, None where none has a date. `asked` tells the line itself from its variants.
    """

    words: str
    asked: bool
    times: int
    paragraphs: int
    statements: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The history of one line.

    `line` is what was asked, `query` how it was understood, `searched_for` the same in words. `undated` statements are
    in the total and in no year. `counts` has what was asked for: years and months in order of time, each that the
    archive has something of; names by how many statements have the line. `statements` are those of the page that was
    asked for, the earliest first and those without a date last, each with one paragraph. `variants` are the most
    frequent first; None where none were asked for, or a line has none, or there was no time, which `notes` tell.
    """

    line: str
    query: str
    searched_for: str
    total: Total
    undated: int
    first: Hit | None
    last: Hit | None
    counts: Mapping[str, tuple[Count, ...]]
    variants: tuple[Variant, ...] | None
    statements: tuple[Hit, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The histories of lines that are compared, in the order in which they were asked, and what the archive has."""

    lines: tuple[Line, ...]
    archive: Total
    page: int
    limit: int
