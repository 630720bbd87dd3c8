"""Whether the speaker that somebody claims is the one whom the archive names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

import regex

from indexer.analysis import fold, surface_words
from indexer.extract.voices.names import without_possessive
from indexer.extract.voices.saying import LANGUAGES, Saying, saying_in
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
    words, archived = _in_order(claimed), _in_order(named or "")
    if _names_office(archived, naming):
        return _folded(dropwhile(_is_courtesy, words)) == _folded(dropwhile(_is_courtesy, archived))
    names = _name_words(archived)
    claim = _claim(words, names, naming)
    return (
        claim is not None
        and _is_name_of(claim.words, names, naming)
        and _is_title_before(claim, naming)
        and _is_said_behind(claim, naming)
    )


def _names_office(words: Sequence[str], naming: Naming) -> bool:
    """Tell whether the archive names an office and nobody who holds it: the Deputy's is not the Prime Minister's."""
    if not words or not _is_office(words[0]):
        return False
    return any(map(_is_small, words)) or all(_is_office(word) or _plain(word) in naming.before for word in words)


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
    agreeing = [word for word in words if _is_one_of(word, names, naming)]
    if len(agreeing) == len(words):
        full = {fold(word) for word in words if len(_plain(word)) >= _LEAST}
        return len(full) > 1 or any(_agree(word, names[-1], naming) for word in words if len(_plain(word)) >= _LEAST)
    others = [word for word in words if word not in agreeing]
    is_around = len(names) > 1 and _agree(words[0], names[0], naming) and _agree(words[-1], names[-1], naming)
    return is_around and all(map(_may_be_name, others))


def _may_be_name(word: str) -> bool:
    return word.lower() != word or word.upper() == word


def _is_title_before(claim: _Claim, naming: Naming) -> bool:
    """Tell whether what stands before a name is an office or an honorific of whoever has the name.

    “The wife of President”, “not Mr”, “Mr Example and Ms” and “Mrs Janette” are none of theirs.
    """
    if any(_plain(word) in naming.parting for word in claim.before):
        return False
    rest = list(claim.before)
    while rest and (_is_office(rest[-1]) or _is_determiner(rest[-1]) or _plain(rest[-1]) in naming.before):
        rest.pop()
    if not rest:
        return True
    if _is_small(rest[-1]):
        return False
    return len(rest) < len(claim.before) or _is_office_elsewhere(rest, claim.words)


def _is_office_elsewhere(before: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether words before a whole name are an office and where it is held: “Leader of the Opposition”."""
    links = [place for place, word in enumerate(before) if _is_small(word)]
    return len(words) > 1 and bool(links) and any(map(_is_office, before[: links[-1]]))


def _is_said_behind(claim: _Claim, naming: Naming) -> bool:
    """Tell whether what stands behind a name is letters of rank, or where whoever has it is from or works."""
    if len(claim.words) > 1 and claim.behind and _plain(claim.behind[0]) in naming.home:
        return not any(_plain(word) in naming.parting for word in claim.behind)
    return all(_plain(word) in naming.behind for word in claim.behind)


def _claim(words: Sequence[str], names: Sequence[str], naming: Naming) -> _Claim | None:
    """Return a claim parted around what agrees with a name, or None where nothing does."""
    agreeing = [place for place, word in enumerate(words) if names and _is_one_of(word, names, naming)]
    if not agreeing:
        return None
    # “de” before a given name is no part of it, though “de la Cruz” is.
    first = next((place for place in agreeing if _agree(words[place], names[0], naming)), agreeing[0])
    end = agreeing[-1] + 1
    return _Claim(words[: min(first, end)], words[min(first, end) : end], words[end:])


def _in_order(claimed: str) -> list[str]:
    """Return the words of a name, the given name first, without a remark behind it."""
    plain = _BESIDE.split(_INITIALS.sub(" ", claimed.strip()), maxsplit=1)[0]
    family, *behind = plain.split(",")
    words, given = family.split(), behind[0].split() if behind else []
    if len(words) >= _LEAST and given and any(map(_is_office, words)):
        words += given
    elif 0 < len(given) <= _LEAST and not any(map(_is_office, given)) and any(map(str.isalpha, behind[0])):
        words = given + words
    words[-1:] = map(without_possessive, words[-1:])
    return [word for word in words if _folded([word])]


def _name_words(words: Sequence[str]) -> Sequence[str]:
    """Return the words of the archive's name, the family name last, without offices before it."""
    last = max((place for place, word in enumerate(words[:-1]) if _is_office(word)), default=-1)
    return words[last + 1 :]


def _is_one_of(word: str, names: Sequence[str], naming: Naming) -> bool:
    return any(_agree(word, each, naming) for each in names)


def _agree(one: str, other: str, naming: Naming) -> bool:
    """Tell whether two words of a name are the same, or one is short for the other, or its initial."""
    return any(
        short == long
        or (len(short) < _LEAST and long.startswith(short))
        or not naming.short_forms.get(short, frozenset()).isdisjoint(naming.short_forms.get(long, ()))
        for here in _forms(one)
        for there in _forms(other)
        for short, long in [sorted((here, there), key=len)]
    )


def _forms(word: str) -> set[str]:
    forms = ("".join(_folded([each])) for each in (word, word.lower().translate(_SPELLED_OUT)))
    return {each for each in forms if each}


def _is_office(word: str) -> bool:
    """Tell whether a word is an honorific, an office, or goes with one, in any language that is known."""
    plain = without_possessive(word.strip(","))
    offices = any(each.is_office(plain) or plain.lower() in each.qualifiers for each in _tables())
    return offices or _is_honorific(plain)


def _is_honorific(word: str) -> bool:
    return any(each.is_honorific(word) or each.is_honorific(word.capitalize()) for each in _tables())


def _is_courtesy(word: str) -> bool:
    return _is_determiner(word) or _is_honorific(word)


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


def _folded(words: Iterable[str]) -> list[str]:
    return [folded for word in surface_words(" ".join(words)) if (folded := fold(word))]
