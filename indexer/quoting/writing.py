"""How words and the signs between them are compared: what typesetting exchanges makes no difference."""

import unicodedata

import regex

_SIGNS = str.maketrans(
    {
        **dict.fromkeys('‘’‚‛‹›“”„‟«»′″‵‶`´ʼʹ＇＂"❛❜❝❞「」『』〝〞〟', "'"),
        **dict.fromkeys("‐‑‒–—―−⸺⸻", "-"),
    }
)
"""Characters that typesetting exchanges, each with the plain one; quotation marks within others change their kind."""

_UNSEEN = regex.compile(r"(?!\s)[\p{Default_Ignorable_Code_Point}\p{Cc}\N{ARABIC TATWEEL}]")
_DASHES = regex.compile("-+")
_SPACE = regex.compile(r"\s+")
_POINTS = str.maketrans("", "", ".,")
_ASKING = frozenset("?!؟？！")


def signs(between: str) -> str:
    """Return the signs between two words so that those that mean the same are equal.

    White space beside signs makes no difference, nor does whether a full stop stands within quotation marks or behind
    them.
    """
    plain = unicodedata.normalize("NFKC", between).translate(_SIGNS)
    return "".join(sorted(_DASHES.sub("-", _SPACE.sub("", _UNSEEN.sub("", plain)))))


def asks(between: str) -> bool:
    """Tell whether signs behind a word ask or exclaim: these are the speaker's, a comma may be the quoting one's."""
    return any(each in _ASKING for each in between)


def spelled(word: str) -> str:
    """Return a word with its case and its accents, without what cannot be seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", word))


def differ_in_points_alone(one: str, other: str) -> bool:
    """Tell whether two spellings of a word are one with points or commas and one without: U.S. and US."""
    return one != other and one.translate(_POINTS) == other.translate(_POINTS)


def is_same_number(one: str, other: str) -> bool:
    """Tell whether two spellings with digits are those of one number: grouped otherwise, or in other digits.

    1,200 is 1 200 and 1200, but not 1.200: that is another number for half of those who read it.
    """
    has_digits = any(map(str.isdigit, other))
    swapped = "," in one + other and "." in one + other
    return has_digits and not swapped and _plain_number(one) == _plain_number(other)


def _plain_number(word: str) -> str:
    return "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in word if each.isalnum())
