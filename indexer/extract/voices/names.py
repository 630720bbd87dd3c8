"""Names of persons as statements print them, and what stands beside them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

MOST_TITLE_TOKENS = 25
"""Most words of a title: a longer one is a clause about something else."""

_WORD = (
    r"(?:\p{Lu}[\p{L}\p{M}]+(?:['’‑-]\p{L}[\p{L}\p{M}]*){0,3}|(?:\p{Lu}\.){1,3}"
    r"|\p{Lu}['’]\p{Lu}[\p{L}\p{M}]+|(?:al|el|ul|ad|as|ash|at)[-‑]\p{Lu}[\p{L}\p{M}]+)"
)
_PARTICLE = (
    r"(?:de|del|de la|de los|de las|da|do|dos|das|di|du|d’|d'|des|le|la|van|van der|van den|von|von der|zu|der|den"
    r"|ter|bin|bint|ben|ibn|al|el|ul|ould|y|e)"
)
NAME = rf"{_WORD}(?:\s(?:{_PARTICLE}\s)?{_WORD}){{1,4}}"
"""Two to five capitalised words, with the particles and initials that names have."""

SURNAME = _WORD

_RELATIVE = regex.compile(r"\s(?:who|whose|which)\s")
_NAME = regex.compile(NAME)


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker as printed: the name, and the title where there is one."""

    name: str
    title: str | None = None

    @property
    def surname(self) -> str:
        """Return the last word of the name."""
        return self.name.rpartition(" ")[2]


def is_name(text: str, offices: frozenset[str] = frozenset()) -> bool:
    """Tell whether a text is the name of a person, and neither an organisation nor one of these offices."""
    if not _NAME.fullmatch(text):
        return False
    words = [word.casefold().strip(".’'") for word in text.split()]
    others = _not_persons()
    return not any(word in others or word.partition("’")[0] in others or word in offices for word in words)


def without_first_words(name: str) -> str:
    """Return a run of capitalised words without those that only begin a sentence."""
    words = name.split()
    while len(words) > 1 and words[0].casefold() in _not_first():
        words = words[1:]
    return " ".join(words)


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files("indexer.extract.voices").joinpath("names.toml").read_text(encoding="utf-8"))


@cache
def _not_persons() -> frozenset[str]:
    return frozenset(word for words in _table()["not_persons"].values() for word in words.split())


@cache
def _not_first() -> frozenset[str]:
    return frozenset(_table()["not_first"]["words"].split())


def tidy_title(text: str) -> str | None:
    """Return a title without what surrounds it, or None where it is too long to be one."""
    title = _RELATIVE.split(text, maxsplit=1)[0].strip(" ,،;–—-")
    return title if title and len(title.split()) <= MOST_TITLE_TOKENS else None
