"""Queries drawn from the paragraphs themselves, the same in every run."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

_SEED = 20
_RAREST = 3
"""Words of fewer paragraphs than this are mostly misprints."""

_PREFIX = 4
_WORD = re.compile(r"[a-z]{3,}")


class Kind(StrEnum):
    """What a person types."""

    WORD = "one word"
    WORDS = "several words"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Query:
    """A query, apart from how an engine wants it written; the one word of a prefix is its beginning."""

    kind: Kind
    words: tuple[str, ...]

    def __str__(self) -> str:
        """Return the query as a person types it."""
        match self.kind:
            case Kind.PHRASE:
                return f'"{" ".join(self.words)}"'
            case Kind.PREFIX:
                return f"{self.words[0]}*"
            case _:
                return " ".join(self.words)


def words_of(text: str) -> Query:
    """Return the query for any of a text's words."""
    return Query(Kind.WORDS, tuple(re.findall(r"\w+", text.lower())))


def draw(texts: Sequence[str], *, each: int) -> tuple[Query, ...]:
    """Return `each` queries of every kind: words from the frequent to the rare, phrases that occur."""
    source = random.Random(_SEED)  # noqa: S311 - a fixed draw, no secret
    ranked = by_frequency(texts)
    long = [word for word in ranked if len(word) > _PREFIX + 1]
    makers: dict[Kind, Callable[[], tuple[str, ...]]] = {
        Kind.WORD: lambda: (_word(ranked, source),),
        Kind.WORDS: lambda: tuple(_word(ranked, source) for _ in range(source.randint(2, 5))),
        Kind.PHRASE: lambda: _phrase(texts, source),
        Kind.PREFIX: lambda: (_word(long, source)[:_PREFIX],),
    }
    return tuple(Query(kind, make()) for kind, make in makers.items() for _ in range(each))


def by_frequency(texts: Sequence[str]) -> list[str]:
    """Return the words of some texts, the most frequent first; misprints are left out."""
    counted = Counter(word for text in texts for word in set(_WORD.findall(text.lower())))
    known = ((word, number) for word, number in counted.items() if number >= _RAREST)
    return [word for word, _ in sorted(known, key=lambda pair: (-pair[1], pair[0]))]


def _word(ranked: Sequence[str], source: random.Random) -> str:
    """Draw a word so that each order of magnitude of rank is as likely as the next."""
    return ranked[min(int(len(ranked) ** source.random()), len(ranked) - 1)]


def _phrase(texts: Sequence[str], source: random.Random) -> tuple[str, ...]:
    length = source.randint(2, 4)
    while True:
        words = re.findall(r"[a-z]+", source.choice(texts).lower())
        if len(words) > length:
            at = source.randrange(len(words) - length)
            return tuple(words[at : at + length])
