"""Words of a query to other words for the same: acronyms and synonyms, of what was typed without quotation marks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.query import And, Not, Or, Query, Together, Word
from indexer.query.syntax import Dates, Empty, Field, Misspelt, Near, Phrase, Prefix
from indexer.thesaurus import MOST_WORDS, Synonym, Thesaurus

MOST_WIDENED = 16
"""Most words of a query that are widened."""

MOST_SYNONYMS = 12
"""Most other words for one."""


@dataclass(frozen=True, slots=True)
class Widening:
    """Words of a query, as they were typed, and the other words that were looked for beside them."""

    words: str
    also: tuple[Synonym, ...]


def widenings(query: Query, thesaurus: Thesaurus) -> tuple[Widening, ...]:
    """Return what the plain words of a query are widened to, in their order; the longest terms first, none twice."""
    found = {each.words: each for words in _runs(query) for each in _in_run(words, thesaurus)}
    return tuple(found.values())[:MOST_WIDENED]


def _in_run(words: Sequence[str], thesaurus: Thesaurus) -> Iterator[Widening]:
    at = 0
    while at < len(words):
        number, synonyms = thesaurus.synonyms(words[at : at + MOST_WORDS])
        if synonyms:
            yield Widening(" ".join(words[at : at + number]), synonyms[:MOST_SYNONYMS])
        at += max(number, 1)


def _runs(query: Query) -> Iterator[tuple[str, ...]]:
    """Yield the plain words that stand beside each other."""
    match query:
        case Word():
            yield (query.text,)
        case Together() | And() | Or():
            run: list[str] = []
            for each in query.queries:
                if isinstance(each, Word) and isinstance(query, Together):
                    run.append(each.text)
                    continue
                yield tuple(run)
                run = []
                yield from _runs(each)
            yield tuple(run)
        case Not() | Field() | Empty() | Dates() | Phrase() | Near() | Prefix() | Misspelt():
            return
