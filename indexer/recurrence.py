"""Paragraphs that a publisher repeats at the foot of its statements: “About us”, “For more information, contact ...”.

No list of phrases knows them; the archive itself does. The catalogue keeps a hash of each paragraph at the foot of each
statement, and what stands at the foot of several statements of one publisher is boilerplate. It depends on nothing
but the statements that live in the catalogue, so an update marks what a build from nothing marks.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from indexer.analysis import fold, surface_words
from indexer.statement import Paragraph, Role, Statement

FOOT = 8
"""Most paragraphs that the foot of a statement has."""

LEAST_STATEMENTS = 4
"""Fewest statements of a publisher in which a paragraph recurs; copies of one statement count once."""

LEAST_WORDS = 4
"""Fewest words of a paragraph that says enough to be recognised; a heading before such a one may have fewer."""

BEGINNING = 100
"""Characters of a paragraph in which its words are counted: looking for words takes longer than all else here."""

ROLES = frozenset({Role.BODY, Role.HEADING, Role.LIST_ITEM, Role.INTRO})
"""What may turn out to be boilerplate."""

BESIDE_FOOT = frozenset({Role.CAPTION, Role.ATTRIBUTION, Role.BOILERPLATE})
"""What does not count where the foot is measured."""

EVIDENCE = "recurs:publisher"
"""What a marked paragraph names as the reason for its role."""

SCHEMA = """
create table if not exists foot (
    statement text not null,
    place integer not null,      -- counts down the page
    number integer not null,     -- the paragraph's in its statement
    publisher text not null,     -- whose statements it is compared with
    hash blob not null,          -- of its folded text
    whole blob not null,         -- hash of the statement's text
    is_heading integer not null,
    is_long integer not null,
    primary key (statement, place)
) without rowid;
create index if not exists foot_hash on foot (publisher, hash, whole);
"""

_RECURRENT = """
with repeated as (
    select publisher, hash from foot group by publisher, hash having count(distinct whole) >= ?
)
select statement, number from repeated join foot using (publisher, hash)
where is_long or is_heading and exists (
    select 1 from repeated join foot as below using (publisher, hash)
    where below.statement = foot.statement and below.place = foot.place + 1 and below.is_long
)
order by statement, number
"""

_Row = tuple[str, int, int, str, bytes, bytes, bool, bool]


def keep_foot(database: sqlite3.Connection, statement: Statement, root: str) -> None:
    """Keep the foot of a statement, in place of the one it had; `root` names the source that it came from."""
    drop_foot(database, statement.id)
    database.executemany("insert into foot values (?, ?, ?, ?, ?, ?, ?, ?)", _rows(statement, root))


def drop_foot(database: sqlite3.Connection, identity: str) -> None:
    """Forget the foot of a statement."""
    database.execute("delete from foot where statement = ?", (identity,))


def recurrent(database: sqlite3.Connection) -> Mapping[str, list[int]]:
    """Return the numbers of the paragraphs that their publishers repeat, ascending, by the statement's id."""
    found: dict[str, list[int]] = {}
    for identity, number in database.execute(_RECURRENT, (LEAST_STATEMENTS,)):
        found.setdefault(identity, []).append(number)
    return found


def with_boilerplate(statement: Statement, numbers: Collection[int]) -> Statement:
    """Return the statement with the paragraphs of these numbers as boilerplate."""
    if not numbers:
        return statement
    marked = (
        replace(each, role=Role.BOILERPLATE, evidence=EVIDENCE) if each.number in numbers else each
        for each in statement.paragraphs
    )
    return replace(statement, paragraphs=tuple(marked))


def _rows(statement: Statement, root: str) -> Iterator[_Row]:
    publisher = _publisher(statement, root)
    whole = _hash("\n".join(each.text for each in statement.paragraphs))
    foot = [each for each in statement.paragraphs if each.role not in BESIDE_FOOT][-FOOT:]
    for place, paragraph in enumerate(foot):
        if _may_recur(paragraph):
            folded = " ".join(fold(paragraph.text).split())
            is_heading = paragraph.role is Role.HEADING
            is_long = len(surface_words(folded[:BEGINNING])) >= LEAST_WORDS
            yield statement.id, place, paragraph.number, publisher, _hash(folded), whole, is_heading, is_long


def _may_recur(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph can be boilerplate: what somebody is quoted with was said each time."""
    return paragraph.role in ROLES and not (paragraph.quoted and paragraph.speaker)


def _publisher(statement: Statement, root: str) -> str:
    """Return what tells one publisher's statements from another's: a name, else a site, else their source."""
    name = " ".join(surface_words(fold(statement.publisher or "")))
    if name:
        return f"publisher {name}"
    site = _site(statement.url or "")
    return f"site {site}" if site else f"source {root}"


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
