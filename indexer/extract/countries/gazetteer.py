"""What is known about countries, as `countries.toml` lists it: names, demonyms, the words beside them, by language."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache
from itertools import chain
from typing import Any

from indexer.analysis import fold
from indexer.tables import shipped_table

SHORTEST_WITHOUT_ACCENTS = 3
"""A name of more letters than this is also known without its accents: Irã is, Ira and IRA are not Iran."""

_TOKENS = re.compile(r"\w+|[^\w\s]")
_ARABIC_PREFIXES = ("", "و", "ب", "ل", "وب", "ول")


class Doubt(Enum):
    """What else a name may be: nothing, another name, or a common word."""

    NONE = auto()
    NAME = auto()
    WORD = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """An entry of the data; the head of the file says what its fields mean."""

    name: str
    codes: Sequence[str] = ()
    labels: Sequence[str] = ()
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    people: Mapping[str, Sequence[str]] = field(default_factory=dict)
    doubtful: Sequence[str] = ()
    words: Sequence[str] = ()
    signs: Sequence[str] = ()
    rivals: Sequence[str] = ()

    def names_in(self, language: str) -> Sequence[str]:
        listed = self.names.get(language, ())
        return (self.name, *listed) if language == "en" or not listed else listed

    def doubt(self, name: str) -> Doubt:
        if not (self.doubtful or self.words):
            return Doubt.NONE
        if fold(name) in map(fold, self.doubtful):
            return Doubt.NAME
        return Doubt.WORD if fold(name) in map(fold, self.words) else Doubt.NONE


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The data as it stands in its file; `phrases` mean nothing although they hold a name."""

    countries: Sequence[Country]
    inflections: Mapping[str, Mapping[str, Sequence[str]]]
    phrases: Mapping[str, Sequence[str]]
    signals: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Form:
    """What a name, or without a country a phrase, means, and the tokens that it has behind its first."""

    rest: tuple[str, ...]
    country: Country | None
    doubt: Doubt = Doubt.NONE
    is_people: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The forms of a language by their first token, the longest first, and its signals by kind."""

    language: str
    forms: Mapping[str, Sequence[Form]]
    signals: Mapping[str, Set[str]]
    has_capital_nouns: bool


@cache
def load_gazetteer() -> Gazetteer:
    table = shipped_table("indexer", "countries.toml")
    countries = tuple(Country(**each) for each in table["country"])
    return Gazetteer(countries, table["inflections"], table["nothing"], table["signals"])


@cache
def known_labels() -> Mapping[str, str]:
    """Return the canonical names by the keys of all that means them."""
    return {
        label_key(label): country.name
        for country in load_gazetteer().countries
        for label in chain([country.name], country.codes, country.labels, *country.names.values())
    }


def label_key(label: str) -> str:
    return "".join(filter(str.isalnum, fold(label.replace("&", "and"))))


@cache
def lexicon_of(language: str) -> Lexicon:
    """Return the lexicon of a language; without one, the names of all and the demonyms of English."""
    gazetteer = load_gazetteer()
    languages = [language] if language else [*gazetteer.signals]
    found: dict[str, dict[tuple[str, ...], Form]] = {}
    for tongue in languages:
        for spelling, form in _spellings(tongue, with_people=tongue == (language or "en")):
            first, *rest = tokens_of(spelling)
            found.setdefault(first, {}).setdefault(tuple(rest), Form(tuple(rest), *form))
    signals = [gazetteer.signals[tongue] for tongue in languages]
    kinds = [kind for kind, words in signals[0].items() if isinstance(words, str)]
    return Lexicon(
        language,
        {first: sorted(forms.values(), key=lambda form: -len(form.rest)) for first, forms in found.items()},
        {kind: frozenset(chain.from_iterable(each[kind].split() for each in signals)) for kind in kinds},
        has_capital_nouns=bool(language) and bool(signals[0].get("nouns_are_capitalised")),
    )


_Meaning = tuple[Country | None, Doubt, bool]


def _spellings(language: str, *, with_people: bool) -> Iterator[tuple[str, _Meaning]]:
    """Yield what is written in a language, and the country, doubt and kind of `Form`; the first meaning holds."""
    gazetteer = load_gazetteer()
    for phrase in gazetteer.phrases[language]:
        for inflected in _inflections(phrase, language):
            yield from ((each, (None, Doubt.NONE, False)) for each in {inflected, inflected.upper()})
    for country in gazetteer.countries:
        for name in country.names_in(language):
            named = (country, country.doubt(name), False)
            yield from ((each, named) for each in _name_spellings(name, language))
        for people in country.people.get(language, ()) if with_people else ():
            meant = (country, country.doubt(people), True)
            for inflected in _inflections(people, language):
                yield from (
                    (each, meant) for each in {inflected, inflected[0].upper() + inflected[1:], inflected.upper()}
                )


def _name_spellings(name: str, language: str) -> Iterable[str]:
    if language == "ar":
        return [f"{each}{name}".replace("لال", "لل", 1) for name in {name, fold(name)} for each in _ARABIC_PREFIXES]
    spellings = {name, _unaccented(name)} if len(name) > SHORTEST_WITHOUT_ACCENTS else {name}
    if language == "de" and name.isalpha() and name[-1] not in "sxzß":
        spellings |= {f"{each}s" for each in spellings}
    capitals = {each.upper() for each in spellings}
    # Romance languages write "islas Cook", "république de Corée" within a sentence.
    common = {each[0].lower() + each[1:] for each in spellings if " " in each and language in ("es", "fr", "pt")}
    return spellings | capitals | common


def _inflections(form: str, language: str) -> Iterable[str]:
    if form.startswith("="):
        return [form[1:]]
    table = load_gazetteer().inflections.get(language, {"": [""]})
    ending = max((each for each in table if form.endswith(each)), key=len)
    stem = form.removesuffix(ending)
    return [f"{stem}{each}" for each in table[ending]]


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def tokens_of(text: str) -> list[str]:
    return _TOKENS.findall(unicodedata.normalize("NFC", text).replace("’", "'"))
