"""Why a query finds nothing: the word that is not there, the filter that leaves nothing, and what to ask instead."""

from collections.abc import Callable, Iterator, Sequence

from indexer.analysis import surface_words
from indexer.engine import Total
from indexer.messages import Message, say
from indexer.query import Dates, Field, Leaf, Near, Not, Phrase, Query, Word, parse
from indexer.query.rewriting import joined, parts_of, positive_leaves, without
from indexer.results import Reason, ReasonKind
from indexer.wording import listed, part_in_words

MOST_PARTS = 8
"""Most parts of a query that are looked at; each takes a whole search or two."""

MOST_LEAVES = 16
"""Most words and phrases of a query that is looked over; of a longer one, no part is to blame."""

Count = Callable[[Query], Total]


def diagnose(query: Query, count: Count, *, in_vain: bool) -> tuple[Reason, ...]:
    """Return why nothing has all of a query, the surest reason first; each query that is offered finds something.

    Where some has part of it, and the search was not `in_vain`, what to leave out is not looked for.
    """
    leaves = positive_leaves(query)
    if len(leaves) > MOST_LEAVES:
        return ()
    leaves = leaves[:MOST_PARTS]
    missing = [leaf for leaf in leaves if not count(leaf).paragraphs]
    reasons = [*(_missing(query, leaf, missing, count) for leaf in missing), *_filters(query, count)]
    if in_vain and not reasons:
        reasons += _apart(query, count)
    elif in_vain and not any(reason.query for reason in reasons):
        reasons += _what_is_left(query, missing, count)
    return tuple(dict.fromkeys(reasons))


def _what_is_left(query: Query, missing: Sequence[Leaf], count: Count) -> Iterator[Reason]:
    """Yield the query without all that is missing and without its filters, where no part alone is to blame."""
    dropped = tuple(part for part in parts_of(query) if part in missing or isinstance(part, Field | Dates | Not))
    rest = joined(query, tuple(part for part in parts_of(query) if part not in dropped))
    if dropped and (number := count(rest).statements) and (asked := _asked(rest)):
        told = say("All of this together leaves nothing: %(parts)s.", parts=listed(map(part_in_words, dropped)))
        part = str(joined(query, dropped))
        yield Reason(kind=ReasonKind.TOGETHER, part=part, message=told, query=asked, statements=number)


def _missing(query: Query, leaf: Leaf, missing: Sequence[Leaf], count: Count) -> Reason:
    """Return that no paragraph has a leaf; a phrase may be asked as plain words, others are left out together."""
    if isinstance(leaf, Phrase | Near) and len(words := surface_words(leaf.text)) > 1:
        told = _apart_only(leaf)
        # In small letters, lest a word of the phrase be taken for an operator.
        loose = [Word(word.lower()) for word in words]
        others = [part for part in parts_of(query) if part == leaf or part not in missing]
        parts = [each for part in others for each in (loose if part == leaf else [part])]
        return _reason(ReasonKind.PHRASE, leaf, told, joined(query, tuple(parts)), count)
    rest = joined(query, tuple(part for part in parts_of(query) if part not in missing))
    told = say("No paragraph of this archive has “%(word)s”.", word=str(leaf))
    return _reason(ReasonKind.UNKNOWN, leaf, told, rest, count)


def _apart_only(leaf: Phrase | Near) -> Message:
    if isinstance(leaf, Phrase):
        return say("No paragraph has these words in this order: %(words)s.", words=str(leaf))
    return say("No paragraph has these words so near: %(words)s.", words=str(leaf))


def _filters(query: Query, count: Count) -> Iterator[Reason]:
    """Yield the parts that leave nothing of what the rest finds; where no word is asked for, also what is nowhere."""
    alone = not positive_leaves(query)
    for part in parts_of(query)[:MOST_PARTS]:
        if positive_leaves(part):
            continue
        rest = without(query, part)
        if (number := count(rest).statements) and (asked := _asked(rest)):
            told = say("Nothing of what was found is %(filter)s.", filter=part_in_words(part))
            if isinstance(part, Not):
                told = say("%(part)s leaves nothing.", part=str(part))
            yield Reason(kind=ReasonKind.FILTER, part=str(part), message=told, query=asked, statements=number)
        elif alone and not count(part).statements:
            yield Reason(kind=ReasonKind.FILTER, part=str(part), message=_nothing(part), query=None, statements=0)


def _nothing(part: Query) -> Message:
    if isinstance(part, Not):
        return say("%(part)s leaves nothing.", part=str(part))
    words = part_in_words(part)
    if words == str(part):
        return say("This archive has nothing for %(words)s.", words=words)
    return say("This archive has nothing %(filter)s.", filter=words)


def _apart(query: Query, count: Count) -> Iterator[Reason]:
    """Yield what finds something when one part is left out, where each part alone does."""
    for part in parts_of(query)[:MOST_PARTS]:
        rest = without(query, part)
        if (number := count(rest).statements) and (asked := _asked(rest)):
            told = say("No paragraph has %(part)s together with the rest.", part=str(part))
            yield Reason(kind=ReasonKind.TOGETHER, part=str(part), message=told, query=asked, statements=number)


def _reason(kind: ReasonKind, part: Query, message: Message, instead: Query, count: Count) -> Reason:
    number = count(instead).statements
    return Reason(
        kind=kind, part=str(part), message=message, query=_asked(instead) if number else None, statements=number
    )


def _asked(query: Query) -> str | None:
    """Return the text of a query, or None if it would be read otherwise."""
    text = str(query)
    return text if text and parse(text).query == query else None
