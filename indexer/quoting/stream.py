"""Words of a statement in the order in which they were said, whatever stands between its paragraphs on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from indexer.analysis import RememberingAnalyser
from indexer.fields import SILENT_ROLES, paragraph_language
from indexer.statement import Paragraph, Role, Statement, Summary

BREAK = "\x1f"
"""A word that no text has, where paragraphs are left out: words on its sides were not said together."""

SENTENCE_END = regex.compile(r"[.!?…؟。！？](?=\s|[\p{Pf}\p{Pe}\"']|\Z)")

_BRACKETS_END = regex.compile(r"\[(?P<inside>[^\[\]]*)\]\s*\Z")
_BRACKETS_BEGIN = regex.compile(r"\s*\[(?P<inside>[^\[\]]*)\]")

_APART = SILENT_ROLES | {Role.CAPTION, Role.BOILERPLATE, Role.HEADING}
"""What no speech runs through."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Paragraphs of one statement and their words; `where` tells of each word its paragraph, its start and its end."""

    summary: Summary
    paragraphs: tuple[Paragraph, ...]
    exacts: tuple[str, ...]
    where: tuple[tuple[int, int, int], ...]

    def between(self, place: int) -> str | None:
        """Return what stands between a word and the one before it, None where a paragraph ends."""
        (one, _, end), (other, start, _) = self.where[place - 1], self.where[place]
        return self.paragraphs[one].text[end:start] if one == other else None

    def begins_sentence(self, place: int) -> bool:
        """Tell whether a word is the first of a sentence."""
        return place == 0 or _ends(self.between(place))

    def brackets(self, first: int, end: int) -> bool:
        """Tell whether the text itself has brackets around words, from the first to the one before `end`."""
        paragraph, start, _ = self.where[first]
        return self.paragraphs[paragraph].text[:start].rstrip().endswith("[") and "]" in self.after(end - 1)

    def after(self, place: int) -> str:
        """Return what stands behind a word, up to the next or to the end of its paragraph."""
        paragraph, _, end = self.where[place]
        is_last = place + 1 == len(self.where) or self.where[place + 1][0] != paragraph
        return self.paragraphs[paragraph].text[end : None if is_last else self.where[place + 1][1]]

    def near(self, place: int, most: int, *, before: bool) -> str:
        """Return up to so many words of a word's sentence, those before it or behind it."""
        first = end = place if before else place + 1
        while before and first > 0 and end - first < most and not _ends(self.between(first)):
            first -= 1
        while not before and end < len(self.where) and end - first < most and not _ends(self.between(end)):
            end += 1
        return self.text(first, end)

    def bracketed(self, place: int, *, before: bool) -> str | None:
        """Return what the text itself has in brackets right before a word or behind it, None where it has none."""
        paragraph, start, end = self.where[place]
        text = self.paragraphs[paragraph].text
        found = _BRACKETS_END.search(text[:start]) if before else _BRACKETS_BEGIN.match(text, end)
        return found["inside"] if found else None

    def word(self, place: int) -> str:
        """Return a word as it is written."""
        paragraph, start, end = self.where[place]
        return self.paragraphs[paragraph].text[start:end]

    def text(self, first: int, end: int) -> str:
        """Return the text of words, from the first to the one before `end`."""
        spans = self.spans(first, end)
        return "\n".join(self.paragraphs[number].text[start:stop] for number, start, stop in spans)

    def spans(self, first: int, end: int) -> list[tuple[int, int, int]]:
        """Return where words stand: of each paragraph its place in the stream, and a half-open span."""
        found: list[tuple[int, int, int]] = []
        for number, start, stop in self.where[first:end]:
            if number < 0:
                continue
            if found and found[-1][0] == number:
                start = found.pop()[1]  # noqa: PLW2901 - the span goes on
            found.append((number, start, stop))
        return found

    def paragraphs_between(self, first: int, end: int) -> int:
        """Return how many paragraphs words are spread over."""
        return len({number for number, _, _ in self.where[first:end] if number >= 0})


def _ends(between: str | None) -> bool:
    """Tell whether a sentence or a paragraph ends in what stands between two words."""
    return between is None or SENTENCE_END.search(between) is not None


def stream_of(summary: Summary, paragraphs: Sequence[Paragraph], analyser: RememberingAnalyser) -> Stream:
    """Return the words of paragraphs that follow each other in speech."""
    return _joined(summary, [(each, False) for each in paragraphs], analyser)


def stream_around(statement: Statement, numbers: Iterable[int], analyser: RememberingAnalyser) -> Stream:
    """Return the words of some paragraphs of a statement, and of those before and behind each."""
    spoken = [each for each in statement.paragraphs if each.role not in _APART]
    wanted = set(numbers)
    near = {
        place + step
        for place, each in enumerate(spoken)
        if each.number in wanted
        for step in (-1, 0, 1)
        if 0 <= place + step < len(spoken)
    }
    places = sorted(near)
    parted = [(spoken[at], number > 0 and at != places[number - 1] + 1) for number, at in enumerate(places)]
    apart = [each for each in statement.paragraphs if each.number in wanted and each not in spoken]
    return _joined(statement.summary(), [*parted, *((each, True) for each in apart)], analyser)


def _joined(summary: Summary, paragraphs: Sequence[tuple[Paragraph, bool]], analyser: RememberingAnalyser) -> Stream:
    """Return the words of paragraphs, each of which says whether something is left out before it."""
    exacts: list[str] = []
    where: list[tuple[int, int, int]] = []
    for number, (paragraph, is_parted) in enumerate(paragraphs):
        if is_parted and exacts:
            exacts.append(BREAK)
            where.append((-1 - number, 0, 0))
        for token in analyser.tokens(paragraph.text, paragraph_language(paragraph, summary)):
            exacts.append(token.exact)
            where.append((number, token.start, token.end))
    return Stream(summary, tuple(each for each, _ in paragraphs), tuple(exacts), tuple(where))
