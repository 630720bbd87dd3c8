"""What is told of reuse: of one statement, and of a whole archive."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indexer.engine import FacetCount
from indexer.highlight import Span
from indexer.statement import Role, Summary


class Kind(StrEnum):
    """Whether a sentence was said before.

    `new` is nowhere in an earlier statement, `exact` stands there word for word, `near` stands there nearly so. `short`
    has too few words to tell, and what is `unexamined` there was no time to look for.
    """

    NEW = "new"
    EXACT = "exact"
    NEAR = "near"
    SHORT = "short"
    UNEXAMINED = "unexamined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A paragraph in which a sentence stands, and where in it: a half-open span of code points.

    `anchor` is the paragraph's name, made to last (`indexer.anchors`).
    """

    statement: Summary
    number: int
    text: str
    span: Span
    anchor: str
    permalink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a statement, where it stands, and where it was said before.

    `first` is its first use, in the form that `kind` says, where there is an earlier one. `likeness` is that of a near
    one. `statements` counts the other statements that have it word for word, earlier or later; `spread` says how many
    there are in each year, by each publisher and about each country.
    """

    number: int
    start: int
    end: int
    kind: Kind
    first: Use | None = None
    likeness: float | None = None
    statements: int = 0
    spread: Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A statement that says the same; `share` is how much of the words of each the other has, the lesser of the two."""

    statement: Summary
    share: float
    earlier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReuse:
    """What is new in a statement and what was said before: its sentences in order, and how many there are of each kind.

    `copies` are statements that say the same, the earliest first.
    """

    statement: Summary
    new: int
    exact: int
    near: int
    short: int
    unexamined: int
    sentences: tuple[Sentence, ...]
    copies: tuple[Copy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A form in which a line recurs, and the number of statements that have it."""

    text: str
    likeness: float
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstUse:
    """Where a line stands for the first time."""

    statement: Summary
    number: int
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """A line that several statements have, as it was first said.

    `statements` counts those that have it or a form of it, `exact` those that have it word for word; `last` is the date
    of the latest. `variants` are its other forms, the most frequent first.
    """

    text: str
    first: FirstUse
    last: str | None
    statements: int
    exact: int
    spread: Mapping[str, tuple[FacetCount, ...]]
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseMap:
    """The lines of an archive that recur, those of the most statements first.

    `lines` counts all its different lines, `recurring` those that more than one statement has, exactly or nearly;
    `read` counts the statements that had to be read to tell so.
    """

    statements: int
    read: int
    lines: int
    recurring: int
    found: tuple[Recurring, ...]
