"""What a failure looks like from outside: the status, and the same few words as a page or as JSON."""

import logging
import traceback
from dataclasses import dataclass

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from indexer.errors import (
    ArchiveError,
    ArchiveMissingError,
    CallError,
    EngineFailedError,
    NotFoundError,
    OnrecordError,
)
from indexer.messages import say, say_number
from indexer.statement import to_json
from webapp.frames import is_framed

STATUSES: tuple[tuple[type[OnrecordError], int], ...] = (
    (CallError, 400),
    (NotFoundError, 404),
    (ArchiveError, 503),
)

RETRY_AFTER = 5
"""Seconds after which it is worth asking again for what cannot be answered now."""

JSON_PATHS = ("/api/", "/healthz", "/readyz", "/suggestions", "/oembed")
"""Paths that begin like these answer programs, not people."""

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, under a stable name, and what to do next where there is something to do."""

    code: str
    message: str
    hint: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """The body of every answer that is an error."""

    error: Problem


HTTP_PROBLEMS = {
    404: Problem(
        code="not_found", message=say("There is nothing at this address."), hint=say("Search for it instead.")
    ),
    405: Problem(
        code="method_not_allowed",
        message=say("This address is only read: it answers GET and HEAD, and POST where it takes a search."),
        hint=say("Send a GET request."),
    ),
    413: Problem(
        code="too_large",
        message=say("The request has a body that is too large."),
        hint=say("Send less, or no body where none is asked for."),
    ),
    415: Problem(
        code="unsupported_media_type",
        message=say("The body of the request is of a kind that this address does not take."),
        hint=say("Post a form to a page, and JSON to the API, with its Content-Type."),
    ),
}

POST_ALONE = Problem(
    code="method_not_allowed",
    message=say("This address answers what is posted to it alone."),
    hint=say("Send a POST request with a body of JSON."),
)

API_NOT_FOUND = Problem(
    code="not_found",
    message="The API has nothing at this address.",
    hint="/api/v1/openapi.json lists what it has.",
)

OPERATORS = "/readyz"
"""What tells the operator's own programs which file is at fault."""

UNAVAILABLE = say("The archive cannot answer at present.")
LATER = say("Try again later; whoever runs it finds the reason in the log and at /readyz.")

NO_ARCHIVE = Problem(
    code=ArchiveMissingError.code,
    message=say("There is no index here yet."),
    hint=say("Whoever runs this site builds one from the statements: `onrecord index SOURCE`."),
)

UNEXPECTED = Problem(
    code="unexpected",
    message=say("Something went wrong here, and it is not your fault."),
    hint=say("Try again. If it stays, tell whoever runs this site what you were doing."),
)


def register(app: Flask) -> None:
    """Give every failure of the app its answer."""
    app.register_error_handler(OnrecordError, _answer_known)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, _answer_unexpected)


def status_of(error: OnrecordError) -> int:
    """Return the HTTP status of a failure that has a message."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), 500)


def problem_of(error: OnrecordError) -> Problem:
    """Return a failure as it is told to people and programs."""
    return Problem(code=error.code, message=error.message, hint=error.hint)


def _answer_known(error: OnrecordError) -> Response:
    status = status_of(error)
    if status == 500:
        return _answer_unexpected(error)
    return answer_passing(_public(error)) if status == 503 else _answer(problem_of(error), status)


def _public(error: OnrecordError) -> Problem:
    """Return why the archive cannot answer, as the public is told it: where its files are is the operator's."""
    if request.path == OPERATORS:
        return problem_of(error)
    if isinstance(error, ArchiveMissingError):
        return NO_ARCHIVE
    _LOGGER.error("The archive cannot answer: %s %s", error.message, error.hint or "")
    if isinstance(error, EngineFailedError):
        return problem_of(error)
    return Problem(code=error.code, message=UNAVAILABLE, hint=LATER)


def answer_passing(problem: Problem) -> Response:
    """Return the answer to a failure that passes by itself, after some seconds."""
    response = _answer(problem, 503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def answer_http(error: HTTPException) -> Response:
    """Return the answer to a failure that HTTP has a status for."""
    status = error.code or 500
    problem = HTTP_PROBLEMS.get(status) or Problem(
        code=error.name.lower().replace(" ", "_"),
        message=say("The request was refused: %(reason)s.", reason=error.name.lower()),
        hint=None,
    )
    if status == 404 and answers_programs(request.path):
        problem = API_NOT_FOUND
    if isinstance(error, MethodNotAllowed) and "GET" not in (error.valid_methods or ("GET",)):
        problem = POST_ALONE
    response = _answer(problem, status)
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def answer_too_many(seconds: int) -> Response:
    """Return the answer to a client who has asked too often, and may ask again after some seconds."""
    problem = Problem(
        code="too_many_requests",
        message=say("So many requests came from your address that the next must wait."),
        hint=say_number("Try again in %(count)s second.", "Try again in %(count)s seconds.", seconds),
    )
    response = _answer(problem, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _answer_unexpected(error: Exception) -> Response:
    # The message of an exception may repeat what was searched for, which is nobody's business: frames alone are kept.
    frames = "".join(traceback.format_tb(error.__traceback__))
    _LOGGER.error("%s while answering %s\n%s", type(error).__name__, request.endpoint, frames)
    return _answer(UNEXPECTED, 500)


def _answer(problem: Problem, status: int) -> Response:
    if answers_programs(request.path):
        response = jsonify(to_json(Failure(error=problem)))
    else:
        template = "frame_error.html" if is_framed(request.path) else "error.html"
        response = Response(render_template(template, problem=problem, status=status), mimetype="text/html")
    response.status_code = status
    return response


def answers_programs(path: str) -> bool:
    """Tell whether what stands at a path answers programs, which are told errors as JSON."""
    return f"{path}/".startswith(JSON_PATHS)
