"""A page of results with the way to each paragraph's words on their publisher's own page."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from indexer import Archive, Hit, Page, Statement
from indexer.errors import NotFoundError
from indexer.results import HitParagraph
from webapp.text_fragments import original_address


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphWithOriginal(HitParagraph):
    """A `HitParagraph`, with the address of its words on the original page as a Text Fragment.

    `original` is null where the statement’s `url` is no address of the web.
    """

    original: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitWithOriginals(Hit):
    """A `Hit` whose paragraphs have their originals."""

    paragraphs: tuple[ParagraphWithOriginal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWithOriginals(Page):
    """A `Page` whose paragraphs have their originals: the answer to `originals=true`."""

    hits: tuple[HitWithOriginals, ...]


def with_originals(page: Page, archive: Archive) -> PageWithOriginals:
    """Return the page with the originals of its paragraphs; each of its statements is looked up once."""
    statements = {identity: _found(archive, identity) for identity in {hit.statement.id for hit in page.hits}}
    hits = tuple(_hit(hit, statements[hit.statement.id]) for hit in page.hits)
    return PageWithOriginals(**_fields(page) | {"hits": hits})


def _found(archive: Archive, identity: str) -> Statement | None:
    """Return a statement, or None where a newer generation, which answers by now, has lost it."""
    try:
        return archive.statement(identity)
    except NotFoundError:
        return None


def _hit(hit: Hit, statement: Statement | None) -> HitWithOriginals:
    paragraphs = tuple(
        ParagraphWithOriginal(**_fields(each), original=original_address(statement, each) if statement else None)
        for each in hit.paragraphs
    )
    return HitWithOriginals(**_fields(hit) | {"paragraphs": paragraphs})


def _fields(record: Page | Hit | HitParagraph) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in dataclasses.fields(record)}
