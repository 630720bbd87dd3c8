"""An analyser for texts that come again: pages are turned back and forth, and the best paragraphs answer often."""

from functools import lru_cache

from indexer.analysis.analyser import Analyser, Compound, Token

_SHORT = 2_000
"""Characters of a text that most paragraphs stay below."""

_KEPT = 512
"""Short texts whose tokens are kept: some five megabytes of paragraphs."""

_LONG = 20_000
_LONG_KEPT = 64
"""Texts between the two lengths whose tokens are kept, those of two pages; of longer ones they would take gigabytes."""


class RememberingAnalyser:
    """Gives the tokens of texts, and keeps those of the last; threads share what is kept, and must not change it."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._of_short = lru_cache(_KEPT)(self._find)
        self._of_long = lru_cache(_LONG_KEPT)(self._find)

    def tokens(self, text: str, language: str | None) -> list[Token]:
        """Return the tokens of a text, in order."""
        if len(text) <= _SHORT:
            return self._of_short(text, language)
        return self._of_long(text, language) if len(text) <= _LONG else self._find(text, language)

    def compounds(self, text: str, tokens: list[Token]) -> list[Compound]:
        """Return the words of a text that hyphens join, in order."""
        return self._analyser.compounds(text, tokens)

    def _find(self, text: str, language: str | None) -> list[Token]:
        return self._analyser.tokens(text, language)
