"""A cluster whose nodes may be killed, and archives on it."""

import os
import urllib.request
import uuid
from pathlib import Path

import pytest

from indexer.engines.opensearch import serving
from indexer.settings import SETTINGS
from tests.faults.conftest import figure, rounds  # noqa: F401 - the fixtures of all faults
from tests.opensearch.cluster import Cluster, answer
from tests.opensearch.jvm import BUILD

LEFT_OUT = "left out: nodes are killed only where ONRECORD_TEST_OPENSEARCH says that there may be a cluster"


@pytest.fixture(scope="session")
def cluster():
    """Three nodes of our own; ONRECORD_TEST_OPENSEARCH_KILLED is the folder of some that are started already."""
    started = os.environ.get("ONRECORD_TEST_OPENSEARCH_KILLED")
    if started:
        yield Cluster.known(Path(started))
        return
    if not os.environ.get("ONRECORD_TEST_OPENSEARCH"):
        pytest.skip(LEFT_OUT)
    with Cluster(BUILD / "killed", heap="512m") as made:
        yield made


@pytest.fixture
def whole(cluster):
    """All three nodes, awake and in step; after the test they are so again."""
    mend(cluster)
    yield cluster
    mend(cluster)


def mend(cluster):
    """Bring back what has been killed or paused."""
    down = [node.number for node in cluster.nodes if not node.running()]
    for node in cluster.nodes:
        if node.running():
            cluster.resume(node.number)
    if down:
        cluster.restart(*down)
    cluster.wait_for("red", nodes=len(cluster.nodes), seconds=90)


@pytest.fixture
def place(cluster, monkeypatch, tmp_path):
    """The name of an archive on the cluster that this test alone uses, to which the environment leads."""
    name = f"faults-{uuid.uuid4().hex[:8]}"
    for setting in SETTINGS:
        monkeypatch.delenv(f"ONRECORD_{setting.name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serving, "GRACE_SECONDS", 0)
    for variable, value in environment(cluster, name).items():
        monkeypatch.setenv(variable, value)
    yield name
    for index in indexes(cluster, name):
        ask(cluster, "DELETE", f"/{index}")


def environment(cluster, name, **more):
    """Return the settings under which an archive on the cluster is read and written."""
    given = {"engine": "opensearch", "opensearch_url": ",".join(cluster.urls), "opensearch_archive": name}
    given |= {"opensearch_shards": "3", "opensearch_replicas": "1"} | more
    return {f"ONRECORD_{key.upper()}": value for key, value in given.items()}


def ask(cluster, method, path):
    """Ask the first node that runs."""
    node = next(node for node in cluster.nodes if node.running())
    with urllib.request.urlopen(urllib.request.Request(node.url + path, method=method), timeout=30) as told:
        return told.read()


def indexes(cluster, name):
    """Return the indexes of an archive that are on the cluster."""
    node = next(node for node in cluster.nodes if node.running())
    told = answer(f"{node.url}/_cluster/state/metadata?filter_path=metadata.indices.*.state")
    return sorted(each for each in (told or {}).get("metadata", {}).get("indices", {}) if each.startswith(f"{name}-"))


def manager(cluster):
    """Return the number of the node that manages the cluster."""
    names = ask(cluster, "GET", "/_cat/cluster_manager?h=node").decode().split()
    return next(node.number for node in cluster.nodes if node.name == names[0])
