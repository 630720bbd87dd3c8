"""Data in plain words: dates, languages, roles, numbers of things."""

from indexer.analysis import primary_language
from indexer.engine import Group, Sort
from indexer.language import language_name
from indexer.statement import Role

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

ROLES = {
    Role.TITLE: "Title",
    Role.INTRO: "Introduction",
    Role.BODY: "",
    Role.HEADING: "Heading",
    Role.LIST_ITEM: "List item",
    Role.BLOCK_QUOTE: "Quotation",
    Role.PULL_QUOTE: "Pull quote",
    Role.DUPLICATE: "Repeated text",
    Role.ATTRIBUTION: "Attribution",
    Role.CAPTION: "Picture caption",
    Role.BOILERPLATE: "Standing text",
}
"""What a paragraph is called; plain text needs no name."""

EMPHASISED = "also shown as a pull quote"
"""What is said of a paragraph whose words the page shows twice."""

FACETS = {
    "publisher": "Published by",
    "speaker": "Said by",
    "country": "Country",
    "topic": "Topic",
    "type": "Kind of statement",
    "language": "Language",
    "year": "Year",
    "role": "Part of the page",
}

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""

SORTS = {Sort.RELEVANCE: "Best match", Sort.NEWEST: "Newest", Sort.OLDEST: "Oldest"}
GROUPS = {Group.STATEMENT: "Statements", Group.PARAGRAPH: "Single paragraphs"}


def counted(number: int, thing: str) -> str:
    """Return a number with its thing, in the plural where it must be."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def date_in_words(iso: str | None) -> str:
    """Return an ISO date, month or year as a reader says it: 27 March 2025."""
    if not iso:
        return ""
    year, *rest = iso.split("-")
    if not rest:
        return year
    month = MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"


def language_in_words(tag: str | None) -> str:
    """Return the name of a language, or its tag where we have no name."""
    return (language_name(tag) or tag) if tag else ""


def is_right_to_left(tag: str | None) -> bool:
    """Tell whether a language is written from right to left."""
    return tag is not None and primary_language(tag) in RIGHT_TO_LEFT


def facet_value_in_words(facet: str, value: str) -> str:
    """Return a value of a facet as a reader says it."""
    if facet == "language":
        return language_in_words(value)
    if facet == "role":
        return ROLES[Role(value)] or "Plain text"
    return value


def speaker_in_words(speaker: str | None, title: str | None) -> str:
    """Return who speaks, with what they are: name, title."""
    return ", ".join(filter(None, (speaker, title)))
