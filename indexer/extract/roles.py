"""Blocks to roles: what the markup alone says."""

from collections.abc import Sequence

from indexer.extract.boilerplate import boilerplate
from indexer.extract.content import Block
from indexer.extract.profile import Profile
from indexer.extract.tree import Hint
from indexer.statement import Role

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "summary"])

HEADING_LENGTH = 200
"""Most characters of a heading; themes set whole paragraphs in heading elements."""


def roles(blocks: Sequence[Block], title: str, profile: Profile) -> tuple[Role, ...]:
    """Return the role of each block; `title` is the statement's."""
    found: list[Role] = []
    after_quote = False
    for block, is_boilerplate in zip(blocks, boilerplate(blocks, profile), strict=True):
        role = Role.BOILERPLATE if is_boilerplate else _role(block, title, after_quote=after_quote)
        after_quote = role is Role.BLOCK_QUOTE or (after_quote and role is Role.ATTRIBUTION)
        found.append(role)
    return tuple(found)


def _role(block: Block, title: str, *, after_quote: bool) -> Role:
    if Hint.CAPTION in block.hints and not after_quote:
        return Role.CAPTION
    if Hint.ATTRIBUTION in block.hints and after_quote:
        return Role.ATTRIBUTION
    if Hint.QUOTE in block.hints:
        return Role.BLOCK_QUOTE
    if block.tag in HEADINGS and len(block.text) <= HEADING_LENGTH:
        return Role.TITLE if block.text.casefold() == title.casefold() else Role.HEADING
    return Role.LIST_ITEM if Hint.LIST_ITEM in block.hints else Role.BODY
