"""A page of HTML to its statement."""

from collections.abc import Sequence

from indexer.errors import SourceError
from indexer.extract.blocks import read_page
from indexer.extract.content import Block, main_blocks
from indexer.extract.identity import statement_id
from indexer.extract.metadata import language_tag, page_metadata
from indexer.extract.profile import load_profile
from indexer.extract.roles import Ruled, roles
from indexer.prose import title_of
from indexer.statement import Paragraph, Statement

CUT = "The end of the page could not be read: a comment, a script or the like is never closed before it."

NO_TEXT = "A page that is filled in by scripts must be saved from a browser, after it has loaded."


def extract_html(text: str, *, path: str, warnings: Sequence[str] = ()) -> Statement:
    """Return the statement of a page; `path` is its POSIX path inside the source.

    :raise SourceError: if the page has no text.
    """
    profile = load_profile()
    page = read_page(text, profile)
    blocks = main_blocks(page, profile)
    if not blocks:
        raise SourceError("The page has no text.", NO_TEXT)
    said = page_metadata(page)
    title = said.title or title_of(blocks[0].text)
    return Statement(
        id=statement_id(said.url, path),
        title=title,
        url=said.url,
        published=said.published,
        updated=said.updated,
        language=said.language,
        publisher=said.publisher,
        type=said.type,
        countries=said.countries,
        topics=said.topics,
        translations=said.translations,
        source=path,
        paragraphs=_paragraphs(blocks, roles(blocks, title, profile), said.language),
        warnings=(*warnings, *(() if page.complete else (CUT,))),
    )


def _paragraphs(blocks: Sequence[Block], given: Sequence[Ruled], language: str | None) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(number=number, role=role, text=block.text, language=_other_language(block, language))
        for number, (block, (role, _)) in enumerate(zip(blocks, given, strict=True), 1)
    )


def _other_language(block: Block, language: str | None) -> str | None:
    own = language_tag(block.language or "")
    return None if own == language else own
