"""Lines that are one line in several forms: each is nearly the one that was said first.

In the order in which lines were first said, each joins the one that it is most like among those that lead a family, and
leads one itself where it is like none. So no family drifts: all its forms are near its first.
"""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from indexer.reuse.ledger import Ledger

_FIRST_SAID = """
select line, day, id, paragraph, start from use join statement on number = statement
where line in (select line from near) order by line, day, id, paragraph, start
"""

_SCHEMA = """
drop table if exists temp.family;
create temp table family (line integer primary key, leader integer not null, likeness real not null);
drop table if exists temp.tally;
create temp table tally (leader integer primary key, statements integer not null);
"""

_SAID_TWICE = """
insert or ignore into temp.family
select line, line, 1.0 from use group by line having min(statement) <> max(statement)
"""

_TALLY = """
insert into temp.tally
select leader, count(distinct statement) from temp.family join use using (line)
group by leader having min(statement) <> max(statement)
"""


def gather_families(ledger: Ledger) -> None:
    """Say of each line that recurs which family it is of, and of each family how many statements have it.

    Memory is taken by the lines that are like another, not by all.
    """
    database = ledger.database
    for each in filter(str.strip, _SCHEMA.split(";")):
        database.execute(each)
    database.executemany("insert into temp.family values (?, ?, ?)", _led(ledger))
    database.execute(_SAID_TWICE)
    database.execute("create index temp.family_leader on family (leader)")
    database.execute(_TALLY)


def _led(ledger: Ledger) -> Iterator[tuple[int, int, float]]:
    """Yield each line that is like another with the one that leads its family, and how like that it is."""
    rows = ledger.database.execute(_FIRST_SAID)
    firsts = sorted((*next(uses)[1:], line) for line, uses in groupby(rows, key=itemgetter(0)))
    leaders: dict[int, int] = {}
    for rank, (*_, line) in enumerate(firsts):
        likes = ledger.database.execute("select likeness, other from near where line = ?", (line,))
        led = [(degree, -leaders[other], other) for degree, other in likes if other in leaders]
        if led:
            degree, _, leader = max(led)
            yield line, leader, degree
        else:
            leaders[line] = rank
            yield line, line, 1.0
