"""Checked quotations as their template shows them: each with its answer, its differences and its places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flask_babel import LazyString, gettext, lazy_gettext

from indexer.quoting import (
    Checked,
    CheckedQuotation,
    Difference,
    Kind,
    Operation,
    Place,
    PlaceParagraph,
    Verdict,
)
from webapp import wording
from webapp.addresses import statement_address
from webapp.passages import Facts, facts
from webapp.segments import Segment, excerpt, segments

VERDICTS: Mapping[Verdict, LazyString] = MappingProxyType(
    {
        Verdict.VERBATIM: lazy_gettext("Verbatim"),
        Verdict.ALTERED: lazy_gettext("Altered"),
        Verdict.OTHER_SPEAKER: lazy_gettext("Said by someone else"),
        Verdict.NOT_FOUND: lazy_gettext("Not found"),
    }
)

KINDS: Mapping[Kind, LazyString] = MappingProxyType(
    {
        Kind.ORDER: lazy_gettext("another order"),
        Kind.JOINED: lazy_gettext("joined from passages that stand apart"),
        Kind.CHANGED: lazy_gettext("words changed"),
        Kind.ADDED: lazy_gettext("words added"),
        Kind.LEFT_OUT: lazy_gettext("words left out"),
        Kind.PUNCTUATION: lazy_gettext("punctuation or quotation marks"),
        Kind.LETTERS: lazy_gettext("capitals or accents"),
    }
)

MOST_PLACES = 5
"""Places of one quotation that a page shows; the API has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffPiece:
    """A part of a quotation: text that stands, or what the archive has (`gone`) and what is quoted (`new`).

    Before text, `gone` is what its brackets or its ellipsis stand for.

    With `moved`, what follows stands elsewhere. `glued` tells that no blank stands before it.
    """

    text: str = ""
    gone: str = ""
    new: str = ""
    moved: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphView:
    """A paragraph in which words stand, around them."""

    number: int
    speaker: str
    segments: tuple[Segment, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A statement in which words stand."""

    title: str
    address: str
    language: str | None
    facts: Facts
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationView:
    """One quotation. `verdict` is its stable name, `answer` that name in words; `more` counts places not shown."""

    text: str
    verdict: str
    answer: str
    message: str
    kinds: str
    not_named: str
    diff: tuple[DiffPiece, ...]
    places: tuple[PlaceView, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """What was posted, and what came of it: nothing before anything was."""

    text: str
    speaker: str
    quotations: tuple[QuotationView, ...] = ()
    warnings: tuple[str, ...] = ()
    counts: str = ""
    searched: str = ""
    span: str = ""


def check_view(text: str, speaker: str | None, checked: Checked | None) -> CheckView:
    """Return the page of a text, checked or still to be written."""
    if checked is None:
        return CheckView(text=text, speaker=speaker or "")
    searched = checked.searched
    oldest, newest = wording.date_in_words(searched.oldest), wording.date_in_words(searched.newest)
    return CheckView(
        text=text,
        speaker=speaker or "",
        quotations=tuple(map(_quotation, checked.quotations)),
        warnings=checked.warnings,
        counts=wording.listed(tuple(_counts(checked.quotations))),
        searched=wording.totals(searched.statements, searched.paragraphs),
        span=str(gettext("%(oldest)s to %(newest)s", oldest=oldest, newest=newest)) if oldest else "",
    )


def _counts(quotations: Sequence[CheckedQuotation]) -> Iterator[str]:
    for verdict, name in VERDICTS.items():
        number = sum(each.verdict is verdict for each in quotations)
        if number:
            yield f"{name}: {wording.number(number)}"


def _quotation(quotation: CheckedQuotation) -> QuotationView:
    shown = quotation.places[:MOST_PLACES]
    is_unnamed = quotation.speaker_stands is False and quotation.verdict is Verdict.ALTERED
    return QuotationView(
        text=quotation.text,
        verdict=quotation.verdict.value,
        answer=str(VERDICTS[quotation.verdict]),
        message=quotation.message,
        kinds=wording.listed(tuple(str(KINDS[kind]) for kind in quotation.kinds)) if len(quotation.kinds) > 1 else "",
        not_named=quotation.speaker or "" if is_unnamed else "",
        diff=tuple(_diff(quotation.differences)),
        places=tuple(map(_place, shown)),
        more=max(0, quotation.places_total - len(shown)),
    )


def _diff(differences: Sequence[Difference]) -> Iterator[DiffPiece]:
    is_glued = True
    for each in differences:
        yield _piece(each, glued=is_glued or each.is_sign)
        is_glued = each.is_sign


def _piece(difference: Difference, *, glued: bool) -> DiffPiece:
    match difference.operation:
        case Operation.SAME:
            return DiffPiece(text=difference.quoted, glued=glued)
        case Operation.BRACKETED:
            return DiffPiece(text=difference.quoted, gone=difference.replaced, glued=glued)
        case Operation.OMITTED:
            return DiffPiece(text="[…]", gone=difference.replaced, glued=glued)
        case Operation.MOVED:
            return DiffPiece(moved=True, glued=glued)
        case _:
            return DiffPiece(gone=difference.archive, new=difference.quoted, glued=glued)


def _place(place: Place) -> PlaceView:
    summary = place.statement
    first, *_ = place.paragraphs
    return PlaceView(
        title=summary.title,
        address=statement_address(summary.id, paragraph=first),
        language=summary.language,
        facts=facts(summary),
        paragraphs=tuple(
            ParagraphView(
                number=each.number,
                speaker=wording.speaker_in_words(each.speaker, each.speaker_title),
                segments=excerpt(each.text, each.highlights) if len(each.highlights) == 1 else _whole(each),
                address=statement_address(summary.id, paragraph=each),
            )
            for each in place.paragraphs
        ),
    )


def _whole(paragraph: PlaceParagraph) -> tuple[Segment, ...]:
    """Return a whole paragraph: passages of it that stand apart are all to be seen."""
    return segments(paragraph.text, paragraph.highlights)
