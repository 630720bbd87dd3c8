"""Runs of words that a quotation shares with a text, wherever they stand.

Runs in one order make a chain: the one with most words, less what the gaps between them cost, so that a word that
agrees far away by chance does not join it. What the best chain leaves over makes the next, so that sentences which were
put in another order are found as such.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from indexer.quoting.passage import Joint, Passage
from indexer.quoting.rules import Aligning
from indexer.quoting.stream import BREAK

_STUB = 3
"""Words behind an ellipsis, fewer of which belong to what stands before it by chance."""


class Tile(NamedTuple):
    """A run of words: its places in the quotation and in the text, and how many they are."""

    quoted: int
    source: int
    length: int

    @property
    def quoted_end(self) -> int:
        return self.quoted + self.length

    @property
    def source_end(self) -> int:
        return self.source + self.length


def runs(quoted: Sequence[str], source: Sequence[str], least: int, most: int) -> list[Tile]:
    """Return the runs of at least so many words, each as long as it can be, and of them the longest."""
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, words in enumerate(zip(*(quoted[step:] for step in range(least)), strict=False)):
        places[words].append(at)
    ending: dict[int, Tile] = {}
    ended: list[Tile] = []
    for there, words in enumerate(zip(*(source[step:] for step in range(least)), strict=False)):
        going_on: dict[int, Tile] = {}
        for here in places.get(words, ()):
            longer = ending.pop(here, None)
            going_on[here + 1] = (
                Tile(here, there, least) if longer is None else longer._replace(length=longer.length + 1)
            )
        ended += ending.values()
        ending = going_on
    return sorted([*ended, *ending.values()], key=lambda run: (-run.length, run))[:most]


def chosen(found: Sequence[Tile], words: int, rules: Aligning, *, moves: bool) -> list[Tile]:
    """Return the runs that a quotation of so many words is made of, in its order.

    These are the best chain, and what moved away from it: runs of some length, or, where short ones may have moved,
    whatever has all that stands between two others.
    """
    kept: list[Tile] = []
    left = list(found)
    for number in range(rules.pieces):
        chain = _without_strays(_chain(left, rules), left, rules)
        if not chain or (number and not _has_moved(chain, kept, words if moves else None, rules)):
            break
        kept += chain
        left = [part for each in left for part in _free(each, chain) if part.length >= rules.tile]
    return sorted(kept)


def with_short_parts(
    kept: Sequence[Tile], passage: Passage, source: Sequence[str], within: tuple[int, int], rules: Aligning
) -> list[Tile]:
    """Return runs with those of the parts between ellipses that are too short to be looked for, where they stand near.

    They are the nearest words of the text that agree with all of a part, before or behind the run next to it.
    """
    found = list(kept)
    for first, end in passage.runs():
        is_taken = any(each.quoted < end and first < each.quoted_end for each in found)
        if end - first >= rules.tile or is_taken or first < within[0] or end > within[1] or not found:
            continue
        before = max((each for each in found if each.quoted_end <= first), default=None)
        behind = min((each for each in found if each.quoted >= end), default=None)
        low = before.source_end if before else max(0, behind.source - rules.reach if behind else 0)
        high = min(len(source), behind.source if behind and behind.source > low else low + rules.reach)
        starts = range(low, high - (end - first) + 1)
        wanted = passage.exacts[first:end]
        for start in starts if before else reversed(starts):
            if tuple(source[start : start + end - first]) == wanted:
                found.append(Tile(first, start, end - first))
                break
    return sorted(found)


def pieces(kept: Sequence[Tile], source: Sequence[str]) -> list[list[Tile]]:
    """Return runs, in the quotation's order, parted where the text's order is another, or the text has a break."""
    parted: list[list[Tile]] = []
    for tile in kept:
        last = parted[-1][-1] if parted else None
        if last is None or _is_parted(last, tile, kept, source):
            parted.append([tile])
        else:
            parted[-1].append(tile)
    return parted


def met_at_joints(
    kept: Sequence[Tile], quoted: Sequence[str], source: Sequence[str], joints: Mapping[int, Joint], words: int
) -> list[Tile]:
    """Return runs that follow each other with their border at an ellipsis or brackets, where it may lie there.

    A word may end the one run as well as begin the other: “I … I”.
    """
    met: list[Tile] = []
    for tile in kept:
        last = met[-1] if met else None
        if last is not None and last.quoted_end == tile.quoted and last.source_end <= tile.source:
            shift = _shift(last, tile, quoted, source, joints)
            met[-1] = last._replace(length=last.length + shift)
            tile = Tile(tile.quoted + shift, tile.source + shift, tile.length - shift)  # noqa: PLW2901 - it was moved
        met.append(tile)
    return [_without_stub(each, joints, words, {one.quoted for one in met}) for each in met]


def _without_stub(tile: Tile, joints: Mapping[int, Joint], words: int, begun: Set[int]) -> Tile:
    """Return a run without the word or so behind an ellipsis that goes on with it by chance: “… 2007. … I”.

    Where another run begins behind it, the border between the two lies as near to the ellipsis as it can.
    """
    inside = [place for place in joints if tile.quoted < place < tile.quoted_end and joints[place].ellipsis]
    ends_there = tile.quoted_end in joints or tile.quoted_end == words or tile.quoted_end in begun
    if inside and not ends_there and tile.quoted_end - max(inside) < _STUB:
        return tile._replace(length=max(inside) - tile.quoted)
    return tile


def _shift(one: Tile, other: Tile, quoted: Sequence[str], source: Sequence[str], joints: Mapping[int, Joint]) -> int:
    """Return by how many words the border between two runs moves to lie at a joint; 0 where it cannot."""
    border, gap = one.quoted_end, other.source - one.source_end
    if border in joints:
        return 0
    back = 0
    while back < one.length - 1 and quoted[border - back - 1] == source[other.source - back - 1]:
        back += 1
        if border - back in joints:
            return -back
    on = 0
    while on < min(other.length - 1, gap) and quoted[border + on] == source[one.source_end + on]:
        on += 1
        if border + on in joints:
            return on
    return 0


def _is_parted(one: Tile, other: Tile, kept: Iterable[Tile], source: Sequence[str]) -> bool:
    """Tell whether two runs are no passage together: what stands between them is elsewhere in the quotation."""
    if other.source < one.source_end or BREAK in source[one.source_end : other.source]:
        return True
    return any(one.source_end <= each.source < other.source for each in kept)


def _without_strays(chain: Sequence[Tile], found: Sequence[Tile], rules: Aligning) -> list[Tile]:
    """Return a chain without runs that only repeat a part of what stands elsewhere as a longer one."""
    taken = set(chain)
    longer = [each for each in found if each.length >= rules.moved and each not in taken]
    return [
        tile
        for tile in chain
        if len(chain) == 1 or tile.length > rules.moved or not any(_is_part(tile, each) for each in longer)
    ]


def _is_part(tile: Tile, run: Tile) -> bool:
    is_within = run.quoted <= tile.quoted and tile.quoted_end <= run.quoted_end
    # A run that overlaps another in the chain stands there shortened: it is on the same diagonal.
    return is_within and run.length > tile.length + 1 and run.source - run.quoted != tile.source - tile.quoted


def _has_moved(chain: Sequence[Tile], kept: Sequence[Tile], words: int | None, rules: Aligning) -> bool:
    """Tell whether a chain beside those that are kept is more than chance; without `words`, by its length alone."""
    if words is None or sum(each.length for each in chain) >= rules.moved:
        return sum(each.length for each in chain) >= rules.moved
    edges = {0, words, *(each.quoted_end for each in kept), *(each.quoted for each in kept)}
    return chain[0].quoted in edges and chain[-1].quoted_end in edges


def _free(run: Tile, taken: Iterable[Tile]) -> list[Tile]:
    """Return the parts of a run that overlap none of those taken, neither in the quotation nor in the text."""
    parts = [run]
    for each in taken:
        parts = [rest for part in parts for rest in _beside(part, each)]
    return parts


def _beside(run: Tile, taken: Tile) -> Iterable[Tile]:
    """Yield what of a run stands before and behind another."""
    parts = [run]
    for start, end in ((taken.quoted - run.quoted, taken.quoted_end - run.quoted),
                       (taken.source - run.source, taken.source_end - run.source)):  # fmt: skip
        parts = [rest for part in parts for rest in _cut(part, run.quoted + start, run.quoted + end)]
    return parts


def _cut(run: Tile, first: int, end: int) -> Iterable[Tile]:
    """Yield what of a run is left without the words of the quotation in a range."""
    if end <= run.quoted or first >= run.quoted_end:
        yield run
        return
    if first > run.quoted:
        yield run._replace(length=first - run.quoted)
    if end < run.quoted_end:
        skipped = end - run.quoted
        yield Tile(end, run.source + skipped, run.length - skipped)


def _chain(found: Iterable[Tile], rules: Aligning) -> list[Tile]:
    """Return the runs in one order that have most words together, less what the gaps between them cost.

    Of two that overlap the later gives way.
    """
    ordered = sorted(found)
    scores: list[float] = []
    before: list[int] = []
    kept: list[Tile] = []
    for tile in ordered:
        best, link, own = float(tile.length), -1, tile
        for earlier, other in enumerate(kept):
            overlap = max(0, other.quoted_end - tile.quoted, other.source_end - tile.source)
            if overlap >= tile.length or other.source >= tile.source:
                continue
            rest = Tile(tile.quoted + overlap, tile.source + overlap, tile.length - overlap)
            skipped = abs((rest.source - other.source_end) - (rest.quoted - other.quoted_end))
            score = scores[earlier] + rest.length - min(rules.jump_most, skipped / rules.jump)
            if score > best:
                best, link, own = score, earlier, rest
        scores.append(best)
        before.append(link)
        kept.append(own)
    if not ordered:
        return []
    at = max(range(len(ordered)), key=lambda number: (scores[number], -number))
    chain: list[Tile] = []
    while at >= 0:
        chain.append(kept[at])
        at = before[at]
    return chain[::-1]
