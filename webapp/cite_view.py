"""The page that cites a statement or a paragraph of it, and the files that it offers."""

from dataclasses import dataclass
from datetime import date

from indexer import Statement
from indexer.anchors import Resolved, State
from webapp.addresses import absolute, citation_address, statement_address
from webapp.citing import STYLES, Citation, cite
from webapp.links import Link
from webapp.text_fragments import original_address

COPIED = ("text", "markdown", "html")
DOWNLOADED = ("ris", "bibtex", "csl", "text", "markdown")

_LINE = 70
"""About as many characters as a line of the text areas has."""

_MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A citation to be copied, and how many rows it takes."""

    style: str
    label: str
    text: str
    rows: int


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
        copies=tuple(_copy(style, cited) for style in COPIED),
        downloads=tuple(
            Link(label=str(STYLES[style].label), address=citation_address(statement.id, paragraph, style=style))
            for style in DOWNLOADED
        ),
        original=original_address(statement, paragraph),
    )


def _copy(style: str, cited: Citation) -> CopyView:
    text = STYLES[style].write(cited)
    rows = sum(1 + len(line) // _LINE for line in text.splitlines())
    return CopyView(style=style, label=str(STYLES[style].label), text=text, rows=min(rows, _MOST_ROWS))
