"""A page of HTML to its statement."""

from dataclasses import replace

from indexer.errors import SourceError
from indexer.extract.extraction import Extraction, Source, compose
from indexer.extract.metadata.page_metadata import page_metadata
from indexer.extract.page.blocks import read_page
from indexer.extract.page.content import main_blocks
from indexer.extract.page.profile import choose_profile, load_profile
from indexer.extract.roles.markup import roles
from indexer.prose import title_of

CUT = "The end of the page could not be read: {}."

NO_TEXT = "A page that is filled in by scripts must be saved from a browser, after it has loaded."


def extract_html(text: str, source: Source) -> Extraction:
    """Return the statement of a page, read with the profile that the source names, or else the one that fits.

    :raise SourceError: if the page has no text.
    :raise UnknownProfileError: if there is no such profile.
    """
    name = source.profile or choose_profile(text)
    profile = load_profile(name)
    page = read_page(text, profile)
    blocks = main_blocks(page, profile)
    if not blocks:
        raise SourceError("The page has no text.", NO_TEXT)
    said = page_metadata(page, profile)
    said = said if said.title else replace(said, title=title_of(blocks[0].text))
    warnings = (*source.warnings, CUT.format(page.cut)) if page.cut else source.warnings
    return compose(blocks, roles(blocks, said.title, profile), said, replace(source, warnings=warnings, profile=name))
