"""What a line asks for: plain words are a phrase, all else is a query."""

from collections.abc import Iterable, Sequence

from indexer.answering import NO_WORDS
from indexer.bounds import read
from indexer.errors import ParameterError
from indexer.messages import say
from indexer.query import Empty, Parsed, Phrase, Query, Together, Word, parse

MAX_LINES = 6
"""As many lines as a plot can tell apart."""


def once_each(lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines in their order and as they are, each once, whatever blanks are around it: one line is drawn once."""
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(line.strip(), line)
    return tuple(first.values())


def read_lines(lines: Sequence[str]) -> tuple[Parsed, ...]:
    """Return lines as they were understood.

    :raise ParameterError: if there are none or too many, or one has nothing to search for or is more than is searched.
    """
    if not 1 <= len(lines) <= MAX_LINES:
        raise ParameterError(
            say("%(number)s lines were asked for.", number=len(lines)),
            say("Ask for 1 to %(most)s phrases or queries.", most=MAX_LINES),
        )
    return tuple(map(read_line, lines))


def read_line(line: str) -> Parsed:
    """Return a line as it was understood: words without any sign of the query language are a phrase.

    :raise ParameterError: if it has nothing to search for, or is more than is searched.
    """
    parsed = read(line)
    if parsed.query == Empty():
        raise ParameterError(NO_WORDS, say("Give a phrase, or a query in the query language."))
    phrase = None if parsed.warnings else _as_phrase(parsed.query)
    return parsed if phrase is None else read(str(phrase))


def _as_phrase(query: Query) -> Phrase | None:
    """Return plain words as a phrase; None where there is something else, or a phrase would not say it."""
    words = query.queries if isinstance(query, Together) else (query,)
    texts = [each.text for each in words if isinstance(each, Word)]
    phrase = Phrase(" ".join(texts))
    return phrase if len(texts) == len(words) and parse(str(phrase)).query == phrase else None
