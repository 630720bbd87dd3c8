"""What is asked of the history of lines: by the API, and by the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from indexer.history import DIMENSIONS, MAX_LINES, once_each
from indexer.query import MAX_CHARACTERS
from webapp import params
from webapp.params import Parameter

LINES = Parameter(
    "q",
    f"The lines, each a phrase or a query, with line feeds between: at most {MAX_LINES}. Words without any sign of the "
    f"query language are a phrase. {params.BOUNDS}",
    {"type": "string", "minLength": 1, "maxLength": MAX_LINES * (MAX_CHARACTERS + 1) - 1},
    required=True,
    example="non-refoulement\nasylum",
)
BY = Parameter(
    "by",
    "What to count by, with commas between.",
    {"type": "array", "items": {"type": "string", "enum": list(DIMENSIONS)}, "default": ["year"]},
    example="year,publisher",
)
VARIANTS = Parameter(
    "variants",
    "Whether to look for the variants of each line; `variants` is null, and `notes` tell so, where there was no time.",
    {"type": "boolean", "default": True},
)
LIMIT = Parameter(
    "limit",
    "How many statements come with each line, the earliest first.",
    params.LIMIT.schema,
)
PAGE = Parameter("page", "Which page of these statements, from 1.", params.PAGE.schema)
HISTORY = (LINES, BY, VARIANTS, LIMIT, PAGE, params.SYNONYMS)


class Measure(StrEnum):
    """What is drawn."""

    STATEMENTS = "statements"
    SHARE_OF_STATEMENTS = "share_of_statements"
    PARAGRAPHS = "paragraphs"
    SHARE_OF_PARAGRAPHS = "share_of_paragraphs"

    @property
    def is_share(self) -> bool:
        return self in {Measure.SHARE_OF_STATEMENTS, Measure.SHARE_OF_PARAGRAPHS}

    @property
    def number(self) -> "Measure":
        """Return the measure whose share this is, or itself."""
        statements = self in {Measure.STATEMENTS, Measure.SHARE_OF_STATEMENTS}
        return Measure.STATEMENTS if statements else Measure.PARAGRAPHS

    @property
    def share(self) -> "Measure":
        """Return the share of this number, or itself."""
        return Measure.SHARE_OF_STATEMENTS if self.number is Measure.STATEMENTS else Measure.SHARE_OF_PARAGRAPHS


class Span(StrEnum):
    """What a point of the drawing stands for."""

    YEAR = "year"
    MONTH = "month"


class Download(StrEnum):
    """A form in which the page's figures are sent to be kept."""

    CSV = "csv"
    SVG = "svg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page was asked for; without a span, the one that suits the archive."""

    lines: tuple[str, ...]
    measure: Measure = Measure.STATEMENTS
    span: Span | None = None
    synonyms: bool = True


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a text, each once, without those that are blank."""
    return tuple(filter(None, once_each(map(str.strip, text.splitlines()))))


def asked_of(values: Mapping[str, str]) -> Asked:
    """Return what the page is asked for.

    :raise ParameterError: if a value is none of those that it can be.
    """
    return Asked(
        lines=lines_of(values.get("q", "")),
        measure=Measure(params.one_of({"measure": Measure.STATEMENTS, **values}, "measure", Measure)),
        span=Span(params.one_of(values, "by", Span)) if "by" in values else None,
        synonyms=params.truth(values, params.SYNONYMS),
    )


def what_can_be_asked(values: Mapping[str, str]) -> Asked:
    """Return the lines, with each choice that is one: what a form keeps where something in it was none."""
    return Asked(
        lines=lines_of(values.get("q", "")),
        measure=next((each for each in Measure if each == values.get("measure")), Measure.STATEMENTS),
        span=next((each for each in Span if each == values.get("by")), None),
        synonyms=params.TRUTH.get(values.get("synonyms", ""), True),
    )


def dimensions(text: str | None) -> tuple[str, ...]:
    """Return what to count by: names with commas between, years alone where nothing is said."""
    if text is None:
        return (Span.YEAR.value,)
    return tuple(_names(text.split(",")))


def _names(parts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(name for name in map(str.strip, parts) if name)
