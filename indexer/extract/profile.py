"""What single sites, and most of them, need: read from the TOML files of `profiles/`."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from indexer.extract.tree import Element, Hint, Marking


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
class Profile:
    """Where the main text stands, what is not part of it, and what its marks mean."""

    main: tuple[Selector, ...]
    text: re.Pattern[str]
    furniture: Marks
    boilerplate: re.Pattern[str]
    endings: re.Pattern[str]
    leads: re.Pattern[str]
    hints: Mapping[Hint, Marks]

    def is_named_text(self, element: Element) -> bool:
        """Tell whether an element is named as the one that holds the main text."""
        return element.tag != "body" and self.text.search(element_names(element.attributes)) is not None

    def marking(self, tag: str, attributes: Mapping[str, str]) -> Marking:
        """Return what the tag, the classes, the id and the ARIA role of an element mean."""
        role, names = attributes.get("role", ""), element_names(attributes)
        return Marking(
            is_furniture=self.furniture.match(tag, role, names),
            hints=frozenset(hint for hint, marks in self.hints.items() if marks.match(tag, role, names)),
        )


@cache
def load_profile(name: str = "generic") -> Profile:
    """Return the profile of this name."""
    text = resources.files("indexer.extract").joinpath("profiles", f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    hints = table["hints"]
    return Profile(
        main=tuple(_selector(each) for each in table["main"]["selectors"]),
        text=_pattern(table["main"]["classes"]),
        furniture=_marks(table["furniture"], ""),
        boilerplate=_lines(table["boilerplate"]["lines"]),
        endings=_lines(table["boilerplate"]["endings"]),
        leads=_lines(table["boilerplate"]["leads"]),
        hints={hint: _marks(hints, f"{hint}_") for hint in Hint},
    )


_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_JOINTS = re.compile(r"[^a-z0-9\s]+")


def element_names(attributes: Mapping[str, str]) -> str:
    """Return the classes and the id of an element as hyphenated words, each between hyphens, a space between two."""
    given = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if given == " ":
        return ""
    words = _JOINTS.sub("-", _WORD_STARTS.sub("-", given).lower())
    return " ".join(f"-{name.strip('-')}-" for name in words.split())


def _marks(table: Mapping[str, Any], prefix: str) -> Marks:
    return Marks(
        tags=frozenset(table.get(f"{prefix}tags", ())),
        roles=frozenset(table.get(f"{prefix}roles", ())),
        names=_pattern(table.get(f"{prefix}classes", ())),
    )


def _lines(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


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
