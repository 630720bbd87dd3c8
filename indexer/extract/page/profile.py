"""What single sites, and most of them, need: read from the TOML files of `profiles/`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import regex

from indexer.errors import UnknownProfileError
from indexer.extract.page.tree import Element, Fact, Hint, Marking
from indexer.tables import shipped_table


@dataclass(frozen=True, slots=True)
class Selector:
    """Matches an element by its tag, by an attribute's value, or by both."""

    tag: str
    attribute: str
    value: str

    def matches(self, element: Element) -> bool:
        """Tell whether the selector holds for the element."""
        if self.tag and self.tag != element.tag:
            return False
        return not self.attribute or self.value in element.attributes.get(self.attribute, "").split()


@dataclass(frozen=True, slots=True)
class Marks:
    """Tags, ARIA roles and class patterns that mean the same."""

    tags: frozenset[str]
    roles: frozenset[str]
    names: re.Pattern[str]

    def match(self, tag: str, role: str, names: str) -> bool:
        """Tell whether one of them holds for an element; `names` are its own, as `element_names` gives them."""
        return tag in self.tags or role in self.roles or (bool(names) and self.names.search(names) is not None)


@dataclass(frozen=True, slots=True)
class Telling:
    """The last word of every class that means something, and the beginnings of those that may be longer.

    Most names have none of them, and a look into a set spares them a dozen patterns.
    """

    words: frozenset[str]
    beginnings: tuple[str, ...]

    def among(self, names: str) -> str:
        """Return those of some names, as `element_names` gives them, that have such a word, each once."""
        if not self._is_in(names):
            return ""
        return " ".join(name for name in sorted(set(names.split())) if self._is_in(name))

    def _is_in(self, names: str) -> bool:
        words = names.replace("-", " ").split()
        return not self.words.isdisjoint(words) or any(word.startswith(self.beginnings) for word in words)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Where the main text stands, what is not part of it, and what its marks mean.

    `telling` knows the words of the marks' classes. `publisher` is whose pages those at `hosts` are, where they need
    not say so; empty where that is not known.
    """

    telling: Telling
    publisher: str
    hosts: tuple[str, ...]
    main: tuple[Selector, ...]
    text: re.Pattern[str]
    furniture: Marks
    boilerplate: regex.Pattern[str]
    endings: regex.Pattern[str]
    leads: regex.Pattern[str]
    hints: Mapping[Hint, Marks]
    facts: Mapping[Fact, Marks]

    def publisher_of(self, url: str) -> str:
        """Return whose page stands at an address, as far as the profile knows: markup alone may be anybody's."""
        return self.publisher if any(_is_at(host.lower(), self.hosts) for host in _HOST.findall(url)) else ""

    def is_named_text(self, element: Element) -> bool:
        """Tell whether an element is named as the one that holds the main text."""
        return element.tag != "body" and self.text.search(element_names(element.attributes)) is not None

    def marking(self, tag: str, attributes: Mapping[str, str]) -> Marking:
        """Return what the tag, the classes, the id and the ARIA role of an element mean."""
        given = attributes.get
        return _marking(self, tag, given("class", ""), given("id", ""), given("role", ""))


GENERIC = "generic"
"""The profile of most pages; the others add to it."""

_HEAD = 2**16
_ADDRESS = re.compile(
    r"<link[^>]{0,300}rel=[\"']?canonical[^>]{0,2000}|<meta[^>]{0,300}property=[\"']?og:url[^>]{0,2000}", re.IGNORECASE
)
_HOST = re.compile(r"https?://([\w.-]{1,253})", re.IGNORECASE)


def profile_names() -> tuple[str, ...]:
    """Return the names of all profiles, in the order in which they are tried."""
    return (*_tables(), GENERIC)


def choose_profile(html: str) -> str:
    """Return the name of the first profile whose host or markup a page has, else the generic one's."""
    head = html[:_HEAD]
    hosts = [host.lower() for tag in _ADDRESS.findall(head) for host in _HOST.findall(tag)]
    for name, table in _tables().items():
        match = table["match"]
        if any(_is_at(host, match.get("hosts", ())) for host in hosts):
            return name
        if any(mark in html for mark in match.get("markup", ())):
            return name
    return GENERIC


def _is_at(host: str, known: Iterable[str]) -> bool:
    return any(f".{host}".endswith(f".{each}") for each in known)


@cache
def load_profile(name: str = GENERIC) -> Profile:
    """Return the profile of this name.

    :raise UnknownProfileError: if there is none.
    """
    table = _table(GENERIC)
    if name != GENERIC:
        if name not in _tables():
            known = ", ".join(profile_names())
            raise UnknownProfileError(f"There is no profile “{name[:60]}”.", f"Profiles are {known}.")
        table = _merged(table, _tables()[name])
    return Profile(
        telling=_telling(_all_classes(table)),
        publisher=table.get("site", {}).get("publisher", ""),
        hosts=tuple(table.get("match", {}).get("hosts", ())),
        main=tuple(_selector(each) for each in table["main"]["selectors"]),
        text=_pattern(table["main"]["classes"]),
        furniture=_marks(table["furniture"], ""),
        boilerplate=_lines(table["boilerplate"]["lines"]),
        endings=_lines(table["boilerplate"]["endings"]),
        leads=_lines(table["boilerplate"]["leads"]),
        hints={hint: _marks(table["hints"], f"{hint}_") for hint in Hint},
        facts={fact: _marks(table["facts"], f"{fact}_") for fact in Fact},
    )


@cache
def _tables() -> Mapping[str, Mapping[str, Any]]:
    """Return the tables of the profiles for single sites and systems: the more telling before the more general."""
    folder = resources.files("indexer.extract").joinpath("profiles")
    names = sorted(Path(each.name).stem for each in folder.iterdir() if each.name.endswith(".toml"))
    tables = {name: _table(name) for name in names if name != GENERIC}
    return dict(sorted(tables.items(), key=lambda each: (each[1]["match"].get("order", 0), each[0])))


def _table(name: str) -> Mapping[str, Any]:
    return shipped_table("indexer.extract", "profiles", f"{name}.toml")


def _merged(general: Mapping[str, Any], special: Mapping[str, Any]) -> dict[str, Any]:
    """Return two tables of lists as one; what is special comes first, and stands for what is no list."""
    merged: dict[str, Any] = dict(general)
    for section, lists in special.items():
        known = merged.get(section, {})
        both = {
            key: [*given, *known.get(key, ())] if isinstance(given, list) else given for key, given in lists.items()
        }
        merged[section] = {**known, **both}
    return merged


@lru_cache(maxsize=2**15)
def _marking(profile: Profile, tag: str, classes: str, identity: str, role: str) -> Marking:
    """Return what these marks of an element mean; most elements share theirs with others, of other pages too."""
    names = profile.telling.among(_names(classes, identity))
    is_dated = tag == "time" or _DATE_NAMES.search(classes) is not None
    return _meaning(profile, tag, role, names, is_dated=is_dated)


@lru_cache(maxsize=2**12)
def _meaning(profile: Profile, tag: str, role: str, names: str, *, is_dated: bool) -> Marking:
    """Return what a tag, a role and telling names mean."""
    facts = profile.facts.items() if names else ()
    return Marking(
        is_furniture=profile.furniture.match(tag, role, names),
        hints=frozenset(hint for hint, marks in profile.hints.items() if marks.match(tag, role, names)),
        states=frozenset(fact for fact, marks in facts if marks.match(tag, role, names)),
        is_dated=is_dated,
    )


_DATE_NAMES = re.compile(r"dat(?:e|um|a)|fecha|time|publish|posted", re.IGNORECASE)
_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINTS = re.compile(r"[^a-z0-9\s]+")


def element_names(attributes: Mapping[str, str]) -> str:
    """Return the classes and the id of an element as hyphenated words, each between hyphens, a space between two."""
    return _names(attributes.get("class", ""), attributes.get("id", ""))


def _names(classes: str, identity: str) -> str:
    given = f"{classes} {identity}"
    if given == " ":
        return ""
    words = _JOINTS.sub("-", given if given.islower() else _WORD_STARTS.sub("-", given).lower())
    return " ".join(f"-{name.strip('-')}-" for name in words.split())


def _marks(table: Mapping[str, Any], prefix: str) -> Marks:
    return Marks(
        tags=frozenset(table.get(f"{prefix}tags", ())),
        roles=frozenset(table.get(f"{prefix}roles", ())),
        names=_pattern(table.get(f"{prefix}classes", ())),
    )


def _telling(classes: Iterable[str]) -> Telling:
    last = [each.strip("=").removesuffix("-*").rpartition("-")[2] for each in classes]
    return Telling(
        words=frozenset(word for word in last if not word.endswith("*")),
        beginnings=tuple({word.rstrip("*") for word in last if word.endswith("*")}),
    )


def _all_classes(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the classes of all marks of a profile."""
    for section in ("furniture", "hints", "facts"):
        for name, listed in table[section].items():
            if name.endswith("classes"):
                yield from listed


def _lines(patterns: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{each})" for each in patterns), regex.IGNORECASE)


def _pattern(classes: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds the classes in `element_names`; one that matches nothing where there are none."""
    choices = [_one_class(each) for each in classes]
    return re.compile(f"-(?:{'|'.join(choices)})" if choices else r"(?!)")


def _one_class(text: str) -> str:
    words = re.escape(text.strip("=*"))
    more = "[a-z0-9]*" if text.endswith("*") else ""
    return rf"(?<!\S.){words}{more}-(?!\S)" if text.startswith("=") else f"{words}{more}-"


def _selector(text: str) -> Selector:
    tag, _, condition = text.partition("[")
    attribute, _, value = condition.rstrip("]").partition("=")
    return Selector(tag, attribute, value)
