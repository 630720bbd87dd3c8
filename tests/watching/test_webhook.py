"""What a webhook is sent: signed, tried again while that may help, and never led elsewhere."""

import hashlib
import hmac
import json

import pytest

from indexer.errors import WebhookError
from indexer.watching import Watch, telling
from indexer.watching.webhook import WAITS, Webhook, deliver
from tests.made import statement
from tests.watching.receiving import receiving

SECRET = "made for this test"  # noqa: S105 - of nobody


@pytest.fixture
def news(archive_of, tmp_path):
    archive = archive_of(statement("a", "A pushback, “so called”.", published="2024-01-01"))
    return telling(archive, Watch(name="made", query="pushback"), tmp_path / "state.json", lambda _: None)


def tell(receiver, news):
    waited = []
    deliver(Webhook(f"{receiver.address}/hook", SECRET, waited.append), news)
    return waited


def test_what_is_sent_is_the_news_signed_with_their_time(news):
    with receiving() as receiver:
        assert tell(receiver, news) == []
    ((headers, body),) = receiver.posted
    told = json.loads(body)
    assert (told["watch"], told["query"]) == ("made", "pushback")
    assert [(each["statement"]["id"], each["paragraph"]["text"]) for each in told["passages"]] == [
        ("a", "A pushback, “so called”.")
    ]
    # By the receiver's own hands, as the documentation says.
    signed = hmac.new(SECRET.encode(), headers["Onrecord-Timestamp"].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert headers["Onrecord-Signature"] == f"sha256={signed}"
    assert headers["Content-Type"] == "application/json"


def test_it_is_tried_again_while_that_may_help_under_one_name(news):
    with receiving(503, 429, 500) as receiver:
        assert tell(receiver, news) == list(WAITS)
    assert len(receiver.posted) == 4
    assert len({headers["Onrecord-Delivery"] for headers, _ in receiver.posted}) == 1


@pytest.mark.parametrize(
    ("statuses", "tries", "told"),
    [((503,) * 9, 4, "503"), ((400,), 1, "400"), ((401,), 1, "401"), ((302,), 1, "302"), ((307, 307), 1, "307")],
)
def test_it_gives_up_and_says_what_it_was_answered(news, statuses, tries, told):
    with receiving(*statuses) as receiver, pytest.raises(WebhookError, match=told) as failed:
        tell(receiver, news)
    assert len(receiver.posted) == tries
    assert "next run" in failed.value.hint


def test_where_nobody_listens_it_gives_up_too(news):
    with receiving() as receiver:
        address = receiver.address
    waited = []
    with pytest.raises(WebhookError, match="cannot be reached"):
        deliver(Webhook(address, SECRET, waited.append), news)
    assert waited == list(WAITS)


@pytest.mark.parametrize(
    "address", ["http://example.org/", "file:///etc/passwd", "ftp://127.0.0.1/", "https://a:b@c/", ""]
)
def test_no_other_address_is_told(news, address):
    with pytest.raises(WebhookError, match="neither https nor on this machine"):
        deliver(Webhook(address, SECRET), news)
