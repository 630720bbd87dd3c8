"""Statements that say the same: a reissue, a translation posted twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from indexer.analysis import RememberingAnalyser
from indexer.engine import Engine
from indexer.reuse.likeness import likeness
from indexer.reuse.lines import Terms, lines_of
from indexer.reuse.order import moment
from indexer.reuse.records import Copy
from indexer.reuse.rules import Rules
from indexer.statement import Statement


def copies_among(
    statement: Statement, identities: Iterable[str], engine: Engine, analyser: RememberingAnalyser, rules: Rules
) -> tuple[Copy, ...]:
    """Return those of some statements that say the same as this one, the earliest first."""
    here = _terms(statement, analyser, rules)
    found = []
    for other in filter(None, map(engine.statement, identities)):
        common = shared(here, _terms(other, analyser, rules), rules)
        if other.id != statement.id and common >= rules.share:
            found.append((moment(other), other.summary(), common))
    now = moment(statement)
    return tuple(
        Copy(statement=summary, share=round(common, 3), earlier=when < now)
        for when, summary, common in sorted(found, key=lambda each: each[0])
    )


def same_text(one: Statement, other: Statement, analyser: RememberingAnalyser, rules: Rules) -> bool:
    """Tell whether two statements say the same."""
    return shared(_terms(one, analyser, rules), _terms(other, analyser, rules), rules) >= rules.share


def shared(one: Sequence[Terms], other: Sequence[Terms], rules: Rules) -> float:
    """Return how much of the words of each of two statements stand in lines like the other's, the lesser of the two."""
    bag, other_bag = Counter(chain.from_iterable(one)), Counter(chain.from_iterable(other))
    words, other_words = bag.total(), other_bag.total()
    # Lines that are alike have most of their words in common, and so have texts of such lines.
    if not words or (bag & other_bag).total() < rules.share * rules.likeness / (2 - rules.likeness) * max(
        words, other_words
    ):
        return 0.0
    return min(_covered(one, other, rules) / words, _covered(other, one, rules) / other_words)


def _covered(one: Sequence[Terms], other: Sequence[Terms], rules: Rules) -> int:
    """Return how many words of the lines of one stand in lines that the other has, exactly or nearly."""
    there = frozenset(other)
    same = sum(len(each) for each in one if each in there)
    known = frozenset(one)
    changed = [each for each in other if each not in known]
    return same + sum(len(each) for each in one if each not in there and any(_like(each, changed, rules)))


def _like(line: Terms, others: Sequence[Terms], rules: Rules) -> Iterator[bool]:
    return (likeness(line, other, rules.likeness) > 0 for other in others)


def _terms(statement: Statement, analyser: RememberingAnalyser, rules: Rules) -> tuple[Terms, ...]:
    lines = (each.terms for each in lines_of(statement, analyser, rules))
    return tuple(each for _, each in zip(range(rules.most_lines), lines, strict=False))
