"""A quotation as an editor wrote it: its words, and what stands between them for words of the archive."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from indexer.analysis import Analyser, Token, fold

ELLIPSIS = r"\[\s?(?:…|\.{2,}|(?:\.\s){1,3}\.?)\s?\]|\(\s?(?:…|\.{3,}|(?:\.\s){2}\.)\s?\)|…|\.{3,}|(?:\.\s){2,3}\."
_ELLIPSIS = regex.compile(ELLIPSIS)
_EDITED = regex.compile(
    rf"(?P<ellipsis>{ELLIPSIS})|(?P<inside>(?<=[\p{{L}}\p{{M}}])\[[\p{{L}}\p{{M}}’']{{0,20}}\]|"
    r"\[[\p{L}\p{M}’']{0,20}\](?=[\p{L}\p{M}]))|(?P<inserted>\[[^\[\]]{0,200}\])"
)
_EDGES = " \t\n\"“”„‟«»「」『』＂‘’'‹›"
_PARAGRAPH = regex.compile(r"\n\s*")

_MOST_TAKEN, _MOST_PUT = 2, 3
"""Letters of an ending that an editor may take off a word, and put there in brackets: more make another word."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a quotation: its exact term, and its half-open span.

    `kept` are the letters before and behind those that an editor put into brackets, where there are any: [T]he.
    """

    exact: str
    start: int
    end: int
    kept: tuple[str, str] | None = None

    def stands_for(self, exact: str) -> bool:
        """Tell whether an editor may have made this word of another by what is in brackets: its ending, no more.

        What stands before a word turns its meaning, as [un] does, and so do digits.
        """
        if self.kept is None:
            return False
        if self.exact == exact:
            return True
        before, behind = self.kept
        is_ending = before != "" and behind == "" and exact.startswith(before)
        is_short = len(exact) - len(before) <= _MOST_TAKEN and len(self.exact) - len(before) <= _MOST_PUT
        return is_ending and is_short and not any(each.isdigit() for each in exact + self.exact)


@dataclass(frozen=True, slots=True)
class Joint:
    """What an editor put between two words: an ellipsis, words in brackets, or both.

    `makes_number` tells whether brackets with digits touch others, and so make another number of them: [2]20.
    """

    ellipsis: bool
    inserted: str
    makes_number: bool = False


@dataclass(frozen=True)
class Passage:
    """A quotation in the words of one language; `joints` are by the place of the word that follows."""

    text: str
    words: tuple[Word, ...]
    joints: Mapping[int, Joint]

    @cached_property
    def exacts(self) -> tuple[str, ...]:
        """Return the exact terms of its words."""
        return tuple(word.exact for word in self.words)

    def before(self, place: int) -> str:
        """Return what stands between a word and the one before it, or the edge."""
        start = self.words[place - 1].end if place else 0
        return self.text[start : self.words[place].start if place < len(self.words) else len(self.text)]

    def quoted(self, first: int, end: int) -> str:
        """Return the text of words, from the first to the one before `end`."""
        return self.text[self.words[first].start : self.words[end - 1].end] if first < end else ""

    def part(self, first: int, end: int) -> "Passage":
        """Return the words in a range, as a quotation by themselves."""
        joints = {place - first: joint for place, joint in self.joints.items() if first < place < end}
        return Passage(self.text, self.words[first:end], joints)

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the half-open ranges of words that no editor parted."""
        edges = [0, *sorted(place for place in self.joints if 0 < place < len(self.words)), len(self.words)]
        return ((first, end) for first, end in pairwise(edges) if first < end)


def bare_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the quotation marks and white space at its edges, but for marks that open within."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def has_ellipsis(text: str) -> bool:
    """Tell whether a text has an ellipsis."""
    return _ELLIPSIS.search(text) is not None


def read_passage(text: str, language: str, analyser: Analyser) -> Passage:
    """Return a quotation in the words of a language: an ellipsis and brackets are the editor's.

    The analyser is one that remembers no texts: what somebody has checked is nobody's to keep.
    """
    reader = _Reader(text, language, analyser)
    at = 0
    for found in _EDITED.finditer(text):
        reader.read(at, found.start())
        at = found.end()
        if found.lastgroup == "inside":
            reader.read_letters(*found.span())
        else:
            reader.join(*found.span(), is_ellipsis=found.lastgroup == "ellipsis")
    reader.read(at, len(text))
    reader.end_words()
    return Passage(text, tuple(reader.words), reader.joints)


class _Reader:
    """Reads a quotation from its beginning: brackets within a word are taken off it, those around words part them."""

    def __init__(self, text: str, language: str, analyser: Analyser) -> None:
        self._text = text
        self._language = language
        self._analyser = analyser
        self._plain: list[str] = []
        self._origins: list[int] = []
        self._inside: list[tuple[int, int]] = []
        self.words: list[Word] = []
        self.joints: dict[int, Joint] = {}

    def read(self, start: int, end: int) -> None:
        """Read a part of the text."""
        self._plain.append(self._text[start:end])
        self._origins += range(start, end)

    def read_letters(self, start: int, end: int) -> None:
        """Read letters of a word that stand in brackets."""
        self._inside.append((start, end))
        self.read(start + 1, end - 1)

    def join(self, start: int, end: int, *, is_ellipsis: bool) -> None:
        """Read what an editor put between words."""
        self.end_words()
        between, beside = self._text[start:end], self._text[max(0, start - 1) : start] + self._text[end : end + 1]
        joint = self.joints.get(len(self.words), Joint(ellipsis=False, inserted=""))
        inserted = joint.inserted if is_ellipsis else f"{joint.inserted} {between}".strip()
        makes_number = any(map(str.isdigit, between)) and any(map(str.isdigit, beside))
        self.joints[len(self.words)] = Joint(
            joint.ellipsis or is_ellipsis, inserted, joint.makes_number or makes_number
        )

    def end_words(self) -> None:
        """Make words of what was read since the last joint."""
        for token in self._analyser.tokens("".join(self._plain), self._language):
            self.words.append(self._word(token))
        self._plain, self._origins, self._inside = [], [], []

    def _word(self, token: Token) -> Word:
        start, end = self._origins[token.start], self._origins[token.end - 1] + 1
        touching = [span for span in self._inside if span[0] < end and span[1] > start]
        touching += [span for span in self._inside if span[1] - span[0] == len("[]") and span[0] == end]
        if not touching:
            return Word(token.exact, start, end)
        first, last = touching[0], touching[-1]
        kept = fold(self._text[start : first[0]]), fold(self._text[last[1] : end])
        return Word(token.exact, min(start, first[0]), max(end, last[1]), kept)
