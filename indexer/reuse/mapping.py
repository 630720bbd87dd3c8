"""The reuse map of a whole archive: which lines recur, where each was first said, and how it spread."""

import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from indexer.analysis import Analyser
from indexer.engine import Engine, FacetCount
from indexer.reuse.comparing import compare_fresh
from indexer.reuse.families import gather_families
from indexer.reuse.ledger import Ledger, open_ledger
from indexer.reuse.lines import lines_of
from indexer.reuse.records import FirstUse, Recurring, ReuseMap, Variant
from indexer.reuse.rules import load_rules
from indexer.statement import Statement, pack, statement_to_json

_FAMILIES = """
select leader, statements from temp.tally join line on number = leader order by statements desc, terms limit ?
"""

_FORMS = """
select family.line, likeness, count(distinct statement) as statements
from temp.family join use using (line) join line on line.number = family.line
where leader = ? group by family.line order by statements desc, terms
"""

_FIRST = """
select id, paragraph, start, end from use join statement on number = statement
where line = ? order by day, id, paragraph, start limit 1
"""

_SAID_IN = """
select distinct number, published, publisher, countries
from temp.family join use using (line) join statement on number = statement where leader = ?
"""


def map_reuse(engine: Engine, *, kept: Path | None, limit: int, advance: Callable[[int], object]) -> ReuseMap:
    """Return the lines of an archive that recur, the `limit` that most statements have.

    What is found out is kept in the file `kept`, so that the next time only statements that are new or have changed are
    read; without one it is thrown away. `advance` is told of each statement that was passed.

    :raise CallError: if the file is something else, or cannot be written.
    """
    rules, analyser = load_rules(), Analyser()
    with _place(kept) as path, open_ledger(path, rules) as ledger:
        read = 0
        for statement in engine.statements():
            digest = _digest(statement)
            if not ledger.holds(statement.id, digest):
                ledger.put(statement.summary(), digest, lines_of(statement, analyser, rules))
                read += 1
            advance(1)
        ledger.remove_unseen()
        compare_fresh(ledger, rules)
        gather_families(ledger)
        leaders = ledger.database.execute(_FAMILIES, (limit,)).fetchall()
        return ReuseMap(
            statements=ledger.count("statement"),
            read=read,
            lines=ledger.count("line"),
            recurring=ledger.count("temp.tally"),
            found=tuple(_recurring(ledger, engine, leader, statements) for leader, statements in leaders),
        )


def _place(kept: Path | None) -> AbstractContextManager[Path]:
    return _Temporary() if kept is None else nullcontext(kept)


class _Temporary(tempfile.TemporaryDirectory[str]):
    """A file that is gone afterwards."""

    def __enter__(self) -> Path:  # type: ignore[override]  # the file in it, not the folder
        return Path(super().__enter__()) / "reuse.sqlite"


def _digest(statement: Statement) -> bytes:
    return hashlib.blake2b(pack(statement_to_json(statement)), digest_size=16).digest()


def _recurring(ledger: Ledger, engine: Engine, leader: int, statements: int) -> Recurring:
    forms = ledger.database.execute(_FORMS, (leader,)).fetchall()
    said_in = ledger.database.execute(_SAID_IN, (leader,)).fetchall()
    first, text = _first(ledger, engine, leader)
    return Recurring(
        text=text,
        first=first,
        last=max((published for _, published, *_ in said_in if published), default=None),
        statements=statements,
        exact=next(count for line, _, count in forms if line == leader),
        spread={
            "year": _counted(Counter(published[:4] for _, published, *_ in said_in if published)),
            "publisher": _counted(Counter(publisher for *_, publisher, _ in said_in if publisher)),
            "country": _counted(Counter(each for *_, countries in said_in for each in json.loads(countries))),
        },
        variants=tuple(
            Variant(text=_first(ledger, engine, line)[1], likeness=round(degree, 3), statements=count)
            for line, degree, count in forms
            if line != leader
        ),
    )


def _first(ledger: Ledger, engine: Engine, line: int) -> tuple[FirstUse, str]:
    """Return where a line was first said, and its text there."""
    identity, number, start, end = ledger.database.execute(_FIRST, (line,)).fetchone()
    statement = engine.statement(identity)
    if statement is None:
        raise LookupError(identity)  # it was read from this engine in this very call
    paragraph = next(each for each in statement.paragraphs if each.number == number)
    first = FirstUse(statement=statement.summary(), number=number, role=paragraph.role)
    return first, paragraph.text[start:end]


def _counted(counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """Return counts as facets are: by count, then by value."""
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return tuple(FacetCount(value=value, count=count) for value, count in ordered)
