"""An analyser for texts that come again: pages are turned back and forth, and the best paragraphs answer often."""

from functools import lru_cache

from indexer.analysis.analyser import Analyser, Compound, Token

_KEPT = 512
"""Texts whose tokens are kept: some five megabytes of paragraphs."""

_LONGEST_KEPT = 2_000
"""Characters of a text whose tokens are kept: those of longer ones would take gigabytes."""


class RememberingAnalyser:
    """Gives the tokens of texts, and keeps those of the last; threads share what is kept, and must not change it."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._kept = lru_cache(_KEPT)(self._find)

    def tokens(self, text: str, language: str | None) -> list[Token]:
        """Return the tokens of a text, in order."""
        return self._kept(text, language) if len(text) <= _LONGEST_KEPT else self._find(text, language)

    def compounds(self, text: str, tokens: list[Token]) -> list[Compound]:
        """Return the words of a text that hyphens join, in order."""
        return self._analyser.compounds(text, tokens)

    def _find(self, text: str, language: str | None) -> list[Token]:
        return self._analyser.tokens(text, language)
