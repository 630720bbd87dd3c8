"""The words before or in parentheses that one name may consist of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from indexer.analysis import fold
from indexer.tables import shipped_table

TOKEN = regex.compile(r"(?<![\p{L}\p{N}\p{M}])(?:\p{L}(?:\.\p{L})+\b\.?|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)|&")
"""A word, a row of initials, or an ampersand."""

QUOTES = "\"'“”‘’«»„‚‹› \u00a0"
"""What may stand around a short or a long form."""

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
    table = shipped_table("indexer.extract.acronyms", "acronyms.toml")
    return _Lexicon(
        functions=frozenset(map(fold, " ".join(table["functions"].values()).split())),
        conjunctions=frozenset(map(fold, table["conjunctions"].split())),
        numerals={word: digits for digits, words in table["numerals"].items() for word in words.split()},
        titles=frozenset(table["titles"].split()),
    )


@dataclass(frozen=True, slots=True)
class Word:
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


def words_before(text: str, start: int, end: int) -> Sequence[Word]:
    """Return the words of a text that may belong to one name that ends with the last of them."""
    words: list[Word] = []
    previous = ""
    last = start
    for match in TOKEN.finditer(text, start, end):
        gap = text[last : match.start()]
        if words and _is_boundary(previous, gap):
            words = []
        words.append(_word(match.group(), match.start(), gap, words[-1] if words else None))
        previous, last = match.group(), match.end()
    return words if not text[last:end].strip(QUOTES) else ()


def _is_boundary(word: str, gap: str) -> bool:
    if not _INSIDE_NAMES.fullmatch(gap):
        return True
    return gap.startswith(".") and len(word) > 1 and word not in _lexicon().titles


def _word(written: str, start: int, gap: str, before: Word | None) -> Word:
    folded = fold(written).replace(".", "") or written
    is_part = before is not None and (gap in _HYPHENS or (gap in _APOSTROPHES and not before.is_function))
    lexicon = _lexicon()
    forms = (folded, "&") if folded in lexicon.conjunctions else ("&", "and") if written == "&" else (folded,)
    numeral = (lexicon.numerals[folded],) if folded in lexicon.numerals else ()
    return Word(
        start=start,
        end=start + len(written),
        forms=(*forms, *numeral),
        is_function=folded in lexicon.functions or written == "&",
        is_part=is_part,
        is_capital=written[0].isupper(),
        after_comma="," in gap,
    )
