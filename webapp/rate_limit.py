"""How often one client may ask: what is beyond is answered with 429, and with the seconds to wait.

Addresses are held in memory alone, by this process or by memcached, until their time is over.
"""

import math
import time
from collections.abc import Mapping
from types import MappingProxyType

from flask import Flask, Response, request
from flask_limiter import Limiter, RateLimitExceeded
from limits import parse_many
from limits.errors import ConfigurationError

from indexer.errors import SettingError
from indexer.settings import RATE_LIMIT, Settings
from webapp import clients, errors

OFF = "off"
LOCAL = "memory://"
SHARED = "memcached://"

STRATEGY = "sliding-window-counter"
"""Two numbers a client, and no burst of twice the limit where one window follows another."""

UNCOUNTED = frozenset({"assets", "widget_files", "health", "metrics"})
"""Files that browsers keep, and what the operator's own programs ask for."""

STORAGE_OPTIONS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {LOCAL: {}, SHARED: {"connect_timeout": 1, "timeout": 1}}
)
"""Seconds that a request may wait for the storage; after that each process counts for itself."""


def register(app: Flask, settings: Settings) -> None:
    """Count the requests of each client, and refuse those beyond the limit.

    :raise SettingError: if the limit or the storage cannot be used.
    """
    if settings.rate_limit.strip() == OFF:
        return
    _check_limit(settings.rate_limit)
    app.config["RATELIMIT_REQUEST_IDENTIFIER"] = _asked_for
    try:
        limiter = Limiter(
            clients.client,
            application_limits=[settings.rate_limit],
            strategy=STRATEGY,
            storage_uri=settings.rate_limit_storage,
            storage_options=_storage_options(settings.rate_limit_storage),
            in_memory_fallback_enabled=True,
            headers_enabled=False,
        )
        limiter.request_filter(lambda: _is_uncounted(proxied=settings.proxy_hops > 0))
        limiter.init_app(app)
    except ConfigurationError as error:
        raise SettingError(
            f"rate_limit_storage is {settings.rate_limit_storage!r}, which cannot be used: {error}",
            "Install what several processes need: `pip install 'onrecord[processes]'`.",
        ) from error

    def refuse(_error: RateLimitExceeded) -> Response:
        now = limiter.current_limit
        return errors.answer_too_many(max(1, math.ceil(now.reset_at - time.time())) if now else 1)

    app.register_error_handler(RateLimitExceeded, refuse)


def _check_limit(text: str) -> None:
    try:
        amounts = [limit.amount for limit in parse_many(text)]
    except ValueError as error:
        raise _no_limit(text) from error
    if min(amounts) < 1:  # it would refuse everybody
        raise _no_limit(text)


def _no_limit(text: str) -> SettingError:
    return SettingError(
        f"rate_limit is {text!r}, which is no limit.",
        f"Examples: `{RATE_LIMIT}`, `20/second; 1000/hour`; `{OFF}` sets none.",
    )


def _storage_options(storage: str) -> dict[str, str | int]:
    for scheme, options in STORAGE_OPTIONS.items():
        if storage.startswith(scheme):
            return dict(options)
    raise SettingError(
        f"rate_limit_storage is {storage!r}.", f"It is `{LOCAL}`, or begins with `{SHARED}`; nothing is kept on a disk."
    )


def _asked_for() -> str:
    # Flask-Limiter counts no request without a name: what is asked for in vain counts as well.
    return request.endpoint or "nowhere"


def _is_uncounted(*, proxied: bool) -> bool:
    return request.blueprint in UNCOUNTED or (not proxied and clients.client() in clients.OWN)
