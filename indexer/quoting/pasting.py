"""What pasting from a printed page does to a text: words that the end of a line broke are made whole."""

from collections.abc import Callable

import regex

_HYPHEN = "[-‐]"
_BROKEN = regex.compile(rf"(?P<begun>\p{{L}}+)(?P<gap>{_HYPHEN}[^\S\n]*\n[^\S\n]*)(?P<rest>\p{{Ll}}\p{{L}}*)")
_BEGUN = regex.compile(rf"\p{{L}}{_HYPHEN}\s*\Z")

_UNSEEN = "\N{SOFT HYPHEN}"
"""What stands for a break: no word is another for it, and what follows keeps its place in the text."""


def ends_in_word(line: str) -> bool:
    """Tell whether a line ends with a hyphen that may break a word."""
    return _BEGUN.search(line) is not None


def unbroken(text: str, is_word: Callable[[str], bool]) -> str:
    """Return a text without the hyphens at ends of lines that part what is a word as a whole: “detain-⏎ees”.

    Others stay, as in “short-⏎term”. Nothing changes its place: as many characters that are not seen stand there.
    """

    def whole(found: regex.Match[str]) -> str:
        begun, gap, rest = found.group("begun", "gap", "rest")
        return f"{begun}{_UNSEEN * len(gap)}{rest}" if is_word(begun + rest) else found[0]

    return _BROKEN.sub(whole, text)
