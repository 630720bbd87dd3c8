"""Texts as hostile or broken software makes them: the time that the voices take grows no faster than their size."""

import gc
import math
import time
from collections.abc import Callable

import pytest

from tests.extract.voices.hearing import hear

LARGEST_EXPONENT = 1.3
"""How fast time may grow with size, as a power: 1 is linear."""

MEASURABLE = 0.05
"""Seconds; what takes less is fast enough, and too fast to measure."""

DOUBLINGS = 2
ATTEMPTS = 3


def surname(number: int) -> str:
    """Return a word for a number, all of one length."""
    return "R" + "".join(chr(ord("a") + number // 26**place % 26) for place in range(4))


SHAPES: dict[str, tuple[int, Callable[[int], list[str]]]] = {
    "straight marks": (25_000, lambda n: ['"' * n]),
    "opening marks": (25_000, lambda n: ["“" * n]),
    "single marks": (25_000, lambda n: ["‘" * n]),
    "apostrophes behind a single mark": (10_000, lambda n: ["‘We " + "workers’ " * n]),
    "commas before a single mark": (10_000, lambda n: ["a, " * n + "‘We"]),
    "guillemets": (10_000, lambda n: ["» « " * n]),
    "paragraphs with an unclosed mark": (2_500, lambda n: ["“We must act on this now"] * n),
    "paragraphs with an unclosed mark inside": (2_500, lambda n: ["He: “We must act on this now"] * n),
    "introductions without an end": (1_000, lambda n: ["Ana Piquer, director, said:", "“We must act"] * n),
    "capitalised words": (20_000, lambda n: ["Word And Word " * n]),
    "capitalised words behind a quotation": (10_000, lambda n: ["“We must act now,” said " + "Ana Piquer, " * n]),
    "capitalised words before a verb": (10_000, lambda n: ["“We must act now,” " + "Ana Piquer " * n + "said."]),
    "one capitalised word": (250_000, lambda n: ["“We must act now,” said " + "A" * n]),
    "hyphens": (50_000, lambda n: ["“We must act now,” said A" + "-b" * n]),
    "initials": (20_000, lambda n: ["“We must act now,” said " + "A. " * n]),
    "owners": (10_000, lambda n: ["“We must act now,” said " + "Ana’s " * n]),
    "brackets": (50_000, lambda n: ["“We must act now,” said Ana Piquer " + "(" * n]),
    "verbs": (25_000, lambda n: ["said " * n]),
    "verbs behind a quotation": (25_000, lambda n: ["“We must act now,” " + "said " * n]),
    "clauses": (1_000, lambda n: ["“We must act now,” Ana Piquer said. " * n]),
    "pronouns": (2_000, lambda n: ["“We must act now,” said Ana Piquer. " + "“We must act now,” she said. " * n]),
    "speakers": (1_000, lambda n: [f"“We must act now,” said Ana {surname(i)}." for i in range(n)]),
    "speakers in one paragraph": (
        1_000,
        lambda n: [" ".join(f"“We must act now,” said Ana {surname(i)}." for i in range(n))],
    ),
    "pronouns after names": (
        500,
        lambda n: ["“We must act now,” said Ana Piquer.", *["Roe went. “We must act now,” she said."] * n],
    ),
    "full stops": (50_000, lambda n: [". " * n]),
}


def seconds(texts: list[str], language: str) -> float:
    """Return the time that a text takes, without the collector of garbage, which comes when it likes."""
    gc.collect()
    gc.disable()
    started = time.process_time()
    hear(*texts, language=language)
    taken = time.process_time() - started
    gc.enable()
    return taken


def exponent(shape: str, language: str) -> float:
    size, make = SHAPES[shape]
    small, large = make(size), make(size * 2**DOUBLINGS)
    first, last = min(seconds(small, language) for _ in range(2)), seconds(large, language)
    return math.log2(max(last, MEASURABLE) / max(first, MEASURABLE / 2**DOUBLINGS)) / DOUBLINGS


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_size_and_no_faster(shape, language):
    # What grows too fast does so each time; what a busy machine makes slow, does not.
    assert any(exponent(shape, language) <= LARGEST_EXPONENT for _ in range(ATTEMPTS))
