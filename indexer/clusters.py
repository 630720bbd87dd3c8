"""An archive on a cluster, as those read it who have its address and no folder."""

import threading
import time
from pathlib import Path

from indexer.archive import Opened
from indexer.engine import Served, Watch
from indexer.engines import CLUSTER, load_remote
from indexer.errors import ArchiveDamagedError, ArchiveMissingError, ClusterUnavailableError
from indexer.manifest import Manifest, manifest_from_record
from indexer.messages import say
from indexer.versions import check_version

LOOKED_SECONDS = 1.0
"""How long what serves is believed to serve still: the cluster is not asked for it with every question."""


BELIEVED_SECONDS = 3.0
"""How long that is believed while another caller looks: after more, what it names may be gone."""


class ClusterArchive:
    """What serves under an archive's name on the cluster that the environment names; safe to use from several threads.

    `folder` is where a build would keep its memory; only hints name it.
    """

    keeps_the_last = False
    """Whether a generation that is open can be read on when the next serves: its index goes after some seconds."""

    def __init__(self, name: str, folder: Path) -> None:
        """Find the cluster; nothing is asked of it yet.

        :raise EngineMissingError: if its client is not installed.
        :raise SettingError: if the environment names none.
        """
        self._remote = load_remote(CLUSTER)
        self._name = name
        self._folder = folder
        self._watch: Watch = self._remote.watch(name)
        self._looking = threading.Lock()
        self._generation: str | None = None
        self._looked = -LOOKED_SECONDS
        self._has_opened = False

    def current(self) -> str | None:
        """Return the name of the generation that serves, or None where none does; it is up to a second old.

        One caller at a time asks the cluster; the others go on with what it said last. While it does not answer, that
        stands too: the questions themselves tell of it.
        """
        age = time.monotonic() - self._looked
        if self._generation is None or age > BELIEVED_SECONDS:
            with self._looking:
                return self._looked_up()
        if age >= LOOKED_SECONDS and self._looking.acquire(blocking=False):
            try:
                return self._looked_up()
            finally:
                self._looking.release()
        return self._generation

    def _looked_up(self) -> str | None:
        if time.monotonic() - self._looked < LOOKED_SECONDS:
            return self._generation
        try:
            served = self._watch.served()
            self._generation = None if served is None else self._manifest(served).generation
        except ClusterUnavailableError:
            if self._generation is None:
                raise
        finally:
            self._looked = time.monotonic()
        return self._generation

    def open(self, *, fall_back: bool = False) -> Opened:  # noqa: ARG002 - there is one that serves, and no other
        """Open what serves.

        Who reads an earlier state goes on with it where an update is under way, until that is published; who has none
        reads what there is.

        :raise ArchiveMissingError: if nothing does.
        :raise ArchiveError: if it is none that this version reads, or the cluster does not answer.
        """
        served = self._watch.served()
        if served is None:
            raise ArchiveMissingError(
                say("There is no archive “%(name)s” on the cluster.", name=self._name),
                say("Build one from your statements: `onrecord index SOURCE --engine opensearch`."),
            )
        manifest = self._manifest(served)
        check_version(manifest, self._folder)
        engine = self._remote.open_served(served, as_published=self._has_opened)
        self._has_opened = True
        return Opened(manifest, engine, manifest.generation)

    def _manifest(self, served: Served) -> Manifest:
        try:
            return manifest_from_record(served.record)
        except ValueError as error:
            raise ArchiveDamagedError(
                say("What serves as “%(name)s” on the cluster has no manifest that can be read.", name=self._name),
                say("Build it again from its sources: `onrecord index SOURCE --engine opensearch --rebuild`."),
            ) from error
