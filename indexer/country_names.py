"""Names of countries in the languages of statements, and their codes: what statements about them are filed under."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from indexer.analysis import Analyser, fold
from indexer.tables import shipped_table


@dataclass(frozen=True, slots=True)
class FiledName:
    """A name or code of a country, and the names of other countries that it is only a part of.

    DE is Germany's code, and a word of “Costa de Marfil”.
    """

    name: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Country:
    """A country with its names and codes, its canonical name first, each as its words, between spaces."""

    names: Mapping[str, str]


def filed_countries(name: str) -> tuple[FiledName, ...]:
    """Return what statements about a country may be filed under, by any of its names or its ISO 3166-1 codes."""
    return _filed().get(fold(" ".join(name.split())), ())


@cache
def _filed() -> Mapping[str, tuple[FiledName, ...]]:
    countries = list(_countries())
    by_word = _by_word(countries)
    filed: defaultdict[str, tuple[FiledName, ...]] = defaultdict(tuple)
    for country in countries:
        canonical, *others = country.names
        names = FiledName(canonical), *(FiledName(name, _within(name, country, by_word)) for name in others)
        for name in dict.fromkeys(map(fold, country.names)):
            filed[name] += names
    return dict(filed)


def _countries() -> Iterator[_Country]:
    analyser = Analyser()
    for country in shipped_table("indexer", "countries.toml")["country"]:
        names = [country["name"], *country.get("labels", ()), *country.get("codes", ())]
        for listed in country.get("names", {}).values():
            names += listed
        # Of names that differ in accents or case alone, one finds all.
        unlike: dict[str, str] = {}
        for name in names:
            unlike.setdefault(fold(name), name)
        yield _Country({name: _words(name, analyser) for name in unlike.values()})


def _words(name: str, analyser: Analyser) -> str:
    return f" {' '.join(token.exact for token in analyser.tokens(name))} "


def _by_word(countries: Sequence[_Country]) -> Mapping[str, list[tuple[_Country, str]]]:
    """Return the countries and their names by each word of these."""
    found: defaultdict[str, list[tuple[_Country, str]]] = defaultdict(list)
    for country in countries:
        for name, words in country.names.items():
            for word in dict.fromkeys(words.split()):
                found[word].append((country, name))
    return found


def _within(name: str, country: _Country, by_word: Mapping[str, list[tuple[_Country, str]]]) -> tuple[str, ...]:
    words = country.names[name]
    return tuple(
        longer
        for other, longer in by_word[words.split()[0]]
        if other is not country and words in other.names[longer] and words != other.names[longer]
    )
