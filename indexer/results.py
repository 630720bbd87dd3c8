"""A page of results, as the contract names it: the same from Python, the command line and HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indexer.engine import Explanation, FacetCount
from indexer.highlight import Span
from indexer.statement import Json, Role, Summary, to_json


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTotal:
    """Exact numbers: of what has all the words, and, apart, of what has only most of them.

    `partial_statements` and `partial_paragraphs` are 0 where the full matches fill a page by themselves.
    """

    statements: int
    paragraphs: int
    partial_statements: int = 0
    partial_paragraphs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HitParagraph:
    """A matching paragraph; `highlights` are half-open spans of code points of `text`, in order, apart.

    `explanation` says why it has its score, where that was asked for.
    """

    number: int
    role: Role
    text: str
    speaker: str | None
    speaker_title: str | None
    language: str | None
    highlights: tuple[Span, ...]
    emphasised: bool
    quoted: bool
    permalink: str
    score: float
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement with its best paragraphs, best first.

    `matching` counts all its paragraphs that match; `partial` says that it has only some of the words.
    """

    statement: Summary
    title_highlights: tuple[Span, ...]
    score: float
    paragraphs: tuple[HitParagraph, ...]
    matching: int
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Widened:
    """Words of the query, and the acronyms and synonyms that were looked for beside them."""

    words: str
    also: tuple[str, ...]


class ReasonKind(StrEnum):
    """What is wrong with a part of a query."""

    UNKNOWN = "unknown"
    PHRASE = "phrase"
    FILTER = "filter"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why nothing was found: what is wrong with a part of the query, and a query that finds so many statements instead.

    `query` is None where no query without that part finds anything.
    """

    kind: ReasonKind
    part: str
    message: str
    query: str | None
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of results.

    `understood` is the query as it was parsed, `searched_for` the same in words; `warnings` say what was not.
    `suggestion` is what may have been meant where few or none were found, `reasons` say why none was. `explanation` is
    empty unless it was asked for.
    """

    query: str
    understood: str
    searched_for: str
    widened: tuple[Widened, ...]
    total: PageTotal
    page: int
    pages: int
    took_ms: float
    warnings: tuple[str, ...]
    suggestion: str | None
    reasons: tuple[Reason, ...]
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    explanation: tuple[str, ...] = ()


def page_to_json(page: Page) -> Json:
    """Return the page as the JSON object of the contract."""
    return to_json(page)
