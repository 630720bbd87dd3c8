"""What was read of a file, and why: the statement, where its metadata came from, the rules behind its paragraphs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from indexer.extract.acronyms import acronyms
from indexer.extract.countries import countries_in
from indexer.extract.metadata.dates import dateline, is_date_line, page_date
from indexer.extract.metadata.page_metadata import Metadata, index_number, language_tag
from indexer.extract.page.content import Block
from indexer.extract.roles.captions import is_caption
from indexer.extract.roles.markup import Ruled
from indexer.extract.roles.reading import ReadParagraph, read_paragraphs
from indexer.identity import statement_id
from indexer.language import guess_language
from indexer.statement import Acronym, Json, Origin, Paragraph, Role, Statement

_NUMBER_LINE = 60
"""Most characters of a line that gives the statement's index number."""

_BEGINNING = 2
"""Paragraphs after which no date is the statement's own."""

_READ_CLOSELY = 100_000
"""Characters of a paragraph in which countries and short forms are looked for: a longer one is no prose."""

_NOT_SAID = frozenset([Role.BOILERPLATE, Role.CAPTION, Role.TITLE, Role.ATTRIBUTION])
"""Roles whose words are not about what the statement is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """A statement with its explanation.

    `origins` tells, by the name of a field, where its value came from; `rules`, by the number of a paragraph, the rule
    that gave it its role; `profile` names the site's profile, where there was a page.
    """

    statement: Statement
    origins: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[int, str] = field(default_factory=dict)
    profile: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of a file besides its text: its POSIX path inside the source, its profile, what was warned of."""

    path: str
    warnings: Sequence[str] = ()
    profile: str | None = None


def compose(blocks: Sequence[Block], ruled: Sequence[Ruled], said: Metadata, source: Source) -> Extraction:
    """Return what the blocks of a file make, read in the language that is stated, or else guessed from their words."""
    origins, warnings = dict(said.origins), [*source.warnings]
    language = said.language
    if language is None and (language := guess_language(block.text for block in blocks)):
        origins["language"] = "guessed from the words"
        warnings.append(f"The language is not stated; its words show “{language}”.")
    read = read_paragraphs(blocks, ruled, language)
    paragraphs = tuple(
        _in_own_language(each.paragraph, block, language) for each, block in zip(read, blocks, strict=True)
    )
    statement = Statement(
        id=statement_id(said.url, source.path),
        title=said.title,
        url=said.url,
        published=said.published or _date_in_text(paragraphs, origins),
        updated=said.updated,
        index_number=said.index_number or _number_in_text(paragraphs, origins),
        language=language,
        publisher=said.publisher,
        type=said.type,
        countries=said.countries or _countries_in_text(paragraphs, said.title, language, origins),
        topics=said.topics,
        translations=said.translations,
        acronyms=_spelled_out(paragraphs),
        origins=tuple(Origin(field=name, place=place) for name, place in origins.items()),
        source=source.path,
        paragraphs=paragraphs,
        warnings=tuple(warnings),
    )
    return Extraction(statement=statement, origins=origins, rules=_rules(read), profile=source.profile)


def read_plain(statement: Statement) -> Statement:
    """Return a statement that came with its paragraphs, with what only its words tell: language, acronyms, voices.

    Paragraphs that came with a role or a speaker keep what they came with.
    """
    if statement.language is None and (language := guess_language(each.text for each in statement.paragraphs)):
        told = f"The language is not stated; its words show “{language}”."
        statement = replace(statement, language=language, warnings=(*statement.warnings, told))
    if any(each != Paragraph(number=each.number, role=Role.BODY, text=each.text) for each in statement.paragraphs):
        return replace(statement, acronyms=statement.acronyms or _spelled_out(statement.paragraphs))
    blocks = [Block(each.text) for each in statement.paragraphs]
    ruled = [(Role.CAPTION if is_caption(block.text) else Role.BODY, "words") for block in blocks]
    paragraphs = tuple(each.paragraph for each in read_paragraphs(blocks, ruled, statement.language))
    return replace(statement, acronyms=statement.acronyms or _spelled_out(paragraphs), paragraphs=paragraphs)


def explanation_to_json(extraction: Extraction) -> Json:
    """Return where facts came from, and which rule gave each paragraph its role."""
    return {
        "profile": extraction.profile,
        "origins": dict(extraction.origins),
        "rules": [{"number": number, "rule": rule} for number, rule in extraction.rules.items()],
    }


def _rules(read: Sequence[ReadParagraph]) -> Mapping[int, str]:
    return {each.paragraph.number: each.rule for each in read}


def _spelled_out(paragraphs: Sequence[Paragraph]) -> tuple[Acronym, ...]:
    return acronyms(each.text[:_READ_CLOSELY] for each in paragraphs if each.role is not Role.BOILERPLATE)


def _in_own_language(paragraph: Paragraph, block: Block, language: str | None) -> Paragraph:
    own = language_tag(block.language or "")
    return paragraph if own in (None, language) else replace(paragraph, language=own)


def _date_in_text(paragraphs: Sequence[Paragraph], origins: dict[str, str]) -> str | None:
    """Return the date before the text's first words, or in a line of its own above it or right below its beginning."""
    said = 0
    for paragraph in paragraphs:
        if is_date_line(paragraph.text):
            return _found("published", page_date(paragraph.text), "date above the text", origins)
        if paragraph.role in (Role.BODY, Role.INTRO):
            said += 1
            if date := dateline(paragraph.text):
                return _found("published", date, "dateline", origins)
        if said > _BEGINNING:
            return None
    return None


def _number_in_text(paragraphs: Sequence[Paragraph], origins: dict[str, str]) -> str | None:
    lines = (
        each.text
        for each in paragraphs
        if "index" in each.text[:_NUMBER_LINE].lower() and len(each.text) <= _NUMBER_LINE
    )
    return _found("index_number", next(filter(None, map(index_number, lines)), None), "text", origins)


def _countries_in_text(
    paragraphs: Sequence[Paragraph], title: str, language: str | None, origins: dict[str, str]
) -> tuple[str, ...]:
    said = [each.text[:_READ_CLOSELY] for each in paragraphs if each.role not in _NOT_SAID]
    found = countries_in(said, title=title, language=language)
    if found:
        origins["countries"] = "named in the text"
    return found


def _found(name: str, value: str | None, origin: str, origins: dict[str, str]) -> str | None:
    if value is not None:
        origins[name] = origin
    return value
