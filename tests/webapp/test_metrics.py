"""`/metrics`: off by default; with it, counts by route, and of the index."""

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from indexer.settings import Settings
from webapp import create_app
from webapp.security import HEADERS


@pytest.fixture
def client(sample_archive):
    return create_app(Settings(index=str(sample_archive), metrics="on", rate_limit="20/day")).test_client()


def figures(client):
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.get_data(as_text=True))
    return {(each.name, *sorted(each.labels.values())): each.value for family in families for each in family.samples}


def test_it_is_off_by_default(sample):
    answer = sample.get("/metrics")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"


def test_requests_are_counted_by_route_method_and_status(client):
    for path in ("/?q=expulsion", "/?q=children", "/s/nobody", "/s/nobody-else", "/no/such", "/?page=x"):
        client.get(path).close()
    client.post("/help").close()
    client.open("/", method="BREW").close()
    counted = figures(client)
    assert counted["onrecord_requests_total", "/", "200", "GET"] == 2
    assert counted["onrecord_requests_total", "/", "400", "GET"] == 1
    assert counted["onrecord_requests_total", "/s/<identity:identity>", "404", "GET"] == 2
    assert counted["onrecord_requests_total", "404", "GET", "none"] == 1
    assert [value for key, value in counted.items() if "405" in key and key[0].endswith("total")] == [1, 1]
    assert not any("BREW" in key for key in counted)
    assert counted["onrecord_request_seconds_count", "/"] >= 3
    assert 0 < counted["onrecord_request_seconds_sum", "/"] < 60
    assert not any(name.endswith("_created") for name, *_ in counted)


def test_the_index_is_told_of(client):
    counted = figures(client)
    assert counted["onrecord_archive_answers",] == 1
    assert counted["onrecord_statements",] == 1
    assert counted["onrecord_paragraphs",] > 10
    assert 0 < counted["onrecord_generation_age_seconds",] < 86_400


def test_without_an_index_that_is_what_is_told(tmp_path):
    counted = figures(create_app(Settings(index=str(tmp_path / "none"), metrics="on")).test_client())
    assert counted["onrecord_archive_answers",] == 0
    assert ("onrecord_statements",) not in counted


def test_it_is_asked_for_without_a_limit_and_carries_the_headers_of_every_answer(client):
    for _ in range(25):
        figures(client)
    answer = client.get("/metrics")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_no_word_that_was_asked_for_is_in_it(client):
    for path in ("/?q=sentinel", "/s/sentinel", "/sentinel", "/api/v1/search?q=sentinel&sentinel=1"):
        client.get(path).close()
    text = client.get("/metrics").get_data(as_text=True)
    assert "sentinel" not in text
    assert re.search(r'^onrecord_requests_total\{.*route="/api/v1/search".*\} 1\.0$', text, re.MULTILINE)
