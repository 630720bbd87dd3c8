"""One moment of an index, held open: what is written meanwhile is not seen, and a dead node does not end it."""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionTimeout, NotFoundError, TransportError

from indexer.budget import UNBOUNDED, Budget
from indexer.engines.opensearch.connecting import connect, is_costly, is_elsewhere, partial, too_costly
from indexer.engines.opensearch.patience import Patience
from indexer.errors import ClusterUnavailableError
from indexer.settings import load_settings

_KEPT = "5m"
"""How long the cluster keeps the moment after the last question: a node takes 300 at once, and an update needs one of
each reader."""

_PATIENCE = 5
"""On a cluster the work of others counts: a question gets so many times what it may take of a processor."""

_LEAST_SECONDS = 0.1

_TRIALS = 3
"""How often what takes several questions is asked anew, where the moment changes between them."""

_DIGITS = 12
"""Digits of a sum of many numbers that are the same in whatever order a cluster adds them up."""

_QUICK_SECONDS = 1
_LEAST = MappingProxyType({"size": 0, "track_total_hits": False, "terminate_after": 1})
"""A question that asks every shard for next to nothing, and how long that may take."""

_LOGGER = logging.getLogger(__name__)

Answer = Mapping[str, Any]
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class State:
    """What tells whether two moments of an index show the same: every change has a number, which goes up in a shard."""

    documents: int
    last: float | None
    numbers: str


def read_state(client: OpenSearch, moment: Mapping[str, Any], *, index: str | None = None, seconds: float) -> State:
    """Return the state of a point in time, which is a part of the question's body, or of an index as it is now."""
    body = {**moment, "size": 0, "track_total_hits": True, "aggs": {"numbers": {"stats": {"field": "_seq_no"}}}}
    params = {"allow_partial_search_results": "false", "request_timeout": seconds}
    answer = client.search(body=body, index=index, params=params)
    numbers = answer["aggregations"]["numbers"]
    return State(answer["hits"]["total"]["value"], numbers["max"], f"{numbers['sum']:.{_DIGITS}g}")


class ChangedError(ClusterUnavailableError):
    """What was to be read on is another state now."""


@dataclass(frozen=True, slots=True)
class _Moment:
    identity: str
    state: State


class View:
    """Asks an index as it was when this was made; safe to use from several threads.

    A cluster's point in time belongs to certain copies of the shards. Where one is gone, or nobody asked for a while, a
    new moment is taken. It shows the same, unless there was an update meanwhile: then `state` is another.
    """

    def __init__(self, client: OpenSearch, index: str, seconds: float) -> None:
        """Take the moment; `seconds` is how long a node is waited for.

        :raise ArchiveDamagedError: if there is no such index.
        :raise ClusterUnavailableError: if the cluster does not answer.
        """
        self._client = client
        self._index = index
        self._patience = Patience(seconds)
        self._renewing = threading.Lock()
        self._moment = self._patience.answer(self._taken)

    @property
    def state(self) -> State:
        """Return what tells whether it still shows what it did."""
        return self._moment.state

    def at_once(self, ask: Callable[[], _Value]) -> _Value:
        """Return what several questions come to, all of them asked of one state.

        :raise ClusterUnavailableError: if the state changes again and again.
        """
        for _ in range(_TRIALS):
            before = self.state
            try:
                answer = ask()
            except (LookupError, ChangedError):  # what one question found, the next did not
                if self.state == before:
                    raise
                continue
            if self.state == before:
                return answer
        raise _changed()

    def demand_state(self, state: State) -> None:
        """Refuse to go on where another state is shown.

        :raise ClusterUnavailableError: if it is not this one.
        """
        if self.state != state:
            raise _changed()

    def search(
        self, body: Mapping[str, Any], *, budget: Budget = UNBOUNDED, only: str = "", **parameters: str
    ) -> Answer:
        """Return the whole answer to a search; `only` names what of it is wanted, between commas.

        :raise QueryTooCostlyError: if it takes too long.
        :raise ClusterUnavailableError: if not all of the index can be asked.
        """
        budget.check()
        allowed = max(budget.seconds * _PATIENCE, _LEAST_SECONDS)
        if only:
            parameters["filter_path"] = f"timed_out,_shards,{only}"
        answer = self._patience.answer(lambda most: self._asked(body, min(allowed, most), most, parameters))
        if answer.get("timed_out"):
            raise too_costly()
        if answer["_shards"]["failed"]:
            raise partial()
        return answer

    def close(self) -> None:
        """Let the moment go; one that is gone already, with its node, is no loss."""
        with suppress(TransportError):
            self._client.delete_pit(body={"pit_id": [self._moment.identity]})
        self._client.close()

    def _asked(self, body: Mapping[str, Any], seconds: float, most: float, parameters: Mapping[str, str]) -> Answer:
        """Ask, and make ready for being asked again where that may help."""
        moment = self._moment
        try:
            answer = self._put(moment, body, seconds, most, parameters)
        except TransportError as error:
            if is_costly(error):
                self._demand_life(moment)
            elif is_elsewhere(error):
                self._renew(moment)
            raise
        if answer.get("timed_out"):
            self._demand_life(moment)
        return answer

    def _put(
        self, moment: _Moment, body: Mapping[str, Any], seconds: float, most: float, parameters: Mapping[str, str]
    ) -> Answer:
        given = {
            "allow_partial_search_results": "false",
            "cancel_after_time_interval": _milliseconds(seconds),
            "request_timeout": min(seconds + 1, most),
            **parameters,
        }
        whole = {**body, "pit": {"id": moment.identity, "keep_alive": _KEPT}, "timeout": _milliseconds(seconds)}
        answer: Answer = self._client.search(body=whole, params=given)
        return answer

    def _demand_life(self, moment: _Moment) -> None:
        """Refuse to call a question costly where the least question takes as long: a node hangs.

        :raise ConnectionTimeout: if one does.
        """
        try:
            answer = self._put(moment, _LEAST, _QUICK_SECONDS, 2 * _QUICK_SECONDS, {})
        except TransportError as error:
            self._renew(moment)
            raise ConnectionTimeout("TIMEOUT", "a node hangs", error) from error
        if answer.get("timed_out"):
            self._renew(moment)
            raise ConnectionTimeout("TIMEOUT", "a node hangs", None)

    def _taken(self, seconds: float) -> _Moment:
        half = {"request_timeout": seconds / 2}
        whole = {"keep_alive": _KEPT, "allow_partial_pit_creation": "false"}
        taken = self._client.create_pit(index=self._index, params={**whole, **half})
        moment = {"pit": {"id": taken["pit_id"], "keep_alive": _KEPT}}
        return _Moment(taken["pit_id"], read_state(self._client, moment, seconds=seconds / 2))

    def _renew(self, lost: _Moment) -> None:
        """Take a new moment for one that cannot be asked, unless another thread has done so.

        :raise NotFoundError: if the index itself is gone.
        """
        if not self._renewing.acquire(timeout=2 * _QUICK_SECONDS):
            return
        try:
            if self._moment is lost:
                self._moment = self._taken(2 * _QUICK_SECONDS)
        except NotFoundError:
            raise
        except TransportError:  # the question itself is asked again, and tells
            _LOGGER.info("No new moment could be taken yet.")
        finally:
            self._renewing.release()


def open_view(index: str) -> View:
    """Take a moment of an index of the cluster that the environment names.

    :raise SettingError: if it names none.
    :raise ArchiveDamagedError: if there is no such index.
    :raise ClusterUnavailableError: if the cluster does not answer.
    """
    settings = load_settings()
    return View(connect(settings, tries=0), index, settings.opensearch_seconds)


def _changed() -> ChangedError:
    return ChangedError("The archive was brought up to date while it was read.", "Ask again.")


def _milliseconds(seconds: float) -> str:
    return f"{max(int(seconds * 1000), 1)}ms"
