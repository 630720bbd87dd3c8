"""Builders that are killed at what they ask the cluster, and builds that the cluster refuses."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from indexer.engines.opensearch import bulk
from indexer.errors import ArchiveError, ClusterUnavailableError
from tests.conftest import write_lines
from tests.faults.forking import Commands
from tests.opensearch.faults.archives import asking, built, editions, opened, statements
from tests.opensearch.faults.between import Instead, standing_before
from tests.opensearch.faults.conftest import indexes

COUNT = 24


@pytest.fixture
def between(cluster, place, monkeypatch):
    """What stands between the builder and the first node."""
    with standing_before(cluster.node(1).url) as between:
        monkeypatch.setenv("ONRECORD_OPENSEARCH_URL", between.url)
        yield between


@pytest.fixture
def commands(between, cluster, monkeypatch):
    """Commands that go through `between`; readers don't, so that what a builder asks can be counted."""
    running = Commands()
    monkeypatch.setenv("ONRECORD_OPENSEARCH_URL", ",".join(cluster.urls))
    yield running
    running.close()


def kill(commands):
    """Kill the command that runs."""
    server = commands._server.pid
    for child in Path(f"/proc/{server}/task/{server}/children").read_text().split():
        os.kill(int(child), signal.SIGKILL)
    time.sleep(0.2)


def moments(between, commands, folder, *arguments):
    """Return what a builder asks, by doing it once."""
    between.asked.clear()
    assert commands.run(folder, "index", "made.jsonl", "--workers", "1", *arguments).done
    return list(between.asked)


@pytest.mark.parametrize("arguments", [("--rebuild",), ()], ids=["a rebuild", "an update"])
def test_a_killed_builder_is_completed_by_the_next(
    arguments, whole, between, place, commands, tmp_path, rounds, figure
):
    built(tmp_path, statements(COUNT, 1))
    write_lines(tmp_path / "made.jsonl", statements(COUNT, 2))
    asked = moments(between, commands, tmp_path, *arguments)
    places = [(number, before) for number in range(len(asked)) for before in (True, False)]
    # What lets an index serve is where a kill could leave two, or none.
    telling = [each for each in places if "_aliases" in asked[each[0]] or "_mapping" in asked[each[0]]]
    chosen = sorted({*telling, *random.Random(9).sample(places, min(len(places), rounds(3, len(places))))})
    archive = opened(place)
    edition, killed = 2, 0
    with asking(archive, of_one_state, readers=1) as heard:
        for number, before in chosen:
            edition += 1
            write_lines(tmp_path / "made.jsonl", statements(COUNT, edition))
            killed += killed_at(between, commands, tmp_path, number, before=before, arguments=arguments)
            between.heal()
            # The source has gone back by then: what the killed run wrote is no longer what it says.
            write_lines(tmp_path / "made.jsonl", statements(COUNT - 1, edition - 1))
            ended = commands.run(tmp_path, "index", "made.jsonl", "--workers", "1")
            assert ended.done, (asked[number], ended)
            reader = opened(place)
            assert {f"edition{edition - 1}"} == editions(reader.search("harbour OR lantern", limit=50)), asked[number]
            assert reader.contents().statements == COUNT - 1
            assert reader.contents().paragraphs == (COUNT - 1) * 5
            reader.close()
            assert len(indexes(whole, place)) == 1, asked[number]
    archive.close()
    assert heard.wrong == []
    assert killed >= len(chosen) - 2
    figure(
        f"9: {killed} builders killed during {'a rebuild' if arguments else 'an update'} on a cluster, at "
        f"{len(chosen)} of {len(places)} moments: all completed by the next, no index left over; "
        f"{heard.answers:,} answers meanwhile, each of one state, {sum(heard.refusals.values())} refused"
    )


def of_one_state(_question, page):
    """Tell what is wrong with a page that two states have been mixed in."""
    return None if len(editions(page)) <= 1 else f"{editions(page)} in one answer"


def killed_at(between, commands, folder, number, *, before, arguments):
    """Let a builder be killed at what it asks as so manieth; tell whether it was."""
    count = [0]

    def at(_method, _path):
        count[0] += 1
        if count[0] == number + 1:
            kill(commands)

    if before:
        between.fault = lambda method, path: at(method, path) or (Instead(0) if count[0] > number else None)
    else:
        between.after = at
    return commands.run(folder, "index", "made.jsonl", "--workers", "1", *arguments).status == -signal.SIGKILL


def test_a_queue_that_is_full_for_a_while_delays_a_build_and_loses_nothing(
    whole, between, place, tmp_path, monkeypatch
):
    monkeypatch.setattr(bulk, "_PAUSES", (0.1, 0.1, 0.1))
    left = [2]

    def full(_method, path):
        if "_bulk" not in path or not left[0]:
            return None
        left[0] -= 1
        return Instead(429, {"error": {"type": "rejected_execution_exception", "reason": "full"}, "status": 429})

    between.fault = full
    assert built(tmp_path, statements(COUNT)).paragraphs == COUNT * 5


@pytest.mark.parametrize(
    "answer",
    [
        Instead(429, {"error": {"type": "circuit_breaking_exception", "reason": "[parent] Data too large"}}),
        Instead(503, {"error": {"type": "cluster_block_exception", "reason": "no cluster manager"}}),
        Instead(0),
        Instead(0, begun=True),
    ],
    ids=["breaker", "block", "cut", "cut in the middle"],
)
def test_a_build_that_is_refused_is_told_and_the_last_one_serves(answer, whole, between, place, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "_PAUSES", (0.05, 0.05))
    built(tmp_path, statements(COUNT, 1))
    between.fault = lambda _method, path: answer if "_bulk" in path else None
    for arguments in ({"rebuild": True}, {}):
        with pytest.raises(ClusterUnavailableError):
            built(tmp_path, statements(COUNT, 2), **arguments)
        reader = opened(place)
        assert editions(reader.search("harbour")) == {"edition1"}
        reader.close()
    between.heal()
    built(tmp_path, statements(COUNT, 2))
    reader = opened(place)
    assert editions(reader.search("harbour")) == {"edition2"}
    reader.close()
    assert len(indexes(whole, place)) == 1


def test_a_node_killed_during_an_update_loses_nothing_that_was_acknowledged(whole, place, tmp_path, figure):
    built(tmp_path, statements(COUNT, 1))
    whole.wait_for("green", nodes=3)
    with standing_before(whole.node(1).url) as between:
        died = []

        def dies(_method, path):
            if "_bulk" in path and not died:
                died.append(time.monotonic())
                whole.kill(2)

        between.fault = dies
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ONRECORD_OPENSEARCH_URL", between.url)
            started = time.monotonic()
            report = built(tmp_path, statements(COUNT, 2))
            took = time.monotonic() - started
    reader = opened(place)
    assert editions(reader.search("harbour OR lantern", limit=50)) == {"edition2"}
    assert (report.paragraphs, reader.contents().paragraphs) == (COUNT * 5, COUNT * 5)
    reader.close()
    figure(f"9: a node killed during the bulk of an update: all {COUNT * 5} paragraphs there, after {took:.1f} s")


def test_a_node_killed_during_a_build_without_copies_is_told(whole, place, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "_PAUSES", (0.5,))
    monkeypatch.setattr(bulk, "_WAITED", "1s")
    built(tmp_path, statements(COUNT, 1))
    whole.wait_for("green", nodes=3)
    with standing_before(whole.node(1).url) as between:
        between.fault = lambda _method, path: whole.kill(3) if "_bulk" in path and whole.node(3).running() else None
        monkeypatch.setenv("ONRECORD_OPENSEARCH_URL", between.url)
        with pytest.raises(ArchiveError):
            built(tmp_path, statements(COUNT, 2), rebuild=True)
        between.heal()
        reader = opened(place)
        assert editions(reader.search("harbour")) == {"edition1"}
        reader.close()
        assert built(tmp_path, statements(COUNT, 2)).paragraphs == COUNT * 5
        assert len(indexes(whole, place)) == 1
