"""Text as it is kept: clean characters, and the title that a text without one is given."""

import re
import unicodedata
from collections.abc import Iterator

TITLE_LENGTH = 120
"""Most characters of a title that is taken from the text, its ellipsis included."""

SENTENCE_LENGTH = 60
"""Fewest characters of a line that may be a sentence of a statement."""

SENTENCE_ENDED = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*\Z")
"""Finds the end of a text that ends as a sentence does."""

_ABBREVIATIONS = frozenset(
    [
        "a.m", "adm", "art", "capt", "col", "dr", "fig", "gen", "gov", "hon", "jr", "lt", "maj", "mr", "mrs", "ms",
        "no", "nos", "p.m", "pp", "prof", "rep", "rev", "rt", "sen", "sgt", "sr", "st", "vs",
    ]
)  # fmt: skip
"""Words, in lower case, whose full stop does not end a sentence."""

_LONGEST_WORD = 40
"""Characters beside the end of a sentence in which it is looked for an abbreviation, or for how the next begins."""

_INVISIBLE = dict.fromkeys(
    [
        *range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0),  # controls
        0xAD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F),  # soft hyphen, zero width, direction
        *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF,
        *range(0xD800, 0xE000),  # halves of a character that was cut
    ]
)  # fmt: skip

# Persian and the Indic scripts write with joiners; between Latin letters they are leftovers of typesetting. The
# non-joiner separates two letters, while a joiner may end a word (Malayalam chillu letters).
_JOINER = re.compile("[\u200c\u200d]")
_STRAY_JOINERS = re.compile(
    r"(?:(?<![\u0300-\u1fff\u2c00-\U0010ffff])|(?<=\s))[\u200c\u200d]+|\u200c+(?![\u0300-\u1fff\u2c00-\U0010ffff])"
)

_SENTENCE_END = re.compile(r"[.!?…؟।]+[\"'”’»)\]]*(?=\s+\S)|[。！？]+[」』”’）]*")


def is_sentence(text: str) -> bool:
    """Tell whether a text is long enough for a sentence and ends as one does."""
    return len(text) >= SENTENCE_LENGTH and SENTENCE_ENDED.search(text) is not None


def clean(text: str) -> str:
    """Return the text in NFC, without invisible characters, every run of white space one space, none at the ends.

    Joiners stay where Persian and Indic spelling needs them. What is clean stays as it is.
    """
    if text.isascii():
        plain = " ".join(text.split())
        if plain.isprintable():  # most of all text: nothing else can be wrong with it
            return plain
    visible = _visible(text)
    # Where a joiner goes, what stands beside it may join, and leave another one stray.
    while _JOINER.search(visible) and (clearer := _visible(visible)) != visible:
        visible = clearer
    return visible


def _visible(text: str) -> str:
    visible = " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())
    if _JOINER.search(visible):
        visible = " ".join(_STRAY_JOINERS.sub("", visible).split())
    return unicodedata.normalize("NFC", visible)


def title_of(text: str) -> str:
    """Return the first sentence of a clean text, cut at a word with an ellipsis if it is longer than a title."""
    sentence = _first_sentence(text)
    if len(sentence) <= TITLE_LENGTH:
        return sentence
    head = sentence[:TITLE_LENGTH]
    words = head.rpartition(" ")[0] or head[: TITLE_LENGTH - 1]
    return words.rstrip(" ,;:–—-") + "…"


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the half-open spans of a clean text's sentences, in order; together they are all of it."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if not _is_abbreviated(text, match):
            yield start, match.end()
            start = match.end()
    if text[start:].strip():
        yield start, len(text)


def _first_sentence(text: str) -> str:
    for match in _SENTENCE_END.finditer(text, 0, 4 * TITLE_LENGTH):
        if not _is_abbreviated(text, match):
            return text[: match.end()]
    return text


def _is_abbreviated(text: str, end: re.Match[str]) -> bool:
    if end.group() != ".":
        return False
    # A long text has many ends: only what stands beside each is looked at.
    before = text[max(0, end.start() - _LONGEST_WORD) : end.start()]
    word = before.rpartition(" ")[2].lstrip("(“‘\"'").casefold()
    after = text[end.end() : end.end() + _LONGEST_WORD].lstrip()[:1]
    return len(word.rpartition(".")[2]) <= 1 or word in _ABBREVIATIONS or after.islower()
