"""What has been ingested: each file's hash and the statements it gave, so that no unchanged file is parsed again.

The catalogue is the builder's alone; serving needs only the engine. It also remembers which version of each statement
the published generation holds, so that a killed run is completed by the next. A statement's version is what was
extracted and which of its paragraphs recur, since both decide what is indexed.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from indexer import recurrence
from indexer.catalogue_schema import FROM_VERSION_1, FROM_VERSION_2, INDEXES, SCHEMA, SCHEMA_VERSION
from indexer.errors import ArchiveNewerError
from indexer.kept import Pending
from indexer.statement import Statement, pack, statement_to_json


@dataclass(frozen=True, slots=True)
class Entry:
    """A source file that the catalogue knows."""

    id: int
    digest: str | None
    reader: int


@dataclass(frozen=True, slots=True)
class Claim:
    """The file that a statement's id belongs to."""

    file: int
    root: str
    path: str

    @property
    def place(self) -> tuple[str, str]:
        """Return where the file stands among all: by its source, then by its path."""
        return self.root, self.path

    def __str__(self) -> str:
        return f"{self.path} in {self.root}"


class Catalogue:
    """The catalogue of one archive; one process at a time opens it, under the archive's lock.

    `note` is what the archive's keeper should know of it.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make one.

        :raise ArchiveNewerError: if a later version of Onrecord wrote it.
        """
        self.note: str | None = None
        self._database = sqlite3.connect(path, isolation_level=None)
        version = self._database.execute("pragma user_version").fetchone()[0]
        if version not in range(SCHEMA_VERSION + 1):
            self._database.close()
            raise ArchiveNewerError(
                f"The catalogue {path} has version {version}; this version of Onrecord reads version {SCHEMA_VERSION}.",
                f"Name all sources: `onrecord index SOURCE... --rebuild --index {path.parent}`.",
            )
        self._database.execute("pragma journal_mode = wal")
        self._database.execute("pragma synchronous = full")
        self._database.executescript(SCHEMA + recurrence.SCHEMA)
        with self.transaction():
            if version:
                self._upgrade(version)
            for index in INDEXES:
                self._database.execute(index)
            if version != SCHEMA_VERSION:
                self._database.execute(f"pragma user_version = {SCHEMA_VERSION}")

    def close(self) -> None:
        """Close the file; what was not within `transaction` is kept already."""
        self._database.close()

    def examine(self) -> None:
        """Read everything and compare what can be compared.

        :raise CatalogueDamagedError: if a statement is not as it was kept.
        :raise sqlite3.DatabaseError: if the file is not as SQLite writes one.
        """
        problems = [problem for (problem,) in self._database.execute("pragma integrity_check")]
        if problems != ["ok"]:
            raise sqlite3.DatabaseError(problems[0])
        for pending, _ in self._kept():
            pending.statement()

    def transaction(self) -> AbstractContextManager[object]:
        """Return a context in which all changes are kept together, or none."""
        return _Transaction(self._database)

    def entry(self, root: str, path: str) -> Entry | None:
        """Return what is known of a source file, or None."""
        row = self._database.execute("select id, digest, reader from file where (root, path) = (?, ?)", (root, path))
        found = row.fetchone()
        return Entry(*found) if found else None

    def begin_file(self, root: str, path: str, reader: int) -> int:
        """Note that a file is being read, and return its number; until `end_file` it counts as not read."""
        found = self._database.execute(
            "insert into file (root, path, reader) values (?, ?, ?) "
            "on conflict (root, path) do update set digest = null, reader = excluded.reader returning id",
            (root, path, reader),
        )
        number: int = found.fetchone()[0]
        return number

    def end_file(self, file: int, digest: str) -> None:
        """Note that a file has been read whole."""
        self._database.execute("update file set digest = ? where id = ?", (digest, file))

    def files(self, root: str) -> dict[str, int]:
        """Return the files known of a source: their numbers by path."""
        return dict(self._database.execute("select path, id from file where root = ? order by path", (root,)))

    def claim(self, identity: str) -> Claim | None:
        """Return the file that a living statement's id belongs to, or None."""
        found = self._database.execute(
            "select file.id, root, path from statement join file on file.id = file "
            "where statement.id = ? and statement.digest is not null",
            (identity,),
        ).fetchone()
        return Claim(*found) if found else None

    def put(self, file: int, statement: Statement) -> bool | None:
        """Keep a statement; return True if it is new, False if it replaces another version, None if it is the same."""
        record = pack(statement_to_json(statement))
        digest = hashlib.sha256(record).hexdigest()
        known = self._database.execute("select digest from statement where id = ?", (statement.id,)).fetchone()
        self._database.execute(
            "insert into statement (id, file, digest, paragraphs, record) values (?, ?, ?, ?, ?) on conflict (id) "
            "do update set file = excluded.file, digest = excluded.digest, paragraphs = excluded.paragraphs, "
            "record = excluded.record",
            (statement.id, file, digest, len(statement.paragraphs), zlib.compress(record)),
        )
        root = self._database.execute("select root from file where id = ?", (file,)).fetchone()[0]
        recurrence.keep_foot(self._database, statement, root)
        if known is None or known[0] is None:
            return True
        return None if known[0] == digest else False

    def identities(self, file: int) -> set[str]:
        """Return the ids of the living statements that a file gave."""
        found = self._database.execute("select id from statement where file = ? and digest is not null", (file,))
        return {identity for (identity,) in found}

    def doubt(self, file: int) -> None:
        """Note that a file has to be read again, whatever its bytes."""
        self._database.execute("update file set digest = '' where id = ?", (file,))

    def drop(self, identity: str) -> None:
        """Let a statement go; its row stays until the generation without it is published."""
        self._database.execute(
            "update statement set digest = null, record = null, paragraphs = 0 where id = ?", (identity,)
        )
        recurrence.drop_foot(self._database, identity)

    def drop_file(self, file: int) -> None:
        """Forget a file whose statements have all gone."""
        self._database.execute("update file set digest = null where id = ?", (file,))
        self._database.execute(
            "delete from file where id = ? and not exists (select 1 from statement where file = ?)", (file, file)
        )

    def mark_recurrent(self) -> None:
        """Note which paragraphs their publishers repeat; wants to be told once all statements are in."""
        found = recurrence.recurrent(self._database)
        known = dict(self._database.execute("select id, recurrent from statement where recurrent <> '[]'"))
        marks = {identity: json.dumps(found.get(identity, [])) for identity in found.keys() | known.keys()}
        changed = ((marks[identity], identity) for identity in marks if marks[identity] != known.get(identity))
        self._database.executemany("update statement set recurrent = ? where id = ?", changed)

    def counts(self) -> tuple[int, int]:
        """Return how many statements live here, and how many differ from the published generation."""
        living = self._database.execute("select count(*) from statement where digest is not null").fetchone()[0]
        pending = self._database.execute("select count(*) from statement where version is not published").fetchone()[0]
        return living, pending

    def paragraphs(self) -> int:
        """Return how many paragraphs the living statements have."""
        counted = self._database.execute("select sum(paragraphs) from statement").fetchone()[0]
        return int(counted or 0)

    def unpublished(self) -> Iterator[tuple[str, Statement | None]]:
        """Yield what the published generation lacks, by id: a statement to add or replace, or None to remove.

        Paragraphs that recur are boilerplate there; the catalogue itself keeps the roles that they were extracted with.
        """
        return ((each.identity, each.statement()) for each in self.pending())

    def pending(self) -> Iterator[Pending]:
        """Yield what the published generation lacks, by id, as it is kept: to be unpacked where there is time."""
        rows = self._database.execute(
            "select id, digest, record, recurrent from statement where version is not published order by id"
        )
        return (Pending(*row) for row in rows)

    def published(self) -> Iterator[tuple[Pending, bool]]:
        """Yield what the published generation holds, by id, and whether it is what is kept here."""
        rows = self._database.execute(
            "select id, digest, record, recurrent, version is published from statement "
            "where published is not null and published <> '?' order by id"
        )
        for *kept, is_same in rows:
            yield Pending(*kept), bool(is_same)

    def forget_published(self) -> None:
        """Note that no generation holds anything: the next one is filled from nothing."""
        with self.transaction():
            self._database.execute("update statement set published = null")
            self._database.execute("delete from statement where digest is null")
            self._database.execute("delete from state where name in ('generation', 'next')")

    def mark_published(self, generation: str) -> None:
        """Note that this generation holds every statement as it stands here."""
        with self.transaction():
            self._database.execute("update statement set published = version where version is not published")
            self._database.execute("delete from statement where digest is null")
            self._database.execute(
                "delete from file where digest is null and not exists (select 1 from statement where file = file.id)"
            )
            self._set_state("generation", generation)
            self._database.execute("delete from state where name = 'next'")

    def doubt_published(self) -> None:
        """Note that an update begins that nothing undoes: what it is to write is pending until that is published.

        So what a killed run has written is written over by the next, though its sources be as they were before.
        """
        with self.transaction():
            self._database.execute(
                "update statement set published = '?' || coalesce(published, '') "
                "where version is not published and coalesce(published, '') not like '?%'"
            )

    def announce(self, generation: str) -> None:
        """Note the generation that is about to be published: if it turns up, this catalogue made it."""
        self._set_state("next", generation)

    def settle(self, serving: str | None) -> None:
        """Catch up with a run that was killed when it had published its generation and not yet noted that it had."""
        announced = self._database.execute("select value from state where name = 'next'").fetchone()
        if serving is not None and announced == (serving,):
            self.mark_published(serving)

    def knows(self, generation: str) -> bool:
        """Tell whether the generation was made from this catalogue."""
        found = self._database.execute("select value from state where name in ('generation', 'next')")
        return (generation,) in found.fetchall()

    def _upgrade(self, version: int) -> None:
        """Bring a catalogue to this version: the first knew nothing of recurrence, the second counted no paragraphs."""
        if version == 1:
            for change in FROM_VERSION_1:
                self._database.execute(change)
            for pending, root in self._kept():
                recurrence.keep_foot(self._database, pending.extracted(pending.record or b""), root)
        if version <= 2:
            for change in FROM_VERSION_2:
                self._database.execute(change)
            kept = (pending.extracted(pending.record or b"") for pending, _ in self._kept())
            counts = [(len(statement.paragraphs), statement.id) for statement in kept]
            self._database.executemany("update statement set paragraphs = ? where id = ?", counts)

    def _kept(self) -> Iterator[tuple[Pending, str]]:
        """Yield the statements that are kept, each with the source it came from."""
        rows = self._database.execute(
            "select statement.id, statement.digest, record, recurrent, root "
            "from statement join file on file.id = file where record is not null"
        )
        for *kept, root in rows:
            yield Pending(*kept), root

    def _set_state(self, name: str, value: str) -> None:
        self._database.execute("insert or replace into state (name, value) values (?, ?)", (name, value))


class _Transaction(AbstractContextManager[object]):
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("begin immediate")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._database.in_transaction:  # SQLite rolls back by itself when the disk is full
            self._database.execute("commit" if kind is None else "rollback")
