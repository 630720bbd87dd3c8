"""Whether words turn what other words say: a negation, an opposite, another number."""

import unicodedata
from collections.abc import Set

import regex

from indexer.analysis import fold, surface_words
from indexer.quoting.rules import Opposing, Rules

_SHORTENED = regex.compile(r"n['’]t\b", regex.IGNORECASE)
"""How English shortens “not”: its words are parted at the apostrophe."""

_BEGINNING = 3
"""Letters in which the forms of a word agree: said, says."""

_NUMBER = regex.compile(r"\d+(?:[.,'’\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]\d+)*")


def turns(text: str, other: str, rules: Rules) -> bool:
    """Tell whether a text says what another does not, if it is put in its place: as far as lists of words tell."""
    here, there = _numbers(text, rules), _numbers(other, rules)
    is_another = bool(here) and bool(there) and here != there
    return is_another or negates(text, rules) != negates(other, rules) or _opposes(text, other, rules.opposing)


def negates(text: str, rules: Rules) -> bool:
    """Tell whether a text has a negation, in any of the languages that are known."""
    return _SHORTENED.search(text) is not None or not rules.negations.isdisjoint(_words(text))


def hides(text: str, rules: Rules) -> bool:
    """Tell whether a text turns the sentence that it is a part of: a negation, “hardly”, “unless”, “allegedly”."""
    return negates(text, rules) or not rules.hiding.isdisjoint(_words(text))


def doubts(text: str, rules: Rules) -> bool:
    """Tell whether a text puts in doubt what it stands beside: “could have”, “wrongly accused of”."""
    return hides(text, rules) or not rules.doubting.isdisjoint(_words(text))


def is_number(text: str, rules: Rules) -> bool:
    """Tell whether a text has a number, in digits or in words."""
    return any(each[0].isdigit() for each in _numbers(text, rules))


def changes_words(text: str, other: str, rules: Rules) -> bool:
    """Tell whether a text stands for what no editor puts other words for: verbs and adjectives, and bare nouns.

    A pronoun, a name, a number, or what has one, an article or a preposition with it may be told otherwise; of any
    other word another form, which begins alike.
    """
    words = surface_words(other)
    if is_number(other, rules) or any(
        word != word.lower() or word == word.upper() or fold(word) in rules.small for word in words
    ):
        return False
    begun = {word[:_BEGINNING] for word in _words(text)}
    return any(word[:_BEGINNING] not in begun for word in map(fold, words))


def _opposes(text: str, other: str, rules: Opposing) -> bool:
    """Tell whether a text has a word whose opposite the other has: “just” for “unjust”, “presence” for “lack”."""
    here, there = _words(text), _words(other)
    lacks = rules.words.isdisjoint(here) != rules.words.isdisjoint(there)
    return lacks or any(
        _has_prefixed(one, another, rules) or _has_counterpart(one - another, another - one, rules)
        for one, another in ((here, there), (there, here))
    )


def _has_prefixed(words: Set[str], others: Set[str], rules: Opposing) -> bool:
    prefixed = (f"{prefix}{word}" for word in words if len(word) >= rules.least for prefix in rules.prefixes)
    return not others.isdisjoint(prefixed)


def _has_counterpart(words: Set[str], others: Set[str], rules: Opposing) -> bool:
    return any(not words.isdisjoint(one) and not others.isdisjoint(other) for one, other in rules.pairs)


def _numbers(text: str, rules: Rules) -> Set[str]:
    """Return the numbers of a text, in digits, whether they are written so or as words."""
    digits = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    return {*digits, *(rules.numbers[word] for word in _words(text) if word in rules.numbers)}


def _words(text: str) -> frozenset[str]:
    return frozenset(map(fold, surface_words(text)))
