"""The page that cites a statement or a paragraph of it, and the files that it offers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext

from indexer import Statement
from indexer.anchors import Resolved, State
from webapp import snippets
from webapp.addresses import absolute, citation_address, frame_path, site_root, statement_address
from webapp.citing import STYLES, Citation, cite
from webapp.copying import CopyView, copy_view
from webapp.links import Link
from webapp.text_fragments import original_address

COPIED = ("text", "markdown", "html")
DOWNLOADED = ("ris", "bibtex", "csl", "text", "markdown")

FRAME_HEIGHT = 320
"""Pixels of a frame with a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CiteView:
    """All that the page says; `number` is None and `text` empty where the whole statement is cited."""

    title: str
    language: str | None
    address: str
    canonical: str
    number: int | None
    text: str
    text_language: str | None
    state: str
    copies: tuple[CopyView, ...]
    embeds: tuple[CopyView, ...]
    downloads: tuple[Link, ...]
    original: str | None


def citation(statement: Statement, resolved: Resolved | None, archive: str, today: date) -> Citation:
    """Return the citation of a statement, or of the paragraph that an address asks for."""
    paragraph = resolved.paragraph if resolved else None
    address = absolute(statement_address(statement.id, paragraph=paragraph))
    return cite(statement, paragraph, address=address, archive=archive, retrieved=today)


def cite_view(statement: Statement, resolved: Resolved | None, cited: Citation) -> CiteView:
    """Return what the page of a citation shows."""
    paragraph = resolved.paragraph if resolved else None
    return CiteView(
        title=statement.title,
        language=statement.language,
        address=statement_address(statement.id, paragraph=paragraph),
        canonical=absolute(citation_address(statement.id, paragraph)),
        number=cited.number,
        text=cited.text,
        text_language=cited.text_language,
        state=(resolved.state if resolved else State.SAME).value,
        copies=tuple(copy_view(style, str(STYLES[style].label), STYLES[style].write(cited)) for style in COPIED),
        embeds=tuple(_embeds(statement, cited)) if paragraph else (),
        downloads=tuple(
            Link(label=str(STYLES[style].label), address=citation_address(statement.id, paragraph, style=style))
            for style in DOWNLOADED
        ),
        original=original_address(statement, paragraph),
    )


def _embeds(statement: Statement, cited: Citation) -> Iterator[CopyView]:
    """Yield what shows the paragraph on other sites, and whether its words still stand: with a script, and without."""
    card = snippets.card(cited.address, STYLES["html"].write(cited), pinned=None)
    yield copy_view("card", str(gettext("Quotation, checked against this archive")), card)
    frame = snippets.frame(
        f"{site_root()}{frame_path('/embed/quote', url=cited.address)}", title=statement.title, height=FRAME_HEIGHT
    )
    yield copy_view("frame", str(gettext("Frame, for sites that allow no scripts")), frame)
