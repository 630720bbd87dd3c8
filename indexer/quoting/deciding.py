"""The rule: what is the nearest passage, whether a quotation is one that was altered, whether a name stands."""

from collections.abc import Iterator, Sequence

from indexer.quoting.comparing import Comparison, Match
from indexer.quoting.names import is_same_speaker
from indexer.quoting.rules import Altered, Naming
from indexer.statement import Paragraph, Summary
from indexer.transcripts import LABELLED


def nearest(matches: Sequence[Match]) -> Match | None:
    """Return the match with most words and least differences, of equal ones the first; None where none has any."""
    having = [each for each in matches if each.comparison.agreeing]
    return max(having, key=lambda each: each.comparison.nearness, default=None)


def is_altered(match: Match, rules: Altered) -> bool:
    """Tell whether a quotation is a passage of the archive with a difference, rather than words of its own."""
    compared, words = match.comparison, len(match.passage.words)
    if compared.agreeing == words:
        return True
    is_one = len(compared.pieces) == 1
    enough = compared.agreeing >= rules.words and (
        compared.run >= rules.run or (is_one and compared.agreeing >= rules.clear * words)
    )
    return enough and compared.agreeing >= (rules.share if is_one else rules.joined) * words


def stands(comparison: Comparison, speaker: str, naming: Naming) -> bool:
    """Tell whether the archive names this speaker for all of the words.

    Where it names nobody, its publisher speaks, unless a label says that somebody does who has no name.
    """
    told = list(_paragraphs(comparison))
    return bool(told) and all(
        is_same_speaker(speaker, _named(summary, paragraph), paragraph.speaker_title, naming)
        for summary, paragraph in told
    )


def _named(summary: Summary, paragraph: Paragraph) -> str | None:
    return None if paragraph.evidence == LABELLED and not paragraph.speaker else paragraph.speaker or summary.publisher


def speakers_of(matches: Sequence[Match]) -> Iterator[str]:
    """Yield the speakers whom the archive names for the words of matches."""
    for each in matches:
        for _, paragraph in _paragraphs(each.comparison):
            if paragraph.speaker:
                yield paragraph.speaker


def _paragraphs(comparison: Comparison) -> Iterator[tuple[Summary, Paragraph]]:
    """Yield the paragraphs that the words of a comparison stand in."""
    for piece in comparison.pieces:
        numbers = {number for number, _, _ in piece.stream.spans(*piece.source)}
        yield from ((piece.stream.summary, piece.stream.paragraphs[number]) for number in sorted(numbers))
