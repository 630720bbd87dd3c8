"""Where the pieces of a quotation stand, as readers are shown it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from indexer.highlight import Span
from indexer.hits import permalink
from indexer.quoting.aligning import Piece, Step
from indexer.quoting.answers import Place, PlaceParagraph
from indexer.quoting.comparing import Comparison
from indexer.statement import Paragraph, Summary


def places_of(comparisons: Iterable[Comparison], base_url: str) -> tuple[Place, ...]:
    """Return the places of quotations, each statement's paragraphs together where one quotation stands in several."""
    places: dict[tuple[str, tuple[int, ...]], Place] = {}
    for each in comparisons:
        for place in _places(each.pieces, base_url):
            places.setdefault((place.statement.id, tuple(one.number for one in place.paragraphs)), place)
    return tuple(places.values())


def _places(pieces: Sequence[Piece], base_url: str) -> Iterable[Place]:
    summaries: dict[str, Summary] = {}
    spans: defaultdict[str, dict[int, list[Span]]] = defaultdict(dict)
    paragraphs: dict[tuple[str, int], Paragraph] = {}
    for piece in pieces:
        identity = piece.stream.summary.id
        summaries[identity] = piece.stream.summary
        for number, start, end in _shown(piece):
            paragraph = piece.stream.paragraphs[number]
            paragraphs[identity, paragraph.number] = paragraph
            spans[identity].setdefault(paragraph.number, []).append((start, end))
    return [
        Place(
            statement=summary,
            paragraphs=tuple(
                _paragraph(
                    paragraphs[identity, number], found, permalink(base_url, identity, paragraphs[identity, number])
                )
                for number, found in sorted(spans[identity].items())
            ),
        )
        for identity, summary in summaries.items()
    ]


def _shown(piece: Piece) -> Iterable[tuple[int, int, int]]:
    """Return the spans of a piece's words in the archive, but for those that the quotation does without."""
    first = piece.source[0]
    runs: list[tuple[int, int]] = []
    for step in piece.steps:
        if step.step is Step.GONE:
            runs.append((first, step.source[0]))
            first = step.source[1]
    runs.append((first, piece.source[1]))
    return [span for one, end in runs if one < end for span in piece.stream.spans(one, end)]


def _paragraph(paragraph: Paragraph, spans: Sequence[Span], address: str) -> PlaceParagraph:
    return PlaceParagraph(
        number=paragraph.number,
        role=paragraph.role,
        text=paragraph.text,
        highlights=_apart(spans),
        speaker=paragraph.speaker,
        speaker_title=paragraph.speaker_title,
        permalink=address,
    )


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that overlap put together."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            first, last = apart.pop()
            apart.append((first, max(last, end)))
        else:
            apart.append((start, end))
    return tuple(apart)
