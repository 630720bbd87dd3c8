"""Lines of the main text that are about the page: dates and names above the statement, links below it."""

import re
from collections.abc import Sequence

from indexer.extract.content import Block
from indexer.extract.page_dates import page_date
from indexer.extract.profile import Profile
from indexer.extract.tree import Hint

LINKED = 0.8
"""Least share of links in a line that only leads elsewhere."""

DATE_LINE = 60
"""Most characters of a line that is a date with little else."""

MOST_DATE_WORDS = 4
"""Most words in such a line: a weekday, a month, a time zone; more make it a sentence."""

SENTENCE = 60
"""Fewest characters of a line that may be a sentence of the statement."""

_DATE_WORDS = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*\Z")


def boilerplate(blocks: Sequence[Block], profile: Profile) -> tuple[bool, ...]:
    """Return for each block whether it is boilerplate: it is kept, but is no text of the statement."""
    found = [_is_about_page(block, profile) for block in blocks]
    tail = _tail(blocks, found)
    ended = False
    for number in range(tail, len(blocks)):
        ended = ended or profile.endings.fullmatch(blocks[number].text) is not None
        found[number] = found[number] or ended or _is_link(blocks[number])
    return tuple(found)


def _is_about_page(block: Block, profile: Profile) -> bool:
    if Hint.QUOTE in block.hints:
        return False
    return profile.boilerplate.fullmatch(block.text) is not None or _is_date_line(block.text)


def _is_date_line(text: str) -> bool:
    if len(text) > DATE_LINE or len(_DATE_WORDS.findall(text)) > MOST_DATE_WORDS:
        return False
    return len(page_date(text) or "") == len("2025-03-27")


def _is_link(block: Block) -> bool:
    return block.linked >= LINKED


def _tail(blocks: Sequence[Block], found: Sequence[bool]) -> int:
    """Return where the last sentence of the statement ends."""
    for number in reversed(range(len(blocks))):
        block = blocks[number]
        is_sentence = len(block.text) >= SENTENCE and not _is_link(block) and _SENTENCE_END.search(block.text)
        if not found[number] and (is_sentence or Hint.QUOTE in block.hints):
            return number + 1
    return 0
