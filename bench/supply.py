"""Statements in any number: the real ones, then the same with their sentences shuffled."""

import random
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from bench.data import Record, read_statements

_SEED = 7
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def supply(data: Path, paragraphs: int) -> Iterator[Record]:
    """Yield whole statements until they have that many paragraphs.

    Beyond the size of the set, each comes again with its sentences dealt out anew among its paragraphs, which keep how
    many they had: words are as frequent as they were, phrases across sentences are not.
    """
    # An id that comes twice is refused by who keeps statements by their ids.
    real = [*{record["id"]: record for record in read_statements(data, paragraphs)}.values()]
    source = random.Random(_SEED)  # noqa: S311 - the same in every run, no secret
    left = paragraphs
    for turn in count():
        for record in real:
            if left <= 0:
                return
            yield (
                record
                if not turn
                else {
                    **record,
                    "id": f"{record['id']}-{turn}",
                    "paragraphs": _shuffled(record["paragraphs"], source),
                }
            )
            left -= len(record["paragraphs"])


def _shuffled(paragraphs: list[str], source: random.Random) -> list[str]:
    sentences = [_SENTENCE_END.split(paragraph) for paragraph in paragraphs]
    dealt = [sentence for own in sentences for sentence in own]
    source.shuffle(dealt)
    rest = iter(dealt)
    return [" ".join(next(rest) for _ in own) for own in sentences]
