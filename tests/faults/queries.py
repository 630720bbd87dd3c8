"""Queries that nobody typed: random ones, ones that the grammar makes, and mutations of these."""

import random
from collections.abc import Iterator, Sequence

from bench.fuzz import random_query
from indexer.query import MAX_CHARACTERS
from indexer.query.syntax import DATE_FIELDS, TEXT_FIELDS

COMMON = "the of and to in a that is for it you was on are as with he they be at one have this from".split()
WORDS = [*COMMON, *"refugees non-refoulement U.S. 84,000 México الإنسان 人权 x ² 🙂 refug deport".split()]
OPERATORS = (" ", " ", " ", " AND ", " OR ", " NOT ", " -")
DATES = ("2024", "2024-03..2025", "..2020", "2024-02-30", "0000", "..", "9999-12-31..0001")
ODD = '"“”()*~:-/\\^[]{}<>&|\x00\u0301\u202e\ud800\ufeff\u3000（）：＊～'


def made_query(source: random.Random, depth: int = 0) -> str:
    """Return a query as the grammar has it."""
    kind = source.random()
    if depth < 8 and kind < 0.3:
        return f"({_joined(source, depth)})"
    if depth < 8 and kind < 0.45:
        return f"{source.choice(TEXT_FIELDS)}:{made_query(source, depth + 1)}"
    if kind < 0.5:
        return f"{source.choice(DATE_FIELDS)}:{source.choice(DATES)}"
    if kind < 0.65:
        words = " ".join(source.choices(WORDS, k=source.randint(1, 8)))
        return f'"{words}"' + source.choice(("", "", f"~{source.randint(0, 200)}"))
    return source.choice(WORDS) + source.choice(("", "", "", "*", "~", "~1", "~2"))


def mutated(source: random.Random, text: str) -> str:
    """Return a query with some of it cut out, doubled, put elsewhere, or replaced by marks."""
    for _ in range(source.randint(1, 6)):
        start, end = sorted(source.choices(range(len(text) + 1), k=2))
        part = text[start:end]
        text = source.choice(
            (
                text[:start] + text[end:],
                text[:end] + part + text[end:],
                part + text[:start] + text[end:],
                text[:start] + source.choice(ODD) + text[start:],
                text[:start] + chr(source.randint(0, 0x10FFFF)) + text[end:],
            )
        )[: MAX_CHARACTERS + 50]
    return text


def queries(seed: int, words: Sequence[str] = WORDS) -> Iterator[str]:
    """Yield queries without end, the same for a seed: random, made, and mutated ones in turn."""
    source = random.Random(seed)
    while True:
        made = _joined(source, 0)
        yield from (random_query(source, words), made, mutated(source, made))


def _joined(source: random.Random, depth: int) -> str:
    parts = [made_query(source, depth + 1) for _ in range(source.choice((1, 1, 2, 2, 3, 6)))]
    joined = parts[0]
    for part in parts[1:]:
        joined += source.choice(OPERATORS) + part
    return joined[: MAX_CHARACTERS + 50]
