"""A query to the clauses that an engine matches.

Every word is looked for in the paragraph's text, its statement's title and its speaker, as written and by its stems. A
statement whose title alone answers is shown by its first paragraph, not by all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from indexer import fields
from indexer.analysis import Analyser, fold, surface_words
from indexer.clauses import MAX_EXPANSIONS, Clause, Preferring
from indexer.lexicon import Lexicon
from indexer.messages import Message, say
from indexer.plan.closeness import characters, closeness
from indexer.plan.function_words import slight_words, spoken_languages
from indexer.plan.leaves import Leaves
from indexer.plan.scripts import is_cut, paired
from indexer.plan.tree import Tree, Wanted
from indexer.plan.widening import Widening, widenings
from indexer.query import MAX_CLAUSES, And, Field, Near, Not, Or, Phrase, Prefix, Query, Together, Word
from indexer.query.parser import MAX_MISSPELT
from indexer.thesaurus import Thesaurus
from indexer.weights import load_weights


@dataclass(frozen=True, slots=True)
class Plan:
    """What to match for a query.

    `strict` finds what has all of it; `relaxed`, where it is not None, what has at least one of the words that may be
    missing, and all the rest; `loosest` what has any of the words, even those of phrases. `widened` says which words
    were widened to which, `warnings` what could not be asked in full.
    """

    strict: Wanted
    relaxed: Wanted | None
    loosest: Wanted | None
    widened: tuple[Widening, ...] = ()
    warnings: tuple[Message, ...] = ()


class Planner:
    """Plans queries for a generation whose statements are in these languages."""

    def __init__(self, analyser: Analyser, lexicon: Lexicon, thesaurus: Thesaurus, languages: Iterable[str]) -> None:
        self._analyser = analyser
        self._lexicon = lexicon
        self._thesaurus = thesaurus
        self._languages = tuple(languages)
        self._weights = load_weights()
        self._leaves = Leaves(analyser, lexicon, self._weights, self._languages)

    def plan(self, query: Query, *, synonyms: bool = True) -> Plan:
        """Return what to match for a query; without `synonyms`, its words as they are."""
        warnings = tuple(self._warnings(query))
        query = paired(query, self._analyser)
        widened = self._widenings(query, synonyms=synonyms)
        words = list(_plain_words(query))
        slight = slight_words([*words, *_phrased_words(query)], self._languages)
        unknown = frozenset([word for word in words if self._leaves.is_unknown(word)][:MAX_MISSPELT])
        tree = self._tree(widened, slight, unknown)
        near = self._closeness([word for word in words if word not in slight], words)
        return Plan(
            strict=_preferring(tree.strict(query), near),
            relaxed=_preferring(tree.relaxed(query), near),
            loosest=_preferring(tree.loosest(query), near),
            widened=widened,
            warnings=warnings,
        )

    def matching(self, query: Query, *, synonyms: bool = True) -> Clause:
        """Return what finds all that a query asks for, without what only puts it in order."""
        query = paired(query, self._analyser)
        return self._tree(self._widenings(query, synonyms=synonyms), frozenset(), frozenset()).strict(query).clause

    def _widenings(self, query: Query, *, synonyms: bool) -> tuple[Widening, ...]:
        return widenings(query, self._thesaurus) if synonyms else ()

    def _tree(self, widened: Iterable[Widening], slight: frozenset[str], unknown: frozenset[str]) -> Tree:
        return Tree(self._leaves, self._weights, {each.words: each.also for each in widened}, slight, unknown)

    def _closeness(self, telling: list[str], words: list[str]) -> tuple[Clause, ...]:
        spoken = spoken_languages(words, self._languages) or self._languages
        near = closeness(telling, self._analyser, spoken, self._weights)
        return near + characters(telling, self._analyser, self._weights)

    def _warnings(self, query: Query) -> Iterator[Message]:
        if is_cut(query, self._analyser):
            yield say("Only the first %(most)s pairs of characters of the query were searched.", most=MAX_CLAUSES)
        for field, prefix in dict.fromkeys(_prefixes(query, fields.TEXT)):
            if self._lexicon.begin_more_than(MAX_EXPANSIONS, fold(prefix), field=field):
                yield say(
                    "More than %(most)s words begin with “%(beginning)s”; only that many were searched.",
                    most=MAX_EXPANSIONS,
                    beginning=prefix,
                )


def _plain_words(query: Query) -> Iterator[str]:
    """Yield the plain words that are all wanted, in their order."""
    match query:
        case Word():
            yield query.text
        case Together() | And():
            for each in query.queries:
                if isinstance(each, Word):
                    yield each.text
        case _:
            return


def _phrased_words(query: Query) -> Iterator[str]:
    """Yield the words of the phrases that stand beside plain words."""
    for part in query.queries if isinstance(query, Together | And) else ():
        if isinstance(part, Phrase | Near):
            yield from surface_words(part.text)


def _prefixes(query: Query, field: str) -> Iterator[tuple[str, str]]:
    """Yield the field and the letters of every word with a star, wherever it stands."""
    match query:
        case Prefix():
            yield field, query.text
        case Field():
            yield from _prefixes(query.query, query.name)
        case Not():
            yield from _prefixes(query.query, field)
        case Together() | And() | Or():
            for each in query.queries:
                yield from _prefixes(each, field)
        case _:
            return


_Wanted = TypeVar("_Wanted", Wanted, Wanted | None)


def _preferring(wanted: _Wanted, preferred: tuple[Clause, ...]) -> _Wanted:
    if wanted is None or not preferred:
        return wanted
    return replace(wanted, clause=Preferring(wanted.clause, preferred))
