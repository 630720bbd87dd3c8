"""Short forms that a text itself spells out: “Centro de Confinamiento del Terrorismo (CECOT)”.

The starting point is Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text": a definition is a pair of parentheses with the short form inside and the long form before it, or the
other way round, and the short form's letters are found in the long form in their order. Biomedical names take their
letters from anywhere; the names in statements hardly do, so each word that carries meaning must give its first letter.
"""

from collections.abc import Iterable, Iterator

import regex

from indexer.analysis import fold
from indexer.extract.acronyms.letters import Rule, ShortForm, beginning
from indexer.extract.acronyms.words import QUOTES, TOKEN, words_before
from indexer.statement import Acronym

LOOK_BACK = 300
"""Most characters before a parenthesis in which its long form is looked for."""

INNER_LENGTH = 160
"""Most characters inside the parentheses of a definition."""

LEAST_LETTERS, LEAST_NAME, MOST_LETTERS = 2, 4, 10
"""How many letters and digits a short form has; one that is written as a name has more: “Acnur”."""

LEADING_WORDS = 6
"""Most words between a parenthesis and what it defines: “hereafter the”, “por sus siglas en inglés”."""

_PARENTHESES = regex.compile(rf"\(([^()]{{2,{INNER_LENGTH}}})\)")
_SHORT = (
    r"(?<![\p{L}\p{N}\p{M}&.\-/])"
    r"(?:\p{Lu}{2}\.\s?\p{Lu}{2}\.|[\p{Lu}\p{N}](?:[\p{L}\p{N}&]|[.\-/](?=[\p{L}\p{N}])){1,19}[.+]?)"
    r"(?![\p{L}\p{N}\p{M}&\-/’'])"
)
_SHORT_INSIDE = regex.compile(_SHORT)
_SHORT_BEFORE = regex.compile(rf"({_SHORT})[\"'”’»]?\s?\Z")
_NAME = regex.compile(r"\p{Lu}\p{Ll}+")
# Numerals, parties and states of the United States, degrees and titles.
_NOT_SHORT = regex.compile(r"[IVX]+|[DIR]-\p{Lu}\p{Lu}|[^.]*\..*\p{Ll}.*|\P{Ll}*\p{Ll}.*\..*")
_NOT_LETTERS = regex.compile(r"[^\p{L}\p{N}&]+")


def acronyms(texts: Iterable[str]) -> tuple[Acronym, ...]:
    """Return the short forms that the texts define, in the order of their definitions, each pair once.

    Both forms are as written; a long form is part of one text, is the shortest that fits, begins with the first
    letter of its short form and stays inside its sentence. Takes linear time.
    """
    found: dict[tuple[str, str], Acronym] = {}
    for text in texts:
        for acronym in _defined(text):
            found.setdefault((acronym.short, fold(acronym.long)), acronym)
    return tuple(found.values())


def _defined(text: str) -> Iterator[Acronym]:
    for match in _PARENTHESES.finditer(text):
        short = _short_inside(match[1])
        long = short and _expansion(text, max(0, match.start() - LOOK_BACK), match.start(), short)
        if not long:
            short = _short_before(text, match.start())
            long = short and _expansion_inside(text, match.start(1), match.end(1), short)
        if short and long:
            yield Acronym(short=short.text, long=long)


def _short_inside(inner: str) -> ShortForm | None:
    """Return the first short form in parentheses; one that is written as a name has to stand there alone."""
    for match in _SHORT_INSIDE.finditer(inner):
        if short := _short(match.group()):
            return short if len(TOKEN.findall(inner, 0, match.start())) <= LEADING_WORDS else None
    return _short_name(inner.strip(QUOTES))


def _short_before(text: str, end: int) -> ShortForm | None:
    match = _SHORT_BEFORE.search(text, max(0, end - 2 * MOST_LETTERS - 4), end)
    return (_short(match[1]) or _short_name(match[1])) if match else None


def _short(text: str) -> ShortForm | None:
    """Return the short form that a word is, if half of it is upper case or it has a digit."""
    plain = _NOT_LETTERS.sub("", text)
    upper = sum(character.isupper() for character in plain)
    digits = sum(character.isdigit() for character in plain)
    if upper + digits < 2 or not upper or 2 * (upper + digits) < len(plain) or _NOT_SHORT.fullmatch(text):
        return None
    if plain.endswith("s") and upper + digits == len(plain) - 1 > 1:
        plain = plain[:-1]
    return ShortForm(text, fold(plain), _initials(plain)) if LEAST_LETTERS <= len(plain) <= MOST_LETTERS else None


def _initials(letters: str) -> str:
    """Return the letters without those in lower case, or one of each pair: in Spanish, EE. UU. are Estados Unidos."""
    upper = "".join(letter for letter in letters if not letter.islower())
    if upper == letters:
        upper = letters[::2] if letters[::2] == letters[1::2] else ""
    return fold(upper) if len(upper) >= LEAST_LETTERS else ""


def _short_name(text: str) -> ShortForm | None:
    is_name = LEAST_NAME <= len(text) <= MOST_LETTERS and _NAME.fullmatch(text)
    return ShortForm(text, fold(text), rules=(Rule.HEADS,)) if is_name else None


def _expansion(text: str, start: int, end: int, short: ShortForm) -> str | None:
    """Return the shortest part of a text, up to an end, that spells a short form out."""
    words = words_before(text, start, end)
    begin = beginning(words, short)
    if begin is None:
        return None
    is_possessive = words[-1].is_part and words[-1].forms == ("s",)
    return text[words[begin].start : words[-2 if is_possessive else -1].end]


def _expansion_inside(text: str, start: int, end: int, short: ShortForm) -> str | None:
    """Return what spells a short form out from the beginning of parentheses, behind a label at most."""
    for stop in (end, *(place for mark in ",;–—" if (place := text.find(mark, start, end)) > 0)):
        long = _expansion(text, start, stop, short)
        label = text[start:stop].partition(long)[0] if long else ""
        if long and len(TOKEN.findall(label)) <= LEADING_WORDS:
            return long
    return None
