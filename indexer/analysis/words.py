"""Where words begin and end, in every script.

Scripts written without spaces give a word a character, so that any run of characters can be found as a phrase. Marks
belong to their letter: without them Hindi and Thai words would fall apart. An apostrophe of any kind ends a word, also
those that Unicode counts among the letters. An abbreviation with points, U.S., is one word; so is a number with its
thousands set apart.
"""

import re

import regex

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_APOSTROPHES = r"\u02b9-\u02bf\u02c8\ua78b\ua78c"
_RAISED = r"\u00b2\u00b3\u00b9\u2070-\u207f"  # marks of footnotes
_LETTER = rf"[\p{{L}}--[{UNSPACED}{_APOSTROPHES}{_RAISED}]]"
_WORD_CHARACTER = rf"[[\p{{L}}\p{{N}}]--[{UNSPACED}{_APOSTROPHES}{_RAISED}]]"
# A character of a script without spaces ends where it stands: what follows it begins a word.
_INSIDE_WORD = rf"[[\p{{L}}\p{{N}}]--[[{UNSPACED}]&&\p{{L}}]]"
_INSIDE = r"[\p{M}\u00ad\u200b-\u200d\u2060]*"

GROUP_SPACES = " \u00a0\u2007\u2008\u2009\u202f"
GROUP_APOSTROPHES = "'’ʼ"
_NUMBER = (
    rf"(?<!{_INSIDE_WORD})(?<!\p{{Nd}}[.,])"
    rf"(?:\p{{Nd}}{{1,3}}(?P<mark>[.,{GROUP_SPACES}{GROUP_APOSTROPHES}٬])\p{{Nd}}{{3}}(?:(?P=mark)\p{{Nd}}{{3}})*"
    r"|\p{Nd}{1,2}(?:,\p{Nd}{2})+,\p{Nd}{3})"  # lakh and crore
    r"(?!\p{N})(?![.,]\p{Nd})"
    rf"|(?<!{_INSIDE_WORD})(?<!\p{{Nd}}[.,])"
    r"\p{Nd}{1,3}(?P<whole>[,.])\p{Nd}{3}(?:(?P=whole)\p{Nd}{3})*(?=[.,]\p{Nd}{1,2}(?![\p{N}.,]))"
)

TOKENS = regex.compile(
    rf"(?V1)(?P<abbreviation>(?<!{_INSIDE_WORD}|\.){_LETTER}{_INSIDE}(?:\.{_LETTER}{_INSIDE})+(?!{_INSIDE_WORD})\.?)"
    rf"|(?P<number>{_NUMBER})"
    rf"|(?P<unspaced>[{UNSPACED}&&\p{{L}}\p{{N}}]\p{{M}}*)"
    rf"|(?P<word>(?:{_WORD_CHARACTER}{_INSIDE})+)"
)
"""A match is a word; its group tells the kind."""

PLAIN_WORDS = re.compile(r"""(?<![^\s("“‘])[A-Za-z]+(?=[\s,;:!?)"”]|\Z)""")
"""Most words of texts in Latin letters: found sooner, and the same as `TOKENS` finds them.

Nothing on either side can belong to one, so that what lies between two of them can be read by itself.
"""

BETWEEN_WORDS = ' \n,;:!?()"“”‘'
"""Characters that never belong to a word."""

HYPHEN = re.compile("[-‐‑‒–﹣－]")
"""What joins the parts of a compound."""

_UNSPACED_START = regex.compile(rf"[{UNSPACED}]")


def is_unspaced(text: str) -> bool:
    """Tell whether a text begins in a script that is written without spaces between words."""
    return _UNSPACED_START.match(text) is not None


def surface_words(text: str) -> list[str]:
    """Return the words of a text as they are written, in order."""
    return [match.group() for match in TOKENS.finditer(text)]
