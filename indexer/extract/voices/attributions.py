"""Lines that name the source of the quotation above them."""

import re
from collections.abc import Mapping, Sequence

from indexer.extract.page.content import Block
from indexer.extract.page.tree import Hint
from indexer.extract.voices.arabic import line_person
from indexer.extract.voices.clauses import name_at_end
from indexer.extract.voices.marks import has_marks
from indexer.extract.voices.names import Person, is_name
from indexer.extract.voices.saying import Saying
from indexer.extract.voices.titles import tidy
from indexer.statement import Role

MOST_TOKENS = 22
"""Most words of such a line."""

LEAST_QUOTED = 4
"""Fewest words of a quotation without marks that such a line can belong to."""

DASHES = ("—", "–", "―", "-- ", "~")
"""What a line begins with that says by its form alone that it names a source."""

_EDGES = " –—―-~•"
_SEPARATORS = (", ", "، ", " – ", " — ", " - ", " | ")
_HANDLE = re.compile(r"\s\(@")
_SENTENCE_ENDS = '.!?…؟。！？"”’»“「」)'
# A clause, a label, an address or a number that can be called: such a line is about something else.
_NO_SOURCE = re.compile(r"[:;!?؟@]|\.\Z|\d[\d\s()/.-]{5,20}\d")


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


def sources(
    blocks: Sequence[Block], attributed: Mapping[int, int], known: Mapping[str, Person], saying: Saying
) -> dict[int, Person]:
    """Return the source of each block, by index, that `attributions` found an attribution for.

    A name that themes have split over lines is put together again; its title is the line behind it.
    """
    lines: dict[int, list[str]] = {}
    for number in sorted(attributed):
        lines.setdefault(attributed[number], []).append(blocks[number].text)
    return {above: _joined(texts, known, saying) for above, texts in lines.items()}


def source(text: str, known: Mapping[str, Person], saying: Saying) -> Person:
    """Return the person, or the organisation, that an attribution names."""
    line = _HANDLE.split(text.strip(_EDGES), maxsplit=1)[0].strip()
    person = person_line(line, saying) or (trailing_person(line, saying) if _is_short(line) else None) or Person(line)
    given = known.get(person.name)
    return given if given is not None and person.title is None else person


def person_line(text: str, saying: Saying) -> Person | None:
    """Return the person that a line `Name, title` names, or None if it is no such line."""
    line = text.strip(_EDGES)
    if saying.language == "ar":
        return line_person(line, saying)
    for separator in _SEPARATORS:
        name, found, title = line.partition(separator)
        plain = saying.without_honorific(name)
        if found and is_name(plain, saying):
            return Person(plain, tidy(title))
    return None


def trailing_person(text: str, saying: Saying) -> Person | None:
    """Return the person whose name, with a title before it, a text ends with."""
    named = name_at_end(text, saying)
    return named.person if named and named.person.title else None


def _joined(texts: Sequence[str], known: Mapping[str, Person], saying: Saying) -> Person:
    for end in range(len(texts), 1, -1):
        name = " ".join(text.strip(_EDGES) for text in texts[:end])
        if is_name(name, saying):
            return Person(name, tidy(texts[end]) if end < len(texts) else None)
    person = source(texts[0], known, saying)
    is_titled = person.title is None and len(texts) > 1 and is_name(person.name, saying)
    return Person(person.name, tidy(texts[1])) if is_titled else person


def _is_signature(block: Block, roles: Sequence[Role], number: int) -> bool:
    """Tell whether a line that begins with a dash ends the quotation that it is set in."""
    is_quoted = roles[number] is Role.BLOCK_QUOTE and roles[number - 1] is Role.BLOCK_QUOTE
    return is_quoted and block.text.startswith(DASHES) and _is_short(block.text)


def _is_attribution(
    number: int, blocks: Sequence[Block], roles: Sequence[Role], known: Mapping[str, Person], saying: Saying
) -> bool:
    above, block = blocks[number - 1], blocks[number]
    is_below = roles[number - 1] is Role.BLOCK_QUOTE or roles[number] is roles[number - 1] is Role.BODY
    if not is_below or roles[number] not in (Role.BODY, Role.BLOCK_QUOTE):
        return False
    if not above.text.endswith(tuple(_SENTENCE_ENDS)) or len(above.text.split(maxsplit=LEAST_QUOTED)) < LEAST_QUOTED:
        return False
    if not _names_source(block.text, known, saying) or _names_source(above.text, known, saying):
        return False
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    return below is None or Hint.QUOTE in below.hints or not _names_source(below.text, known, saying)


def _names_source(text: str, known: Mapping[str, Person], saying: Saying) -> bool:
    if not _is_short(text) or _NO_SOURCE.search(text) is not None or has_marks(text):
        return False
    person = person_line(text, saying)
    if person is None:
        plain = text.strip(_EDGES)
        return plain in known or (text.startswith(DASHES) and is_name(plain, saying))
    if person.name in known or text.startswith(DASHES):
        return True
    return person.title is not None and saying.has_office(person.title) and saying.has_link(person.title)


def _is_short(text: str) -> bool:
    return len(text.split(maxsplit=MOST_TOKENS)) <= MOST_TOKENS
