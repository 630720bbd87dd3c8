"""Words of an archive in a line of ours, so that every quotation mark in it has its other."""

from indexer.extract.voices.marks import mark_style, marks

_OPENING = {"”": "“", "»": "«", "«": "»", "“": "„", "」": "「", "』": "『", "’": "‘"}
_CLOSING = {"“": "”", "«": "»", "»": "«", "„": "“", "「": "」", "『": "』", "‘": "’"}
"""By a mark, the one that stands for its other; a mark that is in neither is its own."""


def balanced(text: str) -> str:
    """Return a sentence with the marks that were left behind where it was taken from a longer quotation."""
    before, unclosed = "", list[str]()
    for mark in marks(text, mark_style([text], None)):
        sign = text[mark.at]
        if mark.opens:
            unclosed.append(sign)
        elif unclosed:
            unclosed.pop()
        else:
            before = _OPENING.get(sign, sign) + before
    after = "".join(_CLOSING.get(sign, sign) for sign in reversed(unclosed))
    return f"{before}{text}{after}"


def quoted(text: str) -> str:
    """Return a sentence in quotation marks; one that has marks of its own gets none around them."""
    return balanced(text) if marks(text, mark_style([text], None)) else f"“{text}”"
