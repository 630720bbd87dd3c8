"""Whether a piece of a quotation is one whole sentence of the archive."""

import regex

from indexer.quoting.aligning import Piece

_END = regex.compile(r"[.!?…؟。！？][\p{Pf}\p{Pe}\"']*(?=\s|\Z)")


def is_sentence(piece: Piece) -> bool:
    """Tell whether a piece begins and ends where a sentence of the archive does, and none ends within it."""
    stream, (first, end) = piece.stream, piece.source
    before = stream.between(first) if first else None
    behind = stream.after(end - 1)
    begins = before is None or _END.search(before) is not None
    return begins and _END.search(behind) is not None and _END.search(stream.text(first, end)) is None
