"""Lines that name the source of the quotation above them."""

import re
from collections.abc import Mapping, Sequence

from indexer.extract.page.content import Block
from indexer.extract.page.tree import Hint
from indexer.extract.voices.marks import bare
from indexer.extract.voices.names import Person
from indexer.extract.voices.saying import Saying
from indexer.extract.voices.speaking import person_line, trailing_person
from indexer.statement import Role

MOST_TOKENS = 22
"""Most words of such a line."""

LEAST_QUOTED = 4
"""Fewest words of a quotation without marks that such a line can belong to."""

_HANDLE = re.compile(r"\s\(@")
_SENTENCE_ENDS = '.!?…؟。！？"”’»)'


def attributions(
    blocks: Sequence[Block], roles: Sequence[Role], known: Mapping[str, Person], saying: Saying
) -> dict[int, int]:
    """Return the attributions among these blocks: the index of each, and that of the block it belongs to.

    A line counts by its markup; else if it reads `Name, title`, and the name is known or the title goes on to an
    organisation, and it stands right below a sentence. Several such lines below each other are signatures.
    """
    found: dict[int, int] = {}
    for number in range(1, len(blocks)):
        if roles[number] is Role.ATTRIBUTION or _is_signature(blocks[number], roles, number):
            # Several lines may name one source: all of them belong to the quotation above the first.
            found[number] = found.get(number - 1, number - 1)
        elif _is_attribution(number, blocks, roles, known, saying):
            found[number] = number - 1
    return found


def source(text: str, known: Mapping[str, Person], saying: Saying) -> Person:
    """Return the person, or the organisation, that an attribution names."""
    line = _HANDLE.split(text.strip(" –—―-•"), maxsplit=1)[0].strip()
    person = person_line(line, saying) or trailing_person(line, saying) or Person(line)
    given = known.get(person.name)
    return given if given is not None and person.title is None else person


def _is_signature(block: Block, roles: Sequence[Role], number: int) -> bool:
    """Tell whether a line that begins with a dash ends the quotation that it is set in."""
    is_quoted = roles[number] is Role.BLOCK_QUOTE and roles[number - 1] is Role.BLOCK_QUOTE
    return is_quoted and block.text.startswith(("—", "–", "―", "-- ", "~")) and len(block.text.split()) <= MOST_TOKENS


def _is_attribution(
    number: int, blocks: Sequence[Block], roles: Sequence[Role], known: Mapping[str, Person], saying: Saying
) -> bool:
    above, block = blocks[number - 1], blocks[number]
    is_below = roles[number - 1] is Role.BLOCK_QUOTE or roles[number] is roles[number - 1] is Role.BODY
    if not is_below or roles[number] not in (Role.BODY, Role.BLOCK_QUOTE):
        return False
    if not above.text.endswith(tuple(_SENTENCE_ENDS)) or len(above.text.split()) < LEAST_QUOTED:
        return False
    if not _names_source(block.text, known, saying) or _names_source(above.text, known, saying):
        return False
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    return below is None or Hint.QUOTE in below.hints or not _names_source(below.text, known, saying)


def _names_source(text: str, known: Mapping[str, Person], saying: Saying) -> bool:
    if len(text.split()) > MOST_TOKENS or text.endswith((".", "!", "?", ":", "؟")) or bare(text) != text:
        return False
    person = person_line(text, saying)
    if person is None:
        return text.strip(" –—―-•") in known
    if person.name in known:
        return True
    if saying.language == "ar":
        return person.title is not None and saying.is_office(person.title.split()[0]) and len(person.name.split()) > 1
    return person.title is not None and saying.has_office(person.title) and saying.has_link(person.title)
