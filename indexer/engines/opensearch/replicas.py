"""Copies of an index on other nodes, made when it is whole: they need not be written with it."""

from opensearchpy import OpenSearch

from indexer.engines.opensearch.connecting import told

_SETTLING_SECONDS = 30


def add_replicas(client: OpenSearch, index: str, number: int) -> None:
    """Let the cluster copy the shards, and wait until it has done what its nodes have room for.

    :raise ClusterUnavailableError: if it does not answer.
    """
    with told():
        client.indices.put_settings(index=index, body={"index": {"number_of_replicas": number}})
        settled = not number
        while not settled:
            health = client.cluster.health(
                index=index,
                params={
                    "wait_for_no_initializing_shards": "true",
                    "timeout": f"{_SETTLING_SECONDS}s",
                    "request_timeout": _SETTLING_SECONDS + 5,
                },
            )
            settled = not health["timed_out"]
