"""Plain text to statements."""

from indexer.errors import SourceError
from indexer.extract.extraction import Extraction, Source, compose
from indexer.extract.metadata.page_metadata import Metadata
from indexer.extract.page.content import Block
from indexer.extract.page.profile import load_profile
from indexer.extract.roles.markup import roles
from indexer.prose import clean, title_of


def extract_text(text: str, source: Source) -> Extraction:
    """Return the statement of a plain text: a paragraph a line that is not blank, its first sentence as the title.

    :raise SourceError: if there is no text.
    """
    blocks = [Block(line) for each in text.splitlines() if (line := clean(each))]
    if not blocks:
        raise SourceError("The file has no text.", "Check that it was saved, or remove it.")
    title = title_of(blocks[0].text)
    said = Metadata(title=title, origins={"title": "first sentence"})
    return compose(blocks, roles(blocks, title, load_profile()), said, source)
