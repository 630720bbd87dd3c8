"""The writing wing: sources -> statements -> catalogue -> engine -> a published generation."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from indexer.archive import ArchiveFolder
from indexer.catalogue import Catalogue
from indexer.drafts import Draft
from indexer.engines import AUTO, check_engine, choose_engine, is_remote, load_engine
from indexer.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveNewerError,
    ArchiveUnreadableError,
    CatalogueDamagedError,
)
from indexer.ingest import Ingest, Tally, check_sources
from indexer.intake import Failure
from indexer.manifest import Manifest
from indexer.preparing import prepare
from indexer.sealing import open_catalogue
from indexer.settings import TANTIVY_ABOVE
from indexer.sources import PassedOver

Progress = Callable[[str, int], AbstractContextManager[Callable[[int], object]]]
"""Watches a step of a build: called with its label and its size, gives what is to be told of units done."""


_ANEW = "It has been built anew."
_UNKNOWN = (
    "The catalogue knows nothing of the index that was there: it has been built anew from the sources that were named, "
    "and holds the statements of no others."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build.

    The engine `auto` takes Tantivy where there are more than `tantivy_above` paragraphs, Whoosh elsewhere. `workers` 0
    takes one for each core; `rebuild` reads every file again and fills a generation from nothing;
    `allow_empty` lets a source lose all its statements; `lock_timeout` is in seconds; `profile` names the site's
    profile that pages are read with, instead of the one that fits each.
    """

    engine: str = AUTO
    tantivy_above: int = TANTIVY_ABOVE
    workers: int = 0
    rebuild: bool = False
    allow_empty: bool = False
    lock_timeout: float = 20
    profile: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did: counts of statements, what could not be read, and what the archive holds now.

    `passed_over` is what was left where it is and is no loss: links that lead out or to nothing, pipes and devices.
    `note` is what the archive's keeper should know of its engine, and why it has been built anew where nobody asked.
    `part` names the part of the archive that it tells of, where several runs share the work; None is the whole.
    """

    added: int
    updated: int
    removed: int
    unchanged: int
    failures: tuple[Failure, ...]
    statements: int
    paragraphs: int
    seconds: float
    engine: str
    generation: str
    note: str | None = None
    passed_over: tuple[PassedOver, ...] = ()
    part: str | None = None


def build(sources: Sequence[Path], folder: Path, options: Options, progress: Progress) -> Report:
    """Bring an index up to date with its sources: add what is new, replace what changed, remove what is gone.

    Only what came from these sources is removed. A file that cannot be read is reported and stops nothing; what it
    gave before stays.

    :raise CallError: if a source is not there or the engine is unknown.
    :raise EmptySourceError: if a source that gave statements before holds none now.
    :raise ArchiveNewerError: if a later version of Onrecord made the index, unless a rebuild is asked for.
    :raise ArchiveUnreadableError: if this user may not read the index, unless a rebuild is asked for.
    :raise CatalogueDamagedError: if what is remembered of the sources is damaged, unless a rebuild is asked for.
    :raise ArchiveError: if the index cannot be written.
    """
    started = time.perf_counter()
    check_engine(options.engine)
    check_sources(sources)
    archive = ArchiveFolder(folder)
    with archive.writing(options.lock_timeout):
        if not options.rebuild:
            _refuse_untouchable(archive)
        with open_catalogue(archive.catalogue, anew=options.rebuild) as catalogue:
            catalogue.settle(archive.named())
            tally = ingest(Ingest(sources, folder), catalogue, options, progress)
            choice = choose_engine(
                options.engine,
                paragraphs=catalogue.paragraphs(),
                limit=options.tantivy_above,
                serving=archive.serving_engine(),
            )
            manifest, note = _bring_up_to_date(archive, catalogue, choice.engine, options, progress)
            notes = " ".join(filter(None, (choice.note, note, catalogue.note)))
    return _report(tally, manifest, notes or None, time.perf_counter() - started)


def _refuse_untouchable(archive: ArchiveFolder) -> None:
    """Refuse an index that a later version made, or that may not be read, before anything is written.

    :raise ArchiveNewerError: if a later version made it.
    :raise ArchiveUnreadableError: if this user may not read it.
    """
    try:
        archive.manifest_for_us()
    except (ArchiveNewerError, ArchiveUnreadableError):
        raise
    except ArchiveError:
        return  # it is told, and mended, once the sources have been read


def ingest(run: Ingest, catalogue: Catalogue, options: Options, progress: Progress) -> Tally:
    """Bring the catalogue up to date with the sources of a run, all of it or nothing; return what was counted."""
    with progress("Reading", run.size) as advance, catalogue.transaction():
        tally = run.run(
            catalogue,
            workers=options.workers,
            read_again=options.rebuild,
            allow_empty=options.allow_empty,
            profile=options.profile,
            advance=advance,
        )
        catalogue.mark_recurrent()
    return tally


def _bring_up_to_date(
    archive: ArchiveFolder, catalogue: Catalogue, engine: str, options: Options, progress: Progress
) -> tuple[Manifest, str | None]:
    """Publish what the catalogue holds; return its manifest, and why it was built anew where nobody asked for it."""
    basis = _Basis() if options.rebuild else _basis(archive, catalogue, engine)
    if basis.serving is not None:
        try:
            with archive.guard(basis.serving):
                return _published(archive, catalogue, engine, basis.serving, options, progress), None
        except CatalogueDamagedError:
            raise
        except ArchiveDamagedError as damage:
            basis = _Basis(note=f"{damage.message} {_ANEW}")
    return _published(archive, catalogue, engine, None, options, progress), basis.note


def _published(
    archive: ArchiveFolder,
    catalogue: Catalogue,
    engine: str,
    serving: Manifest | None,
    options: Options,
    progress: Progress,
) -> Manifest:
    """Publish a generation that goes on from the serving one, or, without one, is filled from nothing."""
    if serving is None:
        catalogue.forget_published()
    _, pending = catalogue.counts()
    if serving is not None and not pending:
        return serving
    if serving is not None and is_remote(engine):
        catalogue.doubt_published()  # a killed update has written to what serves, whatever the sources say by then
    draft = archive.begin(engine, extend=serving is not None)
    try:
        _write(draft, catalogue, pending, extend=serving is not None, options=options, progress=progress)
        catalogue.announce(draft.name)
        manifest = archive.publish(draft)
    except BaseException:
        archive.discard(draft)
        raise
    catalogue.mark_published(manifest.generation)
    archive.collect()
    return manifest


@dataclass(frozen=True, slots=True)
class _Basis:
    """What a build goes on from: the serving generation, or nothing, and why that is so where it should not be."""

    serving: Manifest | None = None
    note: str | None = None


def _basis(archive: ArchiveFolder, catalogue: Catalogue, engine: str) -> _Basis:
    """Return the serving generation, if it is sound and an update can go on from it.

    An update would carry the damage of a file that it shares into the next generation. It does not read them all: what
    it costs must not grow with the archive.
    """
    try:
        if archive.current() is None:
            return _Basis()
        manifest = archive.manifest_for_us()
        archive.verify_changed(manifest)
    except ArchiveUnreadableError:
        raise
    except ArchiveError as error:
        return _Basis(note=f"{error.message} {_ANEW}")
    if not catalogue.knows(manifest.generation):
        return _Basis(note=_UNKNOWN)
    return _Basis(manifest if manifest.engine == engine else None)


def _write(
    draft: Draft, catalogue: Catalogue, pending: int, *, extend: bool, options: Options, progress: Progress
) -> None:
    engine = load_engine(draft.engine)
    writer = engine.extend(draft.folder) if extend else engine.create(draft.folder)
    try:
        with progress("Indexing", pending) as advance:
            for change in prepare(catalogue.pending(), workers=options.workers, expected=pending):
                if extend:
                    writer.remove(change.identity)
                if change.indexed is not None:
                    writer.add(change.indexed)
                advance(1)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _report(tally: Tally, manifest: Manifest, note: str | None, seconds: float) -> Report:
    return Report(
        added=tally.added,
        updated=tally.updated,
        removed=tally.removed,
        unchanged=tally.unchanged,
        failures=tuple(tally.failures),
        statements=manifest.statements,
        paragraphs=manifest.paragraphs,
        seconds=seconds,
        engine=manifest.engine,
        generation=manifest.generation,
        note=note,
        passed_over=tuple(tally.passed_over),
    )
