"""Blocks to roles: what their markup, their place and their own words say."""

from collections.abc import Sequence

from indexer.extract.page.content import Block
from indexer.extract.page.profile import Profile
from indexer.extract.page.tree import HEADINGS, Hint
from indexer.extract.roles.boilerplate import boilerplate
from indexer.extract.roles.captions import is_caption
from indexer.prose import SENTENCE_ENDED
from indexer.statement import Role

HEADING_LENGTH = 200
"""Most characters of a heading; themes set whole paragraphs in heading elements."""

BOLD_HEADINGS = frozenset(["p", "div", "td", "center", "font"])
"""Elements in which a line of bold text may be a heading."""

BOLD_LENGTH = 100
"""Most characters of such a heading."""

BOLD = 0.9
"""Least share of it that is bold."""

Ruled = tuple[Role, str]
"""A role, and the name of the rule that gave it."""


def roles(blocks: Sequence[Block], title: str, profile: Profile) -> tuple[Ruled, ...]:
    """Return the role of each block with the rule that gave it; `title` is the statement's."""
    found: list[Ruled] = []
    after_quote = has_title = False
    for block, about_page in zip(blocks, boilerplate(blocks, profile), strict=True):
        ruled = _role(block, title, after_quote=after_quote, has_title=has_title)
        if about_page is not None and ruled[0] not in (Role.CAPTION, Role.TITLE):
            ruled = (Role.BOILERPLATE, about_page)
        after_quote = ruled[0] is Role.BLOCK_QUOTE or (after_quote and ruled[0] is Role.ATTRIBUTION)
        # A heading of the first rank names the statement only above its text.
        has_title = has_title or ruled[0] in (Role.TITLE, Role.BODY)
        found.append(ruled)
    return tuple(found)


def _role(block: Block, title: str, *, after_quote: bool, has_title: bool) -> Ruled:
    if Hint.CAPTION in block.hints and not after_quote:
        return Role.CAPTION, "markup"
    if Hint.ATTRIBUTION in block.hints and after_quote:
        return Role.ATTRIBUTION, "markup"
    if Hint.QUOTE in block.hints:
        return Role.BLOCK_QUOTE, "markup"
    if block.tag in HEADINGS and len(block.text) <= HEADING_LENGTH:
        return _heading(block, title, has_title=has_title)
    if is_caption(block.text):
        return Role.CAPTION, "words"
    if block.shows_picture or (block.is_pictured and SENTENCE_ENDED.search(block.text) is None):
        return Role.CAPTION, "picture"
    if _is_bold_heading(block):
        return Role.HEADING, "bold line"
    return (Role.LIST_ITEM, "markup") if Hint.LIST_ITEM in block.hints else (Role.BODY, "prose")


def _is_bold_heading(block: Block) -> bool:
    """Tell whether a line heads what follows as pages do that have no headings: it is short, bold, and no sentence."""
    is_line = block.tag in BOLD_HEADINGS and len(block.text) <= BOLD_LENGTH
    return is_line and block.strong >= BOLD and SENTENCE_ENDED.search(block.text) is None


def _heading(block: Block, title: str, *, has_title: bool) -> Ruled:
    if block.text.casefold() == title.casefold():
        return Role.TITLE, "title"
    return (Role.TITLE, "first heading") if block.tag == "h1" and not has_title else (Role.HEADING, "markup")
