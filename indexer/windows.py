"""Words near each other: the windows of a text in which all of some terms stand, none longer than needed."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence


def windows(occurrences: Sequence[tuple[int, str]], terms: Sequence[str], within: int) -> Iterator[tuple[int, ...]]:
    """Yield the positions of the terms in each smallest window that holds all of them, in order of the text.

    `occurrences` are the positions of the terms, in order, each with its term. A term that is listed twice must stand
    twice. At most `within` other positions lie between the first and the last of a window. No window holds another.
    """
    wanted = Counter(terms)
    most = len(terms) + within
    held: Counter[str] = Counter()
    window: deque[tuple[int, str]] = deque()
    for position, term in occurrences:
        window.append((position, term))
        held[term] += 1
        while window and held[window[0][1]] > wanted[window[0][1]]:
            held[window.popleft()[1]] -= 1
        if all(held[each] >= number for each, number in wanted.items()):
            if window[-1][0] - window[0][0] < most:
                yield tuple(place for place, _ in window)
            held[window.popleft()[1]] -= 1
