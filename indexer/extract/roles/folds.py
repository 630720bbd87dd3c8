"""Paragraphs that only repeat others: pull quotes, and text that a page holds twice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from indexer.extract.page.content import Block
from indexer.extract.page.tree import Hint
from indexer.extract.roles.repeats import Repeat, Repeats, has_ellipsis_inside
from indexer.statement import Role

PULL_QUOTE = 0.8
"""Least coverage of a paragraph that is set apart as a quotation, and repeats what it shows."""

DUPLICATE = 0.9
"""Least coverage of a paragraph that nothing sets apart."""

DUPLICATE_TOKENS = 12
"""Fewest tokens of such a paragraph: short lines may well be said twice."""

LINK = 0.5
"""Least coverage that is told at all."""

_LOOKED_AT = frozenset([Role.INTRO, Role.BODY, Role.BLOCK_QUOTE, Role.LIST_ITEM])


@dataclass(frozen=True, slots=True)
class Fold:
    """What a paragraph repeats, by index, and the role it has for that; None where it is only told."""

    role: Role | None
    sources: tuple[int, ...]


def folds(blocks: Sequence[Block], roles: Sequence[Role], attributed: Collection[int]) -> Mapping[int, Fold]:
    """Return the paragraphs, by index, that repeat others.

    A pull quote is set apart by its markup or by an attribution; `attributed` holds the indices of what has one. Of
    two paragraphs that nothing sets apart, the shorter folds; of two alike, the later.
    """
    looked_at = [block.text if role in _LOOKED_AT else None for block, role in zip(blocks, roles, strict=True)]
    repeats = Repeats(looked_at)
    found: dict[int, Fold] = {}
    cued = [n for n, text in enumerate(looked_at) if text and (n in attributed or Hint.QUOTE in blocks[n].hints)]
    for number in cued:
        repeat = _without(repeats.of(number), found)
        if repeat.coverage >= LINK and repeat.sources:
            is_pull_quote = repeat.coverage >= PULL_QUOTE
            found[number] = Fold(Role.PULL_QUOTE if is_pull_quote else None, repeat.sources)
    for number, text in enumerate(looked_at):
        if text and number not in found and roles[number] is Role.BODY:
            fold = _duplicate(number, text, repeats, found)
            if fold is not None:
                found[number] = fold
    return _resolved(found)


def _resolved(found: dict[int, Fold]) -> Mapping[int, Fold]:
    """Return the folds with the sources that have folded themselves replaced by theirs.

    A paragraph never folds into one that folded before it, so that from the last to the first each is met resolved.
    """
    resolved: dict[int, Fold] = {}
    for number, fold in reversed(found.items()):
        sources = {
            source
            for each in fold.sources
            for source in (resolved[each].sources if each in resolved and resolved[each].role else (each,))
        }
        resolved[number] = Fold(fold.role, tuple(sorted(sources - {number})))
    return {number: resolved[number] for number in sorted(resolved) if resolved[number].sources}


def _without(repeat: Repeat, found: Mapping[int, Fold]) -> Repeat:
    """Return what a paragraph repeats of those that are not folded themselves."""
    sources = tuple(each for each in repeat.sources if each not in found or found[each].role is None)
    return repeat if len(sources) == len(repeat.sources) else Repeat(repeat.coverage if sources else 0.0, sources)


def _duplicate(number: int, text: str, repeats: Repeats, found: Mapping[int, Fold]) -> Fold | None:
    repeat = _without(repeats.of(number), found)
    least = PULL_QUOTE if has_ellipsis_inside(text) else DUPLICATE
    length = repeats.length(number)
    if repeat.coverage < LINK or length < DUPLICATE_TOKENS or not repeat.sources:
        return None
    longer = all(
        length < repeats.length(each) or (length == repeats.length(each) and each < number) for each in repeat.sources
    )
    if repeat.coverage >= least and longer:
        return Fold(Role.DUPLICATE, repeat.sources)
    return Fold(None, repeat.sources) if repeat.coverage < least else None
