"""Indexing across machines: each run writes a part, and a last one lets all of them serve."""

import time
from collections.abc import Sequence
from pathlib import Path

from indexer.analysis import ANALYSER_VERSION
from indexer.archive import ArchiveFolder
from indexer.build import Options, Progress, Report, ingest
from indexer.engines import AUTO, CLUSTER, is_remote, load_remote
from indexer.errors import CallError
from indexer.ingest import Ingest, Tally, check_sources
from indexer.manifest import FORMAT_VERSION, Manifest, new_name
from indexer.partition import Part
from indexer.preparing import prepare
from indexer.sealing import open_catalogue


def build_part(sources: Sequence[Path], folder: Path, options: Options, part: Part, progress: Progress) -> Report:
    """Write one part of the sources to the generation that all parts fill; nothing of it is seen before `finish`.

    The folder keeps what has been read, so that the next run of the part parses only what changed. What recurs, and so
    is boilerplate, is told within a part.

    :raise CallError: if a source is not there, or the engine is none that several machines can write to.
    :raise ArchiveError: if the cluster cannot be written to.
    """
    started = time.perf_counter()
    _demand_remote(options.engine)
    check_sources(sources)
    archive = ArchiveFolder(folder)
    with archive.writing(options.lock_timeout), open_catalogue(archive.catalogue, anew=options.rebuild) as catalogue:
        tally = ingest(Ingest(sources, folder, part), catalogue, options, progress)
        catalogue.forget_published()
        _, pending = catalogue.counts()
        writer = load_remote(CLUSTER).join(part.number, part.of)
        statements = paragraphs = 0
        try:
            with progress("Indexing", pending) as advance:
                for change in prepare(catalogue.pending(), workers=options.workers, expected=pending):
                    if change.indexed is not None and change.indexed.paragraphs:
                        writer.add(change.indexed)
                        statements += 1
                        paragraphs += len(change.indexed.paragraphs)
                    advance(1)
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
    return _report(tally, (statements, paragraphs), time.perf_counter() - started, part=part)


def finish(options: Options) -> Report:
    """Let what all parts have written serve, if every part is done and all of it is there.

    :raise CallError: if the engine is none that several machines can write to.
    :raise PartsMissingError: if a part is not done.
    :raise ArchiveError: if the cluster does not hold what the parts wrote, or does not answer.
    """
    started = time.perf_counter()
    _demand_remote(options.engine)
    remote = load_remote(CLUSTER)
    whole = remote.completed()
    manifest = Manifest(
        format=FORMAT_VERSION,
        generation=new_name(),
        previous=None,
        engine=CLUSTER,
        engine_version=remote.version(),
        analyser=ANALYSER_VERSION,
        statements=whole.statements,
        paragraphs=whole.paragraphs,
        files={},
    )
    remote.serve_parts(whole, manifest.record())
    return _report(
        Tally(added=whole.statements),
        (whole.statements, whole.paragraphs),
        time.perf_counter() - started,
        generation=manifest.generation,
    )


def _demand_remote(engine: str) -> None:
    if engine == AUTO or not is_remote(engine):
        raise CallError(
            f"Parts are written to a cluster; the engine “{engine}” keeps an archive in a folder.",
            f"Say `--engine {CLUSTER}`, and name its addresses: ONRECORD_OPENSEARCH_URL.",
        )


def _report(
    tally: Tally, holds: tuple[int, int], seconds: float, *, generation: str = "", part: Part | None = None
) -> Report:
    statements, paragraphs = holds
    return Report(
        added=tally.added,
        updated=tally.updated,
        removed=tally.removed,
        unchanged=tally.unchanged,
        failures=tuple(tally.failures),
        statements=statements,
        paragraphs=paragraphs,
        seconds=seconds,
        engine=CLUSTER,
        generation=generation,
        note=None if part is None else "It serves with the others when all are done: `onrecord index --finish`.",
        passed_over=tuple(tally.passed_over),
        part=None if part is None else str(part),
    )
