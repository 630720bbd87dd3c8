"""Short forms that a text itself spells out: “Centro de Confinamiento del Terrorismo (CECOT)”.

The starting point is Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in
biomedical text": a definition is a pair of parentheses with the short form inside and the long form before it, or the
other way round, and the short form's letters are found in the long form in their order. Biomedical names take their
letters from anywhere; the names in statements hardly do, so each word that carries meaning must give its first letter.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

import regex

from indexer.analysis import fold
from indexer.statement import Acronym
from indexer.tables import shipped_table

LOOK_BACK = 300
"""Most characters before a parenthesis in which its long form is looked for."""

INNER_LENGTH = 160
"""Most characters inside the parentheses of a definition."""

LEAST_LETTERS, LEAST_NAME, MOST_LETTERS = 2, 4, 10
"""How many letters and digits a short form has; one that is written as a name has more: “Acnur”."""

LEADING_WORDS = 6
"""Most words between a parenthesis and what it defines: “hereafter the”, “por sus siglas en inglés”."""

LONG_WORD = 10
"""Fewest letters of a capitalised word that has a short form of its own; surnames and countries are shorter."""

_PARENTHESES = regex.compile(rf"\(([^()]{{2,{INNER_LENGTH}}})\)")
_TOKEN = regex.compile(r"(?<![\p{L}\p{N}\p{M}])(?:\p{L}(?:\.\p{L})+\b\.?|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)|&")
_SHORT = (
    r"(?<![\p{L}\p{N}\p{M}&.\-/])"
    r"(?:\p{Lu}{2}\.\s?\p{Lu}{2}\.|[\p{Lu}\p{N}](?:[\p{L}\p{N}&]|[.\-/](?=[\p{L}\p{N}])){1,19}[.+]?)"
    r"(?![\p{L}\p{N}\p{M}&\-/’'])"
)
_SHORT_INSIDE = regex.compile(_SHORT)
_SHORT_BEFORE = regex.compile(rf"({_SHORT})[\"'”’»]?\s?\Z")
_NAME = regex.compile(r"\p{Lu}\p{Ll}+")
# Numerals, parties and states of the United States, degrees and titles.
_NOT_SHORT = regex.compile(r"[IVX]+|[DIR]-\p{Lu}\p{Lu}|[^.]*\..*\p{Ll}.*|\P{Ll}*\p{Ll}.*\..*")
_NOT_LETTERS = regex.compile(r"[^\p{L}\p{N}&]+")
_QUOTES = "\"'“”‘’«»„‚‹› \u00a0"
_INSIDE_NAMES = regex.compile(r"[\s,\"'“”‘’«»„‚‹›/]*|[-‐‑]|\.[\s\"'“”‘’«»„‚‹›]*")
_HYPHENS, _APOSTROPHES = frozenset("-‐‑/"), frozenset("'’")


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of `acronyms.toml`, folded."""

    functions: frozenset[str]
    conjunctions: frozenset[str]
    numerals: Mapping[str, str]
    titles: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table = shipped_table("indexer.extract", "acronyms.toml")
    return _Lexicon(
        functions=frozenset(map(fold, " ".join(table["functions"].values()).split())),
        conjunctions=frozenset(map(fold, table["conjunctions"].split())),
        numerals={word: digits for digits, words in table["numerals"].items() for word in words.split()},
        titles=frozenset(table["titles"].split()),
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """A word before a parenthesis, or a part of one: a hyphen or an apostrophe parts words too.

    `forms` are the folded spellings that letters may be taken from; from a free word none need be.
    """

    start: int
    end: int
    forms: tuple[str, ...]
    is_function: bool
    is_part: bool
    is_capital: bool
    after_comma: bool

    @property
    def is_free(self) -> bool:
        return self.is_function or self.is_part

    @property
    def may_begin(self) -> bool:
        return not self.is_part and (self.is_capital or not self.is_function)


class _Rule(Enum):
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
class _Short:
    """A short form; `letters` are folded, and `rules` are to be tried in their order.

    `initials` are those of the letters that words have to begin with, where these are not all.
    """

    text: str
    letters: str
    initials: str = ""
    rules: tuple[_Rule, ...] = (_Rule.INITIALS, _Rule.PARTS, _Rule.COMPOUND, _Rule.PASSING)


def acronyms(texts: Iterable[str]) -> tuple[Acronym, ...]:
    """Return the short forms that the texts define, in the order of their definitions, each pair once.

    Both forms are as written; a long form is part of one text, is the shortest that fits, begins with the first
    letter of its short form and stays inside its sentence. Takes linear time.
    """
    found: dict[tuple[str, str], Acronym] = {}
    for text in texts:
        for acronym in _defined(text):
            found.setdefault((acronym.short, fold(acronym.long)), acronym)
    return tuple(found.values())


def _defined(text: str) -> Iterator[Acronym]:
    for match in _PARENTHESES.finditer(text):
        short = _short_inside(match[1])
        long = short and _expansion(text, max(0, match.start() - LOOK_BACK), match.start(), short)
        if not long:
            short = _short_before(text, match.start())
            long = short and _expansion_inside(text, match.start(1), match.end(1), short)
        if short and long:
            yield Acronym(short=short.text, long=long)


def _short_inside(inner: str) -> _Short | None:
    """Return the first short form in parentheses; one that is written as a name has to stand there alone."""
    for match in _SHORT_INSIDE.finditer(inner):
        if short := _short(match.group()):
            return short if len(_TOKEN.findall(inner, 0, match.start())) <= LEADING_WORDS else None
    return _short_name(inner.strip(_QUOTES))


def _short_before(text: str, end: int) -> _Short | None:
    match = _SHORT_BEFORE.search(text, max(0, end - 2 * MOST_LETTERS - 4), end)
    return (_short(match[1]) or _short_name(match[1])) if match else None


def _short(text: str) -> _Short | None:
    """Return the short form that a word is, if half of it is upper case or it has a digit."""
    plain = _NOT_LETTERS.sub("", text)
    upper = sum(character.isupper() for character in plain)
    digits = sum(character.isdigit() for character in plain)
    if upper + digits < 2 or not upper or 2 * (upper + digits) < len(plain) or _NOT_SHORT.fullmatch(text):
        return None
    if plain.endswith("s") and upper + digits == len(plain) - 1 > 1:
        plain = plain[:-1]
    return _Short(text, fold(plain), _initials(plain)) if LEAST_LETTERS <= len(plain) <= MOST_LETTERS else None


def _initials(letters: str) -> str:
    """Return the letters without those in lower case, or one of each pair: in Spanish, EE. UU. are Estados Unidos."""
    upper = "".join(letter for letter in letters if not letter.islower())
    if upper == letters:
        upper = letters[::2] if letters[::2] == letters[1::2] else ""
    return fold(upper) if len(upper) >= LEAST_LETTERS else ""


def _short_name(text: str) -> _Short | None:
    is_name = LEAST_NAME <= len(text) <= MOST_LETTERS and _NAME.fullmatch(text)
    return _Short(text, fold(text), rules=(_Rule.HEADS,)) if is_name else None


def _expansion(text: str, start: int, end: int, short: _Short) -> str | None:
    """Return the shortest part of a text, up to an end, that spells a short form out."""
    words = _words(text, start, end)
    begin = _beginning(words, short)
    if begin is None:
        return None
    is_possessive = words[-1].is_part and words[-1].forms == ("s",)
    return text[words[begin].start : words[-2 if is_possessive else -1].end]


def _expansion_inside(text: str, start: int, end: int, short: _Short) -> str | None:
    """Return what spells a short form out from the beginning of parentheses, behind a label at most."""
    for stop in (end, *(place for mark in ",;–—" if (place := text.find(mark, start, end)) > 0)):
        long = _expansion(text, start, stop, short)
        label = text[start:stop].partition(long)[0] if long else ""
        if long and len(_TOKEN.findall(label)) <= LEADING_WORDS:
            return long
    return None


def _words(text: str, start: int, end: int) -> Sequence[_Word]:
    """Return the words of a text that may belong to one name that ends with the last of them."""
    words: list[_Word] = []
    previous = ""
    last = start
    for match in _TOKEN.finditer(text, start, end):
        gap = text[last : match.start()]
        if words and _is_boundary(previous, gap):
            words = []
        words.append(_word(match.group(), match.start(), gap, words[-1] if words else None))
        previous, last = match.group(), match.end()
    return words if not text[last:end].strip(_QUOTES) else ()


def _is_boundary(word: str, gap: str) -> bool:
    if not _INSIDE_NAMES.fullmatch(gap):
        return True
    return gap.startswith(".") and len(word) > 1 and word not in _lexicon().titles


def _word(written: str, start: int, gap: str, before: _Word | None) -> _Word:
    folded = fold(written).replace(".", "") or written
    is_part = before is not None and (gap in _HYPHENS or (gap in _APOSTROPHES and not before.is_function))
    lexicon = _lexicon()
    forms = (folded, "&") if folded in lexicon.conjunctions else ("&", "and") if written == "&" else (folded,)
    numeral = (lexicon.numerals[folded],) if folded in lexicon.numerals else ()
    return _Word(
        start=start,
        end=start + len(written),
        forms=(*forms, *numeral),
        is_function=folded in lexicon.functions or written == "&",
        is_part=is_part,
        is_capital=written[0].isupper(),
        after_comma="," in gap,
    )


def _beginning(words: Sequence[_Word], short: _Short) -> int | None:
    """Return the index of the word at which the expansion begins that ends with the last word, or None."""
    initials = {form[0] for word in words for form in word.forms}
    if short.letters[0] not in initials or (words[-1].is_function and not words[-1].is_capital):
        return None
    for rule in short.rules:
        begin = _fit(words, short.letters, rule)
        if begin is not None and _is_plausible(words[begin:], short.letters, rule):
            return begin
    return _fit(words, short.initials, _Rule.INITIALS) if short.initials else None


def _fit(words: Sequence[_Word], letters: str, rule: _Rule) -> int | None:
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


def _taking(word: _Word, ways: Mapping[int, int], letters: str, rule: _Rule) -> dict[int, int]:
    taken: dict[int, int] = {}
    is_single = rule in (_Rule.INITIALS, _Rule.PASSING) or (word.is_function and not word.is_capital)
    most = 1 if is_single and not word.forms[-1].isdigit() else len(word.forms[0])
    for left, cost in ways.items():
        for count in range(1, min(left, most) + 1):
            if any(_gives(form, letters[left - count : left], rule) for form in word.forms):
                taken[left - count] = min(cost + count - 1, taken.get(left - count, len(letters)))
    return taken


def _passing(word: _Word, ways: Mapping[int, int], letters: str, rule: _Rule) -> dict[int, int]:
    """Return the ways that go on without a letter from this word: a name's last word has to give one."""
    if word.is_part:
        return dict(ways)
    begun = {left: cost for left, cost in ways.items() if left < len(letters)}
    if word.is_function:
        return begun
    most = len(letters) - 1 if rule is _Rule.PASSING and len(letters) > 2 else 0
    return {left: cost + 1 for left, cost in begun.items() if cost < most}


def _gives(form: str, letters: str, rule: _Rule) -> bool:
    """Tell whether a word can give these letters; its last one says little about it."""
    if form.isdigit():
        return form.endswith(letters)
    others = letters[1:]
    if form[0] != letters[0] or not others:
        return form[0] == letters[0]
    if rule is _Rule.COMPOUND:
        rest = iter(form[1:-1])
        return all(letter in rest for letter in others)
    head = next((place for place, letter in enumerate(others, 1) if form[place : place + 1] != letter), len(letters))
    return head == len(letters) or (rule is _Rule.PARTS and letters[head:] in form[head:-1])


def _is_plausible(words: Sequence[_Word], letters: str, rule: _Rule) -> bool:
    """Tell whether letters that were found by a looser rule than initials are no accident."""
    own = [word for word in words if not word.is_free]
    if any(letters in word.forms for word in words):
        return False
    if rule is _Rule.PASSING:
        return all(word.is_capital and not word.after_comma for word in own)
    if rule is _Rule.COMPOUND:
        form = own[0].forms[0] if len(own) == 1 else ""
        is_compound = len(form) >= LONG_WORD and len(letters) > 2 and not form.startswith(letters)
        return is_compound or (form != "" and not own[0].is_capital)
    return rule is _Rule.INITIALS or len(own) > 1
