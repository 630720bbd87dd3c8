"""What a request came to, told to whoever watches when the last byte is sent: nothing of what was asked."""

import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, has_request_context, request
from werkzeug.wsgi import ClosingIterator

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

NO_ROUTE = "none"
"""The route of what is at no address of the site."""

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
OTHER_METHOD = "other"

REQUEST_ID = "X-Request-Id"

_ROUTE = "onrecord.route"
_NAME = "onrecord.request"
_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A request that was answered: the name it has in logs, what it was, and how it went. `size` is in bytes."""

    request: str
    method: str
    route: str
    status: int
    seconds: float
    size: int


Observer = Callable[[Observation], None]


def register(app: Flask, observers: Sequence[Observer], *, proxied: bool) -> None:
    """Tell observers of each request, and the client the name of its own.

    A proxy, where one is declared, may have named the request already.
    """
    if observers:
        app.after_request(_note_route)
        app.wsgi_app = _Observed(app.wsgi_app, observers, proxied=proxied)  # type: ignore[method-assign]


def name_of_request() -> str | None:
    """Return the name of the request that is answered now, where requests have names."""
    return request.environ.get(_NAME) if has_request_context() else None


def _note_route(response: Response) -> Response:
    request.environ[_ROUTE] = NO_ROUTE if request.url_rule is None else request.url_rule.rule
    return response


class _Observed:
    """An application whose answers are measured from the first byte read to the last one sent."""

    def __init__(self, app: "WSGIApplication", observers: Sequence[Observer], *, proxied: bool) -> None:
        self._app = app
        self._observers = observers
        self._proxied = proxied

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began = time.perf_counter()
        name = environ[_NAME] = self._name(environ)
        statuses = [500]
        sizes = [0]

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:  # noqa: ANN401 - WSGI's own
            statuses[0] = int(status[:3])
            return start_response(status, [*headers, (REQUEST_ID, name)], exc_info)

        def tell() -> None:
            method = environ["REQUEST_METHOD"]
            observation = Observation(
                request=name,
                method=method if method in METHODS else OTHER_METHOD,
                route=environ.get(_ROUTE, NO_ROUTE),
                status=statuses[0],
                seconds=time.perf_counter() - began,
                size=sizes[0],
            )
            for each in self._observers:
                each(observation)

        body = self._app(environ, start)
        return ClosingIterator(_counted(body, sizes), [getattr(body, "close", _nothing), tell])

    def _name(self, environ: "WSGIEnvironment") -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        if self._proxied and _GIVEN_ID.fullmatch(given):
            return str(given)
        return secrets.token_hex(8)


def _counted(body: Iterable[bytes], sizes: list[int]) -> Iterator[bytes]:
    for piece in body:
        sizes[0] += len(piece)
        yield piece


def _nothing() -> None:
    """Close what needs no closing."""
