"""Which language a text is in, where nothing says so: a vote of its function words, or its script."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from indexer.analysis import fold, surface_words
from indexer.tables import shipped_table

_READ_CHARACTERS = 4_000
_LEAST_WORDS = 3
_MARGIN = 1.2
"""How many times the votes of the next a language must have: neighbours, such as Danish and Norwegian, share words."""


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """Languages by script, and by function word."""

    scripts: Mapping[str, str]
    letters: "regex.Pattern[str]"
    words: Mapping[str, tuple[str, ...]]


def guess_language(texts: Iterable[str]) -> str | None:
    """Return the ISO 639-1 code of the language that the texts are in together, or None when it is not sure."""
    text = " ".join(texts)[:_READ_CHARACTERS]
    knowledge = _knowledge()
    letters = sum(each.isalpha() for each in text)
    scripts = Counter(match.lastgroup for match in knowledge.letters.finditer(text))
    for script, language in knowledge.scripts.items():
        # Japanese is mostly written in Chinese characters: a share of its own letters is enough to tell it.
        if scripts[script] > letters * (0.1 if language == "ja" else 0.5):
            return language
    votes = Counter(language for word in surface_words(text) for language in knowledge.words.get(fold(word), ()))
    (first, most), (_, next_most) = (*votes.most_common(2), ("", 0), ("", 0))[:2]
    return first if most >= _LEAST_WORDS and most >= next_most * _MARGIN else None


@cache
def _knowledge() -> _Knowledge:
    table = shipped_table("indexer", "languages.toml")
    scripts: dict[str, str] = table["scripts"]
    words: dict[str, list[str]] = {}
    for language, listed in table["words"].items():
        for word in listed.split():
            words.setdefault(fold(word), []).append(language)
    letters = regex.compile("|".join(rf"(?P<{script}>\p{{{script}}})" for script in scripts))
    return _Knowledge(scripts, letters, {word: tuple(languages) for word, languages in words.items()})
