"""What makes two spellings the same exact term: case, accents, vowel signs, digits, variants of a letter."""

import unicodedata

import regex

_UNDECOMPOSED = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
"""Letters that readers take for a plain one, but that Unicode does not decompose."""

_ARABIC = {
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ې": "ي", "ک": "ك", "ڪ": "ك",
    "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ۃ": "ه",
}  # fmt: skip
"""Letters that Arabic and Persian keyboards write differently, as Lucene's ArabicNormalizer and PersianNormalizer have
them; the forms of alef with hamza or madda decompose by themselves."""

_ZEROS = (
    0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
    0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0,
)  # fmt: skip
"""The zeros of the scripts that have digits of their own; one to nine follow each."""

_DIGITS = {zero + value: str(value) for zero in _ZEROS for value in range(10)}

_ALIKE = str.maketrans(_UNDECOMPOSED | _ARABIC) | _DIGITS

_OPTIONAL_MARKS = regex.compile(
    r"[\u0300-\u036f"  # accents of Latin, Greek and Cyrillic
    r"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    r"\u0610-\u061a\u064b-\u065f\u0670\u0640\u06d6-\u06dc"  # Arabic vowel signs, tatweel
    r"\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+",  # invisible inside a word
)

_INVISIBLE = regex.compile(r"[\u0640\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff]+")


def fold(text: str) -> str:
    """Return the text as exact terms are compared: without case, accents, vowel signs and compatibility forms."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _OPTIONAL_MARKS.sub("", decomposed)).casefold().translate(_ALIKE)


def plain_case(text: str) -> str:
    """Return the text without case and invisible characters, its accents kept."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text.casefold()))


def is_accented(surface: str, exact: str) -> bool:
    """Tell whether a word, without case, has accents that its exact term lacks; digits and points are no accents."""
    return surface != exact and surface.isalpha()
