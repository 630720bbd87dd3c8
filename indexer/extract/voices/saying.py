"""How a language says who said something: its verbs, offices and pronouns, as `saying/*.toml` lists them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from indexer.analysis import primary_language

LANGUAGES = ("en", "es", "fr", "de", "pt", "ar")
"""Languages with a table; others are read with the first."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The table of one language.

    `verb` finds a verb of saying, `pronominal` one that holds its pronoun; `tellings` are followed by the one who is
    told; `not_before_names` stand before the name of a thing; `ends` matches a line that ends a quotation.
    """

    language: str
    verb: regex.Pattern[str]
    tellings: frozenset[str]
    pronominal: regex.Pattern[str] | None
    pronouns: frozenset[str]
    honorifics: frozenset[str]
    offices: frozenset[str]
    office_endings: tuple[str, ...]
    links: tuple[str, ...]
    relatives: frozenset[str]
    not_before_names: frozenset[str]
    ends: regex.Pattern[str]

    def is_office(self, word: str) -> bool:
        """Tell whether a word names an office, in a compound too."""
        plain = word.casefold().strip(".,()")
        return plain in self.offices or plain.rpartition("-")[2] in self.offices or plain.endswith(self.office_endings)

    def has_office(self, text: str) -> bool:
        """Tell whether a text names an office."""
        return any(map(self.is_office, text.split()))

    def has_link(self, text: str) -> bool:
        """Tell whether a title goes on to name an organisation."""
        words = text.casefold().split()
        joins = any(word in self.links or word.startswith(("d’", "d'", "l’")) for word in words[1:])
        return joins or any(word.endswith(("’s", "'s")) for word in words)

    def is_relative(self, text: str) -> bool:
        """Tell whether a text is a clause about somebody rather than a title."""
        return text.partition(" ")[0].casefold() in self.relatives

    def without_honorific(self, name: str) -> str:
        """Return a name without Mr, Dr and the like before it."""
        words = name.split()
        while len(words) > 1 and words[0].strip(".") in self.honorifics:
            words = words[1:]
        return " ".join(words)


def saying_in(language: str | None) -> Saying:
    """Return the table for a language, English's where there is none."""
    code = primary_language(language)
    return _load(code if code in LANGUAGES else LANGUAGES[0])


@cache
def _load(language: str) -> Saying:
    text = resources.files("indexer.extract.voices").joinpath("saying", f"{language}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    with_pronoun = table.get("with_pronoun", ())
    return Saying(
        language=language,
        verb=_words(table["verbs"]),
        tellings=frozenset(table.get("tellings", ())),
        pronominal=_words(with_pronoun) if with_pronoun else None,
        pronouns=frozenset(table["pronouns"]),
        honorifics=frozenset(table["honorifics"]),
        offices=frozenset(table["offices"]),
        office_endings=tuple(table.get("office_endings", ())) or ("\0",),
        links=tuple(table["links"]),
        relatives=frozenset(table.get("relatives", ())),
        not_before_names=frozenset([*table["links"], *table.get("not_before_names", ())]),
        ends=regex.compile("|".join(table["ends"]), regex.IGNORECASE),
    )


def _words(words: Iterable[str]) -> regex.Pattern[str]:
    """Return a pattern that finds any of these whole words, the longest first."""
    choices = "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))
    return regex.compile(rf"(?<![\p{{L}}\p{{N}}’'-])(?:{choices})(?![\p{{L}}\p{{N}}])")
