"""Words to the stems of their language, by Snowball's algorithms."""

import unicodedata

import Stemmer

from indexer.analysis.folding import fold, plain_case

STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""Snowball's algorithms by ISO 639-1 code."""


def primary_language(tag: str | None) -> str:
    """Return the ISO 639 code that a BCP 47 tag begins with, or an empty string."""
    return (tag or "").replace("_", "-").partition("-")[0].lower()


def stem_term(language: str, stem: str) -> str:
    """Return a stem as its field holds it: with its language, so that those of two languages never meet by chance."""
    return f"{language}:{stem}"


class Stems:
    """The stemmers of one thread: Snowball's hold state."""

    def __init__(self) -> None:
        self._stemmers: dict[str, Stemmer.Stemmer] = {}

    def term(self, word: str, language: str) -> str:
        """Return the term of a word's stem; without a stemmer, that of the word with its accents."""
        name = STEMMERS.get(language)
        if name is None:
            return stem_term(language, plain_case(word) or fold(word))
        if language not in self._stemmers:
            self._stemmers[language] = Stemmer.Stemmer(name)
        # Stemmers know suffixes with their accents, so the accents go last.
        stem: str = self._stemmers[language].stemWord(unicodedata.normalize("NFC", word.casefold()))
        return stem_term(language, fold(stem) or fold(word))
