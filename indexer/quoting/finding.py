"""The quotations of a text: what stands between quotation marks of any kind, over paragraphs too, or all of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from indexer.analysis import surface_words
from indexer.extract.voices.marks import ENDS_BEFORE, MarkStyle, mark_style
from indexer.extract.voices.quotation import Passage, quotations
from indexer.quoting.passage import bare_span
from indexer.quoting.pasting import ends_in_word
from indexer.quoting.rules import Finding

_BLANK_LINES = regex.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE = regex.compile(r"\n")
_ENDS = regex.compile(r"[.!?…:;؟。！？][\p{Pf}\p{Pe}\p{Pi}\"']*\s*\Z")
_APOSTROPHES = "'’"
_WRAPPED = 40
"""Characters of a line that may be one of a paragraph broken into lines."""


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """A quotation without its marks, and where it stands in the text: a half-open span of code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FoundQuotations:
    """The quotations of a text, in its order; `whole` is the text itself where it may be one, marks within and all.

    `short` counts what stands between marks and is no quotation, of too few words; `told` says whether the text has
    words of its own around them, in which it may name a speaker, and `begins` whether it begins with one.
    """

    quotations: tuple[FoundQuotation, ...]
    whole: FoundQuotation | None
    short: int = 0
    told: bool = False
    begins: bool = False


def find_quotations(text: str, rules: Finding) -> FoundQuotations:
    """Return the quotations of a text; of one without marks, each paragraph is one."""
    paragraphs = list(_paragraphs(text))
    spans = _between_marks(text, paragraphs, rules)
    # A title may be among them: what is taken for one unasked could be what somebody never said.
    marked = [each for each in spans if len(surface_words(text[slice(*each)])) >= rules.least_words]
    if not marked:
        return FoundQuotations(tuple(_bare(text, each) for each in paragraphs if _has_words(text, each)), None)
    found = tuple(_bare(text, each) for each in marked)
    whole = _bare(text, (0, len(text)))
    is_all = len(found) == 1 and found[0] == whole
    may_be_one = not is_all and len(surface_words(text)) <= rules.whole_words
    return FoundQuotations(
        found,
        whole if may_be_one else None,
        short=len(spans) - len(marked),
        told=not is_all,
        begins=found[0].start == whole.start,
    )


def _between_marks(text: str, paragraphs: list[tuple[int, int]], rules: Finding) -> list[tuple[int, int]]:
    """Return the spans of what stands between marks, each over all paragraphs that it runs through.

    Where marks of one kind, double or single, enclose quotations, what stands between those of the other is one too
    unless it is within them: whoever quotes in both ways would else see one half checked.
    """
    style = mark_style([text[slice(*each)] for each in paragraphs], None)
    spans = _enclosed(text, paragraphs, style)
    # A long text without marks may have two apostrophes: what they enclose must not stand for all of it.
    has_others = bool(spans) or len(surface_words(text)) <= rules.whole_words
    others = _enclosed(text, paragraphs, replace(style, single=not style.single)) if has_others else []
    if not style.single:
        others = [each for each in others if text[each[1] - 1] in _APOSTROPHES]  # what nothing closes is one itself
    apart = [each for each in others if not any(_meet(each, span) for span in spans)]
    around = [each for each in others if _is_around(text, each, spans)]
    return sorted([*(span for span in spans if not any(_holds(each, span) for each in around)), *apart, *around])


def _enclosed(text: str, paragraphs: list[tuple[int, int]], style: MarkStyle) -> list[tuple[int, int]]:
    """Return the spans of what stands between marks of one kind, each over all paragraphs that it runs through."""
    texts = [text[start:end] for start, end in paragraphs]
    spans: list[tuple[int, int]] = []
    for (start, _), quoted in zip(paragraphs, quotations([Passage(each) for each in texts], style), strict=True):
        here = [(start + first, start + end) for first, end in quoted.spans]
        if quoted.goes_on and here and spans:
            spans.append((spans.pop()[0], here.pop(0)[1]))
        spans += here
    return spans


def _is_around(text: str, outer: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    """Tell whether what stands between marks of the other kind has quotations within, and is no two apostrophes."""
    within = [each for each in spans if _holds(outer, each)]
    if not within or any(_meet(outer, each) for each in spans if each not in within):
        return False
    return text[outer[0]] not in _APOSTROPHES or text[outer[1] - 2] in ENDS_BEFORE


def _holds(outer: tuple[int, int], span: tuple[int, int]) -> bool:
    return outer[0] < span[0] and span[1] < outer[1]


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of paragraphs: between blank lines, or else lines, but for lines broken within a sentence."""
    blank = _BLANK_LINES.search(text.strip()) is not None
    start = 0
    for found in (_BLANK_LINES if blank else _LINE).finditer(text):
        line = text[start : found.start()]
        if not blank and _goes_on(line):
            continue
        if line.strip():
            yield start, found.start()
        start = found.end()
    if text[start:].strip():
        yield start, len(text)


def _goes_on(line: str) -> bool:
    """Tell whether the next line is of the same paragraph."""
    return ends_in_word(line) or (len(line) >= _WRAPPED and not _ENDS.search(line))


def _bare(text: str, span: tuple[int, int]) -> FoundQuotation:
    start, end = bare_span(text, *span)
    return FoundQuotation(text[start:end], start, end)


def _has_words(text: str, span: tuple[int, int]) -> bool:
    return bool(surface_words(text[span[0] : span[1]]))
