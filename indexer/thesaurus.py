"""Which words mean the same: the synonyms of `synonyms.toml`, and the acronyms that an archive spells out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from heapq import nlargest

from indexer.analysis import Analyser, fold
from indexer.language import function_words
from indexer.lexicon import SpelledOut
from indexer.tables import shipped_table

MOST_WORDS = 10
"""Most words of a term that a query is searched for."""

_KEPT = 2**14
"""Words whose terms are kept."""

Key = tuple[str, ...]
"""The terms of words beside each other."""

_MOST_MEANINGS = 4
"""Most long forms of one short form."""


@dataclass(frozen=True, slots=True)
class Synonym:
    """Other words for what was typed.

    `language` is the code of the one they are in, None where they are a name or in several.
    """

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Terms that mean the same: by language, and short forms, which are of all languages."""

    terms: Mapping[str, Sequence[str]]
    acronyms: Sequence[str] = ()
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term that opens a group; `capitals` says that it counts only where it is typed so."""

    others: tuple[Synonym, ...]
    capitals: bool = False


class Thesaurus:
    """Entries by the stems of their words, in their language, or by their exact terms where they are names."""

    def __init__(self, analyser: Analyser, entries: Mapping[Key, Sequence[_Entry]], languages: Iterable[str]) -> None:
        self._analyser = analyser
        self._entries = entries
        self._languages = ("", *sorted(languages))
        self._terms = lru_cache(_KEPT)(self._read_terms)
        self._longest: dict[str, int] = {}
        for key in entries:
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def synonyms(self, words: Sequence[str]) -> tuple[int, tuple[Synonym, ...]]:
        """Return how many of these words, from the first, mean something together, the most, and other words for it.

        0 where they mean nothing that is known; no other words where none is safe or in the archive's languages.
        """
        found: defaultdict[int, list[Synonym]] = defaultdict(list)
        for language in self._languages:
            for number, entry in self._entries_at(words, language):
                if not entry.capitals or all(word.isupper() for word in words[:number]):
                    found[number] += entry.others
        most = max(found, default=0)
        return most, _unlike(found.get(most, ()), " ".join(words[:most]))

    def _entries_at(self, words: Sequence[str], language: str) -> Iterator[tuple[int, _Entry]]:
        """Yield the entries that the first of the words open, with the number of words, in a language or as names."""
        first = self._terms(words[0], language)
        longest = self._longest.get(first[0], 0) if first else 0
        key: Key = ()
        for number, word in enumerate(words[:longest], 1):
            key += self._terms(word, language)
            if len(key) > longest:
                return
            yield from ((number, entry) for entry in self._entries.get(key, ()))

    def _read_terms(self, word: str, language: str) -> Key:
        return _stemmed(self._analyser, word, language) if language else _exact(self._analyser, word)


def _unlike(synonyms: Iterable[Synonym], typed: str) -> tuple[Synonym, ...]:
    """Return synonyms in order, without what was typed and each once, lest what they find count as often.

    Accents and letter case make no other word, and neither does a language.
    """
    alike: defaultdict[str, list[Synonym]] = defaultdict(list)
    for each in sorted(set(synonyms), key=lambda each: (each.language or "", each.text)):
        alike[fold(each.text)].append(each)
    alike.pop(fold(typed), None)
    merged = (_merged(each) for each in alike.values())
    return tuple(sorted(merged, key=lambda each: (each.language or "", each.text)))


def _merged(alike: Sequence[Synonym]) -> Synonym:
    first = alike[0]
    return first if len({each.language for each in alike}) == 1 else replace(first, language=None)


def make_thesaurus(analyser: Analyser, acronyms: Iterable[SpelledOut], spoken: Collection[str]) -> Thesaurus:
    """Return the synonyms that ship, in the languages that an archive has, and the archive's own acronyms."""
    entries: defaultdict[Key, list[_Entry]] = defaultdict(list)
    languages: set[str] = set()
    for whole in _curated():
        group = replace(whole, terms={code: terms for code, terms in whole.terms.items() if code in spoken})
        languages |= group.terms.keys()
        for key, entry in _entries(analyser, group):
            entries[key].append(entry)
    for key, entry in _mined(analyser, acronyms):
        entries[key].append(entry)
    return Thesaurus(analyser, entries, languages)


def _entries(analyser: Analyser, group: _Group) -> Iterator[tuple[Key, _Entry]]:
    """Yield what each term of a group opens: the others of its language and the acronyms; an acronym opens all."""
    short = () if group.capitals else tuple(Synonym(each) for each in group.acronyms)
    long = tuple(Synonym(each, language) for language, terms in group.terms.items() for each in terms)
    for acronym in group.acronyms:
        others = tuple(each for each in (*short, *long) if each.text != acronym)
        yield _exact(analyser, acronym), _Entry(others, group.capitals)
    for language, terms in group.terms.items():
        same = tuple(Synonym(each, language) for each in terms)
        for term in terms:
            others = tuple(each for each in (*same, *short) if each.text != term)
            yield _stemmed(analyser, term, language), _Entry(others)


def _exact(analyser: Analyser, text: str) -> Key:
    return tuple(token.exact for token in analyser.tokens(text))


def _stemmed(analyser: Analyser, text: str, language: str) -> Key:
    return tuple(token.stem for token in analyser.tokens(text, language))


@cache
def _curated() -> tuple[_Group, ...]:
    groups = []
    for record in shipped_table("indexer", "synonyms.toml")["group"]:
        terms = {name: tuple(value) for name, value in record.items() if name not in ("about", "acronyms", "capitals")}
        groups.append(
            _Group(terms=terms, acronyms=tuple(record.get("acronyms", ())), capitals=record.get("capitals", False))
        )
    return tuple(groups)


def _mined(analyser: Analyser, acronyms: Iterable[SpelledOut]) -> Iterator[tuple[Key, _Entry]]:
    """Yield what the short forms of an archive open, and what opens them.

    A short form stands for all that statements spell it out as; a long one is shortened only where that is what its
    short form mostly means, lest a price index find a court. A short form that is a common word needs its capitals.
    """
    by_short: defaultdict[str, list[SpelledOut]] = defaultdict(list)
    for each in acronyms:
        if len(each.long.split()) <= MOST_WORDS:
            by_short[each.short].append(each)
    for short, spelled in by_short.items():
        best = nlargest(_MOST_MEANINGS, spelled, key=lambda each: (each.statements, each.long))
        is_common = _is_common(short)
        yield _exact(analyser, short), _Entry(tuple(Synonym(each.long) for each in best), is_common)
        total = sum(each.statements for each in spelled)
        for each in best:
            if not is_common and each.statements * 2 >= total:
                yield _exact(analyser, each.long), _Entry((Synonym(short),))


def _is_common(short: str) -> bool:
    return any(fold(short) in function_words(language) for language in ("en", "es", "fr", "pt", "de"))
