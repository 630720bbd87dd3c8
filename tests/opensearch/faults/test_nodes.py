"""Nodes that die, hang or come back: answers are whole and right, or a refusal that comes in time."""

import time

import pytest

from indexer.errors import ClusterUnavailableError
from tests.opensearch.faults.archives import as_before, asking, built, opened, statements
from tests.opensearch.faults.conftest import ask, manager, mend

COUNT = 400
BOUND = 25
"""Seconds in which a question is answered or refused, with the settings as they come."""


def test_searches_go_on_while_nodes_are_killed_and_come_back(whole, place, tmp_path, rounds, figure):
    built(tmp_path, statements(COUNT))
    whole.wait_for("green", nodes=3)
    archive = opened(place)
    first = manager(whole)
    others = [node.number for node in whole.nodes if node.number != first]
    killed = [first, *others] * rounds(1, 3)
    recovered = []
    with asking(archive, as_before(archive)) as heard:
        for number in killed:
            time.sleep(1)
            whole.kill(number)
            died = time.monotonic()
            time.sleep(2)
            whole.restart(number)
            whole.wait_for("green", nodes=3, seconds=120)
            recovered.append((heard.since(died), time.monotonic() - died))
    archive.close()
    assert heard.wrong == []
    assert set(heard.refusals) <= {"ClusterUnavailableError"}
    assert heard.slowest < BOUND
    assert heard.slowest_refusal < BOUND
    assert max(since for since, _ in recovered) < BOUND
    figure(
        f"9: {len(killed)} nodes killed during search, the cluster manager first: {heard.answers:,} answers, 0 wrong, "
        f"{sum(heard.refusals.values())} refused; slowest {heard.slowest:.1f} s, "
        f"longest gap {heard.longest_gap:.1f} s, first answer after {max(since for since, _ in recovered):.1f} s, "
        f"green again after {max(until for _, until in recovered):.0f} s"
    )


def test_a_node_that_hangs_costs_time_and_nothing_else(whole, place, tmp_path, figure):
    built(tmp_path, statements(COUNT))
    whole.wait_for("green", nodes=3)
    archive = opened(place)
    number = next(node.number for node in whole.nodes if node.number != manager(whole))
    with asking(archive, as_before(archive)) as heard:
        time.sleep(1)
        whole.pause(number)
        hung = time.monotonic()
        whole.wait_for("yellow", nodes=2, seconds=60)
        missed = time.monotonic() - hung
        time.sleep(2)
        whole.resume(number)
        whole.wait_for("yellow", nodes=3, seconds=60)
        time.sleep(4)
    archive.close()
    assert heard.wrong == []
    assert set(heard.refusals) <= {"ClusterUnavailableError"}
    assert max(heard.slowest, heard.slowest_refusal) < BOUND
    figure(
        f"9: a node stopped by SIGSTOP, missed by the cluster after {missed:.1f} s: {heard.answers:,} answers, "
        f"0 wrong, {sum(heard.refusals.values())} refused; slowest {max(heard.slowest, heard.slowest_refusal):.1f} s, "
        f"longest gap {heard.longest_gap:.1f} s"
    )


def test_half_of_the_shards_is_never_passed_off_as_all(whole, place, tmp_path, monkeypatch, figure):
    monkeypatch.setenv("ONRECORD_OPENSEARCH_REPLICAS", "0")
    built(tmp_path, statements(COUNT))
    archive = opened(place)
    check = as_before(archive)
    chief = manager(whole)
    gone = next(node.number for node in whole.nodes if node.number != chief)
    with asking(archive, check) as heard:
        time.sleep(1)
        whole.kill(gone)
        time.sleep(6)
        refused = sum(heard.refusals.values())
        with pytest.raises(ClusterUnavailableError):
            opened(place)
        mend(whole)
        whole.wait_for("green", nodes=3, seconds=240)
        back = time.monotonic()
        time.sleep(4)
    archive.close()
    assert heard.wrong == []
    assert refused
    assert heard.since(back) is not None
    assert heard.slowest_refusal < BOUND
    figure(
        f"9: a third of the shards gone: {refused} refused, {heard.answers:,} answers, 0 partial; "
        f"answers again {heard.since(back):.1f} s after the shards are back"
    )


def test_a_reader_whose_moment_is_lost_goes_on(whole, place, tmp_path):
    built(tmp_path, statements(40))
    archive = opened(place)
    with asking(archive, as_before(archive)) as heard:
        for _ in range(3):
            ask(whole, "DELETE", "/_search/point_in_time/_all")
            before, until = heard.answers, time.monotonic() + BOUND
            while heard.answers < before + 4:  # more than were under way
                assert time.monotonic() < until
                time.sleep(0.05)
    archive.close()
    assert (heard.wrong, heard.refusals) == ([], {})
