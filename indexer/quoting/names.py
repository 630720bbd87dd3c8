"""Whether the speaker that somebody claims is the one whom the archive names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

import regex

from indexer.analysis import fold, surface_words
from indexer.extract.voices.saying import LANGUAGES, POSSESSIVES, Saying, saying_in
from indexer.quoting.rules import Naming

_LEAST = 2
"""Fewest letters of a word of a name that is no initial, and fewest words of a title that stand for a person."""

_BESIDE = regex.compile(r"\s*[(\[;]|\s+[-–—]+\s+|:\s")
"""What begins a remark behind a name."""

_INITIALS = regex.compile(r"(?<=(?<!\p{L})\p{L}\.)(?=\p{L})")

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
"""Letters that those without them on their keyboards write as two, as passports do (ICAO Doc 9303-3, table 6)."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claimed name in raw words: those that agree with the archive's from first to last, and what is around them."""

    before: Sequence[str]
    words: Sequence[str]
    behind: Sequence[str]


def is_same_speaker(claimed: str, named: str | None, title: str | None, naming: Naming) -> bool:
    """Tell whether a claimed name is the one that the archive has, or a part of it.

    “Piquer”, “Ms Piquer”, “A. Piquer”, “Ana Piquer” and “Piquer, Ana” are the same; “Ana” and “Ana Lopez” are not, nor
    is “the wife of Ana Piquer”. An office or an organisation stands for the person of whose title it is a part.
    """
    if title and _is_of_title(claimed, title, naming):
        return True
    names = _name_words(named or "")
    claim = _claim(_in_order(claimed), names)
    return (
        claim is not None
        and _is_name_of(claim.words, names, naming)
        and _is_title_before(claim.before, naming)
        and all(_plain(word) in naming.behind for word in claim.behind)
    )


def _is_of_title(claimed: str, title: str, naming: Naming) -> bool:
    """Tell whether a claim is words of a title in a row, and no office that somebody else holds.

    The title “spokesperson of the Prime Minister” tells of another's office, “Deputy Prime Minister” of a lesser one.
    """
    words = list(dropwhile(_is_determiner, claimed.split()))
    wanted, held = _folded(words), title.split()
    if sum(not _is_small(word) for word in words) < _LEAST:
        return False
    for at in range(len(held)):
        if _folded(held[at : at + len(words)]) == wanted:
            before = next((word for word in reversed(held[:at]) if not _is_determiner(word)), "")
            is_held = _plain(before) not in naming.lesser and not _is_small(before)
            return is_held or not any(map(_is_office, words))
    return False


def _is_name_of(words: Sequence[str], names: Sequence[str], naming: Naming) -> bool:
    """Tell whether words are the family name, or some of a name, or all of it with further names in their midst."""
    agreeing = [word for word in words if _is_one_of(word, names)]
    if len(agreeing) == len(words):
        full = {fold(word) for word in words if len(_plain(word)) >= _LEAST}
        return len(full) > 1 or any(_agree(word, names[-1]) for word in words if len(_plain(word)) >= _LEAST)
    others = [word for word in words if word not in agreeing]
    is_around = len(names) > 1 and _agree(words[0], names[0]) and _agree(words[-1], names[-1])
    return is_around and all(_may_be_name(word, naming) for word in others)


def _may_be_name(word: str, naming: Naming) -> bool:
    return word.lower() != word or word.upper() == word or _plain(word) in naming.particles


def _is_title_before(before: Sequence[str], naming: Naming) -> bool:
    """Tell whether what stands before a name is an office or an honorific of whoever has the name.

    “The wife of President”, “not Mr” and “Ms Example and Mr” are none of theirs.
    """
    if not before:
        return True
    if any(_plain(word) in naming.parting for word in before):
        return False
    rest = list(before)
    while rest and (_is_office(rest[-1]) or _is_determiner(rest[-1]) or _plain(rest[-1]) in naming.before):
        rest.pop()
    if not rest:
        return True
    return not _is_small(rest[-1]) and not rest[-1].endswith(POSSESSIVES) and any(map(_is_office, before))


def _claim(words: Sequence[str], names: Sequence[str]) -> _Claim | None:
    """Return a claim parted around what agrees with a name, or None where nothing does."""
    agreeing = [place for place, word in enumerate(words) if names and _is_one_of(word, names)]
    if not agreeing:
        return None
    # “de” before a given name is no part of it, though “de la Cruz” is.
    first = next((place for place in agreeing if _agree(words[place], names[0])), agreeing[0])
    end = agreeing[-1] + 1
    return _Claim(words[: min(first, end)], words[min(first, end) : end], words[end:])


def _in_order(claimed: str) -> list[str]:
    """Return the words of a claim, the given name first, without a remark behind it."""
    plain = _BESIDE.split(_INITIALS.sub(" ", claimed.strip()), maxsplit=1)[0]
    family, *behind = plain.split(",")
    words = family.split()
    if behind and 0 < len(behind[0].split()) <= _LEAST and not any(map(_is_office, behind[0].split())):
        words = behind[0].split() + words
    if words and words[-1].endswith(POSSESSIVES):
        words[-1] = words[-1][: -len(POSSESSIVES[0])]
    return [word for word in words if _folded([word])]


def _name_words(named: str) -> list[str]:
    """Return the words of the archive's name, the family name last, without offices; one of nothing else stays."""
    words = _in_order(named)
    last = max((place for place, word in enumerate(words[:-1]) if _is_office(word)), default=-1)
    return words[last + 1 :]


def _is_one_of(word: str, names: Sequence[str]) -> bool:
    return any(_agree(word, each) for each in names)


def _agree(one: str, other: str) -> bool:
    """Tell whether two words of a name are the same, or one is the other's initial."""
    return any(
        short == long or (len(short) < _LEAST and long.startswith(short))
        for here in _forms(one)
        for there in _forms(other)
        for short, long in [sorted((here, there), key=len)]
    )


def _forms(word: str) -> set[str]:
    forms = ("".join(_folded([each])) for each in (word, word.lower().translate(_SPELLED_OUT)))
    return {each for each in forms if each}


def _is_office(word: str) -> bool:
    """Tell whether a word is an honorific, an office, or goes with one, in any language that is known."""
    plain = word.strip(",").removesuffix("’s").removesuffix("'s")
    return any(
        each.is_honorific(plain) or each.is_office(plain) or plain.lower() in each.qualifiers for each in _tables()
    )


def _is_determiner(word: str) -> bool:
    return any(word.lower() in each.determiners for each in _tables())


def _is_small(word: str) -> bool:
    """Tell whether a word only joins others: an article, a preposition, what links an office to its organisation."""
    plain = word.lower()
    return _is_determiner(word) or any(plain in each.prepositions or each.is_link(plain) for each in _tables())


def _tables() -> Iterator[Saying]:
    return map(saying_in, LANGUAGES)


def _plain(word: str) -> str:
    return word.lower().replace(".", "").strip(",")


def _folded(words: Sequence[str]) -> list[str]:
    return [folded for word in surface_words(" ".join(words)) if (folded := fold(word))]
