"""Lines of the main text that are about the page: dates and names above the statement, links below it."""

import re
from collections.abc import Sequence

from indexer.extract.metadata.dates import is_date_line
from indexer.extract.page.content import Block, Place
from indexer.extract.page.profile import Profile
from indexer.extract.page.tree import HEADINGS, Hint
from indexer.prose import SENTENCE_ENDED, SENTENCE_LENGTH, is_sentence

LINKED = 0.8
"""Least share of links in a line that only leads elsewhere."""

MOSTLY_LINKED = 0.5
"""Least share of links in what leads elsewhere, where its words or its place say so too."""

TEASER_LENGTH = 160
"""Most characters of a teaser of another page."""

_BESIDE = {Place.FOOT: "below the text", Place.OUTSIDE: "outside the text"}
_WORDS = re.compile(r"[^\W\d_]|\d{4}|\d\D\d{3}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def boilerplate(blocks: Sequence[Block], profile: Profile) -> tuple[str | None, ...]:
    """Return for each block why it is boilerplate, or None; boilerplate is kept, but is no text of the statement."""
    found = [_about_page(block, profile) for block in blocks]
    head, tail = _span(blocks, found)
    for number in range(head):
        found[number] = found[number] or _head_line(blocks[number])
    ended: str | None = None
    for number in range(tail, len(blocks)):
        ended = ended or ("ending" if profile.endings.fullmatch(blocks[number].text) else None)
        found[number] = found[number] or ended or ("link below the text" if _is_link(blocks[number]) else None)
    for number in range(_last_part(blocks, profile, head), len(blocks)):
        found[number] = found[number] or "part that leads elsewhere"
    return tuple(found)


def _about_page(block: Block, profile: Profile) -> str | None:
    if Hint.QUOTE in block.hints:
        return None
    if block.place in _BESIDE:
        return _BESIDE[block.place]
    if profile.boilerplate.fullmatch(block.text) is not None:
        return "known line"
    if block.linked >= MOSTLY_LINKED and profile.leads.match(block.text) is not None:
        return "leads elsewhere"
    if is_date_line(block.text):
        return "date"
    is_wordless = block.tag not in HEADINGS and _WORDS.search(block.text) is None
    return "no words" if is_wordless else None


def _head_line(block: Block) -> str | None:
    """Return why a line above the first sentence is about the page: a section, an author; or None."""
    if Hint.QUOTE in block.hints or block.tag in HEADINGS:
        return None
    if block.place is Place.HEAD and not _is_sentence(block):
        return "scrap above the text"
    is_link = block.linked >= MOSTLY_LINKED and (block.place is Place.HEAD or Hint.LIST_ITEM in block.hints)
    return "link above the text" if is_link else None


def _is_sentence(block: Block) -> bool:
    ends = SENTENCE_ENDED.search(block.text) is not None
    return ends if len(block.text) < SENTENCE_LENGTH else (ends or block.linked < MOSTLY_LINKED)


def _is_link(block: Block) -> bool:
    """Tell whether a line is a link; an address that is written out is there to be read."""
    return block.linked >= LINKED and _ADDRESS.fullmatch(block.text) is None


def _span(blocks: Sequence[Block], found: Sequence[str | None]) -> tuple[int, int]:
    """Return where the first sentence of the statement begins, and where the last one ends."""
    sentences = [
        number
        for number, block in enumerate(blocks)
        if not found[number] and (_is_long_sentence(block) or Hint.QUOTE in block.hints)
    ]
    return (sentences[0], sentences[-1] + 1) if sentences else (0, 0)


def _is_long_sentence(block: Block) -> bool:
    return is_sentence(block.text) and not _is_link(block)


def _last_part(blocks: Sequence[Block], profile: Profile, head: int) -> int:
    """Return where a last part begins that leads elsewhere: a heading says so, and so do the links or scraps below."""
    linked = total = longest = 0.0
    for number in range(len(blocks) - 1, head, -1):
        block = blocks[number]
        if profile.endings.fullmatch(block.text) is not None and total:
            leads_elsewhere = linked >= MOSTLY_LINKED * total / 2 or longest <= TEASER_LENGTH
            return number if leads_elsewhere else len(blocks)
        linked += block.linked * len(block.text)
        total += len(block.text)
        longest = max(longest, len(block.text))
    return len(blocks)
