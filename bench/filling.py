"""An archive filled from prepared statements by the engine's own writer, published as every build is, and timed."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.nodes import processor_seconds
from bench.prepared import prepared
from indexer.archive import ArchiveFolder
from indexer.engines import load_engine

_LOCK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling took, in seconds: handing over, until all is acknowledged, merged and copied, and the swap."""

    paragraphs: int
    given: float
    committed: float
    published: float
    processors: float
    """Seconds of the nodes' processors; 0 where there are none."""

    @property
    def rate(self) -> float:
        """Return the paragraphs a second, from the first that was handed over until all could be read."""
        return self.paragraphs / (self.given + self.committed)


def fill(
    engine: str, source: Path, folder: Path, environment: Mapping[str, str], processes: Sequence[int] = ()
) -> Filled:
    """Build the archive in a folder from a file of `prepare`.

    `environment` names a cluster to the engine, whose nodes are `processes`.
    """
    before = processor_seconds(processes)
    with settings(environment):
        archive = ArchiveFolder(folder)
        with archive.writing(_LOCK_SECONDS):
            draft = archive.begin(engine, extend=False)
            writer = load_engine(engine).create(draft.folder)
            started = time.perf_counter()
            for each in prepared(source):
                writer.add(each)
            given = time.perf_counter()
            writer.commit()
            committed = time.perf_counter()
            manifest = archive.publish(draft)
            published = time.perf_counter()
    taken = processor_seconds(processes) - before
    return Filled(manifest.paragraphs, given - started, committed - given, published - committed, taken)


@contextmanager
def settings(environment: Mapping[str, str]) -> Iterator[None]:
    """Let the process have these settings for a while."""
    before = {name: os.environ.get(name) for name in environment}
    os.environ.update(environment)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
