"""Data in plain words of the reader's language: dates, languages, roles, numbers of things."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from babel.dates import format_date, format_datetime, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from flask_babel import LazyString, gettext, lazy_gettext, ngettext

from indexer.analysis import primary_language
from indexer.engine import Group, Sort
from indexer.statement import Role
from webapp.languages import locale

ROLES: Mapping[Role, LazyString | str] = MappingProxyType(
    {
        Role.TITLE: lazy_gettext("Title"),
        Role.INTRO: lazy_gettext("Introduction"),
        Role.BODY: "",
        Role.HEADING: lazy_gettext("Heading"),
        Role.LIST_ITEM: lazy_gettext("List item"),
        Role.BLOCK_QUOTE: lazy_gettext("Quotation"),
        Role.PULL_QUOTE: lazy_gettext("Pull quote"),
        Role.DUPLICATE: lazy_gettext("Repeated text"),
        Role.ATTRIBUTION: lazy_gettext("Attribution"),
        Role.CAPTION: lazy_gettext("Picture caption"),
        Role.BOILERPLATE: lazy_gettext("Standing text"),
    }
)
"""What a paragraph is called; plain text needs no name."""

FACETS: Mapping[str, LazyString] = MappingProxyType(
    {
        "publisher": lazy_gettext("Published by"),
        "speaker": lazy_gettext("Said by"),
        "country": lazy_gettext("Country"),
        "topic": lazy_gettext("Topic"),
        "type": lazy_gettext("Kind of statement"),
        "language": lazy_gettext("Language"),
        "year": lazy_gettext("Year"),
        "month": lazy_gettext("Month"),
        "role": lazy_gettext("Part of the page"),
    }
)

SORTS: Mapping[Sort, LazyString] = MappingProxyType(
    {
        Sort.RELEVANCE: lazy_gettext("Best match"),
        Sort.NEWEST: lazy_gettext("Newest"),
        Sort.OLDEST: lazy_gettext("Oldest"),
    }
)
GROUPS: Mapping[Group, LazyString] = MappingProxyType(
    {
        Group.STATEMENT: lazy_gettext("Statements"),
        Group.PARAGRAPH: lazy_gettext("Single paragraphs"),
    }
)

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""


LEAST_SHARE = 0.001
"""A share below this has more digits, lest it be told as nothing."""


def number(value: int) -> str:
    """Return a number as the reader writes it."""
    return format_decimal(value, locale=locale())


def share(value: float) -> str:
    """Return a share between 0 and 1 as the reader writes it: to a tenth of a per cent, more of what is less."""
    return format_percent(value, "#,##0.0%" if value >= LEAST_SHARE or not value else "#,##0.00#%", locale=locale())


def statements(count: int) -> str:
    """Return a number of statements."""
    return str(ngettext("%(count)s statement", "%(count)s statements", count, count=number(count)))


def paragraphs(count: int) -> str:
    """Return a number of paragraphs."""
    return str(ngettext("%(count)s paragraph", "%(count)s paragraphs", count, count=number(count)))


def totals(statement_count: int, paragraph_count: int) -> str:
    """Return how many statements there are, and paragraphs in them."""
    parts = {"statements": statements(statement_count), "paragraphs": paragraphs(paragraph_count)}
    return str(gettext("%(statements)s, %(paragraphs)s", **parts))


def date_in_words(iso: str | None) -> str:
    """Return an ISO date, month or year as a reader says it: 27 March 2025."""
    if not iso:
        return ""
    year, month, day = (*iso.split("-"), "", "")[:3]
    if not month:
        return year
    when = date(int(year), int(month), int(day or 1))
    return format_date(when, "long", locale()) if day else format_skeleton("yMMMM", when, locale=locale())


def today_in_words() -> str:
    """Return the day on which the page is made."""
    return format_date(None, "long", locale())


def moment_in_words(moment: datetime) -> str:
    """Return a moment, in universal time, to the minute."""
    return f"{format_date(moment, 'long', locale())}, {format_datetime(moment, 'HH:mm', locale=locale())} UTC"


def language_in_words(tag: str | None) -> str:
    """Return the name of a language, or its tag where there is no name."""
    if not tag:
        return ""
    name = locale().languages.get(primary_language(tag))
    return _as_heading(name) if name else tag


def listed(parts: tuple[str, ...]) -> str:
    """Return parts as a sentence lists them: this, that and the other."""
    return format_list(parts, locale=locale()) if parts else ""


def is_right_to_left(tag: str | None) -> bool:
    """Tell whether a language is written from right to left."""
    return tag is not None and primary_language(tag) in RIGHT_TO_LEFT


def role_in_words(role: Role) -> str:
    """Return what a paragraph is called; empty for plain text."""
    return str(ROLES[role])


def facet_value_in_words(facet: str, value: str) -> str:
    """Return a value of a facet as a reader says it."""
    if facet == "language":
        return language_in_words(value)
    if facet == "role":
        return role_in_words(Role(value)) or str(gettext("Plain text"))
    return value


def speaker_in_words(speaker: str | None, title: str | None) -> str:
    """Return who speaks, with what they are: name, title."""
    return ", ".join(filter(None, (speaker, title)))


def _as_heading(name: str) -> str:
    """Return a name with a capital: languages stand alone on our pages."""
    return name[:1].upper() + name[1:]
