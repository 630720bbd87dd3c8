"""The name by which a paragraph is cited: its number, to be read, and a fingerprint of its words, to last.

The number says where to look; the fingerprint finds the paragraph when others were put before it, and tells when its
words are no longer those that were cited.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import regex

from indexer.statement import Paragraph

LENGTH = 8
"""Characters of a fingerprint, five bits each: among the paragraphs of one statement, chance makes no two alike.

They are no seal: whoever wants two texts with one fingerprint can make them.
"""

_ANCHOR = regex.compile(rf"(?P<number>[1-9][0-9]{{0,6}})(?:-(?P<fingerprint>[a-z2-7]{{{LENGTH}}}))?")

# What follows must not change, or addresses would.

_LIKE = str.maketrans(
    {
        **dict.fromkeys('‘’‚‛‹›“”„‟«»′″‵‶`´ʼʹ＇＂"❛❜❝❞「」『』〝〞〟', "'"),
        **dict.fromkeys("‐‑‒–—―−⸺⸻", "-"),
    }
)
"""Characters that typesetting exchanges, each with the plain one."""

_UNSEEN = regex.compile(r"(?!\s)[\p{Default_Ignorable_Code_Point}\p{Cc}\N{ARABIC TATWEEL}]")
"""What is not seen, and what only stretches Arabic letters."""

_SPACED = regex.compile(r"\s*([\p{P}\p{S}])\s*")
"""Signs, with the white space around them: « so », “so”; 5 %, 5%; this – that, this—that."""


class Named(Protocol):
    """What has a number and words: a paragraph."""

    @property
    def number(self) -> int: ...

    @property
    def text(self) -> str: ...


class State(StrEnum):
    """What became of the paragraph that an anchor names."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The paragraph that an anchor leads to: the one with its words, else the one with its number, else none."""

    state: State
    paragraph: Paragraph | None


def fingerprint(text: str) -> str:
    """Return eight letters and digits that stand for the words of a text, and the signs between them.

    Case, the kind of quotation marks, apostrophes and dashes, ligatures and other forms of the same characters, what
    cannot be seen, and white space that parts no two words make no difference.
    """
    digest = hashlib.sha256(_plain(text).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[: LENGTH * 5 // 8]).decode("ascii").lower()


def anchor(paragraph: Named) -> str:
    """Return the name of a paragraph: its number and the fingerprint of its words, as in 10-mfrggzdf."""
    return f"{paragraph.number}-{fingerprint(paragraph.text)}"


def resolve(paragraphs: Sequence[Paragraph], name: str) -> Resolved | None:
    """Return what an anchor leads to among the paragraphs of a statement, or None if the name is no anchor.

    A number alone leads to the paragraph that has it. Of several with the same words one that says them itself is meant
    before one that only repeats them, and then the nearest to the number; the later of two, as more is added than cut.
    """
    found = _ANCHOR.fullmatch(name)
    if found is None:
        return None
    number, wanted = int(found["number"]), found["fingerprint"]
    there = next((each for each in paragraphs if each.number == number), None)
    if there is not None and (wanted is None or fingerprint(there.text) == wanted):
        return Resolved(State.SAME, there)
    alike = [each for each in paragraphs if wanted is not None and fingerprint(each.text) == wanted]
    if alike:
        nearest = min(alike, key=lambda each: (bool(each.repeats), abs(each.number - number), -each.number))
        return Resolved(State.MOVED, nearest)
    return Resolved(State.CHANGED, there) if there is not None else Resolved(State.GONE, None)


def _plain(text: str) -> str:
    # Some compatibility forms would fall apart: the acute accent that is typed for an apostrophe, into a blank.
    folded = unicodedata.normalize("NFKC", text.translate(_LIKE)).casefold()
    # Folding takes some characters apart that were put together.
    like = unicodedata.normalize("NFKC", folded).translate(_LIKE)
    return _SPACED.sub(r"\1", " ".join(_UNSEEN.sub("", like).split()))
