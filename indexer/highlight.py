"""Which characters of a text a query matched: half-open spans of code points, never markup.

The same clauses that an engine matched are looked for among the same analyser's tokens, so a highlight is the same
on every engine, and a phrase is marked as a phrase.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from indexer import fields
from indexer.analysis import Analyser, RememberingAnalyser, Token, is_unspaced
from indexer.clauses import AnyForm, Clause, Term, TermPrefix, TermSequence, TermsNear
from indexer.windows import windows

Span = tuple[int, int]
"""A half-open span of code points."""

MAX_MARKED = 100_000
"""Characters of a text, a paragraph or a whole statement, in which words are marked."""

_STEMS = frozenset(fields.STEM_FIELDS)


@dataclass(slots=True)
class _Marks:
    """What is looked for, by kind."""

    exact: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    compounds: set[str] = field(default_factory=set)
    prefixes: tuple[str, ...] = ()
    sequences: set[tuple[bool, tuple[str, ...]]] = field(default_factory=set)
    near: set[tuple[int, tuple[str, ...]]] = field(default_factory=set)


def highlight(
    text: str, language: str | None, marks: Iterable[Clause], analyser: Analyser | RememberingAnalyser
) -> tuple[Span, ...]:
    """Return the spans of the text that the clauses match, in order; spans that touch or overlap are one.

    Only the first `MAX_MARKED` characters are looked at.
    """
    text = text[:MAX_MARKED]
    tokens = analyser.tokens(text, language)
    wanted = _by_kind(marks)
    spans = list(_word_spans(tokens, wanted))
    if wanted.compounds:
        compounds = analyser.compounds(text, tokens)
        spans += [
            (tokens[each.first].start, tokens[each.last].end) for each in compounds if each.exact in wanted.compounds
        ]
    for is_stem, sequence in wanted.sequences:
        terms = [token.stem for token in tokens] if is_stem else [token.exact for token in tokens]
        spans += _sequence_spans(tokens, terms, sequence)
    for within, near in wanted.near:
        spans += _near_spans(tokens, near, within)
    return _merged(spans)


def _by_kind(marks: Iterable[Clause]) -> _Marks:
    wanted = _Marks()
    for mark in marks:
        match mark:
            case AnyForm():
                for form in mark.forms:
                    _add_term(wanted, form.field, form.term)
            case Term():
                _add_term(wanted, mark.field, mark.term)
            case TermPrefix():
                wanted.prefixes += (mark.prefix,)
            case TermSequence():
                wanted.sequences.add((mark.field in _STEMS, mark.terms))
            case TermsNear():
                wanted.near.add((mark.within, mark.terms))
            case _:
                continue
    return wanted


def _add_term(wanted: _Marks, name: str, term: str) -> None:
    if name == fields.COMPOUND:
        wanted.compounds.add(term)
    elif name in _STEMS:
        wanted.stems.add(term)
    else:
        wanted.exact.add(term)


def _word_spans(tokens: Sequence[Token], wanted: _Marks) -> Iterator[Span]:
    for place, token in enumerate(tokens):
        if token.stem in wanted.stems:
            # A pair of characters is the stem of its first.
            paired = len(token.stem) > len(token.exact) and is_unspaced(token.exact)
            yield token.start, tokens[place + paired].end
        elif token.exact in wanted.exact or (wanted.prefixes and token.exact.startswith(wanted.prefixes)):
            yield token.start, token.end


def _sequence_spans(tokens: Sequence[Token], terms: Sequence[str], sequence: tuple[str, ...]) -> Iterator[Span]:
    length = len(sequence)
    for at in range(len(terms) - length + 1):
        if terms[at] == sequence[0] and tuple(terms[at : at + length]) == sequence:
            yield tokens[at].start, tokens[at + length - 1].end


def _near_spans(tokens: Sequence[Token], near: tuple[str, ...], within: int) -> Iterator[Span]:
    """Yield the words of each window in which all of the terms stand near."""
    places = [(place, token.exact) for place, token in enumerate(tokens) if token.exact in near]
    for window in windows(places, near, within):
        yield from ((tokens[place].start, tokens[place].end) for place in window)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
