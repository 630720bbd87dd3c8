"""What the reuse map remembers of the statements that it has read: SQLite, on disk, so that memory stays as it is.

Each different line is kept once, with its keys (`sketches`) and with the lines that are like it; what is taken out
again leaves nothing behind, so that a ledger that grew with an archive holds what one made from nothing does.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from indexer.analysis import ANALYSER_VERSION
from indexer.errors import CallError
from indexer.reuse.lines import Line
from indexer.reuse.order import moment
from indexer.reuse.rules import Rules
from indexer.reuse.sketches import KEYS, SHINGLE, line_hash, sketches, word_bits
from indexer.statement import Summary

_APPLICATION = 0x4F6E5265
"""What tells a ledger from other SQLite files."""

_VERSION = 1

_CACHE_KILOBYTES = 64 << 10

_UNDATED = 1 << 31

_SCHEMA = """
create table if not exists made_by (rules text not null);
create table if not exists statement (
    number integer primary key,
    id text not null unique,
    digest blob not null,
    day integer not null,
    published text,
    publisher text,
    countries text not null
);
create table if not exists line (
    number integer primary key,
    hash integer not null unique,
    words integer not null,
    bits integer not null,
    terms text not null
);
create table if not exists use (
    line integer not null,
    statement integer not null,
    paragraph integer not null,
    start integer not null,
    end integer not null,
    primary key (line, statement, paragraph, start)
) without rowid;
create index if not exists use_statement on use (statement);
create table if not exists sketch (key integer not null, line integer not null, primary key (key, line)) without rowid;
create table if not exists near (
    line integer not null, other integer not null, likeness real not null, primary key (line, other)
) without rowid;
create temp table seen (id text primary key) without rowid;
create temp table fresh (line integer primary key);
"""


@contextmanager
def open_ledger(path: Path, rules: Rules) -> Iterator["Ledger"]:
    """Open a ledger, or make one; what is done in it is kept where nothing fails, else nothing is.

    One that was made by other rules, or by another analyser, is begun anew.

    :raise CallError: if the file is something else, or cannot be read or written.
    """
    try:
        database = sqlite3.connect(path, isolation_level=None, timeout=20)
    except sqlite3.Error as error:
        raise _refused(path, error) from error
    try:
        _check(database, path)
        database.execute(f"pragma cache_size = -{_CACHE_KILOBYTES}")
        database.execute("begin immediate")
        ledger = Ledger(database)
        ledger.begin(f"{ANALYSER_VERSION} {KEYS} {SHINGLE} {rules}")
        yield ledger
        database.execute("commit")
    except sqlite3.Error as error:
        raise _refused(path, error) from error
    finally:
        database.close()


def _check(database: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is no ledger, or one of another version.

    :raise CallError: if it is one.
    """
    application = database.execute("pragma application_id").fetchone()[0]
    version = database.execute("pragma user_version").fetchone()[0]
    has_tables = database.execute("select count(*) from sqlite_master").fetchone()[0]
    if (application, version) != (_APPLICATION, _VERSION) and (application or version or has_tables):
        raise CallError(
            f"“{path}” is not what `onrecord reuse` keeps.",
            "Name another file, or remove this one: it is made again from the index.",
        )


def _refused(path: Path, error: sqlite3.Error) -> CallError:
    return CallError(
        f"“{path}” cannot be used: {error}.",
        "Name a file that can be written, or remove this one: it is made again from the index.",
    )


class Ledger:
    """The statements, lines and uses of an archive."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def begin(self, made_by: str) -> None:
        """Make what is missing; forget all where other rules made it."""
        for each in filter(str.strip, _SCHEMA.split(";")):
            self.database.execute(each)
        self.database.execute(f"pragma application_id = {_APPLICATION}")
        self.database.execute(f"pragma user_version = {_VERSION}")
        known = self.database.execute("select rules from made_by").fetchone()
        if known != (made_by,):
            for table in ("made_by", "statement", "line", "use", "sketch", "near"):
                self.database.execute(f"delete from {table}")  # noqa: S608 - names of our own
            self.database.execute("insert into made_by values (?)", (made_by,))

    def holds(self, identity: str, digest: bytes) -> bool:
        """Tell whether a statement is kept as it is now; note that it is still there."""
        self.database.execute("insert or ignore into seen values (?)", (identity,))
        found = self.database.execute("select digest from statement where id = ?", (identity,)).fetchone()
        return bool(found == (digest,))

    def put(self, summary: Summary, digest: bytes, lines: Iterable[Line]) -> None:
        """Keep a statement with its telling lines, in place of what was kept of it."""
        self.remove(summary.id)
        day = moment(summary)[0]
        row = (
            summary.id,
            digest,
            _UNDATED if day > _UNDATED else int(day),
            summary.published,
            summary.publisher,
            json.dumps(summary.countries, ensure_ascii=False),
        )
        number = self.database.execute(
            "insert into statement (id, digest, day, published, publisher, countries) values (?, ?, ?, ?, ?, ?)", row
        ).lastrowid
        uses = [(self._line(line), number, line.number, line.start, line.end) for line in lines if line.telling]
        self.database.executemany("insert or ignore into use values (?, ?, ?, ?, ?)", uses)

    def remove(self, identity: str) -> None:
        """Forget a statement, and the lines that only it has."""
        found = self.database.execute("select number from statement where id = ?", (identity,)).fetchone()
        if found is None:
            return
        lines = self.database.execute("select distinct line from use where statement = ?", found).fetchall()
        self.database.execute("delete from use where statement = ?", found)
        self.database.execute("delete from statement where number = ?", found)
        for line in lines:
            if self.database.execute("select 1 from use where line = ? limit 1", line).fetchone() is None:
                self._forget(line[0])

    def remove_unseen(self) -> None:
        """Forget the statements that are no longer there."""
        gone = self.database.execute("select id from statement where id not in (select id from seen)").fetchall()
        for (identity,) in gone:
            self.remove(identity)

    def fresh(self, size: int) -> Sequence[tuple[int, str]]:
        """Return lines, at most so many, that have not been compared with others: their numbers and terms."""
        return self.database.execute(
            "select line, terms from fresh join line on number = line order by line limit ?", (size,)
        ).fetchall()

    def count(self, table: str) -> int:
        """Return how many statements or lines there are."""
        number: int = self.database.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608 - as above
        return number

    def _line(self, line: Line) -> int:
        hashed = line_hash(line.terms)
        found = self.database.execute("select number from line where hash = ?", (hashed,)).fetchone()
        if found is not None:
            number: int = found[0]
            return number
        added = self.database.execute(
            "insert into line (hash, words, bits, terms) values (?, ?, ?, ?)",
            (hashed, len(line.terms), word_bits(line.terms), " ".join(line.terms)),
        ).lastrowid
        self.database.execute("insert into fresh values (?)", (added,))
        return int(added or 0)

    def _forget(self, line: int) -> None:
        (terms,) = self.database.execute("select terms from line where number = ?", (line,)).fetchone()
        keys = sketches([tuple(terms.split(" "))])[0].tolist()
        self.database.executemany("delete from sketch where (key, line) = (?, ?)", ((key, line) for key in keys))
        self.database.execute(
            "delete from near where (line, other) in (select other, line from near where line = ?)", (line,)
        )
        self.database.execute("delete from near where line = ?", (line,))
        self.database.execute("delete from fresh where line = ?", (line,))
        self.database.execute("delete from line where number = ?", (line,))
