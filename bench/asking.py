"""What a person asks of an archive, kind by kind, and what each takes: the same questions of every archive."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from bench.nodes import counted_requests
from bench.queries import Kind, by_frequency, draw, words_of
from indexer import Archive
from indexer.engine import FACETS
from indexer.fields import IndexedStatement

_SEED = 9
_REPEATS = 3
"""How often a question is asked again. The least time counts, as in `bench.racing`."""

_FREQUENT = 100
_SHOWN = 10
_TYPED = 4
_SAMPLE = 50_000
"""Paragraphs from which words and phrases are drawn."""

Ask = Callable[[Archive], object]


class Asked(StrEnum):
    """What is asked."""

    RARE = "a rare word"
    FREQUENT = "a frequent word"
    WORDS = "several words"
    PHRASE = "a phrase"
    NEAR = "words near"
    PREFIX = "a prefix"
    FACETED = "all facets"
    NEWEST = "newest first"
    MISSPELT = "a misspelt word"
    SUGGESTED = "suggestions"
    STATEMENT = "a statement"


@dataclass(frozen=True, slots=True)
class Question:
    """A question of some kind."""

    kind: Asked
    ask: Ask


@dataclass(frozen=True, slots=True)
class Took:
    """What one question took of one archive: milliseconds at first and at best again, and requests again."""

    kind: Asked
    first: float
    again: float
    requests: int


def questions(statements: Sequence[IndexedStatement], each: int) -> tuple[Question, ...]:
    """Return so many questions of every kind, drawn from the statements themselves: the same in every run."""
    source = random.Random(_SEED)  # noqa: S311 - a fixed draw, no secret
    texts = [paragraph.paragraph.text for statement in statements for paragraph in statement.paragraphs][:_SAMPLE]
    ranked = by_frequency(texts)
    drawn: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for query in draw(texts, each=each):
        drawn[query.kind].append(str(query))
    frequent = source.sample(ranked[:_FREQUENT], min(each, _FREQUENT))
    words = [word for word in ranked[: len(ranked) // 4] if len(word) > _TYPED + 1]
    made: dict[Asked, list[Ask]] = {
        Asked.RARE: [_search(word) for word in source.sample(ranked[len(ranked) // 2 :], each)],
        Asked.FREQUENT: [_search(word) for word in frequent],
        Asked.WORDS: [_search(text) for text in drawn[Kind.WORDS]],
        Asked.PHRASE: [_search(text) for text in drawn[Kind.PHRASE]],
        Asked.NEAR: [_search(f"{_two_of(text)}~5") for text in drawn[Kind.PHRASE]],
        Asked.PREFIX: [_search(text) for text in drawn[Kind.PREFIX]],
        Asked.FACETED: [_search(text, facets=FACETS) for text in drawn[Kind.WORDS]],
        Asked.NEWEST: [_search(word, sort="newest") for word in frequent],
        Asked.MISSPELT: [_search(_misspelt(word)) for word in source.sample(words, min(each, len(words)))],
        Asked.SUGGESTED: [_suggest(text[:_TYPED]) for text in source.sample(words, min(each, len(words)))],
        Asked.STATEMENT: [_open(source.choice(statements).statement.id) for _ in range(each)],
    }
    return tuple(Question(kind, ask) for kind, asks in made.items() for ask in asks)


def race(asked: Sequence[Question], archives: Sequence[Archive]) -> list[list[Took]]:
    """Ask all archives every question, one archive after the other before the next question."""
    rows = [[_took(question, archive) for archive in archives] for question in asked]
    return [list(column) for column in zip(*rows, strict=True)]


def processors(
    asked: Sequence[Question], archive: Archive, nodes_seconds: Callable[[], float]
) -> Mapping[Asked, tuple[float, float]]:
    """Return the milliseconds of the nodes' processors, and of ours, that a question of each kind takes."""
    taken: dict[Asked, tuple[float, float]] = {}
    for kind in Asked:
        some = [question for question in asked if question.kind is kind]
        theirs, ours = nodes_seconds(), time.process_time()
        for question in some:
            question.ask(archive)
        taken[kind] = (
            1000 * (nodes_seconds() - theirs) / len(some),
            1000 * (time.process_time() - ours) / len(some),
        )
    return taken


def _took(question: Question, archive: Archive) -> Took:
    first, _ = _timed(question, archive)
    times, requests = zip(*(_timed(question, archive) for _ in range(_REPEATS)), strict=True)
    return Took(question.kind, first, min(times), requests[-1])


def _timed(question: Question, archive: Archive) -> tuple[float, int]:
    with counted_requests() as requests:
        started = time.perf_counter()
        question.ask(archive)
        return (time.perf_counter() - started) * 1000, requests.number


def _search(query: str, *, sort: str = "relevance", facets: Sequence[str] = ()) -> Ask:
    return lambda archive: archive.search(query, limit=_SHOWN, sort=sort, facets=facets)


def _suggest(text: str) -> Ask:
    return lambda archive: archive.suggest(text)


def _open(identity: str) -> Ask:
    return lambda archive: archive.statement(identity)


def _two_of(phrase: str) -> str:
    """Return two words of a phrase that are not the same, in quotation marks, the other way round."""
    words = words_of(phrase).words
    one, other = next(((a, b) for a, b in pairwise(words) if a != b), words[:2])
    return f'"{other} {one}"'


def _misspelt(word: str) -> str:
    """Return a word that lacks a letter in its middle."""
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :]
