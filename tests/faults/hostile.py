"""Forty hostile queries, each the worst of its kind, and an archive that they are hard on."""

import random
from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from types import MappingProxyType

from indexer.statement import Statement
from tests.faults.queries import COMMON
from tests.made import statement

SYLLABLES = [f"{consonant}{vowel}" for consonant, vowel in product("bcdfglmnprst", "aeiou")]
STEMS = ["con", "pro", "com", "int", "pre", "dis", "res", "per", "rec", "str", "tra", "def", "ref", "par", "sub", "for"]
"""What the words of the archive begin with, so that a star behind three letters stands for as many as it may."""

VOCABULARY = 40_000
GIANT = "giant"


def made_statements(number: int) -> Iterator[Statement]:
    """Yield statements of a paragraph each, of words as frequent as words are, half of them of the commonest."""
    drawn = random.Random(15)
    words = [drawn.choice(STEMS) + "".join(drawn.choices(SYLLABLES, k=3)) for _ in range(VOCABULARY)]
    weights = [1 / rank for rank in range(1, VOCABULARY + 1)]
    rare = iter(drawn.choices(words, weights, k=number * 25))
    for place in range(number):
        text = " ".join(f"{common} {next(rare)}" for common in drawn.choices(COMMON, k=25))
        yield statement(
            f"s{place}",
            text,
            title=" ".join(drawn.choices(words, weights, k=5)),
            published=f"{1950 + place % 70}-{1 + place % 12:02}",
            publisher=f"Publisher {place % 40}",
            countries=(f"Country {place % 90}",),
            topics=(f"topic {place % 30}",),
        )


def giant_statement(characters: int) -> Statement:
    """Return a statement of one paragraph of about so many characters."""
    return statement(GIANT, "the lantern of and to a refugee " * (characters // 32))


def _stars(*letters: str) -> str:
    return " OR ".join(f"{each}*" for each in letters)


def _common(number: int) -> list[str]:
    return (COMMON * (number // len(COMMON) + 1))[:number]


QUERIES: Mapping[str, str] = MappingProxyType(
    {
        "a star": "*",
        "a mark and a star": "?*",
        "stars around a letter": "*a*",
        "twenty leading stars": " ".join(f"*{each}x" for each in "abcdefghijklmnopqrst"),
        "a range": "[a TO z]",
        "a regular expression": "/(([a-z])+.)+[A-Z]([a-z])+$/",
        "stars behind one letter": _stars(*"abcdefghijklmnopqrstuvwxyz"),
        "as many stars as may be, any": _stars(*STEMS),
        "as many stars as may be, all": " ".join(f"{each}*" for each in STEMS),
        "more stars than may be": " ".join(f"{each}*" for each in STEMS * 4),
        "stars in titles": " OR ".join(f"title:{each}*" for each in STEMS),
        "not what begins so": " ".join(f"NOT {each}*" for each in STEMS),
        "near at a huge distance": '"the of and to in"~99999',
        "three frequent words near": '"the and of"~100',
        "one word near itself": '"the the the the the"~100',
        "all frequent words near": '"' + " ".join(COMMON) + '"~100',
        "many near at once": " ".join(f'"the {one} {other}"~100' for one, other in pairwise(COMMON)),
        "as many fuzzy words as there is room for": " ".join(f"con{each}dotion~2" for each in "abcdefgh" * 8),
        "fuzzy short words": " ".join(f"{each}~2" for each in COMMON[:8]),
        "a fuzzy word of 900 letters": "x" * 900 + "~2",
        "fuzzy words in fields": "speaker:publsher~2 title:conbabado~2 publisher:publsher~2 topic:tpic~2",
        "64 frequent words, all": " ".join(_common(64)),
        "64 frequent words, any": " OR ".join(_common(64)),
        "64 frequent words, each surely": " AND ".join(_common(64)),
        "NOT within NOT": "NOT (" * 19 + "the" + ")" * 19,
        "250 times NOT": "NOT " * 249 + "the",
        "nothing but what is not": "NOT zzzzzz",
        "OR in parentheses, 20 deep": "(" * 20 + "the" + " OR of)" * 20,
        "parentheses without partners": "(" * 999,
        "a phrase of 300 frequent words": '"' + " ".join(_common(300))[:990] + '"',
        "a phrase of one word": '"' + "the " * 240 + '"',
        "a phrase of numbers that may be one": '"' + "84 000 " * 140 + '"',
        "64 words of five parts": " ".join(f"a-b-c-d-e{each}" for each in range(64)),
        "words that nobody knows": " ".join(f"conbabado{each}{other}x" for each in "abcdefgh" for other in "abcde"),
        "words that are missing, one by one": " ".join(f"zzqx{each}" for each in "abcdefghijklmnop"),
        "sixty filters that leave nothing": " ".join(f"speaker:x{each}" for each in range(60)),
        "sixty years": " OR ".join(f"date:{year}" for year in range(1950, 2010)),
        "lone surrogates": "\ud800\udfff the \udc00 of",
        "right to left": "\u202e" * 300 + "الإنسان " * 80,
        "990 combining marks": "e" + "\u0301" * 990,
        "words without spaces": "人权保障" * 245,
        "words without spaces, any": " OR ".join("人权保障人权保障人"[each % 3 :] for each in range(60)),
        "1,000 different words": " ".join(f"w{each}" for each in range(1_000)),
        "names of fields": "title:" * 166,
    }
)
"""What is asked, by what is bad about it."""

WAYS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "/api/v1/search?": {"facets": "all"},
        "/api/v1/search?late": {"facets": "all", "group": "paragraph", "sort": "newest", "page": "100", "limit": "100"},
        "/api/v1/search?most": {"facets": "all", "limit": "100", "paragraphs": "10", "sort": "oldest"},
        "/api/v1/search?explain": {"explain": "true"},
        "/": {},
        "/api/v1/suggest": {},
        "/feed.atom": {},
        "/api/v1/export": {},
    }
)
"""The ways to ask it: a path, with a name behind it where one path is asked in several ways, and what else is asked."""
