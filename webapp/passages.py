"""What pages show of a statement: its facts in words, its paragraphs in segments."""

from dataclasses import dataclass

from flask_babel import gettext

from indexer.results import HitParagraph
from indexer.statement import Paragraph, Role, Summary
from webapp import wording
from webapp.segments import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a statement, in words; what is not known is empty. `published` is the ISO date."""

    published: str | None
    date: str
    publisher: str
    language: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph as it is shown.

    `role` is its stable name, `label` that name in words, empty for plain text; `note` says what else its page does
    with it. `quoted` tells whether the speaker's words are quoted, or the speaker named beside them.
    """

    number: int
    role: str
    label: str
    note: str
    speaker: str
    quoted: bool
    segments: tuple[Segment, ...]
    language: str | None
    address: str


def facts(summary: Summary) -> Facts:
    """Return what is known of a statement."""
    return Facts(
        published=summary.published,
        date=wording.date_in_words(summary.published),
        publisher=summary.publisher or "",
        language=wording.language_in_words(summary.language),
        kind=summary.type or "",
    )


def passage(paragraph: Paragraph | HitParagraph, segments: tuple[Segment, ...], address: str) -> Passage:
    """Return a paragraph as it is shown; an attribution names its speaker itself."""
    named = paragraph.role is Role.ATTRIBUTION
    return Passage(
        number=paragraph.number,
        role=paragraph.role.value,
        label=wording.role_in_words(paragraph.role),
        note=str(gettext("also shown as a pull quote")) if paragraph.emphasised else "",
        speaker="" if named else wording.speaker_in_words(paragraph.speaker, paragraph.speaker_title),
        quoted=paragraph.quoted,
        segments=segments,
        language=paragraph.language,
        address=address,
    )
