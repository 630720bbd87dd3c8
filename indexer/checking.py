"""What `onrecord check` does: everything that can be compared is, and the first that differs is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.archive import ArchiveFolder, Opened
from indexer.catalogue import Catalogue
from indexer.clauses import Everything, Term
from indexer.clusters import ClusterArchive
from indexer.engine import Engine, Request
from indexer.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFormatError,
    ArchiveLockedError,
    ArchiveUnwritableError,
)
from indexer.fields import KEYWORD_FIELDS, POSITIONAL_FIELDS, STATEMENT_FIELDS
from indexer.locking import writing
from indexer.manifest import Manifest, rebuild_hint
from indexer.sealing import open_catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A sound index: which generation serves, what it holds and what was looked at.

    `previous` is the generation that can answer for it; `terms` are those whose postings were read, with `deep`.
    `notes` tell what could not be looked at, and why.
    """

    generation: str
    previous: str | None
    engine: str
    statements: int
    paragraphs: int
    files: int
    bytes: int
    deep: bool
    terms: int
    notes: tuple[str, ...]


def check(folder: Path, *, deep: bool = False, cluster: str | None = None) -> Checked:
    """Compare the manifest, and every file of the generation that serves, with what was written.

    With `deep`, also read every statement and every posting, count them, compare them with the catalogue, and the files
    of the generation before with what was written. `cluster` names an archive on a cluster, which is looked at instead:
    it has neither files nor a generation before.

    :raise ArchiveDamagedError: if anything differs.
    :raise ArchiveError: if there is no index, or another version wrote it.
    """
    archive = ArchiveFolder(folder)
    opened = _opened(archive) if cluster is None else ClusterArchive(cluster, folder).open()
    manifest = opened.manifest
    notes: list[str] = []
    terms = 0
    if deep:
        terms = _read_engine(opened, folder)
        notes += _compare_catalogue(archive, opened)
        notes += _verify_previous(archive, manifest) if cluster is None else []
    opened.engine.close()
    return Checked(
        generation=manifest.generation,
        previous=manifest.previous,
        engine=manifest.engine,
        statements=manifest.statements,
        paragraphs=manifest.paragraphs,
        files=len(manifest.files),
        bytes=sum(file.size for file in manifest.files.values()),
        deep=deep,
        terms=terms,
        notes=tuple(notes),
    )


def _opened(archive: ArchiveFolder) -> Opened:
    """Open the generation that serves, or say what is wrong with it and what answers meanwhile."""
    try:
        return archive.open()
    except ArchiveDamagedError as damage:
        try:
            instead = archive.open(fall_back=True)
        except ArchiveError:
            raise damage from None
        instead.engine.close()
        answers = f"Until then the generation {instead.manifest.generation} answers, which is sound."
        raise ArchiveDamagedError(damage.message, f"{damage.hint} {answers}") from damage


def _read_engine(opened: Opened, folder: Path) -> int:
    """Read all that an engine holds, and return how many terms that was."""
    engine, manifest = opened.engine, opened.manifest
    total = engine.find(Request(clause=Everything(), limit=0)).total
    read = sum(1 for _ in engine.statements())
    found = (read, total.statements, total.paragraphs)
    if found != (manifest.statements, manifest.statements, manifest.paragraphs):
        raise _differs(
            folder,
            f"it has {read:,} statements with {total.paragraphs:,} paragraphs, not {manifest.statements:,} with "
            f"{manifest.paragraphs:,}",
        )
    terms = 0
    for field, term, listed in _terms(engine):
        having = engine.find(Request(clause=Term(field, term), limit=0)).total
        # What all paragraphs of a statement share is listed once for each statement.
        held = having.statements if field in STATEMENT_FIELDS else having.paragraphs
        if held != listed:
            raise _differs(folder, f"the term “{term}” of {field} is found {held:,} times, and listed {listed:,} times")
        terms += 1
    return terms


def _terms(engine: Engine) -> Iterator[tuple[str, str, int]]:
    for field in dict.fromkeys((*POSITIONAL_FIELDS, *KEYWORD_FIELDS)):
        for known in engine.vocabulary(field):
            yield field, known.term, known.paragraphs


def _compare_catalogue(archive: ArchiveFolder, opened: Opened) -> list[str]:
    """Compare the statements with those that the catalogue says were published; return why, where they cannot be."""
    if not archive.catalogue.exists():
        return ["There is no catalogue: the next `onrecord index` reads every file again."]
    try:
        with writing(archive.path, 0), open_catalogue(archive.catalogue) as catalogue:
            if not catalogue.knows(opened.manifest.generation):
                return ["The catalogue is not of this generation: the next `onrecord index` builds the index anew."]
            _compare(catalogue, opened, archive.path)
    except (ArchiveLockedError, ArchiveUnwritableError) as error:
        return [f"The catalogue was not looked at. {error.message}"]
    return []


def _compare(catalogue: Catalogue, opened: Opened, folder: Path) -> None:
    published = 0
    for pending, is_same in catalogue.published():
        held = opened.engine.statement(pending.identity)
        kept = pending.statement() if is_same else None
        if kept is not None and not kept.paragraphs:
            continue  # there is nothing to find of it
        if held is None or (kept is not None and held != kept):
            raise _differs(folder, f"its statement “{pending.identity}” is not the one of the catalogue")
        published += 1
    if published != opened.manifest.statements:
        raise _differs(
            folder, f"it has {opened.manifest.statements:,} statements, of which the catalogue knows {published:,}"
        )


def _verify_previous(archive: ArchiveFolder, manifest: Manifest) -> list[str]:
    if manifest.previous is None:
        return ["There is no generation before this one that could answer for it."]
    try:
        archive.verify(archive.manifest_of(manifest.previous))
    except ArchiveFormatError as error:
        return [f"The generation before this one could not answer for it. {error.message}"]
    except ArchiveDamagedError as damage:
        return [f"The generation that serves is sound; the one before it is not. {damage.message}"]
    return []


def _differs(folder: Path, what: str) -> ArchiveDamagedError:
    return ArchiveDamagedError(f"The index in {folder} is not what was written: {what}.", rebuild_hint(folder))
