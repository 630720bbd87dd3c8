"""Numbers with their thousands set apart: 84,000, 84.000, 84 000 and 84’000 are 84000, where the language writes so.

One group of three behind a point or a comma may be a decimal: 1.234 is one in English, 1,234 is one in Spanish. A text
is read by the habit of its language, a query both ways. A decimal is two words beside each other, so that 1.5 is 1,5,
and never 15.
"""

import regex

from indexer.analysis.folding import fold
from indexer.analysis.words import TOKENS

DECIMAL_POINT = frozenset("en zh ja ko th he hi bn ur ta te ne ms my sw cy ga am".split())
"""Languages whose decimals stand behind a point (Unicode CLDR, symbols of numbers)."""

_NOT_DIGITS = regex.compile(r"\P{Nd}+")
_ONE_GROUP = regex.compile(r"\p{Nd}{1,3}([.,])\p{Nd}{3}")


def whole_number(text: str) -> str:
    """Return a number without what sets its thousands apart, its digits folded."""
    return fold(_NOT_DIGITS.sub("", text))


def is_decimal(number: str, language: str) -> bool:
    """Tell whether a number with one group of three is a decimal by the habit of the language (ISO 639)."""
    found = _ONE_GROUP.fullmatch(number)
    if found is None:
        return False
    if fold(number).startswith("0"):
        return True
    return bool(language) and found[1] == ("." if language in DECIMAL_POINT else ",")


def number_readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the exact terms that a typed number may stand for, the likeliest first: as a whole, or as its parts.

    Empty if the word is not a number with its thousands set apart.
    """
    match = TOKENS.fullmatch(word)
    if match is None or match.lastgroup != "number":
        return ()
    return (whole_number(word),), tuple(fold(part) for part in _NOT_DIGITS.split(word))
