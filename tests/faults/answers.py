"""All that an archive says, to be compared: with what it said before, with another's, with a model's."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import orjson

from indexer import Archive, open_archive
from indexer.engine import FACETS
from indexer.results import Page

TOLD = 16
"""Bytes of a digest: two different answers never have the same."""


@dataclass(frozen=True)
class Search:
    """One search, as every face of Onrecord can be asked it."""

    query: str
    sort: str = "relevance"
    group: str = "statement"
    page: int = 1
    limit: int = 10
    facets: tuple[str, ...] = ()

    def __call__(self, archive: Archive) -> object:
        """Return the page, without what differs in time; a page that is not there is an answer too."""
        options = {"sort": self.sort, "group": self.group, "limit": self.limit, "facets": self.facets}
        return lasting(archive, archive.search(self.query, page=self.page, **options))


Question = Callable[[Archive], object]


def lasting(archive: Archive, page: Page) -> Page:
    """Return what a generation says: without how long it took, and whether it answers for a later one.

    That has to be said where it is so, and only there.
    """
    note = archive.note
    assert (note in page.warnings) is (note is not None)
    return replace(page, took_ms=0.0, warnings=tuple(each for each in page.warnings if each != note))


def listed(questions: Iterable[str]) -> dict[str, Question]:
    """Return everything that an archive can be asked, of each of these queries and of all that it holds."""
    asked: dict[str, Question] = {
        "contents": Archive.contents,
        "latest": Archive.latest,
        "summaries": lambda archive: list(archive.summaries()),
        "statements": lambda archive: list(archive.statements()),
    }
    for query in questions:
        asked[f"best of {query}"] = Search(query, facets=tuple(sorted(FACETS)))
        asked[f"newest of {query}"] = Search(query, sort="newest", limit=50)
        asked[f"paragraphs of {query}"] = Search(query, group="paragraph")
        asked[f"explanation of {query}"] = lambda archive, query=query: lasting(
            archive, archive.search(query, explain=True)
        )
        asked[f"suggestions for {query}"] = lambda archive, query=query: archive.suggest(query[:3])
        asked[f"all of {query}"] = lambda archive, query=query: list(archive.everything(query))
    return asked


def digest(answer: object) -> bytes:
    """Return what tells an answer from any other."""
    return hashlib.blake2b(written(answer), digest_size=TOLD).digest()


def written(answer: object) -> bytes:
    """Return an answer as JSON."""
    return orjson.dumps(answer, default=_plain)


def all_said(folder: Path, questions: Iterable[str], **opening: bool) -> dict[str, bytes]:
    """Open the index in a folder and return what it answers to everything, as JSON by question."""
    archive = open_archive(folder, kept_pages=0, **opening)
    try:
        return {name: written(ask(archive)) for name, ask in listed(questions).items()}
    finally:
        archive.close()


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the questions that two archives answer differently."""
    return tuple(sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name)))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")
