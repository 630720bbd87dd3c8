"""What an engine must do, and what it answers with: the only thing the rest of the house knows of engines.

An engine lives in the folder of one generation. It stores, for each statement, its paragraphs' postings
(`indexer.fields`) and the whole statement, so that serving needs nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from indexer.budget import UNBOUNDED, Budget
from indexer.clauses import Clause
from indexer.fields import IndexedStatement
from indexer.statement import Paragraph, Statement, Summary


class Group(StrEnum):
    """What a hit is: a statement with its best paragraphs, or one paragraph."""

    STATEMENT = "statement"
    PARAGRAPH = "paragraph"


class Sort(StrEnum):
    """The order of hits; statements without a date come last in both orders of time."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


FACETS = ("publisher", "speaker", "country", "topic", "type", "language", "year", "month", "role")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question to an engine: which hits `offset` to `offset + limit` are, of those that match.

    `paragraphs` bounds how many paragraphs come with a statement, `budget` what it may take to find all of it.
    """

    clause: Clause
    group: Group = Group.STATEMENT
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 10
    paragraphs: int = 3
    facets: Sequence[str] = ()
    budget: Budget = UNBOUNDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Exact numbers of all that match."""

    statements: int
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """A value of a facet and how many hits have it: statements, or paragraphs where these are the hits."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundParagraph:
    """A paragraph that matches, with its own score."""

    paragraph: Paragraph
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement with its best matching paragraphs, best first.

    Its score is its best paragraph's, and a little of the others' (`indexer.weights`, `others`): of the second best
    once, of the third half of that, of the fourth a third. `matching` counts all its matching paragraphs.
    """

    summary: Summary
    score: float
    paragraphs: tuple[FoundParagraph, ...]
    matching: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a `Request`.

    By relevance, hits stand by score, then newest first, then by id and paragraph number; so the order
    is the same on every machine. Facets hold their values by count, then by value.
    """

    total: Total
    hits: tuple[FoundStatement, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A term of a field, and the number of paragraphs that have it."""

    term: str
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a paragraph has its score: what matched, as `clauses.describe` tells it, and what that is made of."""

    what: str
    score: float
    parts: tuple["Explanation", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a generation holds: exact counts, its languages and the span of its dates."""

    statements: int
    paragraphs: int
    languages: tuple[str, ...]
    publishers: tuple[FacetCount, ...]
    oldest: str | None
    newest: str | None


class Engine(Protocol):
    """Reads one generation; safe to use from several threads at once."""

    def find(self, request: Request) -> Found:
        """Return the hits that were asked for, with exact totals.

        :raise QueryTooCostlyError: if the budget of the request is used up before they are found.
        """

    def statement(self, identity: str) -> Statement | None:
        """Return the statement with this id, or None."""

    def statements(self) -> Iterator[Statement]:
        """Yield every statement, ordered by id."""

    def summaries(self) -> Iterator[Summary]:
        """Yield what identifies every statement, ordered by id."""

    def scan(self, clause: Clause, budget: Budget = UNBOUNDED) -> Iterator[FoundStatement]:
        """Return every statement that matches, newest first, then by id; those without a date come last.

        Each comes with all its matching paragraphs in page order; nothing is scored. Records are read as they are
        asked for, so that any number of hits takes little memory. The budget is for finding which match.

        :raise QueryTooCostlyError: if it is used up before that.
        """

    def latest(self, limit: int) -> tuple[Summary, ...]:
        """Return the newest statements by date, newest first."""

    def contents(self) -> Contents:
        """Return what the generation holds."""

    def vocabulary(self, field: str, prefix: str = "") -> Iterator[Known]:
        """Yield the terms of a field that begin with `prefix` and that some paragraph has, in their order."""

    def explain(self, clause: Clause, identity: str, number: int, budget: Budget = UNBOUNDED) -> Explanation | None:
        """Return why a paragraph of a statement matches and has its score, or None if it does not match.

        Its parts are the clauses that score; the weight of the paragraph comes last, as a part of its own.

        :raise QueryTooCostlyError: if the budget is used up before all is told.
        """

    def close(self) -> None:
        """Release the files."""


class EngineWriter(Protocol):
    """Writes one generation; nothing is visible before `commit`."""

    def add(self, indexed: IndexedStatement) -> None:
        """Add a statement whose id the generation does not hold."""

    def remove(self, identity: str) -> None:
        """Remove the statement with this id, if it is there."""

    def commit(self) -> None:
        """Write all of it to the folder and release it."""

    def cancel(self) -> None:
        """Drop what was not committed and release the folder."""


class EngineModule(Protocol):
    """How the archive reaches an engine: a module of `indexer.engines` has these names."""

    def version(self) -> str:
        """Return the version of the engine's library; an index is read by the one that wrote it."""

    def create(self, folder: Path) -> EngineWriter:
        """Begin an empty generation in the folder."""

    def extend(self, folder: Path) -> EngineWriter:
        """Go on from the generation in the folder, whose files may be shared: none is changed in place."""

    def open(self, folder: Path) -> Engine:
        """Read the generation in the folder."""


@dataclass(frozen=True, slots=True)
class Served:
    """What serves elsewhere than in a folder: its name there, and the record of its manifest.

    `state` is what it was when it was published, None where that is not told: another one is half of an update.
    """

    index: str
    record: Mapping[str, object]
    state: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What several machines have written together: its name elsewhere, and exact counts."""

    index: str
    statements: int
    paragraphs: int


class Watch(Protocol):
    """Looks what serves under an archive's name."""

    def served(self) -> Served | None:
        """Return what serves, or None if nothing does.

        :raise ClusterUnavailableError: if that cannot be told now.
        """


class RemoteModule(EngineModule, Protocol):
    """How the archive reaches an engine that keeps what it holds elsewhere than in the folder."""

    def publish(self, folder: Path, record: Mapping[str, object]) -> None:
        """Let the generation in the folder serve those who have no folder; `record` is its manifest's."""

    def discard(self, folder: Path) -> None:
        """Remove what the generation in the folder holds elsewhere, unless it serves."""

    def watch(self, archive: str) -> Watch:
        """Return what looks for what serves under an archive's name."""

    def open_served(self, served: Served, *, as_published: bool) -> Engine:
        """Read what serves; if it must be `as_published`, then not in the midst of an update."""

    def join(self, number: int, of: int) -> EngineWriter:
        """Begin to write a part of a generation that several machines fill."""

    def completed(self) -> Completed:
        """Return what all parts have written.

        :raise ArchiveError: if some are not done, or it is not all there.
        """

    def serve_parts(self, whole: Completed, record: Mapping[str, object]) -> None:
        """Let what all parts have written serve; `record` is its manifest's."""
