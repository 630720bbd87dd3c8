"""Guesses the encoding of a text that does not say it, by how likely its letters are in the languages of statements.

What a sample reads as in an encoding is weighed in bits, as by a code that spells each language's frequent letters
shortly: the encoding that makes the text cheapest is the likeliest. The frequencies stand in `encodings.toml`.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from indexer.tables import shipped_table

WINDOW = 2048
"""Bytes of one part of the sample."""

WINDOWS = 4
"""Most parts of the sample, each beginning where the text goes beyond ASCII again."""

STATED = 10
"""Bits that the language which a page states for itself is ahead."""

RARE = 3
"""Bits that a rare language is behind."""

UNLIKELY = 14
"""Bits of a letter that the language does not use."""

SYMBOL = 13
"""Bits of a sign that is no punctuation."""

IMPOSSIBLE = 24
"""Bits of a control character, of one that does not exist, or of a broken one: hardly any text holds them."""

MIXED = 8
"""Bits of a Latin letter beside one of another alphabet, or of a sign between two letters."""

CASE_BREAK = 5
"""Bits of a capital behind a small letter."""

DOUBT = 40
"""Bits by which another encoding must be cheaper before a declared one is doubted."""

DOUBT_RATIO = 2.5
"""How much cheaper it must be where the declared one gives nothing odd, only letters that no known language uses ..."""

DOUBT_VARIETY = 4
"""... and how many different characters must show it."""

FLUENT_RATIO = 1.15
"""How much cheaper it must be where the other reading holds no letter but the language's own ..."""

FLUENT_VARIETY = 12
"""... and how many different ones."""

_PUNCTUATION = {
    **dict.fromkeys("’“”–\u00a0«»", 4),
    **dict.fromkeys("‘„‚—…•·§°©®™€£、。「」", 6),
    **dict.fromkeys("¿¡ºª´‹›", 8),
}  # fmt: skip

# What else was in use beside the code pages of Windows, and less and less.
_OLD = (("iso8859", 1), ("koi8", 1), ("mac", 4), ("cp4", 4), ("cp8", 4))
_NOT_OLD = frozenset(["cp874"])

_BEYOND_ASCII = regex.compile(rb"[\x80-\xff]")
_RESTART = regex.compile(rb"[\n<>]")
_OTHER_ALPHABETS = r"\p{Cyrillic}\p{Greek}\p{Hebrew}\p{Arabic}\p{Thai}"
_MIXED = regex.compile(
    rf"(?<=\p{{Latin}})[{_OTHER_ALPHABETS}]|[{_OTHER_ALPHABETS}](?=\p{{Latin}})"
    r"|(?<=\p{L})[‘“„¿¡]+(?=\p{L})|(?<=\p{L})[^\p{L}\p{M}\p{P}\p{Z}\p{C}\x00-\x7f]+(?=\p{L})"
)
_CASE_BREAK = regex.compile(r"(?<=\p{Ll})\p{Lu}")
_ACCENTS_ONLY = regex.compile(r"(?:(?![A-Za-z])\p{Latin}){4,}")


@dataclass(frozen=True, slots=True)
class Language:
    """How a language looks beyond ASCII: the bits of its letters, and the encodings that its pages are in."""

    tag: str
    encodings: tuple[str, ...]
    is_rare: bool
    bits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding and the bits of a sample that is read in it.

    `oddity` is those among them that are odd in every language, `strangers` counts letters that the likeliest language
    does not use, and `variety` different characters beyond ASCII.
    """

    encoding: str
    cost: float
    oddity: int
    strangers: int
    variety: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """A sample as an encoding reads it: its characters beyond ASCII, and the bits of what is odd in every language."""

    counts: Mapping[str, int]
    oddity: int


def sample_of(data: bytes) -> bytes:
    """Return parts of the bytes that go beyond ASCII, of bounded length; empty where none do."""
    parts: list[bytes] = []
    start = 0
    while len(parts) < WINDOWS and (found := _BEYOND_ASCII.search(data, start)):
        end = _RESTART.search(data, found.start() + WINDOW, found.start() + 2 * WINDOW)
        start = end.start() if end else found.start() + WINDOW
        # The letter before may show what the first byte is.
        parts.append(data[max(0, found.start() - 1) : start])
    return b"\n".join(parts)


def guesses(sample: bytes, language: str | None) -> list[Guess]:
    """Return the encodings of all languages, the likeliest first; `language` is what the page states for itself."""
    found = (
        _guess(sample, encoding, [each for each in languages() if encoding in each.encodings], language)
        for encoding in _encodings()
    )
    return sorted(found, key=lambda guess: guess.cost)


def is_nonsense(sample: bytes, encoding: str) -> bool:
    """Tell whether a sample makes no sense in the encoding that was declared for it, while it does in another.

    Text in a language that is not known here looks unlikely in every encoding; that alone is no reason for doubt.
    """
    declared = _guess(sample, encoding, languages(), None)
    # Nobody takes a program of Windows for one of DOS or a Macintosh any more.
    others = [each for each in guesses(sample, None) if _age(each.encoding) <= 1]
    best = min([_guess(sample, "utf-8", languages(), None), *others], key=lambda guess: guess.cost)
    if declared.cost - best.cost <= DOUBT:
        return False
    if declared.oddity - best.oddity > DOUBT:
        return True
    # Who declares an encoding of few languages means it.
    return encoding in _encodings() and _is_foreign(declared, best)


def _is_foreign(declared: Guess, best: Guess) -> bool:
    is_fluent = not best.strangers and not best.oddity and best.variety >= FLUENT_VARIETY
    if is_fluent and declared.cost > FLUENT_RATIO * best.cost:
        return True
    return best.variety >= DOUBT_VARIETY and declared.cost > DOUBT_RATIO * best.cost


def _guess(sample: bytes, encoding: str, among: Sequence[Language], stated: str | None) -> Guess:
    reading = _read(sample, encoding)
    cost, strangers = min(_cost(reading, language, stated) for language in among)
    return Guess(encoding, cost + _age(encoding), reading.oddity, strangers, len(reading.counts))


@cache
def languages() -> tuple[Language, ...]:
    """Return the languages that are known, the most frequent first."""
    return tuple(
        Language(
            tag=tag.lower(),
            encodings=tuple(table["encodings"]),
            is_rare=table.get("rare", False),
            bits={letter: int(bits) for bits, letters in table["bits"].items() for letter in letters},
        )
        for tag, table in shipped_table("indexer.extract", "encodings.toml")["languages"].items()
    )


@cache
def _encodings() -> Sequence[str]:
    return [*dict.fromkeys(encoding for language in languages() for encoding in language.encodings)]


def _age(encoding: str) -> int:
    if encoding in _NOT_OLD:
        return 0
    return next((bits for prefix, bits in _OLD if encoding.startswith(prefix)), 0)


def _read(sample: bytes, encoding: str) -> _Reading:
    text = sample.decode(encoding, "replace")
    counts = {character: count for character, count in Counter(text).items() if character > "\x7f"}
    strange = _beyond_ascii(text, _MIXED) + _beyond_ascii(text, _ACCENTS_ONLY)
    impossible = sum(count for character, count in counts.items() if _bits_of_others(character) == IMPOSSIBLE)
    oddity = MIXED * strange + CASE_BREAK * _beyond_ascii(text, _CASE_BREAK) + IMPOSSIBLE * impossible
    return _Reading({each: count for each, count in counts.items() if _bits_of_others(each) != IMPOSSIBLE}, oddity)


def _beyond_ascii(text: str, pattern: "regex.Pattern[str]") -> int:
    """Count the matches in which a character beyond ASCII has a part."""
    return sum(not text[max(0, each.start() - 1) : each.end() + 1].isascii() for each in pattern.finditer(text))


def _cost(reading: _Reading, language: Language, stated: str | None) -> tuple[float, int]:
    """Return the bits of a text in a language, and how many letters it does not use."""
    cost = float(reading.oddity + RARE * language.is_rare - STATED * _is_stated(language, stated))
    strangers = 0
    for character, count in reading.counts.items():
        bits = language.bits.get(character) or language.bits.get(character.lower())
        if bits is None:
            bits = _bits_of_others(character)
            strangers += count * (bits == UNLIKELY)
        cost += count * bits
    return cost, strangers


def _is_stated(language: Language, stated: str | None) -> bool:
    if not stated:
        return False
    primary = stated.partition("-")[0]
    known = _SAME.get(primary, primary)
    return known == language.tag.partition("-")[0]


_SAME = {"no": "nb", "nn": "nb", "bs": "hr", "iw": "he", "gl": "pt", "mo": "ro"}
"""Languages that are written like another, or that have had another code."""


@cache
def _bits_of_others(character: str) -> int:
    """Return the bits of a character that is no letter of the language."""
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    category = unicodedata.category(character)
    if category in ("Cc", "Cn", "Co", "Cs") or character == "\ufffd" or "\u2500" <= character < "\u2600":
        return IMPOSSIBLE
    return UNLIKELY if category[0] in "LM" else SYMBOL
