"""How well extracted text agrees with text chosen by hand: shingles, and whole paragraphs.

Shingles follow the article-extraction-benchmark: each page's true and false positives count as one page, however long
it is; precision and recall are averaged over pages, and F1 is that of the averages.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

_SHINGLE = 4
_LONG_PARAGRAPH = 8

_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares of what came out that is right, and of what is right that came out."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both, 0 where both are 0."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def shingle_agreement(wanted: Mapping[str, str], extracted: Mapping[str, Sequence[str]]) -> Agreement:
    """Compare pages by shingles of four tokens.

    `wanted` is each page's text by its key, `extracted` its paragraphs. A page of which nothing came out counts
    against recall, and not for or against precision.
    """
    precisions, recalls = [], []
    for key, text in wanted.items():
        right, got = _shingles(text), _shingles("\n".join(extracted[key]))
        same = (right & got).total()
        if got:
            precisions.append(same / got.total())
        if right:
            recalls.append(same / right.total())
    return Agreement(_mean(precisions), _mean(recalls))


def paragraph_agreement(wanted: Mapping[str, str], extracted: Mapping[str, Sequence[str]]) -> Agreement:
    """Compare pages by their paragraphs of at least eight words: equal but for letter case and punctuation, or wrong.

    `wanted` is each page's text by its key, a paragraph a line. A page without such a paragraph is left out.
    """
    precisions, recalls = [], []
    for key, text in wanted.items():
        right, got = _long_paragraphs(text.split("\n")), _long_paragraphs(extracted[key])
        if right:
            same = (right & got).total()
            precisions.append(same / got.total() if got else 0.0)
            recalls.append(same / right.total())
    return Agreement(_mean(precisions), _mean(recalls))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four tokens; a shorter text is one run."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return Counter()
    return Counter(tuple(tokens[at : at + _SHINGLE]) for at in range(max(1, len(tokens) - _SHINGLE + 1)))


def _long_paragraphs(paragraphs: Iterable[str]) -> Counter[tuple[str, ...]]:
    plain = (tuple(_TOKEN.findall(paragraph.casefold())) for paragraph in paragraphs)
    return Counter(words for words in plain if len(words) >= _LONG_PARAGRAPH)


def _mean(shares: Sequence[float]) -> float:
    return mean(shares) if shares else 0.0
