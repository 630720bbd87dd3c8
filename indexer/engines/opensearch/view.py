"""One moment of an index, held open: what is written meanwhile is not seen, and a dead node does not end it."""

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, TransportError

from indexer.budget import UNBOUNDED, Budget
from indexer.engines.opensearch.connecting import is_passing, partial, told, too_costly

_KEPT = "30m"
"""How long the cluster keeps the moment after the last question."""

_PAUSES = (0.05, 0.2, 0.5, 1.0, 2.0)
"""Seconds before a question is asked again that failed for the moment: as long as a cluster takes to miss a node."""

_PATIENCE = 5
"""On a cluster the work of others counts: a question gets so many times what it may take of a processor."""

_MOST_SECONDS = 30

Answer = Mapping[str, Any]


class View:
    """Asks an index as it was when this was made; safe to use from several threads.

    A cluster's point in time belongs to certain copies of the shards. Where one is gone, or nobody asked for half an
    hour, a new moment is taken, which shows what has been committed since.
    """

    def __init__(self, client: OpenSearch, index: str) -> None:
        """Take the moment.

        :raise ArchiveDamagedError: if there is no such index.
        :raise ClusterUnavailableError: if the cluster does not answer.
        """
        self._client = client
        self._index = index
        self._renewing = threading.Lock()
        self._moment = self._asked_again(self._taken)

    def search(
        self, body: Mapping[str, Any], *, budget: Budget = UNBOUNDED, only: str = "", **parameters: str
    ) -> Answer:
        """Return the whole answer to a search; `only` names what of it is wanted, between commas.

        :raise QueryTooCostlyError: if it takes too long.
        :raise ClusterUnavailableError: if not all of the index can be asked.
        """
        budget.check()
        seconds = min(budget.seconds * _PATIENCE, _MOST_SECONDS)
        given = {
            "allow_partial_search_results": "false",
            "cancel_after_time_interval": f"{seconds:g}s",
            "request_timeout": seconds + 1,
            **({"filter_path": f"timed_out,_shards,{only}"} if only else {}),
            **parameters,
        }

        def asked() -> Answer:
            moment = self._moment
            timed = {**body, "pit": {"id": moment, "keep_alive": _KEPT}, "timeout": f"{seconds:g}s"}
            try:
                answer: Answer = self._client.search(body=timed, params=given)
            except TransportError as error:
                if isinstance(error, NotFoundError) or is_passing(error):
                    self._renew(moment)
                raise
            return answer

        answer: Answer = self._asked_again(asked)
        if answer.get("timed_out"):
            raise too_costly()
        if answer["_shards"]["failed"]:
            raise partial()
        return answer

    def close(self) -> None:
        """Let the moment go; one that is gone already, with its node, is no loss."""
        with suppress(TransportError):
            self._client.delete_pit(body={"pit_id": [self._moment]})
        self._client.close()

    def _asked_again(self, ask: Any) -> Any:  # noqa: ANN401 - whatever is asked
        """Return what is answered, asking again where it may go well in a moment."""
        with told():
            for pause in _PAUSES:
                try:
                    return ask()
                except NotFoundError as error:
                    if "search_context_missing" not in str(error.info):
                        raise
                except TransportError as error:
                    if not is_passing(error):
                        raise
                time.sleep(pause)
            return ask()

    def _taken(self) -> str:
        answer = self._client.create_pit(index=self._index, params={"keep_alive": _KEPT})
        moment: str = answer["pit_id"]
        return moment

    def _renew(self, lost: str) -> None:
        """Take a new moment for one that cannot be asked, unless another thread has done so."""
        with self._renewing:
            if self._moment == lost:
                with suppress(TransportError):  # the question itself is asked again, and tells
                    self._moment = self._taken()
