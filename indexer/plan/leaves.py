"""A leaf of a query to clauses: where it may be met, in which forms, and what each of these counts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer import fields
from indexer.analysis import STEMMERS, Analyser, fold, is_unspaced, number_readings, plain_case
from indexer.clauses import (
    MAX_EXPANSIONS,
    AnyForm,
    AnyOf,
    Clause,
    Form,
    Nothing,
    Term,
    TermPrefix,
    TermSequence,
    TermsNear,
)
from indexer.lexicon import Lexicon
from indexer.plan.readings import Terms, readings, split_prefix
from indexer.plan.scripts import pieces
from indexer.query import Leaf, Misspelt, Near, Phrase, Prefix, Word
from indexer.weights import Weights

_APOSTROPHES = "'’‘ʼ＇´`′"

_KEPT = 4096
"""Leaves whose clauses are kept: a search asks for the same ones several times, and so do searches after it."""

_SHORTEST_MISSPELT = 5
"""Fewest letters of a word that is taken for a misspelling without being told to."""

_SHORTEST_HALF = 3
"""Fewest letters of each half of an unknown word that may be two."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a leaf is looked for: the field of exact terms, that of stems if it has one, and what a word counts there.

    `compound` is the field of words that hyphens join.
    """

    exact: str
    weight: float
    stem: str | None = None
    compound: str | None = None


class Leaves:
    """Makes the clauses of leaves for one generation."""

    def __init__(self, analyser: Analyser, lexicon: Lexicon, weights: Weights, languages: Sequence[str]) -> None:
        self._analyser = analyser
        self._lexicon = lexicon
        self._weights = weights
        self._languages = tuple(languages)
        self._known_clauses = lru_cache(_KEPT)(self._make_clauses)
        self.text = Place(fields.TEXT, weights.body, fields.STEM, fields.COMPOUND)
        self.title = Place(fields.TITLE, weights.title, fields.TITLE_STEM)
        self.heading = replace(self.title, weight=1.0)
        self.speaker = Place("speaker", weights.speaker)

    def clauses(self, leaf: Leaf, place: Place, *, language: str | None = None) -> tuple[Clause, ...]:
        """Return the clauses of which any finds the leaf in a place; words in the forms of one language, or of all."""
        return self._known_clauses(leaf, place, language)

    def _make_clauses(self, leaf: Leaf, place: Place, language: str | None) -> tuple[Clause, ...]:
        return tuple(self._leaf(leaf, place, language))

    def _leaf(self, leaf: Leaf, place: Place, language: str | None) -> list[Clause]:
        match leaf:
            case Word():
                return self._word(leaf.text, place, self._languages if language is None else (language,))
            case Phrase():
                return self._phrase(leaf.text, place)
            case Near():
                terms = readings(self._analyser, leaf.text)
                return [TermsNear(place.exact, each, leaf.within, self._firm(place)) for each in terms] or [Nothing()]
            case Prefix():
                return [TermPrefix(place.exact, fold(leaf.text), self._firm(place))]
            case Misspelt():
                return [self._misspelt(leaf, place)]

    def is_unknown(self, word: str) -> bool:
        """Tell whether a word is long enough to be misspelt, and the archive has it in none of its forms."""
        exact = fold(word)
        if len(exact) < _SHORTEST_MISSPELT or not exact.isalpha() or is_unspaced(word):
            return False
        return not self._known(exact) and not any(map(self._lexicon.has_stem, self._stems(word, self._languages)))

    def has_words(self, text: str, place: Place) -> bool:
        """Tell whether the archive has every word of a text in a place, though not beside each other."""
        return all(self._lexicon.paragraphs(token.exact, field=place.exact) for token in self._analyser.tokens(text))

    def words_within(self, leaf: Leaf) -> list[str]:
        """Return the words of a leaf that has several: those of a phrase, or the parts of non-refoulement."""
        if not isinstance(leaf, Word | Phrase | Near):
            return []
        words = [word for piece in pieces(leaf.text, self._analyser) for word in self._words_of_piece(piece)]
        return words if len(words) > 1 else []

    def _words_of_piece(self, piece: str) -> list[str]:
        return [piece] if is_unspaced(piece) else self._words(piece)

    def _firm(self, place: Place) -> float:
        """Return what is as it was typed counts, as much as a word's exact form and its stem together."""
        return place.weight * (1 + self._weights.exact)

    def _word(self, text: str, place: Place, languages: Sequence[str]) -> list[Clause]:
        words = self._words(text)
        if not words:
            return [Nothing()]
        if all(map(is_unspaced, words)):
            return [self._characters("".join(words), place)]
        if len(words) > 1:
            return self._several(" ".join(words), text, place, languages)
        (word,) = words
        clauses: list[Clause] = [AnyForm(tuple(self._forms(word, place, languages)))]
        apart = number_readings(word)[1:] or self._halves(fold(word))
        return clauses + [self._sequence(place, each) for each in apart]

    def _forms(self, word: str, place: Place, languages: Sequence[str]) -> Iterator[Form]:
        exact = self._analyser.tokens(word)[0].exact
        yield Form(place.exact, exact, place.weight * self._weights.exact if place.stem else place.weight)
        if place.stem:
            for stem in self._stems(word, languages):
                yield Form(place.stem, stem, place.weight)
        if place.compound:
            yield Form(place.compound, exact, self._firm(place))

    def _stems(self, word: str, languages: Sequence[str]) -> tuple[str, ...]:
        """Return the stems of a word; where it was typed without accents, also of its accented forms in the archive."""
        stems = set(self._analyser.stems(word, (*languages, "")))
        exact = fold(word)
        if plain_case(word) == exact:
            stemmed = [language for language in languages if language in STEMMERS]
            for surface in self._lexicon.surfaces(exact):
                stems |= set(self._analyser.stems(surface, stemmed))
        return tuple(sorted(stems))

    def _characters(self, text: str, place: Place) -> Clause:
        """Return the clause of one or two characters of a script without spaces; longer runs come in pairs."""
        tokens = self._analyser.tokens(text)
        if len(tokens) == 1:
            return AnyForm((Form(place.exact, tokens[0].exact, place.weight),))
        if place.stem and len(tokens) == 2:
            return AnyForm((Form(place.stem, tokens[0].stem, self._firm(place)),))
        return self._sequence(place, tuple(token.exact for token in tokens))

    def _several(self, words: str, text: str, place: Place, languages: Sequence[str]) -> list[Clause]:
        """Return the clauses of words in one, such as non-refoulement: beside each other in any forms, or joined."""
        clauses: list[Clause] = []
        for terms in readings(self._analyser, text):
            if len(terms) == 1:
                # With a hyphen it is found by its parts, and must not count twice.
                clauses.append(AnyForm(tuple(self._forms(terms[0], replace(place, compound=None), languages))))
            else:
                clauses.append(TermSequence(place.exact, terms, place.weight * self._weights.exact))
        if place.stem:
            for language in dict.fromkeys((*languages, "")):
                stems = tuple(token.stem for token in self._analyser.tokens(words, language))
                clauses.append(TermSequence(place.stem, stems, place.weight))
        return clauses

    def _halves(self, exact: str) -> list[Terms]:
        """Return the two words that one may be: behind a prefix, or, where the archive does not know it, anywhere."""
        if (parts := split_prefix(exact)) and self._known(parts[1]):
            return [parts]
        if len(exact) < 2 * _SHORTEST_HALF or not exact.isalpha() or self._known(exact):
            return []
        cuts = range(_SHORTEST_HALF, len(exact) - _SHORTEST_HALF + 1)
        return [(exact[:at], exact[at:]) for at in cuts if self._known(exact[:at]) and self._known(exact[at:])]

    def _known(self, term: str) -> bool:
        return self._lexicon.paragraphs(term) > 0

    def _phrase(self, text: str, place: Place) -> list[Clause]:
        found = [self._sequence(place, terms) for terms in readings(self._analyser, text)]
        tokens = self._analyser.tokens(text)
        if place.compound and len(tokens) == 1:
            found.append(AnyForm((Form(place.compound, tokens[0].exact, self._firm(place)),)))
        return found or [Nothing()]

    def _sequence(self, place: Place, terms: Terms) -> Clause:
        if len(terms) == 1:
            return AnyForm((Form(place.exact, terms[0], self._firm(place)),))
        return TermSequence(place.exact, terms, self._firm(place))

    def _misspelt(self, leaf: Misspelt, place: Place) -> Clause:
        """Return the word as typed and its neighbours in the archive, which count less the farther they are."""
        exact = fold(leaf.text)
        letters = leaf.letters or (2 if len(exact) > 5 else 1)
        forms = [Form(place.exact, exact, self._firm(place))]
        if len(exact) >= _SHORTEST_HALF and not is_unspaced(leaf.text):
            forms += [
                Form(place.exact, each.term, place.weight / (1 + each.letters))
                for each in self._lexicon.neighbours(exact, letters, field=place.exact)[: MAX_EXPANSIONS - 1]
            ]
        return AnyForm(tuple(forms))

    def _words(self, text: str) -> list[str]:
        """Return the words of an unquoted word, without a possessive 's: Maduro's asks for Maduro."""
        tokens = self._analyser.tokens(text)
        if len(tokens) > 1 and tokens[-1].exact == "s" and text[tokens[-1].start - 1] in _APOSTROPHES:
            tokens.pop()
        return [text[token.start : token.end] for token in tokens]


def together(clauses: Iterable[Clause]) -> Clause:
    """Return clauses of which any finds a leaf as one, in which its forms are those of one word."""
    forms: list[Form] = []
    others: list[Clause] = []
    for clause in clauses:
        if isinstance(clause, AnyForm):
            forms += clause.forms
        elif not isinstance(clause, Nothing):
            others.append(clause)
    merged = [AnyForm(tuple(forms)), *others] if forms else others
    return any_of(merged)


def any_of(clauses: Sequence[Clause]) -> Clause:
    """Return the clause that any of these matches."""
    if not clauses:
        return Nothing()
    return clauses[0] if len(clauses) == 1 else AnyOf(tuple(clauses))


def boosted(clause: Clause, boost: float) -> Clause:
    """Return the clause with its scores multiplied; 0 leaves what it matches and no score."""
    match clause:
        case AnyForm() | Term() | TermSequence() | TermsNear() | TermPrefix():
            return replace(clause, boost=clause.boost * boost)
        case AnyOf():
            return AnyOf(tuple(boosted(each, boost) for each in clause.clauses))
        case _:
            return clause
