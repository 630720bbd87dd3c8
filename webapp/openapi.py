"""The API's description in OpenAPI 3.1, made from what the API runs on: its parameters and its dataclasses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.statement import Json
from webapp.errors import Failure
from webapp.params import Parameter
from webapp.schema import reference, schemas

VERSION = "1"

FAILURES = {
    "400": "A parameter is unknown or out of its bounds.",
    "404": "There is nothing with this name, or no such page of results.",
    "405": "The API is only read: GET, HEAD and OPTIONS.",
    "503": "The archive cannot answer now; Retry-After says when to ask again.",
}

_IN_PATH = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to ask of the API; `answer` is the dataclass of its JSON, None where it has none."""

    path: str
    name: str
    summary: str
    parameters: Sequence[Parameter]
    answer: type | None


def describe(title: str, operations: Sequence[Operation]) -> Json:
    """Return the description of the operations."""
    answers = [operation.answer for operation in operations if operation.answer is not None]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title} API",
            "version": VERSION,
            "summary": "Full-text search for statements: the exact paragraph, who said it, and where.",
            "description": "Read only, without keys or cookies, open to pages of every origin. "
            "Offsets count Unicode code points and are half open.",
        },
        "paths": {operation.path: {"get": _operation(operation)} for operation in operations},
        "components": {"schemas": schemas(*answers, Failure)},
    }


def _operation(operation: Operation) -> Json:
    answer = {"type": "object"} if operation.answer is None else reference(operation.answer)
    failures = {status: _response(meaning, reference(Failure)) for status, meaning in FAILURES.items()}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [*map(_path_parameter, _IN_PATH.findall(operation.path)), *map(_parameter, operation.parameters)],
        "responses": {"200": _response("Found.", answer), **failures},
    }


def _path_parameter(name: str) -> Json:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": "Percent-encoded.",
        "schema": {"type": "string"},
    }


def _parameter(parameter: Parameter) -> Json:
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": parameter.schema,
    }


def _response(meaning: str, schema: Json) -> Json:
    return {"description": meaning, "content": {"application/json": {"schema": schema}}}
