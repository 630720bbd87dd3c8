"""A whole statement as its template shows it: every paragraph in page order, the words of a query marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from indexer import Statement, Summary
from indexer.anchors import Resolved, State
from indexer.highlight import Span
from indexer.query import Empty
from indexer.statement import Acronym, Paragraph, Role
from webapp import narrowing, wording
from webapp.addresses import absolute, citation_address, search_address, statement_address, web_address
from webapp.links import Link
from webapp.passages import Facts, Passage, facts, passage
from webapp.record_view import RecordView, record_view
from webapp.segments import Segment, segments, shortened
from webapp.text_fragments import original_address

LIST, HEADING, QUOTATION, ASIDE, PLAIN = "list", "heading", "quotation", "aside", "plain"

SHAPES = {
    Role.LIST_ITEM: LIST,
    Role.HEADING: HEADING,
    Role.BLOCK_QUOTE: QUOTATION,
    Role.PULL_QUOTE: ASIDE,
    Role.DUPLICATE: ASIDE,
}
"""What a paragraph is in HTML; what is not named here is a plain paragraph."""

_SHAPES_SAY_SO = frozenset({LIST, HEADING})
"""Shapes that show by themselves what a paragraph is."""

PREVIEW = 280
"""Characters of a statement that a preview of its link shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A paragraph with what stands around it.

    `speaker` is empty where the one before has the same; `repeats` are the numbers of the paragraphs whose words it
    shows again. `previous` and `next` are the numbers of the nearest marked paragraphs, where this one is marked.
    """

    passage: Passage
    label: str
    speaker: str
    credit: str
    repeats: tuple[int, ...]
    citation: str
    original: str | None
    previous: int | None
    next: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Paragraphs in a row that share a shape."""

    shape: str
    paragraphs: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationLink:
    """The statement in another language: here, where this archive has it; else where its publisher has it."""

    language: str
    label: str
    address: str | None
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What is shown of the page where its link is shared; `of_paragraph` is the paragraph that is shared, if one is."""

    title: str
    description: str
    address: str
    of_paragraph: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one came for: the paragraph that the address names, and the query whose words are marked."""

    resolved: Resolved | None
    query: str
    synonyms: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """All that the page says. `title_number` is the paragraph that is the title, `matches` those with marks."""

    statement: Statement
    facts: Facts
    canonical: str
    preview: Preview
    title: tuple[Segment, ...]
    title_number: int | None
    right_to_left: bool
    updated: str
    original: str | None
    publisher: Link | None
    kind: Link | None
    countries: tuple[Link, ...]
    topics: tuple[Link, ...]
    acronyms: tuple[Acronym, ...]
    translations: tuple[TranslationLink, ...]
    record: RecordView
    citation: str
    today: str
    blocks: tuple[Block, ...]
    query: str
    matches: tuple[int, ...]
    title_matches: bool
    back: str | None
    wanted: int | None
    state: str


def statement_view(
    statement: Statement,
    marks: Mapping[int, tuple[Span, ...]],
    asked: Asked,
    elsewhere: Mapping[str, Summary],
    nearly: Mapping[int, tuple[Span, ...]],
) -> StatementView:
    """Return what the page of this statement shows.

    `marks` are spans by paragraph number, `nearly` those of them that are marked as nearly so; `elsewhere` holds the
    translations that this archive has, by their addresses.
    """
    heading = _title_paragraph(statement)
    paragraph = asked.resolved.paragraph if asked.resolved else None
    return StatementView(
        statement=statement,
        facts=facts(statement),
        canonical=absolute(statement_address(statement.id)),
        preview=_preview(statement, paragraph),
        title=segments(statement.title, marks.get(0, ())),
        title_number=heading.number if heading else None,
        right_to_left=wording.is_right_to_left(statement.language),
        updated=wording.date_in_words(statement.updated),
        original=web_address(statement.url),
        publisher=next(iter(_searches("publisher", (statement.publisher,))), None),
        kind=next(iter(_searches("type", (statement.type,))), None),
        countries=tuple(_searches("country", statement.countries)),
        topics=tuple(_searches("topic", statement.topics)),
        acronyms=statement.acronyms,
        translations=tuple(_translations(statement, elsewhere)),
        record=record_view(statement),
        citation=citation_address(statement.id),
        today=wording.today_in_words(),
        blocks=_blocks(statement, heading, marks, nearly),
        query=asked.query,
        matches=_matches(marks, heading),
        title_matches=0 in marks,
        back=search_address(asked.query, synonyms=asked.synonyms) if asked.query else None,
        wanted=paragraph.number if paragraph else None,
        state=(asked.resolved.state if asked.resolved else State.SAME).value,
    )


def _title_paragraph(statement: Statement) -> Paragraph | None:
    """Return the paragraph that the page's heading already shows."""
    return next(
        (each for each in statement.paragraphs if each.role is Role.TITLE and each.text == statement.title), None
    )


def _matches(marks: Mapping[int, tuple[Span, ...]], heading: Paragraph | None) -> tuple[int, ...]:
    return tuple(sorted(number for number in marks if number and (heading is None or number != heading.number)))


def _preview(statement: Statement, paragraph: Paragraph | None) -> Preview:
    first = next((each for each in statement.paragraphs if each.role in (Role.INTRO, Role.BODY)), None)
    shown = paragraph or first
    return Preview(
        title=statement.title,
        description=shortened(shown.text, PREVIEW) if shown else "",
        address=absolute(statement_address(statement.id, paragraph=paragraph)),
        of_paragraph=paragraph.number if paragraph else None,
    )


def _searches(facet: str, values: Sequence[str | None]) -> Iterator[Link]:
    """Yield values of a facet, each with the search for all that has it."""
    for value in filter(None, values):
        query = narrowing.narrowed(Empty(), facet, value)
        yield Link(label=value, address=None if query is None else search_address(query))


def _translations(statement: Statement, elsewhere: Mapping[str, Summary]) -> Iterator[TranslationLink]:
    for each in statement.translations:
        here = elsewhere.get(each.url)
        yield TranslationLink(
            language=each.language,
            label=wording.language_in_words(each.language),
            address=statement_address(here.id) if here else web_address(each.url),
            here=here is not None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """The paragraphs below the heading, with what is marked in them."""

    statement: Statement
    marks: Mapping[int, tuple[Span, ...]]
    nearly: Mapping[int, tuple[Span, ...]]
    matches: tuple[int, ...]

    def shown(self, paragraph: Paragraph, before: Paragraph | None) -> Shown:
        """Return a paragraph with what stands around it."""
        spans = self.marks.get(paragraph.number, ())
        made = passage(
            paragraph,
            segments(paragraph.text, spans, self.nearly.get(paragraph.number, ())),
            statement_address(self.statement.id, paragraph=paragraph),
        )
        goes_on = before is not None and made.speaker == passage(before, (), "").speaker
        place = self.matches.index(paragraph.number) if paragraph.number in self.matches else None
        return Shown(
            passage=made,
            label="" if SHAPES.get(paragraph.role) in _SHAPES_SAY_SO else made.label,
            speaker="" if goes_on else made.speaker,
            credit=paragraph.credit or "",
            repeats=paragraph.repeats,
            citation=citation_address(self.statement.id, paragraph),
            original=original_address(self.statement, paragraph),
            previous=self.matches[place - 1] if place else None,
            next=self.matches[place + 1] if place is not None and place + 1 < len(self.matches) else None,
        )


def _blocks(
    statement: Statement,
    heading: Paragraph | None,
    marks: Mapping[int, tuple[Span, ...]],
    nearly: Mapping[int, tuple[Span, ...]],
) -> tuple[Block, ...]:
    body = _Body(statement=statement, marks=marks, nearly=nearly, matches=_matches(marks, heading))
    paragraphs = [each for each in statement.paragraphs if each is not heading]
    shown = map(body.shown, paragraphs, (None, *paragraphs))
    grouped = groupby(shown, key=lambda each: SHAPES.get(Role(each.passage.role), PLAIN))
    return tuple(Block(shape=shape, paragraphs=tuple(group)) for shape, group in grouped)
