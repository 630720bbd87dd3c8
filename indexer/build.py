"""The writing wing: sources -> statements -> catalogue -> engine -> a published generation."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from indexer.archive import ArchiveFolder, Draft
from indexer.catalogue import Catalogue, open_catalogue
from indexer.engines import AUTO, check_engine, choose_engine, load_engine
from indexer.errors import ArchiveError
from indexer.ingest import Ingest, Tally, check_sources
from indexer.intake import Failure
from indexer.manifest import Manifest
from indexer.preparing import prepare
from indexer.settings import TANTIVY_ABOVE

Progress = Callable[[str, int], AbstractContextManager[Callable[[int], object]]]
"""Watches a step of a build: called with its label and its size, gives what is to be told of units done."""


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

    `note` is what the archive's keeper should know of its engine.
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


def build(sources: Sequence[Path], folder: Path, options: Options, progress: Progress) -> Report:
    """Bring an index up to date with its sources: add what is new, replace what changed, remove what is gone.

    Only what came from these sources is removed. A file that cannot be read is reported and stops nothing; what it
    gave before stays.

    :raise CallError: if a source is not there or the engine is unknown.
    :raise EmptySourceError: if a source that gave statements before holds none now.
    :raise ArchiveError: if the index cannot be written.
    """
    started = time.perf_counter()
    check_engine(options.engine)
    check_sources(sources)
    archive = ArchiveFolder(folder)
    with archive.writing(options.lock_timeout), open_catalogue(archive.catalogue) as catalogue:
        catalogue.settle(archive.current())
        tally = _ingest(Ingest(sources, folder), catalogue, options, progress)
        choice = choose_engine(
            options.engine,
            paragraphs=catalogue.paragraphs(),
            limit=options.tantivy_above,
            serving=archive.serving_engine(),
        )
        manifest = _bring_up_to_date(archive, catalogue, choice.engine, options, progress)
    return _report(tally, manifest, choice.note, time.perf_counter() - started)


def _ingest(ingest: Ingest, catalogue: Catalogue, options: Options, progress: Progress) -> Tally:
    with progress("Reading", ingest.size) as advance, catalogue.transaction():
        tally = ingest.run(
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
) -> Manifest:
    serving = None if options.rebuild else _reusable(archive, catalogue, engine)
    if serving is None:
        catalogue.forget_published()
    _, pending = catalogue.counts()
    if serving is not None and not pending:
        archive.collect()
        return serving
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


def _reusable(archive: ArchiveFolder, catalogue: Catalogue, engine: str) -> Manifest | None:
    """Return the serving generation's manifest, if it is sound and an update can go on from it.

    An update would carry the damage of a file that it shares into the next generation. It does not read them all: what
    it costs must not grow with the archive.
    """
    if archive.current() is None:
        return None
    try:
        manifest = archive.manifest()
        archive.check_version(manifest)
        archive.verify_changed(manifest)
    except ArchiveError:
        return None
    return manifest if manifest.engine == engine and catalogue.knows(manifest.generation) else None


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
    )
