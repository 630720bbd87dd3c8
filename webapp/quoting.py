"""What other sites show of a paragraph: its words as they stand now, where they stand, and how to cite them."""

from dataclasses import dataclass
from datetime import date

from indexer import Archive, Statement, Summary
from indexer.anchors import Resolved, State, resolve
from indexer.statement import Paragraph, Role
from webapp.cite_view import citation
from webapp.citing import reference
from webapp.permalinks import no_permalink, read_permalink
from webapp.text_fragments import original_address


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedParagraph:
    """A paragraph as it stands now; `language` is what it is written in, null where nobody knows."""

    number: int
    role: Role
    text: str
    speaker: str | None
    speaker_title: str | None
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A paragraph that a permalink names, to be quoted.

    `state` says whether its words are the `same` under the same number, have `moved` to another, have `changed` under
    their number, or are `gone`; then `paragraph` is null, and all else is told of the statement. `permalink` is where
    the words are now, `citation` says so on one line for people, in the language of the answer, `original` is the
    address of the words on their publisher’s page, null where it has none on the web; `archive` is this site’s name.
    """

    state: State
    paragraph: QuotedParagraph | None
    statement: Summary
    permalink: str
    citation: str
    original: str | None
    archive: str


def quote_at(url: str, archive: Archive, *, site_name: str, today: date) -> Quoted:
    """Return what a permalink of a paragraph leads to.

    :raise ParameterError: if it is no permalink of this site.
    :raise NotFoundError: if the archive has no such statement.
    """
    link = read_permalink(url)
    statement = archive.statement(link.identity)
    resolved = resolve(statement.paragraphs, link.anchor)
    if resolved is None:
        raise no_permalink(url)
    return quoted(statement, resolved, site_name=site_name, today=today)


def quoted(statement: Statement, resolved: Resolved, *, site_name: str, today: date) -> Quoted:
    """Return a paragraph of a statement, or what is left to tell where it is gone."""
    cited = citation(statement, resolved, site_name, today)
    return Quoted(
        state=resolved.state,
        paragraph=_paragraph(resolved.paragraph, statement) if resolved.paragraph else None,
        statement=statement.summary(),
        permalink=cited.address,
        citation=reference(cited),
        original=original_address(statement, resolved.paragraph),
        archive=site_name,
    )


def _paragraph(paragraph: Paragraph, statement: Statement) -> QuotedParagraph:
    return QuotedParagraph(
        number=paragraph.number,
        role=paragraph.role,
        text=paragraph.text,
        speaker=paragraph.speaker,
        speaker_title=paragraph.speaker_title,
        language=paragraph.language or statement.language,
    )
