"""What the tests of a cluster share."""

import pytest

from indexer.settings import load_settings
from tests.opensearch.tested import LEFT_OUT


@pytest.fixture
def cluster_settings(lent_cluster):
    """The settings of the cluster that is named; what a test leaves of indexes there is deleted in the end."""
    if lent_cluster is None:
        pytest.skip(LEFT_OUT)
    return load_settings()
