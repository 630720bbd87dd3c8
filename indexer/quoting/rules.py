"""The numbers that decide: those of `quoting.toml`."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from indexer.analysis import STEMMERS, fold
from indexer.language import function_words
from indexer.tables import shipped_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What can be asked at once."""

    characters: int
    quotations: int
    words: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is a quotation in an article."""

    least_words: int
    whole_words: int
    own_words: float
    attribution: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """What the engine is asked for."""

    shingle: int
    shingles: int
    pairs: int
    words: int
    most_having: int
    paragraphs: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligning:
    """What holds two texts together."""

    tile: int
    runs: int
    moved: int
    reach: int
    jump: int
    jump_most: float
    pieces: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """What a quotation must share with a passage to be called one of it, altered."""

    share: float
    joined: float
    words: int
    run: int
    clear: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What an editor may leave out, or put in, and call the words the same."""

    left_out: int
    bracket: int
    sentence: int
    scrap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposing:
    """What says the opposite: letters before a word of at least so many, and words, folded.

    `words` tell of what is not there; each of `pairs` holds words of which one side says the opposite of the other.
    """

    prefixes: Set[str]
    least: int
    words: Set[str]
    pairs: tuple[tuple[Set[str], Set[str]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Words that may stand before a name and behind it, before one's home, a lesser office, another's name.

    `short_forms` give for a given name those that it may be short for, itself among them.
    """

    before: Set[str]
    behind: Set[str]
    home: Set[str]
    short_forms: Mapping[str, Set[str]]
    lesser: Set[str]
    parting: Set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All that decides; `quoting.toml` says what each number does."""

    bounds: Bounds
    finding: Finding
    looking: Looking
    aligning: Aligning
    altered: Altered
    joined: Joined
    negations: Set[str]
    hiding: Set[str]
    doubting: Set[str]
    small: Set[str]
    opposing: Opposing
    numbers: Mapping[str, str]
    naming: Naming


@cache
def load_rules() -> Rules:
    """Return the rules that ship."""
    table = shipped_table("indexer", "quoting", "quoting.toml")
    return Rules(
        bounds=Bounds(**table["bounds"]),
        finding=Finding(**table["finding"]),
        looking=Looking(**table["candidates"]),
        aligning=Aligning(**table["aligning"]),
        altered=Altered(**table["altered"]),
        joined=Joined(**table["joined"]),
        negations=_all(table["negations"].values()),
        hiding=_all(table["hiding"].values()),
        doubting=_all(table["doubting"].values()),
        small=frozenset(fold(word) for language in STEMMERS for word in function_words(language)),
        opposing=_opposing(**table["opposing"]),
        numbers={word: number for number, words in table["numbers"].items() for word in _all([words])},
        naming=Naming(
            **{name: frozenset(words.split()) for name, words in table["names"].items()},
            short_forms=_short_forms(table["short_forms"]["rows"]),
        ),
    )


def _opposing(*, prefixes: str, least: int, pairs: Sequence[str], **languages: str) -> Opposing:
    sides = (each.split("|") for each in pairs)
    return Opposing(
        prefixes=frozenset(prefixes.split()),
        least=least,
        words=_all(languages.values()),
        pairs=tuple((_all([one]), _all([other])) for one, other in sides),
    )


def _short_forms(rows: Sequence[str]) -> Mapping[str, Set[str]]:
    """Return for each name the first of its rows."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name in row.split():
            found.setdefault(name, set()).add(row.split()[0])
    return found


def _all(lists: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for words in lists for word in words.split())
