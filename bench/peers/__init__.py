"""The peers that Onrecord is measured beside: each module here is the only importer of its library.

A module of a search engine has `NAME`, `build` and `open_index`; one of extractors has `EXTRACTORS`. No peer is ever
left out: a figure without the one beside it says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from bench.errors import PeerMissingError
from bench.queries import Query


@dataclass(frozen=True, slots=True)
class Passage:
    """What a peer indexes as one document; several may have the same identity."""

    identity: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a peer found, with a snippet as a page of results would show it."""

    identity: str
    snippet: str


class Searcher(Protocol):
    """A peer's index that answers."""

    def search(self, query: Query, limit: int) -> Sequence[Found]:
        """Return the best passages, best first; several words ask for any of them."""


class SearchPeer(Protocol):
    """A search engine."""

    NAME: str

    def build(self, passages: Iterable[Passage], folder: Path) -> None:
        """Index passages in an empty folder."""

    def open_index(self, folder: Path) -> Searcher:
        """Open the index in a folder."""


class Extractor(Protocol):
    """Finds the main text of pages."""

    def __call__(self, html: str, /) -> Sequence[str]:
        """Return its paragraphs, in order."""


class _ExtractionPeers(Protocol):
    EXTRACTORS: Mapping[str, Extractor]


def load_search_peer(name: str) -> SearchPeer:
    """Return a search engine by the name of its module.

    :raise PeerMissingError: if its library is not installed.
    """
    return cast("SearchPeer", _load(name))


def load_extractors() -> Mapping[str, Extractor]:
    """Return the extractors by name.

    :raise PeerMissingError: if the library of one is not installed.
    """
    return cast("_ExtractionPeers", _load("extractors")).EXTRACTORS


def _load(name: str) -> object:
    try:
        return import_module(f"bench.peers.{name}")
    except ModuleNotFoundError as error:
        raise PeerMissingError(
            f"The peer {error.name} is not installed.", "Install the peers: pip install -e '.[bench]'"
        ) from error
