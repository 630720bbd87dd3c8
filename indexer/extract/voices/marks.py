"""Quotation marks, each told to open or to close: curly, straight, guillemets, low-high, corner brackets, single.

Where a mark stands tells more than its shape: writers and programs mix the shapes up. The shape decides where the
place does not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

CLOSING_HIGH = frozenset(["de", "cs", "sk", "sl", "hr", "sr", "bs", "bg", "lt", "et", "is", "ka", "mk"])
"""Languages that close with “."""

_OPENING_BEFORE = "([{—–-/¿¡‘:"
_OPENING_AFTER = "([{¿¡…‘'’$€£#@&*"
_CLOSING_AFTER = ".,;:!?)]}…—–-/’'،؛؟。、，"
_MARKS = regex.compile("[\"“”„‟«»「」『』＂]|(?<![\\p{L}\\p{N}])‘(?=‘)|(?<=’)’|(?<=')'")
_GUILLEMET = regex.compile("[«»]")
_ALWAYS_OPEN = "„「『"
_ALWAYS_CLOSE = "」』"

# An apostrophe that stands for letters left out is no mark: ’90s, ’em, isn ’t.
_LEFT_OUT = r"(?!\d0s|(?:em|tis|twas|til|cause|n|t|s|re|ve|ll|d|m)(?![\p{L}\p{N}]))"
_SINGLE = regex.compile(
    rf"(?P<opens>(?<![\p{{L}}\p{{N}}])‘{_LEFT_OUT}(?=\S)|(?<![^\s(\[{{—–-])'{_LEFT_OUT}(?=[\p{{L}}\p{{N}}¿¡…]))"
    r"|(?<=[^\s(\[])['’](?![\p{L}\p{N}])"
)
_SINGLE_LEADS = regex.compile(r"^(?:.{0,400}?[,:] )?['‘](?=[\p{Lu}…])", regex.MULTILINE)
_DOUBLE_LEADS = regex.compile(r'^(?:.{0,400}?[,:] )?["“„«»「『]', regex.MULTILINE)
ENDS_BEFORE = ".,!?…;:"
"""What stands before a single mark that closes, and before no apostrophe."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A quotation mark at a code point of a text."""

    at: int
    opens: bool


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """What a statement's marks mean where their place does not tell.

    `low`: “ closes. `pointing_in`: » opens and « closes. `alike`: marks that open and close in turn. `single`: single
    marks enclose quotations, and double ones stand inside them.
    """

    low: bool = False
    pointing_in: bool = False
    alike: frozenset[str] = frozenset('"＂')
    single: bool = False


def mark_style(texts: Iterable[str], language: str | None) -> MarkStyle:
    """Return how these texts, which are one statement, use their marks."""
    kept = [*texts]
    whole = "\n".join(kept)
    low = "„" in whole or (language in CLOSING_HIGH and "”" not in whole)
    has_one_curly = "”" in whole and "“" not in whole and not low
    has_one_guillemet = "»" in whole and "«" not in whole
    return MarkStyle(
        low=low,
        pointing_in=_points_in(kept),
        alike=frozenset('"＂' + "”" * has_one_curly + "»" * has_one_guillemet),
        single=_is_single(whole),
    )


def marks(text: str, style: MarkStyle) -> list[Mark]:
    """Return the marks of a text in order."""
    if style.single:
        return _single_marks(text)
    found: list[Mark] = []
    for match in _MARKS.finditer(text):
        opens = _opens(text, match.start(), style)
        if opens is None:
            opens = not found or not found[-1].opens
        found.append(Mark(match.start(), opens))
    return found


def has_marks(text: str) -> bool:
    """Tell whether a text has quotation marks; single ones may be apostrophes, and do not count."""
    return _MARKS.search(text) is not None


def leads(text: str, found: Sequence[Mark]) -> bool:
    """Tell whether a text begins with a mark: the first of those found in it."""
    return bool(found) and (found[0].at == 0 or text[: found[0].at].isspace())


def _opens(text: str, at: int, style: MarkStyle) -> bool | None:
    """Return whether a mark opens or closes; None where it does what the mark before it did not."""
    character = text[at]
    if character in _ALWAYS_OPEN or character in _ALWAYS_CLOSE:
        return character in _ALWAYS_OPEN
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    begins = not before or before.isspace() or before in _OPENING_BEFORE or _MARKS.match(before) is not None
    ends = not after or after.isspace() or after in _CLOSING_AFTER or _MARKS.match(after) is not None
    if begins != ends and (ends or after.isalnum() or after in _OPENING_AFTER):
        return begins
    if character in style.alike:
        return None
    if character in "«»":
        return (character == "»") is style.pointing_in
    return character == "“" and not style.low


def _points_in(texts: Iterable[str]) -> bool:
    """Tell whether most texts with both guillemets begin with »; one alone is often a sign of something else."""
    first = [found.group() for text in texts if "«" in text and "»" in text and (found := _GUILLEMET.search(text))]
    return first.count("»") > first.count("«")


def _is_single(whole: str) -> bool:
    if _MARKS.search(whole) is None:
        return _SINGLE_LEADS.search(whole) is not None or "‘" in whole
    return len(_SINGLE_LEADS.findall(whole)) > len(_DOUBLE_LEADS.findall(whole))


def _single_marks(text: str) -> list[Mark]:
    """Return single marks: an opening one, and the one that closes it; the others are apostrophes."""
    candidates = [Mark(match.start(), match["opens"] is not None) for match in _SINGLE.finditer(text)]
    found: list[Mark] = []
    number = 0
    while number < len(candidates):
        end = number + 1
        while end < len(candidates) and not candidates[end].opens:
            end += 1
        opening = candidates[number] if candidates[number].opens else None
        closing = _closing(text, candidates[number + (opening is not None) : end], is_open=opening is not None)
        if opening is not None and (closing is not None or _may_stay_open(text, opening.at)):
            found.append(opening)
        if closing is not None:
            found.append(closing)
        number = end
    return found


def _closing(text: str, candidates: Sequence[Mark], *, is_open: bool) -> Mark | None:
    """Return which of several apostrophes closes: one beside punctuation, or else one that is no possessive."""
    for mark in candidates:
        before, after = text[mark.at - 1 : mark.at], text[mark.at + 1 : mark.at + 2]
        if before in ENDS_BEFORE or not after or after in _CLOSING_AFTER:
            return mark
    if not is_open or not candidates:
        return None
    return next((mark for mark in candidates if text[mark.at - 1].lower() != "s"), candidates[-1])


def _may_stay_open(text: str, at: int) -> bool:
    """Tell whether a quotation may begin here that another paragraph ends."""
    return not text[:at].strip() or text[max(0, at - 2) : at] in (", ", ": ")
