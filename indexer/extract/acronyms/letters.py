"""Whether the words of a name give the letters of a short form, in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from indexer.extract.acronyms.words import Word

LONG_WORD = 10
"""Fewest letters of a capitalised word that has a short form of its own; surnames and countries are shorter."""


class Rule(Enum):
    """Where a short form's letters may stand, besides at the beginning of words.

    `HEADS` takes the first few letters of words, and `PARTS` a few from their inside too; `COMPOUND` takes all from
    anywhere in a single word; `PASSING` passes some words of a name over.
    """

    INITIALS = auto()
    HEADS = auto()
    PARTS = auto()
    COMPOUND = auto()
    PASSING = auto()


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form; `letters` are folded, and `rules` are to be tried in their order.

    `initials` are those of the letters that words have to begin with, where these are not all.
    """

    text: str
    letters: str
    initials: str = ""
    rules: tuple[Rule, ...] = (Rule.INITIALS, Rule.PARTS, Rule.COMPOUND, Rule.PASSING)


def beginning(words: Sequence[Word], short: ShortForm) -> int | None:
    """Return the index of the word at which the expansion begins that ends with the last word, or None."""
    initials = {form[0] for word in words for form in word.forms}
    if short.letters[0] not in initials or (words[-1].is_function and not words[-1].is_capital):
        return None
    for rule in short.rules:
        begin = _fit(words, short.letters, rule)
        if begin is not None and _is_plausible(words[begin:], short.letters, rule):
            return begin
    return _fit(words, short.initials, Rule.INITIALS) if short.initials else None


def _fit(words: Sequence[Word], letters: str, rule: Rule) -> int | None:
    """Return the index at which the run of words begins that ends with the last and gives all letters, or None.

    The best has the fewest letters that begin no word and the fewest words passed over, then the fewest words. Goes
    back from the end, and keeps for each number of letters that may be left the fewest of those.
    """
    ways = {len(letters): 0}
    room = min(len(letters) + 5, 2 * len(letters))
    found: dict[int, int] = {}
    for index in reversed(range(len(words))):
        room -= not words[index].is_free
        if room < 0 or not ways:
            break
        taken = _taking(words[index], ways, letters, rule)
        if 0 in taken and words[index].may_begin:
            found.setdefault(taken[0], index)
        passed = _passing(words[index], ways, letters, rule)
        ways = {left: min(each[left] for each in (taken, passed) if left in each) for left in {*taken, *passed} - {0}}
    return found[min(found)] if found else None


def _taking(word: Word, ways: Mapping[int, int], letters: str, rule: Rule) -> dict[int, int]:
    taken: dict[int, int] = {}
    is_single = rule in (Rule.INITIALS, Rule.PASSING) or (word.is_function and not word.is_capital)
    most = 1 if is_single and not word.forms[-1].isdigit() else len(word.forms[0])
    for left, cost in ways.items():
        for count in range(1, min(left, most) + 1):
            if any(_gives(form, letters[left - count : left], rule) for form in word.forms):
                taken[left - count] = min(cost + count - 1, taken.get(left - count, len(letters)))
    return taken


def _passing(word: Word, ways: Mapping[int, int], letters: str, rule: Rule) -> dict[int, int]:
    """Return the ways that go on without a letter from this word: a name's last word has to give one."""
    if word.is_part:
        return dict(ways)
    begun = {left: cost for left, cost in ways.items() if left < len(letters)}
    if word.is_function:
        return begun
    most = len(letters) - 1 if rule is Rule.PASSING and len(letters) > 2 else 0
    return {left: cost + 1 for left, cost in begun.items() if cost < most}


def _gives(form: str, letters: str, rule: Rule) -> bool:
    """Tell whether a word can give these letters; its last one says little about it."""
    if form.isdigit():
        return form.endswith(letters)
    others = letters[1:]
    if form[0] != letters[0] or not others:
        return form[0] == letters[0]
    if rule is Rule.COMPOUND:
        rest = iter(form[1:-1])
        return all(letter in rest for letter in others)
    head = next((place for place, letter in enumerate(others, 1) if form[place : place + 1] != letter), len(letters))
    return head == len(letters) or (rule is Rule.PARTS and letters[head:] in form[head:-1])


def _is_plausible(words: Sequence[Word], letters: str, rule: Rule) -> bool:
    """Tell whether letters that were found by a looser rule than initials are no accident."""
    own = [word for word in words if not word.is_free]
    if any(letters in word.forms for word in words):
        return False
    if rule is Rule.PASSING:
        return all(word.is_capital and not word.after_comma for word in own)
    if rule is Rule.COMPOUND:
        form = own[0].forms[0] if len(own) == 1 else ""
        is_compound = len(form) >= LONG_WORD and len(letters) > 2 and not form.startswith(letters)
        return is_compound or (form != "" and not own[0].is_capital)
    return rule is Rule.INITIALS or len(own) > 1
