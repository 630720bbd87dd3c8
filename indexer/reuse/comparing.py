"""Which lines are nearly the same: those that have a key in common are compared, first by their bits, then by words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.reuse.ledger import Ledger
from indexer.reuse.likeness import likeness
from indexer.reuse.rules import Rules
from indexer.reuse.sketches import sketches

_BATCH = 50_000
"""Lines that are compared at a time with all that there are: some hundred megabytes."""

_MOST_SHARING = 500
"""A key that more lines share is a turn of phrase: lines that are alike have others in common."""

_SHARING = """
select sketch.key, sketch.line, stage.line is not null
from sketch left join temp.stage on (stage.key, stage.line) = (sketch.key, sketch.line)
where sketch.key in (select key from temp.stage)
order by sketch.key
"""

_TERMS = """
select pair.line, pair.other, one.terms, other.terms
from temp.pair join line as one on one.number = pair.line join line as other on other.number = pair.other
"""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Bags:
    """How many words each line has, and their bits, by its number: what memory is taken by, a dozen bytes a line."""

    words: NDArray[np.int32]
    bits: NDArray[np.uint64]

    @classmethod
    def of(cls, ledger: Ledger) -> "_Bags":
        """Return those of all lines."""
        (last,) = ledger.database.execute("select coalesce(max(number), 0) from line").fetchone()
        words, bits = np.zeros(last + 1, dtype=np.int32), np.zeros(last + 1, dtype=np.int64)
        for number, length, bag in ledger.database.execute("select number, words, bits from line"):
            words[number], bits[number] = length, bag
        return cls(words, bits.view(np.uint64))

    def may_be_alike(self, one: Numbers, other: Numbers, least: float) -> NDArray[np.bool_]:
        """Tell of pairs of lines whether they may be as like as `least`: none that is gets lost.

        Such lines have so many words in common that each has but a few that the other lacks.
        """
        common = np.ceil(least * (self.words[one] + self.words[other]) / 2 - 1e-9)
        mine, others = self.bits[one], self.bits[other]
        mine_fit = np.bitwise_count(mine & ~others) <= self.words[one] - common
        others_fit = np.bitwise_count(others & ~mine) <= self.words[other] - common
        both: NDArray[np.bool_] = mine_fit & others_fit
        return both


def compare_fresh(ledger: Ledger, rules: Rules) -> None:
    """Find for each line that has not been compared the lines like it, among all that there are."""
    bags = _Bags.of(ledger)
    while fresh := ledger.fresh(_BATCH):
        _stage(ledger, fresh)
        _store_pairs(ledger, _pairs(ledger, bags, rules.likeness))
        _store_near(ledger, rules)
        ledger.database.execute("delete from fresh where line <= ?", (fresh[-1][0],))


def _stage(ledger: Ledger, fresh: Sequence[tuple[int, str]]) -> None:
    """Keep the keys of fresh lines among all, and by themselves."""
    keys = sketches([tuple(terms.split(" ")) for _, terms in fresh])
    database = ledger.database
    database.execute("drop table if exists temp.stage")
    database.execute(
        "create temp table stage (key integer not null, line integer not null, primary key (key, line)) without rowid"
    )
    flat, lines = keys.ravel(), np.repeat(np.array([line for line, _ in fresh]), keys.shape[1])
    order = np.lexsort((lines, flat))
    rows = zip(flat[order].tolist(), lines[order].tolist(), strict=True)
    database.executemany("insert or ignore into stage values (?, ?)", rows)
    database.execute("insert or ignore into sketch select key, line from stage order by key, line")


def _pairs(ledger: Ledger, bags: _Bags, least: float) -> Numbers:
    """Return pairs of lines that share a key, of which one is fresh, and that may be alike; the lesser number first."""
    rows = np.fromiter(ledger.database.execute(_SHARING), dtype=np.dtype("i8,i8,?"))
    keys, lines, fresh = rows["f0"], rows["f1"], rows["f2"]
    found = [_alike(lines[places], lines[places + apart], bags, least) for apart, places in _side_by_side(keys, fresh)]
    return np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2), dtype=np.int64)


def _side_by_side(keys: Numbers, fresh: NDArray[np.bool_]) -> Iterator[tuple[int, Numbers]]:
    """Yield, for each distance, the places of sorted keys that are the same again so far on, one of the two fresh."""
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.empty(0, np.int64)
    sizes = np.diff(np.append(starts, len(keys)))
    left = np.repeat(starts + sizes, sizes) - np.arange(len(keys))  # of the same key, from each place on
    places = np.flatnonzero((left > 1) & (np.repeat(sizes, sizes) <= _MOST_SHARING))
    for apart in range(1, _MOST_SHARING):
        places = places[left[places] > apart]
        if not len(places):
            return
        yield apart, places[fresh[places] | fresh[places + apart]]


def _alike(one: Numbers, other: Numbers, bags: _Bags, least: float) -> Numbers:
    kept = bags.may_be_alike(one, other, least)
    return np.sort(np.stack((one[kept], other[kept]), axis=1), axis=1)


def _store_pairs(ledger: Ledger, pairs: Numbers) -> None:
    ledger.database.execute("drop table if exists temp.pair")
    ledger.database.execute("create temp table pair (line integer not null, other integer not null)")
    ledger.database.executemany("insert into pair values (?, ?)", pairs.tolist())


def _store_near(ledger: Ledger, rules: Rules) -> None:
    found = []
    for line, other, terms, other_terms in ledger.database.execute(_TERMS):
        degree = likeness(terms.split(" "), other_terms.split(" "), rules.likeness)
        if degree:
            found += [(line, other, degree), (other, line, degree)]
    ledger.database.executemany("insert or ignore into near values (?, ?, ?)", found)
