"""What serves: the alias of an archive, and what its index tells of itself, for those who have no folder.

An archive's name on the cluster is an alias of the index that serves. The index's mapping carries the generation's
manifest, so that who reads the alias knows what it is, and notices when it has become another.
"""

import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError

from indexer.engine import Served
from indexer.engines.opensearch.connecting import connect, told
from indexer.engines.opensearch.naming import read_place
from indexer.engines.opensearch.reading import OpenSearchEngine
from indexer.engines.opensearch.view import open_view, read_state
from indexer.errors import ArchiveDamagedError, ClusterUnavailableError
from indexer.settings import load_settings

_MANIFEST, _STATE = "manifest", "state"

LOOK_SECONDS, _LOOKS = 2, 2
"""Who looks what serves waits so long for a node, and asks so many others: it is asked often, and by all."""

GRACE_SECONDS = 5.0
"""How long an index that no longer serves is kept: readers look for another every second."""


class ServedWatch:
    """Looks what serves under an archive's name; it keeps its connections from one look to the next."""

    def __init__(self, client: OpenSearch, archive: str) -> None:
        self._client = client
        self._archive = archive

    def served(self) -> Served | None:
        """Return what serves, or None if nothing does.

        :raise ClusterUnavailableError: if the cluster does not answer.
        :raise ArchiveDamagedError: if an index serves that no build has published.
        """
        return read_served(self._client, self._archive)


def watch(archive: str) -> ServedWatch:
    """Return what looks for what serves under an archive's name.

    :raise SettingError: if the environment names no cluster.
    """
    return ServedWatch(connect(tries=_LOOKS, seconds=LOOK_SECONDS), archive)


def read_served(client: OpenSearch, archive: str) -> Served | None:
    """Return what serves under an archive's name, or None if nothing does.

    :raise ClusterUnavailableError: if the cluster does not answer.
    :raise ArchiveDamagedError: if an index serves that no build has published.
    """
    with told():
        try:
            found = client.indices.get_mapping(index=archive, params={"cluster_manager_timeout": f"{LOOK_SECONDS}s"})
        except NotFoundError:
            return None
    try:
        ((index, described),) = found.items()
        told_of = described["mappings"]["_meta"]
        return Served(index, told_of[_MANIFEST], told_of.get(_STATE))
    except (ValueError, KeyError) as error:
        raise ArchiveDamagedError(
            f"“{archive}” on the cluster is no archive that a build has published.",
            "Give the archive another name, ONRECORD_OPENSEARCH_ARCHIVE, or remove what has this one.",
        ) from error


def open_served(served: Served, *, as_published: bool) -> OpenSearchEngine:
    """Read the index that serves; if it must be `as_published`, then not in the midst of an update.

    :raise ClusterUnavailableError: if it must, and an update has changed it since, or a killed one has in part.
    """
    view = open_view(served.index)
    if as_published and served.state is not None and asdict(view.state) != served.state:
        view.close()
        raise ClusterUnavailableError(
            "The archive on the cluster is being brought up to date.",
            "It is read again in a moment; where an update was ended midway, run `onrecord index` again.",
        )
    return OpenSearchEngine(view)


def publish(folder: Path, record: Mapping[str, Any]) -> None:
    """Let the index that the folder names serve, with this record of its manifest; the one before it goes.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    serve(connect(), load_settings().opensearch_archive, read_place(folder).index, record)


def serve(client: OpenSearch, archive: str, index: str, record: Mapping[str, Any]) -> None:
    """Let an index serve under an archive's name; an index that it takes the name from goes when nobody reads it."""
    with told():
        state = read_state(client, {}, index=index, seconds=load_settings().opensearch_seconds)
        meta = {_MANIFEST: dict(record), _STATE: asdict(state)}
        client.indices.put_mapping(index=index, body={"_meta": meta})
        before = [name for name in _having(client, archive) if name != index]
        removed = [{"remove": {"index": name, "alias": archive}} for name in before]
        client.indices.update_aliases(body={"actions": [*removed, {"add": {"index": index, "alias": archive}}]})
        # Parts that were written to follow another index lead nowhere now.
        left = [name for name in client.indices.get_alias(index=f"{parts_of(archive)}*") if name != index]
        if before:
            time.sleep(GRACE_SECONDS)
        if before or left:
            gone = ",".join({*before, *left})
            client.indices.delete(index=gone, params={"ignore_unavailable": "true"})


def parts_of(archive: str) -> str:
    """Return what the names of the indexes begin with that several machines fill together."""
    return f"{archive}-parts-"


def discard(folder: Path) -> None:
    """Remove the index that the folder names, unless it serves: it was never published, or serves no more.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    try:
        index = read_place(folder).index
    except ArchiveDamagedError:
        return  # a build was killed before it had one
    client = connect()
    with told():
        if index not in _having(client, load_settings().opensearch_archive):
            client.indices.delete(index=index, params={"ignore_unavailable": "true"})


def _having(client: OpenSearch, archive: str) -> list[str]:
    """Return the indexes that have an archive's name."""
    try:
        return list(client.indices.get_alias(name=archive))
    except NotFoundError:
        return []
