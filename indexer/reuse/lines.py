"""A statement to its lines: sentences as sequences of exact terms, so that case and accents make no difference."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer import fields
from indexer.analysis import Analyser, RememberingAnalyser, Token, is_unspaced
from indexer.prose import sentences
from indexer.reuse.rules import Rules
from indexer.statement import Paragraph, Statement

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a paragraph: its terms, and its half-open span of code points.

    `telling` says that it has words enough to be recognised by.
    """

    number: int
    start: int
    end: int
    terms: Terms
    telling: bool


def lines_of(statement: Statement, analyser: Analyser | RememberingAnalyser, rules: Rules) -> Iterator[Line]:
    """Yield the lines of a statement's searchable paragraphs, in order."""
    for paragraph in statement.paragraphs:
        if paragraph.role not in fields.SILENT_ROLES:
            language = fields.paragraph_language(paragraph, statement)
            yield from paragraph_lines(paragraph, language, analyser, rules)


def paragraph_lines(
    paragraph: Paragraph, language: str, analyser: Analyser | RememberingAnalyser, rules: Rules
) -> Iterator[Line]:
    """Yield the lines of a paragraph, in order.

    The paragraph is read as a whole, as it is for the index, so that a line is a run of the terms that are found there.
    """
    tokens = analyser.tokens(paragraph.text, language)
    at = 0
    for _, end in sentences(paragraph.text):
        first = at
        while at < len(tokens) and tokens[at].start < end:
            at += 1
        for part in range(first, at, rules.most_words):
            yield _line(paragraph.number, tokens[part : min(part + rules.most_words, at)], rules)


def _line(number: int, tokens: Sequence[Token], rules: Rules) -> Line:
    return Line(
        number=number,
        start=tokens[0].start,
        end=tokens[-1].end,
        terms=tuple(token.exact for token in tokens),
        telling=_words(tokens, rules.least_words) >= rules.least_words,
    )


def _words(tokens: Sequence[Token], enough: int) -> float:
    """Return how many words there are, as far as it takes to tell that there are enough."""
    return sum(0.5 if is_unspaced(token.exact) else 1.0 for token in tokens[: 2 * enough])
