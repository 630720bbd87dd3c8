"""Text to terms: the one analyser that indexing, searching and highlighting share.

A word gives two terms: `exact`, folded for case, accents and the kind of apostrophe, and `stem`, its inflection
taken off by the Snowball stemmer of the text's language. Nothing is dropped: there is no stop list and no least
length, since "not available" must not mean "available".
"""

import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import regex
import Stemmer

ANALYSER_VERSION = 1
"""Goes up with every change of the terms that a text gives; an index made with another is built anew."""

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's algorithms by ISO 639-1 code."""

_UNDECOMPOSED = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that readers take for a plain one, but that Unicode does not decompose."""

_OPTIONAL_MARKS = regex.compile(
    r"[\u0300-\u036f"  # accents of Latin, Greek and Cyrillic
    r"\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"  # Hebrew points
    r"\u0610-\u061a\u064b-\u065f\u0670\u0640"  # Arabic vowel signs, tatweel
    r"\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f]+",  # invisible inside a word
)

# Scripts written without spaces give a term a character, so that any run of characters can be found as a phrase.
# Marks belong to their letter: without them Hindi and Thai words would fall apart.
_WORDS = regex.compile(
    r"(?V1)[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}&&\p{L}\p{N}]\p{M}*"
    r"|(?:[[\p{L}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]"
    r"[\p{M}\u00ad\u200b-\u200d\u2060]*)+"
)


_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its terms, and its half-open span in code points. Its position is its place in the list."""

    exact: str
    stem: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return the text as exact terms are compared: without case, accents, vowel signs and compatibility forms."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _OPTIONAL_MARKS.sub("", decomposed)).casefold().translate(_UNDECOMPOSED)


def primary_language(tag: str | None) -> str:
    """Return the ISO 639 code that a BCP 47 tag begins with, or an empty string."""
    return (tag or "").replace("_", "-").partition("-")[0].lower()


class Analyser(threading.local):
    """Turns texts into tokens.

    Snowball's stemmers hold state, so each thread that uses an analyser gets stemmers and a cache of its own.
    """

    def __init__(self) -> None:
        self._stemmers: dict[str, Stemmer.Stemmer] = {}
        self._terms = lru_cache(maxsize=2**16)(self._make_terms)

    def tokens(self, text: str, language: str | None = None) -> list[Token]:
        """Return the tokens of a text in the language, in order; without a stemmer, the stem is the exact term."""
        code = primary_language(language)
        found = []
        for match in _WORDS.finditer(text):
            exact, stem = self._terms(match.group(), code)
            if exact:
                found.append(Token(exact, stem, match.start(), match.end()))
        return found

    def stems(self, word: str, languages: Iterable[str]) -> tuple[str, ...]:
        """Return the different stems that a single word has in these languages, sorted."""
        return tuple(sorted({self._terms(word, primary_language(language))[1] for language in languages}))

    def _make_terms(self, word: str, code: str) -> tuple[str, str]:
        exact = fold(word)
        name = STEMMERS.get(code)
        if name is None:
            return exact, exact
        if code not in self._stemmers:
            self._stemmers[code] = Stemmer.Stemmer(name)
        # Stemmers know suffixes with their accents, so the accents go last.
        stem: str = self._stemmers[code].stemWord(unicodedata.normalize("NFC", word.casefold()))
        return exact, fold(stem) or exact


def is_unspaced(text: str) -> bool:
    """Tell whether a text begins in a script that is written without spaces between words."""
    return _UNSPACED.match(text) is not None


def surface_words(text: str) -> list[str]:
    """Return the words of a text as they are written, in order."""
    return _WORDS.findall(text)
