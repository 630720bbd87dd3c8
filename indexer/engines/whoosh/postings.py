"""Whoosh's postings, a block at a time.

Its matchers step from posting to posting through layers of Python calls: some microseconds for each, and several of
them answer wrongly (DisjunctionMax, Require, AndNot). Reading whole blocks is twenty times as fast, and leaves the
matching to us. Whoosh 2.7.4 is pinned and final, so the names of its blocks' parts will not change under us.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from whoosh.matching import FilterMatcher, Matcher
from whoosh.reading import IndexReader, SegmentReader


@dataclass(frozen=True, slots=True)
class Block:
    """Some postings of a term: numbers of documents in the whole index, term frequencies, encoded positions."""

    documents: list[int]
    frequencies: list[float]
    positions: list[bytes]


def leaves(reader: IndexReader) -> list[tuple[SegmentReader, int]]:
    """Return the readers of the segments, each with the number of its first document."""
    return [(reader, 0)] if reader.is_atomic() else list(reader.leaf_readers())


def read_blocks(reader: IndexReader, field: str, term: str | bytes) -> Iterator[Block]:
    """Yield the blocks of a term's postings, deleted documents among them."""
    key = term if isinstance(term, bytes) else term.encode()
    for leaf, offset in leaves(reader):
        if (field, key) in leaf:
            yield from _leaf_blocks(leaf.postings(field, key), offset)


def live_part(block: Block, live: frozenset[int]) -> Block:
    """Return a block without its deleted documents."""
    kept = [place for place, document in enumerate(block.documents) if document in live]
    return Block(
        [block.documents[place] for place in kept],
        [block.frequencies[place] for place in kept],
        [block.positions[place] for place in kept],
    )


def _leaf_blocks(matcher: Matcher, offset: int) -> Iterator[Block]:
    if isinstance(matcher, FilterMatcher):  # stands around the postings of a segment with deleted documents
        matcher = matcher.child
    while matcher.is_active():
        yield _block(matcher, offset)
        matcher._next_block()


def _block(matcher: Matcher, offset: int) -> Block:
    matcher._read_ids()
    matcher._read_weights()
    matcher._read_values()
    documents = [document + offset for document in matcher._ids]
    return Block(documents, matcher._weights, matcher._values)
