"""Tells another machine what is new: signed, tried again, and led nowhere else."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message as Headers
from http.client import HTTPException
from typing import IO

from indexer.errors import WebhookError
from indexer.statement import to_json
from indexer.watching.records import News
from indexer.watching.watchlist import may_be_told

WAITS = (1.0, 4.0, 16.0)
"""Seconds before each further try."""

SECONDS = 10.0
"""How long one try may take to be answered."""

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which it is worth trying again."""

TIMESTAMP, SIGNATURE, DELIVERY = "Onrecord-Timestamp", "Onrecord-Signature", "Onrecord-Delivery"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of news, and the secret by which it knows who tells; `wait` passes some seconds."""

    address: str
    secret: str
    wait: Callable[[float], object] = time.sleep


def deliver(webhook: Webhook, news: News) -> None:
    """Post news until they are taken; after the last try, give up.

    The body is JSON. `Onrecord-Signature` is `sha256=` and the HMAC-SHA256, in hexadecimal, of the timestamp, a full
    stop and the body, by the secret. `Onrecord-Delivery` names what is told: the same news, told again, have the same.

    :raise WebhookError: if they were not taken, or the address may not be told.
    """
    if not may_be_told(webhook.address):
        raise WebhookError(f"The webhook “{webhook.address[:200]}” is neither https nor on this machine.")
    body = json.dumps(to_json(news), ensure_ascii=False).encode("utf-8", "surrogatepass")
    for wait in (*WAITS, None):
        failure = _post(webhook, body)
        if failure is None:
            return
        if wait is None or not failure.passes:
            raise WebhookError(
                f"The webhook of “{news.watch}” did not take what is new: {failure.why}.",
                "Nothing is remembered as told: the next run tells it again.",
            )
        webhook.wait(wait)


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Return what proves that a body was sent by who knows the secret, at that time."""
    signed = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


@dataclass(frozen=True, slots=True)
class _Failure:
    why: str
    passes: bool


class _Nowhere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: what is new is told to the address that was written down, and to no other."""

    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002 - the library's signature
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: Headers,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        return None


def _post(webhook: Webhook, body: bytes) -> _Failure | None:
    """Try once; return why it was not taken, or None."""
    timestamp = str(int(time.time()))
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at
        webhook.address,
        data=body,
        method="POST",
        headers={
            "Content-Type": "application/json",
            "User-Agent": "Onrecord",
            TIMESTAMP: timestamp,
            SIGNATURE: signature(webhook.secret, timestamp, body),
            DELIVERY: hashlib.sha256(body).hexdigest()[:32],
        },
    )
    try:
        with urllib.request.build_opener(_Nowhere).open(request, timeout=SECONDS):
            return None
    except urllib.error.HTTPError as error:
        with error:
            return _Failure(f"it answered {error.code}", error.code in PASSING)
    except (OSError, HTTPException) as error:
        why = getattr(error, "reason", None) or error or type(error).__name__
        return _Failure(f"it cannot be reached ({why})", passes=True)
