"""The name by which a paragraph is cited: its number, to be read, and a fingerprint of its words, to last.

The number says where to look; the fingerprint finds the paragraph when others were put before it, and tells when its
words are no longer those that were cited.
"""

import base64
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from indexer.statement import Paragraph

LENGTH = 8
"""Characters of a fingerprint, five bits each: among the paragraphs of one statement, chance makes no two alike."""

_ANCHOR = re.compile(rf"(?P<number>[1-9]\d{{0,6}})(?:-(?P<fingerprint>[a-z2-7]{{{LENGTH}}}))?")
_LIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
        **dict.fromkeys("“”„‟″«»＂", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"),
    }
)
"""Characters that typesetting exchanges or adds, each with the plain one. This must not change, or addresses would."""


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
    """Return eight letters and digits that stand for the words of a text.

    Case, white space, the kind of quotation marks, apostrophes and dashes, and what cannot be seen make no difference.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_LIKE).casefold().split())
    digest = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest[: LENGTH * 5 // 8]).decode("ascii").lower()


def anchor(paragraph: Named) -> str:
    """Return the name of a paragraph: its number and the fingerprint of its words, as in 10-mfrggzdf."""
    return f"{paragraph.number}-{fingerprint(paragraph.text)}"


def resolve(paragraphs: Sequence[Paragraph], name: str) -> Resolved | None:
    """Return what an anchor leads to among the paragraphs of a statement, or None if the name is no anchor.

    A number alone leads to the paragraph that has it. Of several with the same words the nearest is meant.
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
        return Resolved(State.MOVED, min(alike, key=lambda each: abs(each.number - number)))
    return Resolved(State.CHANGED, there) if there is not None else Resolved(State.GONE, None)
