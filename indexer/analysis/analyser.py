"""Texts to tokens."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex

from indexer.analysis.folding import fold
from indexer.analysis.numbers import is_decimal, whole_number
from indexer.analysis.stemming import Stems, primary_language, stem_term
from indexer.analysis.words import BETWEEN_WORDS, HYPHEN, PLAIN_WORDS, TOKENS

_DIGITS = regex.compile(r"\p{Nd}+")
_MOST_PARTS = 5
"""Most parts of a word with hyphens that is also known as one; more are a list or a web address."""


class Token(NamedTuple):
    """A word of a text: its terms, and its half-open span in code points. Its position is its place in the list.

    A tuple, because every word of every text becomes one: a dataclass takes three times as long to make.
    """

    exact: str
    stem: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Compound:
    """Words that hyphens join, as one exact term; `first` and `last` are the places of their tokens."""

    exact: str
    first: int
    last: int


class Analyser(threading.local):
    """Turns texts into tokens; each thread that uses an analyser gets stemmers and a cache of its own."""

    def __init__(self) -> None:
        self._stems = Stems()
        self._terms = lru_cache(maxsize=2**17)(self._make_terms)

    def tokens(self, text: str, language: str | None = None) -> list[Token]:
        """Return the tokens of a text in the language, in order.

        A character of a script without spaces has as its stem the pair that it makes with the next.
        """
        code = primary_language(language)
        terms = self._terms
        found: list[Token] = []
        place = 0
        for match in PLAIN_WORDS.finditer(text):
            start, end = match.span()
            if text[place:start].strip(BETWEEN_WORDS):
                self._add_tokens(found, text, place, start, code)
            exact, stem = terms(match[0], code)
            found.append(Token(exact, stem, start, end))
            place = end
        self._add_tokens(found, text, place, len(text), code)
        return found

    def _add_tokens(self, found: list[Token], text: str, start: int, end: int, code: str) -> None:
        """Add the tokens of a part of a text that begins and ends between words."""
        unspaced: list[int] = []
        for match in TOKENS.finditer(text, start, end):
            kind = match.lastgroup
            if kind == "number":
                found += self._number(match.group(), match.start(), code)
                continue
            word = match.group().replace(".", "") if kind == "abbreviation" else match.group()
            exact, stem = self._terms(word, code)
            if exact:
                if kind == "unspaced":
                    unspaced.append(len(found))
                found.append(Token(exact, stem, match.start(), match.end()))
        if unspaced:
            _pair(found, unspaced)

    def compounds(self, text: str, tokens: list[Token]) -> list[Compound]:
        """Return the words of a text that hyphens join, in order."""
        joined: list[Compound] = []
        if not HYPHEN.search(text):
            return joined
        first = 0
        for place, (one, other) in enumerate(pairwise(tokens)):
            if one.end + 1 != other.start or not HYPHEN.match(text, one.end):
                _add_compound(joined, tokens, first, place)
                first = place + 1
        _add_compound(joined, tokens, first, len(tokens) - 1)
        return joined

    def stems(self, word: str, languages: Iterable[str]) -> tuple[str, ...]:
        """Return the terms of the stems that a single word has in these languages, sorted."""
        return tuple(sorted({self._terms(word, primary_language(each))[1] for each in languages}))

    def _make_terms(self, word: str, code: str) -> tuple[str, str]:
        return fold(word), self._stems.term(word, code)

    def _number(self, number: str, start: int, code: str) -> list[Token]:
        if is_decimal(number, code):
            parts = [(part.group(), part.start(), part.end()) for part in _DIGITS.finditer(number)]
        else:
            parts = [(whole_number(number), 0, len(number))]
        return [Token(fold(text), stem_term(code, fold(text)), start + a, start + b) for text, a, b in parts]


def _pair(tokens: list[Token], unspaced: list[int]) -> None:
    """Give each character of a script without spaces the pair with its neighbour as its stem, alone itself."""
    followed = {one for one, other in pairwise(unspaced) if one + 1 == other and tokens[one].end == tokens[other].start}
    for place in unspaced:
        token = tokens[place]
        stem = token.exact + tokens[place + 1].exact if place in followed else token.exact
        tokens[place] = token._replace(stem=stem)


def _add_compound(joined: list[Compound], tokens: list[Token], first: int, last: int) -> None:
    if 1 <= last - first < _MOST_PARTS:
        joined.append(Compound("".join(token.exact for token in tokens[first : last + 1]), first, last))
