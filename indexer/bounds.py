"""The bounds of what can be asked: each refusal names the value and what would be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from indexer.engine import FACETS, Group, Sort
from indexer.errors import ParameterError
from indexer.query import MAX_CHARACTERS

MAX_LIMIT = 100
MAX_PARAGRAPHS = 100
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
    if asked.offset >= MAX_WINDOW:
        raise ParameterError(
            f"Page {page} lies beyond the first {MAX_WINDOW:,} hits, which are all that can be paged through.",
            "Narrow the search; the site gives whole result sets as CSV and JSON Lines.",
        )
    return asked


def check_query(query: str) -> None:
    if len(query) > MAX_CHARACTERS:
        raise ParameterError(
            f"The query has {len(query):,} characters; at most {MAX_CHARACTERS:,} are searched.",
            "Search for a shorter passage.",
        )


def within(name: str, number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ParameterError(f"{name} is {number}.", f"It can be 1 to {most:,}.")
    return number


def _choice(name: str, value: str, choices: type[_Choice]) -> _Choice:
    try:
        return choices(value)
    except ValueError as error:
        raise ParameterError(f"{name} is “{value[:100]}”.", f"It can be {_listed(choices)}.") from error


def _facet(name: str) -> str:
    if name not in FACETS:
        raise ParameterError(f"There is no facet “{name[:100]}”.", f"Facets are {_listed(FACETS)}.")
    return name


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}"
