"""How a language says who said something: its verbs, offices and pronouns, as `saying/*.toml` lists them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import regex

from indexer.analysis import primary_language
from indexer.tables import shipped_table

LANGUAGES = ("en", "es", "fr", "de", "pt", "ar")
"""Languages with a table; others are read with the first."""


POSSESSIVES = ("’s", "'s")
"""How a word ends that owns what follows."""


class Gender(StrEnum):
    """What a pronoun, an honorific, an office or a verb tells of the one who speaks; `SEVERAL` is nobody's name."""

    FEMININE = "feminine"
    MASCULINE = "masculine"
    EITHER = "either"
    SEVERAL = "several"


@dataclass(frozen=True, slots=True)
class Offices:
    """The nouns of a language that name an office, and how further ones end, with their genders."""

    words: Mapping[str, Gender]
    endings: Mapping[str, Gender]

    def gender(self, word: str) -> Gender | None:
        """Return the gender of a word that names an office, alone or as the end of a compound; else None."""
        plain = word.lower().strip(".()")
        if "-" in plain and plain not in self.words:
            plain = plain.rpartition("-")[2]
        found = self.words.get(plain)
        if found is not None:
            return found
        return next((gender for ending, gender in self.endings.items() if plain.endswith(ending)), None)


@dataclass(frozen=True, slots=True)
class Saying:
    """The table of one language; words are in lower case where the language has it.

    `verb` finds a verb of saying. `doubtful` ones are other words too; `tellings` are followed by the one who is told;
    `gendered` ones hold their subject, and `inverted` ones its pronoun. The speaker may stand behind the verb though
    other words stand before it, where the language `inverts`; a verb alone may mean whoever spoke before, where it
    `drops_pronouns`. `ends` matches a line that ends a quotation.
    """

    language: str
    verb: regex.Pattern[str]
    doubtful: frozenset[str]
    tellings: frozenset[str]
    gendered: Mapping[str, Gender]
    inverted: Mapping[str, Gender]
    inverts: bool
    drops_pronouns: bool
    capital_nouns: bool
    adverbs: frozenset[str]
    pronouns: Mapping[str, Gender]
    honorifics: Mapping[str, Gender]
    offices: Offices
    qualifiers: frozenset[str]
    links: frozenset[str]
    elisions: tuple[str, ...]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    starters: frozenset[str]
    joins: frozenset[str]
    parting: frozenset[str]
    relatives: frozenset[str]
    not_titles: frozenset[str]
    abbreviations: frozenset[str]
    ends: regex.Pattern[str]

    def is_office(self, word: str) -> bool:
        """Tell whether a word names an office, in a compound too."""
        return self.offices.gender(word) is not None

    def has_office(self, text: str) -> bool:
        """Tell whether a text names an office."""
        return any(map(self.is_office, text.split(" ")))

    def is_honorific(self, word: str) -> bool:
        """Tell whether a word is Mr, Dr or the like."""
        return word.rstrip(".") in self.honorifics

    def without_honorific(self, name: str) -> str:
        """Return a name without Mr, Dr and the like before it."""
        first, _, rest = name.partition(" ")
        return rest if rest and self.is_honorific(first) else name

    def is_link(self, word: str) -> bool:
        """Tell whether a word may stand between an office and its organisation."""
        plain = word.lower()
        return plain in self.links or plain.startswith(self.elisions)

    def has_link(self, text: str) -> bool:
        """Tell whether a title goes on to name an organisation."""
        words = text.split(" ")
        return any(map(self.is_link, words[1:])) or any(word.endswith(POSSESSIVES) for word in words)

    def begins_clause(self, word: str) -> bool:
        """Tell whether a word stands before a noun phrase, and is no part of it."""
        plain = word.lower().strip(",")
        return plain in self.determiners or plain in self.prepositions or plain in self.starters or plain in self.joins

    def gender_of(self, title: str | None) -> Gender:
        """Return the gender that the first office of a title with one tells."""
        genders = (self.offices.gender(word) for word in (title or "").split(" "))
        return next((each for each in genders if each in (Gender.FEMININE, Gender.MASCULINE)), Gender.EITHER)


def saying_in(language: str | None) -> Saying:
    """Return the table for a language, English's where there is none."""
    code = primary_language(language)
    return _load(code if code in LANGUAGES else LANGUAGES[0])


@cache
def _load(language: str) -> Saying:
    table = shipped_table("indexer.extract.voices", "saying", f"{language}.toml")
    pronouns = _genders(table["pronouns"])
    inverted = _inverted(table["verbs"], pronouns, table.get("inverted", {}))
    gendered = _prefixed(_genders(table.get("gendered_verbs", {})), table.get("prefixes", ()))
    return Saying(
        language=language,
        verb=_any_of([*table["verbs"], *inverted, *gendered]),
        doubtful=frozenset(table["doubtful"]),
        tellings=frozenset(table.get("tellings", ())),
        gendered=gendered,
        inverted=inverted,
        inverts=table["inverts"],
        drops_pronouns=table["drops_pronouns"],
        capital_nouns=table["capital_nouns"],
        adverbs=frozenset(table["adverbs"]),
        pronouns=pronouns,
        honorifics=_genders(table["honorifics"]),
        offices=Offices(_genders(table["offices"]), _genders(table["office_endings"])),
        qualifiers=frozenset(table["qualifiers"]),
        links=frozenset(table["links"]),
        elisions=tuple(f"{word}{mark}" for word in table.get("elisions", ()) for mark in "’'"),
        determiners=frozenset(table["determiners"]),
        prepositions=frozenset(table["prepositions"]),
        starters=frozenset(table["starters"]),
        joins=frozenset(table["joins"]),
        parting=frozenset(table.get("parting", ())),
        relatives=frozenset(table["relatives"]),
        not_titles=frozenset(table["not_titles"]),
        abbreviations=frozenset(table["abbreviations"]),
        ends=regex.compile("|".join(table["ends"]), regex.IGNORECASE),
    )


def _genders(lists: Mapping[str, Iterable[str]]) -> dict[str, Gender]:
    return {word: Gender(gender) for gender, words in lists.items() for word in words}


def _prefixed(verbs: Mapping[str, Gender], prefixes: Iterable[str]) -> dict[str, Gender]:
    return {f"{prefix}{verb}": gender for prefix in ("", *prefixes) for verb, gender in verbs.items()}


def _inverted(verbs: Iterable[str], pronouns: Mapping[str, Gender], ways: Mapping[str, Any]) -> dict[str, Gender]:
    """Return the verbs as they hold a pronoun: their beginnings changed, where they have one listed, or their ends."""
    found: dict[str, Gender] = {}
    for verb in verbs if ways else ():
        begins = next((each for each in ways["beginnings"] if verb.startswith(each)), None)
        if begins is None:
            shapes = [f"{verb}{ending}" for ending in ways["endings"]]
        else:
            shapes = [ways["beginnings"][begins] + verb.removeprefix(begins)]
        found |= {shape.format(word): gender for shape in shapes for word, gender in pronouns.items()}
    return found


def _any_of(words: Iterable[str]) -> regex.Pattern[str]:
    """Return a pattern that finds any of these whole words, the longest first."""
    choices = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}’'-])(?:{choices})(?![\p{{L}}\p{{M}}\p{{N}}-])")
