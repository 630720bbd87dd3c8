"""An analyser for texts that come again: pages are turned back and forth, and the best paragraphs answer often."""

from functools import lru_cache

from indexer.analysis.analyser import Analyser, Compound, Token

_KEPT = ((2_000, 512), (20_000, 64), (100_000, 16))
"""Lengths up to which texts are kept, in characters, and of each how many: most paragraphs are short, and an archive of
nothing but long ones shall not take gigabytes. At the worst it is some eighty megabytes."""


class RememberingAnalyser:
    """Gives the tokens of texts, and keeps those of the last; threads share what is kept, and must not change it."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._kept = tuple((longest, lru_cache(number)(self._find)) for longest, number in _KEPT)

    def tokens(self, text: str, language: str | None) -> list[Token]:
        """Return the tokens of a text, in order."""
        find = next((kept for longest, kept in self._kept if len(text) <= longest), self._find)
        return find(text, language)

    def compounds(self, text: str, tokens: list[Token]) -> list[Compound]:
        """Return the words of a text that hyphens join, in order."""
        return self._analyser.compounds(text, tokens)

    def _find(self, text: str, language: str | None) -> list[Token]:
        return self._analyser.tokens(text, language)
