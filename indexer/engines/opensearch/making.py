"""Making an index that may be there already: others make it too, or its making was asked for twice."""

from collections.abc import Mapping
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import RequestError

from indexer.engines.opensearch import schema
from indexer.engines.opensearch.connecting import told

_THERE = "resource_already_exists_exception"


def make_index(client: OpenSearch, index: str, body: Mapping[str, Any]) -> None:
    """Make an index, unless there is one of this name.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    with told():
        try:
            client.indices.create(index=index, body=body)
        except RequestError as error:
            if error.error != _THERE:
                raise


def make_archive_index(client: OpenSearch, index: str, *, shards: int) -> None:
    """Make an index that is to be filled with an archive, unless there is one of this name.

    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    make_index(client, index, {"settings": {"index": schema.settings(shards=shards)}, "mappings": schema.mappings()})
