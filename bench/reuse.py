"""The reuse map, and what one statement has of others, beside brute force; the time and the memory that they take.

`python -m bench.reuse DATA --statements 5000` measures more than `python -m bench` does.
"""

import random
import resource
import sqlite3
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from bench.brute_reuse import Everything
from bench.data import Record, read_statements
from bench.onrecord import index_statements
from bench.outcome import Figure, Outcome, Steadiness
from bench.tables import Table, render
from indexer import Archive, open_archive
from indexer.reuse import Kind
from indexer.reuse.lines import Terms
from indexer.reuse.rules import load_rules
from indexer.workers import processes

HARNESS = "reuse"

PARAGRAPHS = 20_000
"""Of as many, all is measured within a minute."""

_COMPARED = 3_000
_ASKED = 25

_REISSUED = 10
"""One statement in so many is issued again: few of the data are, and figures of a few say little."""

_UNCHANGED = 0.3
"""Share of the paragraphs of a reissue that stay as they were."""

_ALTERED = 0.06
"""Share of the words of the others that are left out, doubled or changed."""

_NEAR = """
select one.terms, other.terms from near
join line as one on one.number = near.line join line as other on other.number = near.other
"""
_USES = "select terms, id from use join line on line.number = line join statement on statement.number = statement"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far what was found is what there is."""

    precision: float
    recall: float
    number: int

    @classmethod
    def of(cls, found: Collection[object], there: Collection[object]) -> "Agreement":
        """Compare two sets."""
        both = len(set(found) & set(there))
        return cls(both / len(found) if found else 1.0, both / len(there) if there else 1.0, len(there))


def measure(data: Path, *, paragraphs: int = PARAGRAPHS) -> Outcome:
    """Measure all of it on the first statements of the data."""
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        records = read_statements(data, paragraphs)
        chance = random.Random(1)  # noqa: S311 - a sample, the same each time
        issued = [*records, *_reissued(records, chance)]
        index_statements(issued, Path(folder), workers=processes(0), engine="tantivy").close()
        archive = open_archive(Path(folder) / "index", query_seconds=60)
        kept = Path(folder) / "reuse.sqlite"
        started = time.perf_counter()
        told = archive.reuse_map(kept=kept)
        seconds = time.perf_counter() - started
        everything = Everything(tuple(archive.statements()), load_rules())
        agreements = {
            "the map, exactly": _exactly(kept, everything),
            "the map, nearly": _nearly(kept, everything, chance),
            **_one_by_one(archive, everything, chance),
        }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    facts = f"{told.statements:,} statements, {told.lines:,} lines, {told.recurring:,} recur"
    title = f"Reuse: {facts}; mapped in {seconds:.1f} s, at most {memory:,.0f} MB with brute force"
    rows = [
        (name, f"{each.number:,}", f"{each.precision:.4f}", f"{each.recall:.4f}") for name, each in agreements.items()
    ]
    figures = tuple(
        Figure(name=f"{name}: {kind}", value=value, steadiness=Steadiness.STEADY)
        for name, each in agreements.items()
        for kind, value in (("precision", each.precision), ("recall", each.recall))
    )
    table = Table(title, ("against brute force", "there", "precision", "recall"), rows)
    return Outcome(harness=HARNESS, tables=(table,), figures=figures)


def _reissued(records: Sequence[Record], chance: random.Random) -> Iterator[Record]:
    """Yield some of the statements once more, years later, with words left out, doubled and changed here and there."""
    for record in chance.sample(records, len(records) // _REISSUED):
        paragraphs = [text if chance.random() < _UNCHANGED else _altered(text, chance) for text in record["paragraphs"]]
        yield {**record, "id": f"{record['id']}-again", "published": "2030-01-01", "paragraphs": paragraphs}


def _altered(text: str, chance: random.Random) -> str:
    words = text.split()
    altered: list[str] = []
    for word in words:
        changed = [] if chance.random() >= _ALTERED else chance.choice([[""], [word, word], [chance.choice(words)]])
        altered += changed or [word]
    return " ".join(filter(None, altered)) or text


def _exactly(kept: Path, everything: Everything) -> Agreement:
    """Compare which statements have the lines that several have."""
    uses: dict[Terms, set[str]] = {}
    for terms, identity in _rows(kept, _USES):
        uses.setdefault(tuple(terms.split(" ")), set()).add(identity)
    found = {(terms, each) for terms, used in uses.items() if len(used) > 1 for each in used}
    there = {(terms, each) for terms, used in everything.recurring().items() for each in used}
    return Agreement.of(found, there)


def _nearly(kept: Path, everything: Everything, chance: random.Random) -> Agreement:
    """Compare which lines are like some that are chosen by chance."""
    lines = list(everything.uses)
    chosen = chance.sample(lines, min(_COMPARED, len(lines)))
    asked = {everything.terms[line] for line in chosen}
    pairs = ((tuple(one.split(" ")), tuple(other.split(" "))) for one, other in _rows(kept, _NEAR))
    there = {
        (everything.terms[line], everything.terms[other]) for line, likes in everything.alike(chosen) for other in likes
    }
    return Agreement.of({pair for pair in pairs if pair[0] in asked}, there)


def _one_by_one(archive: Archive, everything: Everything, chance: random.Random) -> dict[str, Agreement]:
    """Compare what statements that are chosen by chance are told to have of earlier ones."""
    chosen = chance.sample(everything.statements, min(_ASKED, len(everything.statements)))
    found: set[tuple[str, int, Kind]] = set()
    there: set[tuple[str, int, Kind]] = set()
    for statement in chosen:
        told = [each.kind for each in archive.reuse(statement.id).sentences if each.kind is not Kind.SHORT]
        found |= {(statement.id, place, kind) for place, kind in enumerate(told)}
        lines = everything.lines.get(statement.id, [])
        likes = dict(everything.alike(lines))
        for place, line in enumerate(lines):
            there.add((statement.id, place, _kind(everything, line, likes[line], statement.id)))
    return {
        f"one statement, {name}": Agreement.of(
            {each for each in found if each[2] is kind}, {each for each in there if each[2] is kind}
        )
        for name, kind in (("exactly", Kind.EXACT), ("nearly", Kind.NEAR), ("new", Kind.NEW))
    }


def _kind(everything: Everything, line: str, likes: Sequence[str], identity: str) -> Kind:
    if everything.stands_before(line, identity):
        return Kind.EXACT
    now = everything.uses[line][identity]
    return Kind.NEAR if any(min(everything.uses[each].values()) < now for each in likes) else Kind.NEW


def _rows(kept: Path, query: str) -> Iterator[tuple[str, str]]:
    database = sqlite3.connect(kept)
    yield from database.execute(query)
    database.close()


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("data", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--paragraphs", default=PARAGRAPHS, show_default=True, help="About how many, whole statements.")
def main(data: Path, paragraphs: int) -> None:
    """Measure reuse on more of the data than `python -m bench` takes."""
    for table in measure(data, paragraphs=paragraphs).tables:
        click.echo(render(table))


if __name__ == "__main__":
    main()
