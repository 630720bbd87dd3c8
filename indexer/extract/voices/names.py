"""Names of persons as statements print them: runs of capitalised words, cut to what is the name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from indexer.extract.countries import country_named
from indexer.extract.voices.saying import POSSESSIVES, Saying
from indexer.tables import shipped_table

MOST_WORDS = 5
"""Most words of a name with a capital."""

MOST_BEHIND_PARTICLE = 2
"""Most capitalised words behind a particle: of more, it is no particle."""

# A word is possessive in its quantifiers, so that a text of letters without an end is read once.
_LETTERS = r"[\p{L}\p{M}]++"
_WORD = (
    rf"(?:\p{{Lu}}\.(?:-?\p{{Lu}}\.){{0,3}}|\p{{Lu}}['’]\p{{Lu}}{_LETTERS}(?:[‑-]{_LETTERS}){{0,2}}"
    rf"|(?:\p{{Ll}}{{1,3}}[‑-]|\p{{Ll}}['’])?\p{{Lu}}{_LETTERS}(?:['’‑-]{_LETTERS}){{0,3}})"
)
_JOINTS = regex.compile("['’‑-]")
_LONGEST_RUN = 8
_SHORTEST_COUNTRY = 4
_LONGEST_ACRONYM = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker as printed: the name, and the title where there is one."""

    name: str
    title: str | None = None

    @property
    def surname(self) -> str:
        """Return the last word of the name."""
        return self.name.rpartition(" ")[2]

    @property
    def is_full(self) -> bool:
        """Tell whether the name is more than one word."""
        return " " in self.name


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitalised words at a place of a text, with the particles and initials that names have."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Split:
    """A run cut before the name that it ends with; `before` holds what stands before that, also outside the run."""

    before: str
    name: str


def runs(text: str) -> Iterator[Run]:
    """Yield the runs of capitalised words in a text, in order."""
    return (Run(match.start(), match.group()) for match in _patterns()[0].finditer(text))


def run_at_start(text: str) -> Run | None:
    """Return the run that a text begins with, or None."""
    match = _patterns()[0].match(text)
    return Run(0, match.group()) if match else None


def run_at_end(text: str) -> Run | None:
    """Return the run that a text ends with, or None."""
    match = _patterns()[1].search(text)
    return Run(match.start(), match.group()) if match else None


def split_run(before: str, run: str, saying: Saying) -> Split | None:
    """Return the name that a run ends with, without offices, owners and organisations before it; None if none is left.

    `before` is the text before the run. The name may be a lone word; what it is worth depends on what stands before it.
    """
    words = run.split(" ")
    skip = max((at + 1 for at, word in enumerate(words) if _is_before_name(at, words, saying)), default=0)
    if skip == len(words) or words[skip] in _table()["particles"]:
        return None
    kept = words[skip:]
    parted = next((at for at, word in enumerate(kept) if at > 1 and word in saying.parting), len(kept))
    return Split(" ".join([before.rstrip(), *words[:skip]]).strip(), " ".join(kept[:parted]))


def is_name(text: str, saying: Saying) -> bool:
    """Tell whether a text is the full name of a person, and neither an organisation nor a place nor an office."""
    if _patterns()[2].fullmatch(text) is None:
        return False
    words = text.split(" ")
    particles = [at for at, word in enumerate(words) if word in _table()["particles"]]
    if not 1 < len(words) - len(particles) <= MOST_WORDS:
        return False
    if particles and len(words) - 1 - particles[-1] > MOST_BEHIND_PARTICLE:
        return False
    if words[-1].endswith(".") or (_is_acronym(words[-1]) and not words[0].isupper()):
        return False
    if any(is_thing(word) or saying.is_office(word) for word in words):
        return False
    others = _table()
    is_other = words[0].lower() in others["not_first"] or words[-1].lower() in others["not_last"]
    return not is_other and not saying.begins_clause(words[0]) and country_named(text) is None


def without_possessive(name: str) -> str:
    """Return a name without the ending by which it owns what follows."""
    return name[:-2] if name.endswith(POSSESSIVES) else name


def is_thing(word: str) -> bool:
    """Tell whether a word is one that no person's name has."""
    plain = word.lower().strip(".")
    things = _table()["not_persons"]
    return plain in things or any(part in things for part in _JOINTS.split(plain) if len(part) > 2)


def is_institution(word: str) -> bool:
    """Tell whether a word is, or ends, the name of an organisation or a country: a known word, or a short form."""
    return is_thing(word) or is_place(word) or _is_short_form(word)


def is_place(word: str) -> bool:
    """Tell whether a word is the name of a country; short ones may be its code, and are not."""
    return len(word) >= _SHORTEST_COUNTRY and country_named(word) is not None


def _is_short_form(word: str) -> bool:
    """Tell whether a word is a short form, alone or behind an article: WHO, l’ONU; two letters may be initials."""
    plain = word[2:] if word[:1].islower() and word[1:2] in ("’", "'") else word
    return (len(plain) > 2 and plain.isupper() and plain.isalpha()) or plain != word


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) <= _LONGEST_ACRONYM


def _is_before_name(at: int, words: Sequence[str], saying: Saying) -> bool:
    """Tell whether a word of a run stands before the name: an office, an owner, an organisation or a clause."""
    word = words[at]
    is_last = at == len(words) - 1
    if len(words) - at > 2 and (is_place(word) or (at == 0 and _is_short_form(word) and not words[-1].isupper())):
        return True
    if saying.is_office(word) or is_thing(word) or saying.is_honorific(word):
        return True
    if word.endswith(POSSESSIVES) and not is_last:
        return True
    return word[0].isupper() and not is_last and at == 0 and saying.begins_clause(word)


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Return patterns of a run anywhere, of one at the end, and of a name alone."""
    particles = "|".join(sorted(map(regex.escape, _toml()["particles"]["words"]), key=len, reverse=True))
    inner = rf"(?: (?:(?:{particles}) )?(?:{_WORD}|\p{{Lu}}(?= \p{{Lu}})))"
    run = rf"(?<![\p{{L}}\p{{M}}\p{{N}}'’‑-]){_WORD}{inner}{{0,{_LONGEST_RUN}}}"
    return regex.compile(run), regex.compile(rf"{run}\Z"), regex.compile(rf"{_WORD}{inner}{{1,{_LONGEST_RUN}}}")


@cache
def _table() -> Mapping[str, frozenset[str]]:
    toml = _toml()
    return {
        "not_persons": frozenset(word for words in toml["not_persons"].values() for word in words.split()),
        "not_first": frozenset(toml["not_first"]["words"].split()),
        "not_last": frozenset(toml["not_last"]["words"].split()),
        "particles": frozenset(word for words in toml["particles"]["words"] for word in words.split(" ")),
    }


def _toml() -> Mapping[str, Any]:
    return shipped_table("indexer.extract.voices", "names.toml")
