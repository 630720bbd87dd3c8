"""Statements that say the same: a reissue, a translation posted twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Protocol

from rapidfuzz import fuzz

from indexer.analysis import Analyser, RememberingAnalyser
from indexer.engine import Engine
from indexer.errors import NotFoundError
from indexer.results import Hit
from indexer.reuse.likeness import likeness
from indexer.reuse.lines import Terms, lines_of
from indexer.reuse.order import moment
from indexer.reuse.records import Copy
from indexer.reuse.rules import Rules, load_rules
from indexer.statement import Statement


class Statements(Protocol):
    """What gives a statement by its id: an archive."""

    def statement(self, identity: str) -> Statement:
        """Return a statement.

        :raise NotFoundError: if there is none with this id.
        """


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


def gathered(archive: Statements, hits: Sequence[Hit]) -> Mapping[str, str]:
    """Return which hits say the same as one before them: the id of that one, by the id of each.

    Only statements whose best paragraphs are alike are read and compared.
    """
    rules, analyser = load_rules(), RememberingAnalyser(Analyser())
    leads: dict[str, str] = {}
    for place, hit in enumerate(hits):
        for before in hits[:place]:
            if before.statement.id not in leads and _shows_the_same(hit, before, rules):
                one, other = (_lines(archive, each.statement.id, analyser, rules) for each in (hit, before))
                if shared(one, other, rules) >= rules.share:
                    leads[hit.statement.id] = before.statement.id
                    break
    return leads


def _shows_the_same(one: Hit, other: Hit, rules: Rules) -> bool:
    """Tell whether a paragraph of one is like one of the other, with words enough to mean something."""
    least = 100 * rules.likeness
    return any(
        len(mine.text.split(maxsplit=rules.least_words)) >= rules.least_words
        and fuzz.ratio(mine.text, others.text, score_cutoff=least) > 0
        for mine in one.paragraphs
        for others in other.paragraphs
    )


def shared(one: Sequence[Terms], other: Sequence[Terms], rules: Rules) -> float:
    """Return how much of the words of each of two statements stand in lines like the other's, the lesser of the two."""
    bag, other_bag = Counter(chain.from_iterable(one)), Counter(chain.from_iterable(other))
    words, other_words = bag.total(), other_bag.total()
    # Lines that are alike have most of their words in common, and so have texts of such lines.
    if min(words, other_words) < rules.least_text or (bag & other_bag).total() < rules.share * rules.likeness / (
        2 - rules.likeness
    ) * max(words, other_words):
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


def _lines(archive: Statements, identity: str, analyser: RememberingAnalyser, rules: Rules) -> tuple[Terms, ...]:
    """Return the lines of a statement that was found; of one that has been removed since, none."""
    try:
        return _terms(archive.statement(identity), analyser, rules)
    except NotFoundError:
        return ()


def _terms(statement: Statement, analyser: RememberingAnalyser, rules: Rules) -> tuple[Terms, ...]:
    lines = (each.terms for each in lines_of(statement, analyser, rules))
    return tuple(each for _, each in zip(range(rules.most_lines), lines, strict=False))
