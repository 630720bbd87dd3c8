"""Which language a text is in, where nothing says so: a vote of its function words, or its script."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from indexer.analysis import fold, plain_case, primary_language, surface_words
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


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the words that hardly tell one text of the language from another: articles, pronouns, “what”.

    Each is there without case as it is written, and folded.
    """
    listed: dict[str, str] = shipped_table("indexer", "languages.toml")["function_words"]
    return frozenset(form for word in listed.get(language, "").split() for form in (plain_case(word), fold(word)))


def language_name(tag: str | None) -> str | None:
    """Return the English name of a language, or None where we know none."""
    return next(iter(_names().get(primary_language(tag), ())), None)


def language_code(name: str) -> str | None:
    """Return the code of a language by its English or its own name, or None where we know none."""
    return _codes().get(fold(name.strip()))


def _names() -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = shipped_table("indexer", "languages.toml")["names"]
    return names


@cache
def _codes() -> Mapping[str, str]:
    return {fold(name): code for code, names in _names().items() for name in names}
