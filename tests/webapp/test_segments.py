"""Text in pieces: nothing is lost, and what is marked is what the spans say."""

from hypothesis import given
from hypothesis import strategies as st

from webapp.segments import EXCERPT, Segment, excerpt, segments


@st.composite
def texts_with_spans(draw, most=60):
    text = draw(st.text(max_size=most))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, tuple((start, end) for start, end in pairs if start < end)


@given(texts_with_spans())
def test_the_pieces_are_the_text_and_the_marks_are_the_spans(case):
    text, spans = case
    pieces = segments(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.marked] == [text[start:end] for start, end in spans]
    assert all(piece.text for piece in pieces)


@given(texts_with_spans(most=300), st.integers(5, 80))
def test_an_excerpt_shows_the_first_span_and_tells_its_cuts(case, length):
    text, spans = case
    pieces = excerpt(text, spans, length)
    if len(text) <= length:
        assert pieces == segments(text, spans)
        return
    inside = "".join(piece.text for piece in pieces if piece not in (Segment("… "), Segment(" …")))
    assert inside in text
    assert len(inside) <= length + 40
    if spans:
        marked = [piece.text for piece in pieces if piece.marked]
        assert marked
        assert text[slice(*spans[0])].startswith(marked[0])


def test_a_long_paragraph_is_cut_between_words():
    text = "word " * 400 + "lantern " + "word " * 400
    pieces = excerpt(text, [(2000, 2007)])
    assert pieces[0] == Segment("… ")
    assert pieces[-1] == Segment(" …")
    assert Segment("lantern", marked=True) in pieces
    assert all(word in {"word", "lantern", "…"} for piece in pieces for word in piece.text.split())
    assert sum(len(piece.text) for piece in pieces) < EXCERPT + 60
