"""Sentences of a text in which quoted words may be replaced by one character."""

from collections.abc import Iterator

import regex

from indexer.extract.voices.saying import Saying

LONGEST_WORD = 20
"""Most characters of an abbreviation that is known."""

_SENTENCE_END = regex.compile(r"(?<=[.!?…؟])[)\]’”\"]{0,2}\s{1,9}(?=[\p{Lu}\p{Lo}\ufffc¿¡])")
_LAST_WORD = regex.compile(r"[\p{L}\p{M}.]++\Z")


def sentences(text: str, saying: Saying) -> Iterator[str]:
    """Yield the sentences of a text in order; an abbreviation or an initial ends none."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        before = text[max(0, match.start() - LONGEST_WORD) : match.start()]
        if not before.endswith(".") or not _is_abbreviated(before[:-1], saying):
            yield text[start : match.start()]
            start = match.end()
    if start < len(text):
        yield text[start:]


def _is_abbreviated(before: str, saying: Saying) -> bool:
    match = _LAST_WORD.search(before)
    word = match.group() if match else ""
    return len(word) == 1 or "." in word or word in saying.abbreviations or word in saying.honorifics
