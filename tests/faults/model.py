"""Made statements that change in steps, and a model of what a search must find in each of their states.

The words are made, so that each has one form alone; the model knows nothing of engines, analysers and plans.
"""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.statement import Statement
from tests.conftest import write_lines
from tests.made import statement

WORDS = tuple(
    first + vowel + last for first, last in (("br", "lk"), ("v", "mp"), ("dr", "nt"), ("k", "rb")) for vowel in "aeiou"
)
COUNTRIES = ("CL", "FR", "KE", "PH")
SIZE = 24
"""Statements that there may be at a time."""

Versions = Mapping[int, int]
"""What stands of each statement in a state: the number of the step that wrote it."""


@dataclass(frozen=True)
class Expected:
    """What a search of one state finds: exact totals, ids, countries counted, and the paragraphs that match."""

    statements: int
    paragraphs: int
    ids: frozenset[str]
    countries: tuple[tuple[str, int], ...]
    texts: frozenset[tuple[str, str]]


def chances(seed: int | str) -> random.Random:
    """Return chances that are the same in every run."""
    return random.Random(seed)


@cache
def made(number: int, version: int) -> Statement:
    """Return a statement as a step wrote it; each of its paragraphs names the step."""
    chance = chances(f"{number}-{version}")
    texts = [" ".join([*chance.choices(WORDS, k=6), f"x{number}y{version}z{place}"]) for place in range(3)]
    day = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return statement(
        f"s{number}",
        *texts,
        title=f"Nr {number}",
        language=None,
        published=day,
        countries=(chance.choice(COUNTRIES),),
        publisher=f"Made {number % 3}",
    )


def first() -> dict[int, int]:
    """Return the state from which all begins."""
    return dict.fromkeys(range(SIZE * 3 // 4), 0)


def steps(seed: int, versions: Versions) -> Iterator[dict[int, int]]:
    """Yield states, each a step from the one before: some statements rewritten or new, some gone."""
    chance, state, number = chances(seed), dict(versions), 0
    while True:
        number += 1
        for each in chance.sample(range(SIZE), chance.randint(1, 4)):
            if len(state) > SIZE // 2 and chance.random() < 0.25:
                state.pop(each, None)
            else:
                state[each] = number
        yield dict(state)


def write(folder: Path, versions: Versions) -> None:
    """Make a source hold what stands in a state: a file for each statement, rewritten only where it differs."""
    folder.mkdir(exist_ok=True)
    for number in range(SIZE):
        path = folder / f"{number}.jsonl"
        version = versions.get(number)
        if version is None:
            path.unlink(missing_ok=True)
        elif not path.exists() or f"x{number}y{version}z0" not in path.read_text(encoding="utf-8"):
            write_lines(path, [made(number, version)])


def expected(versions: Versions, wanted: Iterable[str], unwanted: Iterable[str] = ()) -> Expected:
    """Return what has all of some words in one paragraph, and none of others."""
    found: list[tuple[Statement, str]] = []
    for number, version in versions.items():
        each = made(number, version)
        for paragraph in each.paragraphs:
            words = set(paragraph.text.split())
            if words.issuperset(wanted) and words.isdisjoint(unwanted):
                found.append((each, paragraph.text))
    by_id = {each.id: each for each, _ in found}
    counted = Counter(each.countries[0] for each in by_id.values())
    return Expected(
        statements=len(by_id),
        paragraphs=len(found),
        ids=frozenset(by_id),
        countries=tuple(sorted(counted.items())),
        texts=frozenset((each.id, text) for each, text in found),
    )
