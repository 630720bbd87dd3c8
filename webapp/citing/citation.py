"""What every style of citation tells."""

from dataclasses import dataclass, replace
from datetime import date

from indexer.statement import Paragraph, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A paragraph of a statement, or the statement where `number` is None.

    `address` is where it stands in this archive, absolute; `original` where its publisher has it. `text` is the
    paragraph, empty for a statement; `published` an ISO date, month or year; `retrieved` the day on which it was read.
    """

    key: str
    title: str
    published: str | None
    publisher: str
    kind: str
    language: str | None
    address: str
    original: str | None
    archive: str
    retrieved: date
    number: int | None = None
    text: str = ""
    text_language: str | None = None
    speaker: str = ""
    speaker_title: str = ""

    @property
    def said_by(self) -> str:
        """Return who is quoted, with what they are: name, title; empty where nobody is."""
        return ", ".join(filter(None, (self.speaker, self.speaker_title)))


def cite(statement: Statement, paragraph: Paragraph | None, *, address: str, archive: str, retrieved: date) -> Citation:
    """Return the citation of a statement, or of a paragraph of it."""
    whole = Citation(
        key=statement.id,
        title=_line(statement.title),
        published=statement.published,
        publisher=_line(statement.publisher),
        kind=_line(statement.type),
        language=statement.language,
        address=address,
        original=statement.url,
        archive=_line(archive),
        retrieved=retrieved,
    )
    if paragraph is None:
        return whole
    return replace(
        whole,
        key=f"{statement.id}-p{paragraph.number}",
        number=paragraph.number,
        text=paragraph.text,
        text_language=paragraph.language or statement.language,
        speaker=_line(paragraph.speaker),
        speaker_title=_line(paragraph.speaker_title),
    )


def _line(text: str | None) -> str:
    """Return a name on one line, whatever it was read from; empty for none."""
    return " ".join((text or "").split())
