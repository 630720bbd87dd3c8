"""Whether the speaker that somebody claims is the one whom the archive names."""

from dataclasses import dataclass

from indexer.analysis import fold, surface_words
from indexer.extract.voices.saying import LANGUAGES, saying_in

_LEAST = 2
"""Fewest letters of a word of a name that is no initial."""


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name without honorifics and offices: what was given first, the family name last."""

    words: tuple[str, ...]

    @property
    def family(self) -> str:
        return self.words[-1]


def is_same_speaker(claimed: str, named: str | None, title: str | None) -> bool:
    """Tell whether a claimed name is the one that the archive has, or a part of it.

    “Piquer”, “Ms Piquer”, “A. Piquer”, “Ana Piquer” and “Piquer, Ana” are the same; “Ana” and “Ana Lopez” are not.
    An office or an organisation stands for the person of whose title it is a part.
    """
    if title and len(whole := _words(claimed)) >= _LEAST and set(whole) <= set(_words(title)):
        return True
    one, other = _name(claimed), _name(named or "")
    if not one.words or not other.words:
        return False
    if _is_within(one, other):
        return one.family == other.family or len(_full(one)) > 1
    return one.family == other.family and _is_within(other, one) and len(other.words) > 1


def _is_within(one: Name, other: Name) -> bool:
    """Tell whether each word of a name is one of another's, or stands for one by its initial."""
    return all(any(_agree(word, each) for each in other.words) for word in one.words)


def _agree(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) < _LEAST and long.startswith(short))


def _full(name: Name) -> set[str]:
    return {word for word in name.words if len(word) >= _LEAST}


def _name(text: str) -> Name:
    """Return a name without what is no part of it; one of nothing but offices stays as it is."""
    before, comma, behind = text.partition(",")
    plain = f"{behind} {before}" if comma and len(behind.split()) <= _LEAST and not _has_office(behind) else before
    words = plain.split()
    last = max((place for place, word in enumerate(words[:-1]) if _is_office(word)), default=-1)
    kept = [word for word in words[last + 1 :] if not _is_office(word)]
    return Name(tuple(_words(" ".join(kept) or text)))


def _has_office(text: str) -> bool:
    return any(map(_is_office, text.split()))


def _is_office(word: str) -> bool:
    """Tell whether a word is an honorific, an office, or goes with one, in any language that is known."""
    tables = map(saying_in, LANGUAGES)
    return any(each.is_honorific(word) or each.is_office(word) or word.lower() in each.qualifiers for each in tables)


def _words(text: str) -> list[str]:
    return [folded for word in surface_words(text) if (folded := fold(word))]
