"""What a quote check answers: the same from Python, the command line and HTTP."""

from dataclasses import dataclass
from enum import StrEnum

from indexer.highlight import Span
from indexer.statement import Json, Role, Summary, to_json


class Verdict(StrEnum):
    """What the archive has of a quotation.

    `verbatim`: these words, in this order, with these signs. `altered`: a passage of it, with a difference.
    `other_speaker`: verbatim, and not by the speaker who is claimed. `not_found`: nothing near enough.
    """

    VERBATIM = "verbatim"
    ALTERED = "altered"
    OTHER_SPEAKER = "other_speaker"
    NOT_FOUND = "not_found"


class Kind(StrEnum):
    """How a quotation differs from what was said.

    `left_out`, `added`, `changed`: words. `joined`: passages that were said apart, or a sentence without its negation,
    across an ellipsis. `order`: passages in another order. `punctuation`: signs and quotation marks alone.
    `letters`: capitals and accents alone.
    """

    LEFT_OUT = "left_out"
    ADDED = "added"
    CHANGED = "changed"
    JOINED = "joined"
    ORDER = "order"
    PUNCTUATION = "punctuation"
    LETTERS = "letters"


class Hidden(StrEnum):
    """What an ellipsis may not stand for: a word that turns its sentence, the end of a paragraph, too many words.

    Nor may several leave `scraps`, of which anything could be made.
    """

    NEGATION = "negation"
    SCRAPS = "scraps"
    PARAGRAPH = "paragraph"
    LENGTH = "length"


class Operation(StrEnum):
    """What a part of a quotation is, beside the archive's words.

    `omitted` is what an ellipsis stands for, `bracketed` what an editor's brackets do; `moved` begins a passage that
    stands elsewhere in the archive.
    """

    SAME = "same"
    LEFT_OUT = "left_out"
    ADDED = "added"
    CHANGED = "changed"
    OMITTED = "omitted"
    BRACKETED = "bracketed"
    PUNCTUATION = "punctuation"
    LETTERS = "letters"
    MOVED = "moved"


_EDGE = 30
"""Words at each edge of a long passage that an ellipsis stands for, which are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A part of a quotation, in its order: what is quoted, and what the archive has there; either may be empty."""

    operation: Operation
    quoted: str
    archive: str

    @property
    def is_sign(self) -> bool:
        """Tell whether it is signs alone, which stand right beside words: “US” for “U.S.” is a word."""
        return self.operation is Operation.PUNCTUATION and not any(map(str.isalnum, self.quoted + self.archive))

    @property
    def replaced(self) -> str:
        """Return the archive's words that an ellipsis or whole words in brackets stand for; of very many, the edges."""
        is_whole = self.quoted.startswith("[") and self.quoted.endswith("]")
        is_edited = self.operation is Operation.OMITTED or (self.operation is Operation.BRACKETED and is_whole)
        words = self.archive.split() if is_edited else []
        return " ".join(words if len(words) <= 2 * _EDGE else [*words[:_EDGE], "…", *words[-_EDGE:]])


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceParagraph:
    """A paragraph that a quotation stands in; `highlights` are half-open spans of code points of `text`."""

    number: int
    role: Role
    text: str
    highlights: tuple[Span, ...]
    speaker: str | None
    speaker_title: str | None
    permalink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand: in one paragraph of a statement, or in several."""

    statement: Summary
    paragraphs: tuple[PlaceParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuotation:
    """What the archive has of one quotation.

    `text` stands at `start` to `end` of the text that was checked, in code points. `kinds` say how it differs, the
    gravest first, and `differences` where. `share` is how much of its words the nearest passage has, 0 to 1. Of words
    that stand in many places, `places` lists some and `places_total` counts all; of an altered quotation they are the
    passages that it was made of, of one that was not found the nearest. `speaker_stands` tells whether the archive
    names the speaker who is claimed, None where nobody is.
    """

    text: str
    start: int
    end: int
    verdict: Verdict
    message: str
    kinds: tuple[Kind, ...]
    share: float
    differences: tuple[Difference, ...]
    places: tuple[Place, ...]
    places_total: int
    speaker: str | None
    speaker_stands: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What the quotations were looked for in: absence here proves no more than that."""

    statements: int
    paragraphs: int
    oldest: str | None
    newest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """All quotations of a text, in its order; `verbatim` tells whether each is, `warnings` what was not checked."""

    verbatim: bool
    quotations: tuple[CheckedQuotation, ...]
    searched: Searched
    took_ms: float
    warnings: tuple[str, ...]


def checked_to_json(checked: Checked) -> Json:
    """Return the answer as the JSON object of the contract."""
    return to_json(checked)
