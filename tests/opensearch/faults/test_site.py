"""The site over a cluster: web nodes that have nothing but its address, and what they answer while it is down."""

import json
import re
import subprocess
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pytest

from indexer.engines.opensearch import serving
from indexer.engines.opensearch.serving import GRACE_SECONDS
from tests.opensearch.faults.archives import built, statements
from tests.opensearch.faults.conftest import environment, mend
from tests.webapp.loading import readers
from tests.webapp.serving import COMMAND, served_by

COUNT = 60
BOUND = 25

PAGES = (
    "/?q=harbour",
    "/",
    "/s/made-0001",
    "/s/made-0001?q=harbour",
    "/s/made-0001?p=2",
    "/feed.atom?q=harbour",
    "/feed.atom",
    "/sitemap.xml",
    "/embed?q=harbour",
    "/suggestions?q=har",
    "/api/v1/search?q=harbour",
    "/api/v1/search?q=harbour&facets=all&group=paragraph",
    "/api/v1/statements/made-0001",
    "/api/v1/export?q=harbour",
    "/api/v1/export?q=harbour&format=jsonl",
    "/readyz",
)
OF_ITSELF = ("/help", "/widget", "/widget.js", "/opensearch.xml", "/robots.txt", "/healthz", "/api/v1/openapi.json")


def settings(cluster, name, **more):
    given = {key.removeprefix("ONRECORD_").lower(): value for key, value in environment(cluster, name).items()}
    return given | {"rate_limit": "off", "kept_pages": "0"} | more


def served(folder, **given):
    """Serve an archive on the cluster, from a folder that is not there."""
    return served_by([*COMMAND, "--port", "0"], index=str(folder / "index"), **given)


def test_web_nodes_need_the_address_of_the_cluster_and_nothing_else(whole, place, tmp_path, monkeypatch, figure):
    monkeypatch.setattr(serving, "GRACE_SECONDS", GRACE_SECONDS)  # here it is what lets sites move over
    built(tmp_path, statements(COUNT, 1))
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    nothing.chmod(0o500)
    with ExitStack() as stack:
        sites = [stack.enter_context(served(nothing, **settings(whole, place))) for _ in range(2)]
        answers = [{path: site.get(path) for path in PAGES + OF_ITSELF} for site in sites]
        for path in PAGES + OF_ITSELF:
            assert [each[path][0] for each in answers] == [200, 200], path
        link = re.search(rb'href="([^"]*/s/made-0001[^"]*#p\d+[^"]*)"', answers[0]["/s/made-0001?q=harbour"][2])
        assert link is None or sites[1].get(link[1].decode().split("#")[0])[0] == 200
        moved, refused = rebuilt_under_load(sites, tmp_path)
    assert list(nothing.iterdir()) == []
    figure(
        f"9: 2 web nodes with an empty folder answer {len(PAGES + OF_ITSELF)} addresses; "
        f"a rebuild is noticed after {moved:.1f} s, {refused:.1%} of the requests refused meanwhile"
    )


def rebuilt_under_load(sites, folder):
    """Rebuild while readers ask; return how long the slower site told of the old edition, and the share refused.

    On a machine that is busy enough, a site may look for the new index when the old one has gone; it may say so, once.
    """
    path = "/api/v1/search?q=harbour"
    with ExitStack() as stack:
        asked = [stack.enter_context(readers(2, site.address, path, check=one_edition)) for site in sites]
        built(folder, statements(COUNT, 2), rebuild=True)
        since = time.monotonic()
        for site in sites:
            while b"edition2" not in site.get(path)[2]:
                assert time.monotonic() - since < 5
        moved = time.monotonic() - since
        time.sleep(1)
    heard = [each for some in asked for each in some]
    assert [each.failures for each in heard] == [[]] * len(heard)
    statuses = sum((each.statuses for each in heard), Counter())
    assert set(statuses) <= {200, 503}
    refused = statuses[503] / statuses.total()
    assert refused < 0.02
    return moved, refused


def one_edition(body):
    return len(set(re.findall(rb"edition\d", body))) == 1


def test_a_cluster_that_is_down_is_told_in_time_and_comes_back_by_itself(whole, place, tmp_path, figure):
    built(tmp_path, statements(COUNT, 1))
    secret = "correct-horse-battery"  # noqa: S105 - looked for in all that is told
    with served(
        tmp_path / "nothing", **settings(whole, place, opensearch_user="onrecord", opensearch_password=secret)
    ) as site:
        assert site.get("/?q=harbour")[0] == 200
        for node in whole.nodes:
            whole.kill(node.number)
        slowest = 0.0
        for path in PAGES:
            started = time.monotonic()
            status, headers, body = site.get(path)
            slowest = max(slowest, time.monotonic() - started)
            assert (path, status) == (path, 503)
            assert headers["Retry-After"] == "5"
            assert secret.encode() not in body
            assert b"127.0.0.1" not in body
            if path.startswith(("/api/", "/suggestions", "/readyz")):
                assert json.loads(body)["error"]["code"] == "cluster_unavailable"
        for path in OF_ITSELF:
            assert site.get(path)[0] == 200, path
        assert b"No node of the cluster answers" in site.get("/readyz")[2]
        arguments = Path(f"/proc/{site.process.pid}/cmdline").read_bytes()
        assert secret.encode() not in arguments
        mend(whole)
        whole.wait_for("yellow", nodes=3, seconds=90)
        back = time.monotonic()
        while site.get("/?q=harbour")[0] != 200:
            assert time.monotonic() - back < BOUND
            time.sleep(0.2)
        again = time.monotonic() - back
        _, told = site.stop()
    assert slowest < BOUND
    assert secret not in told
    assert "Traceback" not in told
    figure(f"9: all nodes down: 503 after {slowest:.1f} s at most, on {len(PAGES)} addresses; well {again:.1f} s after")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"opensearch_url": "http://127.0.0.1:9"}, "No node of the cluster answers"),
        ({"opensearch_url": "http://nowhere.invalid:9200"}, "No node of the cluster answers"),
        ({"opensearch_url": "https://{first}"}, "cluster"),
        ({"opensearch_url": "http://user:tell-nobody@127.0.0.1:9"}, "No node of the cluster answers"),
        ({"opensearch_url": "htp://user:tell-nobody@127.0.0.1:9"}, "ONRECORD_OPENSEARCH_URL"),
        ({"opensearch_url": "http://127.0.0.1:9", "opensearch_api_key": "tell-nobody"}, "No node"),
        ({"opensearch_ca": "/nowhere.pem", "opensearch_url": "https://127.0.0.1:9"}, "ONRECORD_OPENSEARCH_CA"),
    ],
    ids=["nobody listens", "no such host", "no TLS there", "password in an address", "no address", "key", "no CA"],
)
def test_a_cluster_that_cannot_be_reached_is_told_plainly(changed, says, whole, place, tmp_path):
    first = whole.node(1).url.removeprefix("http://")
    given = settings(whole, place) | {name: value.format(first=first) for name, value in changed.items()}
    told = subprocess.run(
        [*COMMAND[:-1], "search", "harbour"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[3],
        env={"PATH": "/usr/bin:/bin"} | {f"ONRECORD_{name.upper()}": value for name, value in given.items()},
        timeout=60,
        check=False,
    )
    assert told.returncode in (1, 2)
    assert says in told.stderr
    assert "tell-nobody" not in told.stderr + told.stdout
    assert "Traceback" not in told.stderr
    assert len(told.stderr.splitlines()) <= 3
