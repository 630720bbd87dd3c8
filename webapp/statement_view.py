"""A whole statement as its template shows it: every paragraph in page order, the words of a query marked."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from indexer import Statement
from indexer.highlight import Span
from indexer.statement import Acronym, Paragraph, Role
from webapp import wording
from webapp.addresses import web_address
from webapp.passages import Facts, Passage, facts, passage
from webapp.segments import Segment, segments

LIST, HEADING, QUOTATION, ASIDE, PLAIN = "list", "heading", "quotation", "aside", "plain"

SHAPES = {
    Role.LIST_ITEM: LIST,
    Role.HEADING: HEADING,
    Role.BLOCK_QUOTE: QUOTATION,
    Role.PULL_QUOTE: ASIDE,
    Role.DUPLICATE: ASIDE,
}
"""What a paragraph is in HTML; what is not named here is a plain paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A paragraph with what stands around it: who speaks, where that is not who spoke before; a picture's credit."""

    passage: Passage
    speaker: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Paragraphs in a row that share a shape."""

    shape: str
    paragraphs: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationLink:
    """The statement in another language; `address` is None where it is no web address."""

    language: str
    label: str
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """All that the page says. `title_number` is the paragraph that is the title, `matches` those with marks."""

    statement: Statement
    facts: Facts
    title: tuple[Segment, ...]
    title_number: int | None
    right_to_left: bool
    updated: str
    original: str | None
    countries: str
    topics: str
    acronyms: tuple[Acronym, ...]
    translations: tuple[TranslationLink, ...]
    blocks: tuple[Block, ...]
    query: str
    matches: tuple[int, ...]
    title_matches: bool
    back: str | None


def statement_view(
    statement: Statement, marks: Mapping[int, tuple[Span, ...]], query: str, back: str | None
) -> StatementView:
    """Return what the page of this statement shows.

    `marks` are spans by paragraph number; `back` is the address of the results that one came from.
    """
    heading = _title_paragraph(statement)
    number = heading.number if heading else None
    paragraphs = [each for each in statement.paragraphs if each is not heading]
    return StatementView(
        statement=statement,
        facts=facts(statement),
        title=segments(statement.title, marks.get(0, ())),
        title_number=number,
        right_to_left=wording.is_right_to_left(statement.language),
        updated=wording.date_in_words(statement.updated),
        original=web_address(statement.url),
        countries=", ".join(statement.countries),
        topics=", ".join(statement.topics),
        acronyms=statement.acronyms,
        translations=tuple(
            TranslationLink(
                language=each.language, label=wording.language_in_words(each.language), address=web_address(each.url)
            )
            for each in statement.translations
        ),
        blocks=_blocks(paragraphs, marks),
        query=query,
        matches=tuple(sorted(number for number in marks if number)),
        title_matches=0 in marks,
        back=back,
    )


def _title_paragraph(statement: Statement) -> Paragraph | None:
    """Return the paragraph that the page's heading already shows."""
    return next(
        (each for each in statement.paragraphs if each.role is Role.TITLE and each.text == statement.title), None
    )


def _blocks(paragraphs: list[Paragraph], marks: Mapping[int, tuple[Span, ...]]) -> tuple[Block, ...]:
    shown, before = [], ""
    for paragraph in paragraphs:
        made = passage(paragraph, segments(paragraph.text, marks.get(paragraph.number, ())), f"#p{paragraph.number}")
        speaker = "" if made.speaker == before else made.speaker
        before = made.speaker
        shape = SHAPES.get(paragraph.role, PLAIN)
        shown.append((shape, Shown(passage=made, speaker=speaker, credit=paragraph.credit or "")))
    return tuple(
        Block(shape=shape, paragraphs=tuple(each for _, each in group))
        for shape, group in groupby(shown, key=lambda pair: pair[0])
    )
