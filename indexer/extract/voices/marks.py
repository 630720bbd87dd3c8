"""Quotation marks, each told to open or to close: curly, straight, guillemets, low-high, corner brackets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

OPENING_AFTER = "([{—–-/¿¡"
"""Characters, besides space, behind which a straight mark opens."""

CLOSING_HIGH = frozenset(
    ["de", "cs", "sk", "sl", "hr", "sr", "bs", "bg", "lt", "et", "is", "ka", "mk", "pl", "ro", "hu"]
)
"""Languages that close with “ or write „ at the beginning, so that “ does not open."""

_MARKS = regex.compile('["“”„‟«»「」『』＂]')
_SINGLE = regex.compile(r"(?<![\p{L}\p{N}])‘(?=\S)|(?<=[.,!?…;])’(?![\p{L}\p{N}])")
_ALWAYS_OPEN = frozenset("„「『")
_ALWAYS_CLOSE = frozenset("」』")
_CURLY = "“”‟"
_GUILLEMETS = "«»"
_GUILLEMET = regex.compile("[«»]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark at a code point of a text."""

    at: int
    opens: bool


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a statement uses its marks.

    `low`: „ opens, so “ closes. `pointing_in`: » opens and « closes. `by_place`: curly marks say nothing of their
    own, as in Swedish. `single`: no double marks are used, so single ones enclose quotations.
    """

    low: bool = False
    pointing_in: bool = False
    by_place: bool = False
    single: bool = False


def mark_style(texts: Iterable[str], language: str | None) -> MarkStyle:
    """Return how these texts, which are one statement, use their marks."""
    whole = "\n".join(texts)
    guillemet = _GUILLEMET.search(whole)
    low = "„" in whole or (language in CLOSING_HIGH and "”" not in whole)
    return MarkStyle(
        low=low,
        pointing_in=guillemet is not None and guillemet.group() == "»",
        by_place="”" in whole and "“" not in whole and not low,
        single=_MARKS.search(whole) is None and "‘" in whole,
    )


def marks(text: str, style: MarkStyle) -> list[Mark]:
    """Return the marks of a text in order."""
    if style.single:
        return [Mark(match.start(), match.group() == "‘") for match in _SINGLE.finditer(text)]
    return [Mark(match.start(), _opens(text, match.start(), style)) for match in _MARKS.finditer(text)]


def _opens(text: str, at: int, style: MarkStyle) -> bool:
    character = text[at]
    if character in _ALWAYS_OPEN or character in _ALWAYS_CLOSE:
        return character in _ALWAYS_OPEN
    if character in _GUILLEMETS:
        return (character == "»") is style.pointing_in
    if character in _CURLY and not style.by_place:
        # Both ends of an English quotation inside a German one tell themselves by their place.
        return character == "“" and (not style.low or _stands_before_word(text, at))
    return _stands_before_word(text, at)


def _stands_before_word(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    begins = not before or before.isspace() or before in OPENING_AFTER or _MARKS.match(before) is not None
    return begins and bool(after) and not after.isspace()


def bare(text: str) -> str:
    """Return a text without quotation marks."""
    return _MARKS.sub("", text)


def leads(text: str, found: Sequence[Mark]) -> bool:
    """Tell whether a text begins with an opening mark."""
    return bool(found) and found[0].opens and not text[: found[0].at].strip()
