"""Plain prose with `code`, *emphasis* and **weight**, in pieces: templates escape each, so nothing of it is HTML."""

import re
from dataclasses import dataclass

_MARKED = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*|\*(?P<em>[^*]+)\*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of prose; `tag` is the element it stands in, empty for plain text."""

    text: str
    tag: str = ""


def pieces(text: str) -> tuple[Piece, ...]:
    """Return prose in pieces; a mark without its partner is text."""
    found: list[Piece] = []
    at = 0
    for match in _MARKED.finditer(text):
        tag = match.lastgroup or ""
        found += [Piece(text[at : match.start()]), Piece(match[tag], tag)]
        at = match.end()
    return tuple(piece for piece in (*found, Piece(text[at:])) if piece.text)
