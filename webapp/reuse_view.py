"""What is new in a statement and what was said before, as the margin of its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_percent

from indexer import Statement
from indexer.highlight import Span
from indexer.reuse import Copy, Kind, Sentence, StatementReuse
from indexer.reuse.rules import Rules, load_rules
from webapp import wording
from webapp.addresses import reuse_address, use_address
from webapp.languages import locale
from webapp.params import Parameter
from webapp.segments import shortened

REUSE = Parameter(
    "reuse",
    "Whether the page of a statement shows what is new in it, and what was said before.",
    {"type": "boolean", "default": False},
)

_BEGINNING = 60
"""Characters of a sentence that tell which one of its paragraph is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidElsewhere:
    """A sentence that others have: where it was first said, or that it was here, and how many others have it.

    `beginning` tells which one it is, where its paragraph has several. `words` are those of the first use, where they
    are not the same; `address` leads there.
    """

    beginning: str
    kind: Kind
    title: str
    date: str
    words: str
    address: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyView:
    """A statement that says the same."""

    title: str
    language: str | None
    date: str
    share: str
    address: str
    earlier: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseView:
    """All that the page says.

    `marks` are the sentences that were said before, `nearly` those of them that were said nearly so; `margin` is what
    stands beside each paragraph. `counted` are the sentences that have words enough; of others, `unexamined`, it is
    not known.
    """

    counted: int
    new: int
    exact: int
    near: int
    unexamined: int
    least_words: int
    likeness: str
    copies: tuple[CopyView, ...]
    marks: Mapping[int, tuple[Span, ...]]
    nearly: Mapping[int, tuple[Span, ...]]
    margin: Mapping[int, tuple[SaidElsewhere, ...]]


def reuse_view(told: StatementReuse, statement: Statement) -> ReuseView:
    """Return what the page of a statement shows of its reuse."""
    rules = load_rules()
    by_paragraph: dict[int, list[Sentence]] = {}
    for each in told.sentences:
        by_paragraph.setdefault(each.number, []).append(each)
    texts = {each.number: each.text for each in statement.paragraphs}
    return ReuseView(
        counted=told.new + told.exact + told.near,
        new=told.new,
        exact=told.exact,
        near=told.near,
        unexamined=told.unexamined,
        least_words=rules.least_words,
        likeness=_share(rules.likeness),
        copies=tuple(map(_copy, told.copies)),
        marks=_spans(by_paragraph, Kind.EXACT, Kind.NEAR),
        nearly=_spans(by_paragraph, Kind.NEAR),
        margin={
            number: notes for number, sentences in by_paragraph.items() if (notes := _margin(texts[number], sentences))
        },
    )


def copy_share() -> str:
    """Return how much of their words statements have in common that are gathered."""
    rules: Rules = load_rules()
    return _share(rules.share)


def _spans(by_paragraph: Mapping[int, Sequence[Sentence]], *kinds: Kind) -> Mapping[int, tuple[Span, ...]]:
    """Return where sentences stand that were first said elsewhere, so: word for word, or nearly."""
    return {
        number: spans
        for number, sentences in by_paragraph.items()
        if (spans := tuple((each.start, each.end) for each in sentences if each.first and each.kind in kinds))
    }


def _margin(text: str, sentences: Sequence[Sentence]) -> tuple[SaidElsewhere, ...]:
    alone = len(sentences) == 1
    return tuple(
        SaidElsewhere(
            beginning="" if alone else shortened(text[each.start : each.end], _BEGINNING),
            kind=each.kind,
            title=each.first.statement.title if each.first else "",
            date=wording.date_in_words(each.first.statement.published) if each.first else "",
            words=each.first.text if each.first and each.kind is Kind.NEAR else "",
            address=use_address(each.first) if each.first else "",
            statements=each.statements,
        )
        for each in sentences
        if each.first or each.statements
    )


def _copy(copy: Copy) -> CopyView:
    return CopyView(
        title=copy.statement.title,
        language=copy.statement.language,
        date=wording.date_in_words(copy.statement.published),
        share=_share(copy.share),
        address=reuse_address(copy.statement.id),
        earlier=copy.earlier,
    )


def _share(share: float) -> str:
    return str(format_percent(share, locale=locale()))
