"""Quotation marks of every kind to the plain one, without taking an apostrophe for a mark."""

import regex

_DOUBLE = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂″〝〞❝❞", '"'))

_GERSHAYIM = regex.compile(r'(?<=\p{Hebrew})"(?=\p{Hebrew})')
"""Inside a Hebrew word the mark makes an abbreviation of it."""

_SINGLE = regex.compile(
    r"(?<![\p{L}\p{N}\p{M}])(?:[‘‚‛]([^‘’‚‛‹›\"]*[^\s‘’‚‛‹›\"])[’‘]|[‹›]([^‹›\"]+)[‹›]|'([^'\"\s](?:[^'\"]*[^'\"\s])?)')"
    r"(?![\p{L}\p{N}\p{M}])"
)
"""Single marks around whole words; a mark with a letter on both sides is an apostrophe."""


def with_plain_quotes(text: str) -> str:
    """Return the text with its quotation marks as plain double ones."""
    text = _GERSHAYIM.sub("״", text.translate(_DOUBLE))
    parts = text.split('"')
    # What stands between double marks is quoted already: only every other part is outside.
    if len(parts) % 2:
        parts[::2] = [_SINGLE.sub(_plain, part) for part in parts[::2]]
    return '"'.join(parts)


def _plain(match: "regex.Match[str]") -> str:
    return f'"{next(filter(None, match.groups()))}"'
