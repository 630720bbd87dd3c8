"""Several machines index one archive: parts, as processes that know nothing of each other."""

import json
import os
import signal
import subprocess
import sys

import pytest

from indexer import open_archive
from indexer.engines.opensearch.connecting import connect
from tests.opensearch.tested import needs_cluster

pytestmark = needs_cluster

COMMAND = [sys.executable, "-c", "from webapp.cli import main; main()", "index"]
PARTS = 3


def line(number, words="We call on the authorities"):
    return json.dumps({"id": f"s{number:03}", "title": f"Title {number}", "text": f"{words}, {number}.\n\nAnd again."})


@pytest.fixture
def sources(tmp_path, cluster_settings, monkeypatch):
    monkeypatch.setenv("ONRECORD_ENGINE", "opensearch")
    monkeypatch.setenv("ONRECORD_OPENSEARCH_ARCHIVE", f"{cluster_settings.opensearch_archive}-{tmp_path.name[-40:]}")
    (tmp_path / "lines.jsonl").write_text("\n".join(map(line, range(60))) + "\n")
    return tmp_path


@pytest.fixture
def archive(sources):
    return os.environ["ONRECORD_OPENSEARCH_ARCHIVE"]


def started(sources, *arguments):
    return subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process):
    told, failed = process.communicate(timeout=120)
    return process.returncode, told + failed


def part(sources, number, of=PARTS):
    return started(
        sources, str(sources / "lines.jsonl"), "--shard", f"{number}/{of}", "--index", str(sources / f"index-{number}")
    )


def finished(sources):
    return ended(started(sources, "--finish"))


def indexes(archive):
    client = connect()
    names = sorted(client.indices.get(index=f"{archive}-*"))
    client.close()
    return names


def test_parts_that_are_written_at_once_serve_together_as_the_whole(sources, archive):
    for process in [part(sources, number) for number in range(1, PARTS + 1)]:
        status, told = ended(process)
        assert status == 0, told
        assert "It serves with the others when all are done" in told
    status, told = finished(sources)
    assert status == 0, told
    assert "60 statements with 120 paragraphs" in told
    assert len(indexes(archive)) == 1  # the ledger has gone
    served = open_archive(sources / "nowhere", cluster=archive)
    assert served.search("authorities").total.statements == 60
    assert [each.id for each in served.summaries()] == [f"s{number:03}" for number in range(60)]
    served.close()


def test_nothing_serves_before_every_part_is_done_and_what_is_missing_is_named(sources, archive):
    status, told = finished(sources)
    assert status == 1
    assert "No part has been written" in told
    assert ended(part(sources, 1))[0] == 0
    assert ended(part(sources, 3))[0] == 0
    status, told = finished(sources)
    assert status == 1
    assert "1 of 3 parts are not done: 2." in told
    assert "--shard 2/3" in told
    assert "Traceback" not in told
    assert ended(part(sources, 2))[0] == 0
    assert finished(sources)[0] == 0


def test_a_part_that_nothing_falls_into_is_no_failure(sources, archive):
    (sources / "lines.jsonl").write_text(line(1) + "\n")
    ends = [ended(part(sources, number, of=2)) for number in (1, 2)]
    assert [status for status, _ in ends] == [0, 0]
    assert sum("None of the statements falls into this part" in told for _, told in ends) == 1
    assert finished(sources)[0] == 0


def test_parts_of_different_numbers_are_told(sources, archive):
    assert ended(part(sources, 1))[0] == 0
    assert ended(part(sources, 2, of=2))[0] == 0
    status, told = finished(sources)
    assert status == 1
    assert "one of 2 and 3" in told


def test_a_part_that_is_run_again_replaces_what_it_wrote(sources, archive):
    lines = sources / "lines.jsonl"
    lines.write_text(lines.read_text() + "\n".join(line(number, "We deplored") for number in range(60, 90)) + "\n")
    assert ended(part(sources, 1, of=1))[0] == 0
    lines.write_text("\n".join(line(number, "We welcome") for number in range(10)) + "\n")
    assert ended(part(sources, 1, of=1))[0] == 0
    status, told = finished(sources)
    assert status == 0, told
    served = open_archive(sources / "nowhere", cluster=archive)
    assert served.search('"we welcome"').total.statements == 10
    assert served.search("deplored OR authorities").total.statements == 0
    served.close()


def written(client, archive):
    """Return how many documents the cluster has taken for an archive, None while it has no index of it."""
    found = client.indices.stats(index=f"{archive}-*", metric="indexing")["indices"]
    return max((each["primaries"]["indexing"]["index_total"] for each in found.values()), default=None)


@pytest.mark.parametrize("least", [0, 3_000])
def test_what_a_killed_part_has_left_is_replaced_by_its_next_run(sources, archive, least):
    (sources / "lines.jsonl").write_text("\n".join(line(number, "word " * 20) for number in range(15_000)) + "\n")
    client, process = connect(), part(sources, 1, of=1)
    while (taken := written(client, archive)) is None or taken < least:
        assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert written(client, archive) < 30_000
    status, told = finished(sources)
    assert status == 1
    assert "No part has been written" in told
    (sources / "lines.jsonl").write_text("\n".join(map(line, range(1_000))) + "\n")
    status, told = ended(part(sources, 1, of=1))
    assert status == 0, told
    status, told = finished(sources)
    assert status == 0, told
    assert "1,000 statements with 2,000 paragraphs" in told
    client.close()


def test_the_same_id_in_two_parts_is_told(sources, archive):
    lines = sources / "lines.jsonl"
    lines.write_text("\n".join(line(7, f"Version {number}") for number in range(40)) + "\n")
    statuses = [ended(part(sources, number, of=2)) for number in (1, 2)]
    status, told = finished(sources)
    assert (status, [each for each, _ in statuses]) != (0, [0, 0])
    assert "same id" in told + "".join(each for _, each in statuses) or "not done" in told


def test_a_new_round_of_parts_replaces_the_archive_and_leaves_nothing(sources, archive):
    for words in ("We call", "We welcome"):
        (sources / "lines.jsonl").write_text("\n".join(line(number, words) for number in range(20)) + "\n")
        for number in (1, 2):
            assert ended(part(sources, number, of=2))[0] == 0
        status, told = finished(sources)
        assert status == 0, told
    assert len(indexes(archive)) == 1
    served = open_archive(sources / "nowhere", cluster=archive)
    assert served.search('"we welcome"').total.statements == 20
    served.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--shard", "4/3"], "“4/3” is no part"),
        (["--shard", "1/2", "--engine", "tantivy"], "keeps an archive in a folder"),
        (["--finish", "--shard", "1/2"], "takes neither sources nor --shard"),
    ],
)
def test_a_wrong_call_is_told(sources, archive, arguments, told):
    status, said = ended(started(sources, *arguments, "--index", str(sources / "index")))
    assert status == 2
    assert told in said
    assert indexes(archive) == []
