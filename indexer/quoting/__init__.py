"""The quote check: which quotations a text holds, and what the archive has of each.

Every quotation gets one of four answers: verbatim, altered, said by another, not found (`answers`). `finding` takes the
quotations out of a text, `passage` reads one as an editor wrote it, `candidates` asks the engine for paragraphs that
share words with it, `aligning` lays it beside them, `comparing` tells what differs, and `deciding` answers by
`quoting.toml`. It fails closed: what the rule does not know to be the same is never called so.
"""

from indexer.quoting.answers import (
    Checked,
    CheckedQuotation,
    Difference,
    Kind,
    Operation,
    Place,
    PlaceParagraph,
    Searched,
    Verdict,
    checked_to_json,
)
from indexer.quoting.checking import check_quotes

__all__ = [
    "Checked",
    "CheckedQuotation",
    "Difference",
    "Kind",
    "Operation",
    "Place",
    "PlaceParagraph",
    "Searched",
    "Verdict",
    "check_quotes",
    "checked_to_json",
]
