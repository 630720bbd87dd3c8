"""The bounds of what can be asked: each refusal names the value and what would be right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from indexer.engine import FACETS, Group, Sort
from indexer.errors import ParameterError, WindowError
from indexer.messages import Alternatives, say
from indexer.query import MAX_CHARACTERS, MAX_CLAUSES, MAX_DEPTH, Parsed, parse

MAX_LIMIT = 100
MAX_PARAGRAPHS = 100
"""Most paragraphs that come with a statement."""

MAX_SHOWN = 1_000
"""Most paragraphs of a page, whatever its hits are: each is read and marked."""

MAX_WINDOW = 10_000
"""How deep into the results a page may lie."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one search asks for, within its bounds.

    `statement` is the id of the statement that it is held to; `paragraphs` is how many of each are shown at most.
    """

    limit: int
    page: int
    group: Group
    sort: Sort
    facets: tuple[str, ...]
    statement: str | None
    paragraphs: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.limit

    @property
    def most_paragraphs(self) -> int:
        """Return how many paragraphs a page can have."""
        return self.limit if self.group is Group.PARAGRAPH else self.limit * self.paragraphs


_Choice = TypeVar("_Choice", bound=StrEnum)


def check_search(  # noqa: PLR0913 - all that a search asks for, by keyword
    query: str,
    *,
    limit: int,
    page: int,
    group: str,
    sort: str,
    facets: Sequence[str],
    statement: str | None,
    paragraphs: int,
) -> Asked:
    check_query(query)
    asked = Asked(
        limit=within("limit", limit, MAX_LIMIT),
        page=within("page", page, MAX_WINDOW),
        group=_choice("group", group, Group),
        sort=_choice("sort", sort, Sort),
        facets=tuple(_facet(name) for name in facets),
        statement=statement,
        paragraphs=within("paragraphs", paragraphs, MAX_PARAGRAPHS),
    )
    if asked.most_paragraphs > MAX_SHOWN:
        raise ParameterError(
            say(
                "%(limit)s hits with %(paragraphs)s paragraphs each are %(number)s; a page has at most %(most)s.",
                limit=asked.limit,
                paragraphs=asked.paragraphs,
                number=asked.most_paragraphs,
                most=MAX_SHOWN,
            ),
            say("Ask for fewer hits on a page, or for fewer paragraphs with each."),
        )
    if asked.offset >= MAX_WINDOW:
        raise WindowError(
            say(
                "Page %(page)s lies beyond the first %(most)s hits, which are all that can be paged through.",
                page=str(page),
                most=MAX_WINDOW,
            ),
            say("Narrow the search; the site gives whole result sets as CSV and JSON Lines."),
        )
    return asked


def check_query(query: str) -> None:
    if len(query) > MAX_CHARACTERS:
        raise ParameterError(
            say(
                "The query has %(number)s characters; at most %(most)s are searched.",
                number=len(query),
                most=MAX_CHARACTERS,
            ),
            say("Search for a shorter passage."),
        )


def read(query: str) -> Parsed:
    """Return a query as it was understood.

    :raise ParameterError: if it is longer, has more parts, or stands deeper within itself than is searched.
    """
    check_query(query)
    parsed = parse(query)
    if parsed.clauses > MAX_CLAUSES:
        raise ParameterError(
            say(
                "The query has %(number)s words, phrases and dates; at most %(most)s are searched.",
                number=parsed.clauses,
                most=MAX_CLAUSES,
            ),
            say("Leave some out, or put a passage that you look for between quotation marks."),
        )
    if parsed.depth > MAX_DEPTH:
        raise ParameterError(
            say(
                "The query’s parentheses stand %(number)s deep; at most %(most)s are understood.",
                number=parsed.depth,
                most=MAX_DEPTH,
            ),
            say("Leave out those that change nothing."),
        )
    return parsed


def within(name: str, number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ParameterError(
            say("%(name)s is %(number)s.", name=name, number=str(number)), say("It can be 1 to %(most)s.", most=most)
        )
    return number


def _choice(name: str, value: str, choices: type[_Choice]) -> _Choice:
    try:
        return choices(value)
    except ValueError as error:
        raise ParameterError(
            say("%(name)s is “%(value)s”.", name=name, value=value[:100]),
            say("It can be %(names)s.", names=Alternatives(choices)),
        ) from error


def _facet(name: str) -> str:
    if name not in FACETS:
        raise ParameterError(
            say("There is no facet “%(name)s”.", name=name[:100]),
            say("Facets are %(names)s.", names=Alternatives(FACETS)),
        )
    return name
