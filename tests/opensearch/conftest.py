"""What the tests of a cluster share."""

import pytest

from indexer.settings import load_settings
from tests.opensearch.tested import LEFT_OUT


@pytest.fixture
def cluster_settings(lent_archive):
    """The settings of the cluster that is named, with an archive of the test's own that goes with its indexes."""
    if lent_archive is None:
        pytest.skip(LEFT_OUT)
    return load_settings()
