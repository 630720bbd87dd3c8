"""The query language as a tree. `str` of a tree is a query that parses to the same tree."""

from dataclasses import dataclass

MAX_WITHIN = 100
"""Most words between those of a `Near`."""

TEXT_FIELDS = ("title", "speaker", "publisher", "country", "topic", "type", "lang", "role", "id")
WHOLE_FIELDS = ("lang", "role", "id")
DATE_FIELDS = ("date", "before", "after")
FIELDS = TEXT_FIELDS + DATE_FIELDS


@dataclass(frozen=True, slots=True)
class Empty:
    """No words at all: matches nothing."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms; where the text holds several (non-refoulement), they stand in that order."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words, in this order, as they are written but for case, accents and the kind of apostrophe."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Near:
    """These words as they are written, in any order, with at most `within` others between the first and the last."""

    text: str
    within: int

    def __str__(self) -> str:
        return f'"{self.text}"~{self.within}'


@dataclass(frozen=True, slots=True)
class Misspelt:
    """Words at most `letters` letters away from this; 0 leaves it to the word's length."""

    text: str
    letters: int

    def __str__(self) -> str:
        return f"{self.text}~{self.letters or ''}"


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with this."""

    text: str

    def __str__(self) -> str:
        return f"{self.text}*"


@dataclass(frozen=True, slots=True)
class Dates:
    """Statements published in a span of time.

    `name` is one of `DATE_FIELDS`; `first` and `last` are ISO dates, months or years, empty where the span is open.
    """

    name: str
    first: str
    last: str

    def __str__(self) -> str:
        if self.name == "before":
            return f"before:{self.last}"
        if self.name == "after":
            return f"after:{self.first}"
        return f"date:{self.first}" if self.first == self.last else f"date:{self.first}..{self.last}"


@dataclass(frozen=True, slots=True)
class Field:
    """The query, asked of a field; a field within decides for itself."""

    name: str
    query: "Query"

    def __str__(self) -> str:
        alone = isinstance(self.query, Leaf) and not _is_apart(self.query)
        return f"{self.name}:{self.query}" if alone else f"{self.name}:({self.query})"


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but this."""

    query: "Query"

    def __str__(self) -> str:
        return f"NOT ({self.query})" if _is_apart(self.query) else f"NOT {_within(self.query, Together, And, Or)}"


@dataclass(frozen=True, slots=True)
class Together:
    """All of these are wanted; where too few paragraphs have all, those with most of them may follow."""

    queries: tuple["Query", ...]

    def __str__(self) -> str:
        return " ".join(_within(each, And, Or) for each in self.queries)


@dataclass(frozen=True, slots=True)
class And:
    """All of these, without exception."""

    queries: tuple["Query", ...]

    def __str__(self) -> str:
        return " AND ".join(_within(each, Or) for each in self.queries)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of these."""

    queries: tuple["Query", ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.queries))


Leaf = Word | Phrase | Near | Prefix | Misspelt
Query = Empty | Leaf | Dates | Field | Not | Together | And | Or


def _within(query: Query, *looser: type) -> str:
    return f"({query})" if isinstance(query, looser) else str(query)


def _is_apart(query: Query) -> bool:
    """Tell whether a query is a word that is written as several: 84 000."""
    return isinstance(query, Word) and " " in query.text
