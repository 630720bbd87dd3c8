"""What an engine is asked to match: a handful of clauses over terms, with no trace of user syntax.

Every engine translates these and nothing else, so that all give the same answers. Terms come from
`indexer.analysis`; the fields are those of `indexer.fields`. A clause matches paragraphs. Its score
is the sum of its scoring terms' BM25, each times its boost; a boost of 0 filters without scoring.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Paragraphs with this term in the field."""

    field: str
    term: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermSequence:
    """Paragraphs with these terms at consecutive positions of the field, in this order."""

    field: str
    terms: tuple[str, ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class TermPrefix:
    """Paragraphs with a term of the field that begins with this; an engine expands it to at most 1,024 terms."""

    field: str
    prefix: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class DayRange:
    """Paragraphs of statements published from `first` to `last`, both included.

    Days are proleptic Gregorian ordinals (`date.toordinal`).
    """

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AllOf:
    """Paragraphs that match every clause."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Paragraphs that match at least one clause; the scores of those that match add up."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Paragraphs that match `wanted` and not `unwanted`; only `wanted` scores."""

    wanted: "Clause"
    unwanted: "Clause"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every searchable paragraph, with a score of 0."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No paragraph."""


Clause = Term | TermSequence | TermPrefix | DayRange | AllOf | AnyOf | Without | Everything | Nothing

MAX_EXPANSIONS = 1024
