"""A paragraph's own words, its quoted ones each put into one character; and which quoted words somebody says."""

from collections.abc import Sequence

import regex

from indexer.extract.voices.quotation import Quoted, Span
from indexer.extract.voices.speaking import QUOTE

LEAST_WORDS = 4
"""Fewest words between marks that are somebody's words; fewer are a name or a doubt, except where a sentence begins."""

SAID_WORDS = 8
"""Fewest words between marks that are somebody's words where nothing says whose, unless they end as a sentence does."""

CAPITALISED = 0.7
"""Least share of long words with a capital between marks that are a title: of a report, a song, a law."""

LONG_WORD = 4
"""Fewest letters of such a word."""

MOST_READ = 400
"""Most characters of quoted words that are looked at."""

_LONG = regex.compile(rf"\p{{L}}[\p{{L}}\p{{M}}’'-]{{{LONG_WORD - 1},40}}")
_STOPS = (".", "…", "!", "?", "؟", "。", "！", "？")
_COMMAS = (",", "،", "，")
_MARKS = " \"“”„‟«»「」『』＂‘’'"


def outside(text: str, spans: Sequence[Span]) -> str:
    """Return a text with each quotation in it as one character, with a full stop where it ends as a sentence does.

    What is too short to be a quotation, or is a title, stays as it is.
    """
    parts, at = [], 0
    for start, end in spans:
        before = text[at:start]
        said = _is_speech(text[start:end], begins_sentence=_begins_sentence(before, is_first=at == 0))
        parts += [before, QUOTE + "." * _ends_sentence(text[start:end]) if said else text[start:end]]
        at = end
    return "".join([*parts, text[at:]])


def _is_speech(inside: str, *, begins_sentence: bool) -> bool:
    """Tell whether words between marks can be somebody's, rather than a name, a title or a doubt."""
    words = inside[:MOST_READ].strip(_MARKS)
    if len(inside.split(maxsplit=LEAST_WORDS)) < LEAST_WORDS:
        return begins_sentence and words.endswith(_STOPS + _COMMAS)
    long = _LONG.findall(words)
    is_title = sum(word[0].isupper() for word in long) >= CAPITALISED * len(long) and len(long) > 1
    return not is_title or len(inside) > MOST_READ or words.endswith(_STOPS)


def has_speech(text: str, quoted: Quoted) -> bool:
    """Tell whether a paragraph quotes words that are somebody's whoever it is: many, or a whole sentence."""
    return any(_is_long_speech(text[start:end]) for start, end in quoted.spans)


def is_all_quoted(own: str) -> bool:
    """Tell whether a paragraph, its quotations put into one character each, has no words of its own."""
    return QUOTE in own and not any(character.isalnum() for character in own)


def _is_long_speech(inside: str) -> bool:
    words = inside.strip(_MARKS)
    return len(words.split(maxsplit=SAID_WORDS)) >= SAID_WORDS or words.endswith(_STOPS + _COMMAS)


def _begins_sentence(before: str, *, is_first: bool) -> bool:
    plain = before.rstrip()
    return plain.endswith(_STOPS) if plain else is_first


def _ends_sentence(inside: str) -> bool:
    return inside.rstrip(_MARKS).endswith((".", "…"))
