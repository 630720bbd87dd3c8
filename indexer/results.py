"""A page of results, as the contract names it: the same from Python, the command line and HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.engine import FacetCount
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
    """A matching paragraph; `highlights` are half-open spans of code points of `text`, in order, apart."""

    number: int
    role: Role
    text: str
    speaker: str | None
    speaker_title: str | None
    language: str | None
    highlights: tuple[Span, ...]
    emphasised: bool
    permalink: str
    score: float


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
class Page:
    """One page of results.

    `understood` is the query as it was parsed; `warnings` say what was not. `explanation` is empty unless
    it was asked for.
    """

    query: str
    understood: str
    total: PageTotal
    page: int
    pages: int
    took_ms: float
    warnings: tuple[str, ...]
    suggestion: str | None
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    explanation: tuple[str, ...] = ()


def page_to_json(page: Page) -> Json:
    """Return the page as the JSON object of the contract."""
    return to_json(page)
