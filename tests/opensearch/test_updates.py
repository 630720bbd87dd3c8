"""Readers while an update is under way, or has ended midway: each answer is of one published state."""

import time

import pytest

from indexer import open_archive
from indexer.clusters import LOOKED_SECONDS
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.connecting import connect
from indexer.engines.opensearch.serving import GRACE_SECONDS
from indexer.fields import ID
from tests.opensearch.faults.archives import PARAGRAPHS, built, editions, statements
from tests.opensearch.tested import needs_cluster

pytestmark = needs_cluster

COUNT = 12


@pytest.fixture
def name(tmp_path, cluster_settings, monkeypatch):
    """The name of an archive of edition 1."""
    archive = f"{cluster_settings.opensearch_archive}-{tmp_path.name[-40:]}"
    monkeypatch.setenv("ONRECORD_ENGINE", "opensearch")
    monkeypatch.setenv("ONRECORD_OPENSEARCH_ARCHIVE", archive)
    built(tmp_path, statements(COUNT, 1))
    return archive


def begin_another(name):
    """Take a statement's documents away, and let it be seen: what an update that goes on has done of its work."""
    client = connect()
    query = {"query": {"term": {ID: schema.term("made-0003")}}, "size": 10, "_source": False}
    hits = client.search(index=name, body=query)["hits"]["hits"]
    assert len(hits) == PARAGRAPHS
    for each in hits:
        client.delete(index=name, id=each["_id"], routing=each["_routing"])
    client.indices.refresh(index=name)
    client.close()


def seen(archive):
    page = archive.search("harbour OR lantern", limit=50)
    return editions(page), page.total.statements


def test_a_reader_goes_on_with_what_was_published_while_the_next_update_is_seen_in_part(tmp_path, name):
    archive = open_archive(tmp_path / "nowhere", cluster=name, kept_pages=0)
    assert seen(archive) == ({"edition1"}, COUNT)
    built(tmp_path, statements(COUNT, 2))
    begin_another(name)
    until = time.monotonic() + 3 * LOOKED_SECONDS
    while time.monotonic() < until:
        assert seen(archive) == ({"edition1"}, COUNT)
    assert "brought up to date" in str(archive.problem)
    built(tmp_path, statements(COUNT - 1, 3))
    until = time.monotonic() + GRACE_SECONDS
    while seen(archive) != ({"edition3"}, COUNT - 1):
        assert time.monotonic() < until
        assert seen(archive)[0] in ({"edition1"}, {"edition3"})
    assert archive.problem is None
    archive.close()


def test_who_has_no_earlier_state_reads_what_there_is(tmp_path, name):
    begin_another(name)
    archive = open_archive(tmp_path / "nowhere", cluster=name, kept_pages=0)
    assert seen(archive) == ({"edition1"}, COUNT - 1)
    archive.close()
