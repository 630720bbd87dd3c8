"""Reaching a cluster: its addresses and who asks, what it may take, and what it says when it cannot."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    ConnectionTimeout,
    ImproperlyConfigured,
    NotFoundError,
    SerializationError,
    SSLError,
    TransportError,
)
from opensearchpy.exceptions import (
    ConnectionError as UnreachableError,
)

from indexer.errors import ArchiveDamagedError, ClusterUnavailableError, QueryTooCostlyError, SettingError
from indexer.messages import say
from indexer.settings import Settings, load_settings

_TRIES = 3
"""How many nodes are asked before a request is given up."""

_STATUSES = (502, 504)
"""Statuses of a node that is not there, behind something that is; with 503 one that is there tells of others."""

_RESTING_SECONDS, _RESTS = 2, 3
"""How long a node that did not answer is left out, and how often that is doubled: one that comes back is used soon."""

_PASSING = frozenset({429, 502, 503, 504})
"""Statuses of what may go well in a moment: shards that are moving, a breaker that is open, a queue that is full."""

_FAILED = 500
_DISCONNECTED = ("node_disconnected", "node_not_connected", "node_closed", "connect_transport", "no_shard_available")
"""What is in the reason of a failure that is a node's, and not the question's."""

_LOST = "search_context_missing"
"""What is said of a moment that went with a node."""

_COSTLY = ("too_many_clauses", "too_many_nested_clauses", "task_cancelled_exception", "maxClauseCount", "PERMANENT")
"""What is in the reason where a query is too much, the last where a circuit breaker says that it will be again."""


def connect(settings: Settings | None = None, *, tries: int = _TRIES, seconds: float | None = None) -> OpenSearch:
    """Return a client of the cluster that the settings name; without them, those of the environment.

    It asks `tries` other nodes where one does not answer within `seconds`, by default those of the settings.

    :raise SettingError: if they name none.
    """
    # What a cluster refuses is told by what asked; the client would tell it a second time, with addresses.
    logging.getLogger("opensearch").setLevel(logging.CRITICAL)
    given = load_settings() if settings is None else settings
    addresses = given.opensearch_url.replace(",", " ").split()
    if not addresses:
        raise SettingError(
            "The engine “opensearch” has no cluster to go to.",
            "Name its addresses: `ONRECORD_OPENSEARCH_URL=https://one:9200,https://two:9200`.",
        )
    try:
        return OpenSearch(
            addresses,
            http_auth=(given.opensearch_user, given.opensearch_password) if given.opensearch_user else None,
            headers={"Authorization": f"ApiKey {given.opensearch_api_key}"} if given.opensearch_api_key else None,
            ca_certs=given.opensearch_ca or None,
            verify_certs=True,
            timeout=seconds or given.opensearch_seconds,
            max_retries=tries,
            retry_on_timeout=True,
            retry_on_status=_STATUSES,
            dead_timeout=_RESTING_SECONDS,
            timeout_cutoff=_RESTS,
            http_compress=any(address.startswith("https") for address in addresses),
        )
    except (ImproperlyConfigured, ValueError, OSError) as error:
        raise SettingError(
            f"ONRECORD_OPENSEARCH_URL or ONRECORD_OPENSEARCH_CA cannot be used ({type(error).__name__}).",
            "Addresses are like https://one:9200, and the other is a file of certificates.",
        ) from error


@contextmanager
def told() -> Iterator[None]:
    """Tell what a cluster says, or that it says nothing, as one of our errors.

    :raise ClusterUnavailableError: if it does not answer, or not now.
    :raise ArchiveDamagedError: if it has not the index that was asked.
    :raise QueryTooCostlyError: if a query is more than it takes.
    """
    try:
        yield
    except TransportError as error:
        raise _translated(error) from error
    except SerializationError as error:
        raise _unavailable(
            "What answers at the cluster’s address is no OpenSearch.", "Look at ONRECORD_OPENSEARCH_URL."
        ) from error


def is_passing(error: TransportError) -> bool:
    """Tell whether what failed may go well in a moment, or on another node."""
    if isinstance(error, NotFoundError):
        return _LOST in str(error.info)
    if isinstance(error, UnreachableError) or error.status_code in _PASSING:
        return True
    return error.status_code == _FAILED and any(kind in str(error.info) for kind in _DISCONNECTED)


def is_elsewhere(error: TransportError) -> bool:
    """Tell whether it may go well with other copies of the shards: they were asked, and some did not answer."""
    return is_passing(error) and (isinstance(error, ConnectionTimeout) or not isinstance(error, UnreachableError))


def is_costly(error: TransportError) -> bool:
    """Tell whether a query was more than the cluster takes, or gave up on."""
    return any(word in f"{error.error} {error.info}" for word in _COSTLY)


def _translated(error: TransportError) -> Exception:
    match error:
        case SSLError():
            return _unavailable(
                f"The cluster’s certificate was refused: {_reason(error)}.", "Name its CA: ONRECORD_OPENSEARCH_CA."
            )
        case ConnectionTimeout():
            return _unavailable(
                "The cluster does not answer in time.",
                "Look whether its nodes are overloaded; ONRECORD_OPENSEARCH_SECONDS is how long one is waited for.",
            )
        case UnreachableError():
            return _unavailable(
                "No node of the cluster answers.",
                "Look whether it runs, and whether ONRECORD_OPENSEARCH_URL names its addresses.",
            )
        case AuthenticationException() | AuthorizationException():
            return _unavailable(
                f"The cluster refuses this user: {_reason(error)}.",
                "Give ONRECORD_OPENSEARCH_USER and ONRECORD_OPENSEARCH_PASSWORD, or ONRECORD_OPENSEARCH_API_KEY.",
            )
        case NotFoundError() if is_passing(error):
            return partial()
        case NotFoundError():
            return ArchiveDamagedError(
                f"The cluster has not what was asked of it: {_reason(error)}.",
                "Build the index again from its sources: `onrecord index SOURCE --engine opensearch --rebuild`.",
            )
        case _ if is_costly(error):
            return too_costly()
        case _:
            return _unavailable(
                f"The cluster cannot answer: {_reason(error)}.", "Try again in a moment; its log says why."
            )


def too_costly() -> QueryTooCostlyError:
    """Return what is raised where a query is more than the cluster takes."""
    return QueryTooCostlyError(
        say("The search takes more than the cluster gives one."),
        say("Leave out words with * or ~, and words near each other that most texts have."),
    )


def partial() -> ClusterUnavailableError:
    """Return what is raised where some of the shards do not answer: the rest would look like all."""
    return _unavailable("A part of the archive cannot be asked at present.", "Try again in a moment.")


def _unavailable(message: str, hint: str) -> ClusterUnavailableError:
    return ClusterUnavailableError(message, hint)


def _reason(error: TransportError) -> str:
    """Return what the cluster itself says of an error, in a line."""
    info: Any = error.info
    if isinstance(info, dict) and isinstance(info.get("error"), dict):
        cause = (info["error"].get("root_cause") or [info["error"]])[0]
        return f"{cause.get('type', error.error)}, {cause.get('reason', '')}".strip(", ")[:300]
    return str(error.error or error.status_code)[:300]
