"""A watch, and what it tells."""

from dataclasses import dataclass

from indexer.results import HitParagraph
from indexer.statement import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A query that is asked again and again.

    `note` says why it exists. `webhook` is an address that is told what is new, empty where none is. A `public` watch
    is shown on the site, with its feed.
    """

    name: str
    query: str
    note: str = ""
    webhook: str = ""
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph that a watch found, and its statement."""

    statement: Summary
    paragraph: HitParagraph


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a watch has to tell: the new passages, the newest statement first, and why its query may not work."""

    watch: str
    query: str
    passages: tuple[Passage, ...]
    concerns: tuple[str, ...]
