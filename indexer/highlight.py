"""Which characters of a text a query matched: half-open spans of code points, never markup.

The same clauses that an engine matched are looked for among the same analyser's tokens, so a highlight is the same
on every engine, and a phrase is marked as a phrase.
"""

from collections.abc import Iterable

from indexer import fields
from indexer.analysis import Analyser, Token
from indexer.clauses import Clause, Term, TermPrefix, TermSequence

Span = tuple[int, int]
"""A half-open span of code points."""

_STEMS = frozenset(fields.STEM_FIELDS)


def highlight(text: str, language: str | None, marks: Iterable[Clause], analyser: Analyser) -> tuple[Span, ...]:
    """Return the spans of the text that the clauses match, in order; spans that touch or overlap are one."""
    tokens = analyser.tokens(text, language)
    exact, stems, prefixes, sequences = _by_kind(marks)
    spans = [
        (token.start, token.end)
        for token in tokens
        if token.exact in exact or token.stem in stems or (prefixes and token.exact.startswith(prefixes))
    ]
    for sequence in sequences:
        spans += _sequence_spans(tokens, sequence)
    return _merged(spans)


def _by_kind(marks: Iterable[Clause]) -> tuple[set[str], set[str], tuple[str, ...], set[tuple[str, ...]]]:
    exact: set[str] = set()
    stems: set[str] = set()
    prefixes: list[str] = []
    sequences: set[tuple[str, ...]] = set()
    for mark in marks:
        match mark:
            case Term():
                (stems if mark.field in _STEMS else exact).add(mark.term)
            case TermPrefix():
                prefixes.append(mark.prefix)
            case TermSequence():
                sequences.add(mark.terms)
            case _:
                continue
    return exact, stems, tuple(prefixes), sequences


def _sequence_spans(tokens: list[Token], sequence: tuple[str, ...]) -> list[Span]:
    length = len(sequence)
    return [
        (tokens[at].start, tokens[at + length - 1].end)
        for at, token in enumerate(tokens[: len(tokens) - length + 1])
        if token.exact == sequence[0] and all(tokens[at + step].exact == sequence[step] for step in range(1, length))
    ]


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
