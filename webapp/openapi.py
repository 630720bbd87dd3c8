"""The API's description in OpenAPI 3.1, made from what the API runs on: its parameters and its dataclasses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from indexer.statement import Json
from webapp.errors import Failure
from webapp.languages import LOCALES
from webapp.params import Parameter
from webapp.schema import reference, schemas
from webapp.security import is_shared

VERSION = "1"

JSON_TYPE = "application/json"

ABOUT = (
    "Read only: GET, HEAD and OPTIONS, and POST where a text is to be checked, of which nothing is kept; every other "
    "method is answered with 405. Without keys or cookies, and what lies under `/api/` is open to pages of every "
    "origin. Offsets count Unicode code points and are half open. Every error is a `Failure`: its message names what "
    "was wrong, its hint says what to do next; what cannot be read as HTTP at all is refused in plain "
    "text. A parameter that is unknown, or stands twice, is refused."
)

PASSING = frozenset({"429", "503"})
"""Statuses of failures that pass by themselves: they say after how many seconds."""

UNCOUNTED = frozenset({"/healthz", "/readyz"})
"""What may be asked for without a limit."""

TOO_MANY = "The client has asked too often; requests are counted for each address."

HEADERS: Mapping[str, Json] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": {
            "description": "Pages of every origin may read the answer.",
            "required": True,
            "schema": {"type": "string", "const": "*"},
        },
        "Cache-Control": {
            "description": "Answers are asked for again each time: an archive grows.",
            "required": True,
            "schema": {"type": "string", "enum": ["private, no-cache", "no-store"]},
        },
        "Content-Language": {
            "description": "The language of what is said to people in the answer.",
            "required": True,
            "schema": {"type": "string", "enum": list(LOCALES)},
        },
        "Content-Disposition": {
            "description": "The name of the file to keep, made of the query.",
            "required": True,
            "schema": {"type": "string", "pattern": "^attachment; filename="},
        },
        "Retry-After": {
            "description": "Seconds after which it is worth asking again.",
            "required": True,
            "schema": {"type": "integer", "minimum": 1},
        },
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in which an answer is sent that is no single object: its media type, and how it holds the records."""

    media_type: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A way from an answer to another operation; `values` are runtime expressions of OpenAPI by parameter."""

    name: str
    operation: str
    description: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing to ask of the API.

    What is posted is the JSON that `body` describes, a schema of an object; `example` is one worth trying.
    `answer` is the dataclass of its JSON, None where it has none; `instead` are those that a parameter asks for in its
    place. With `forms`, `answer` is the dataclass of each record that they hold. `failures` say by status when it
    answers otherwise; `headers` are those that not all answers have.
    """

    path: str
    name: str
    summary: str
    parameters: Sequence[Parameter] = ()
    method: str = "get"
    body: Json | None = None
    example: Json | None = None
    answer: type | None
    instead: Sequence[type] = ()
    forms: Sequence[Form] = ()
    failures: Mapping[str, str]
    headers: Sequence[str] = ()
    leads: Sequence[Lead] = field(default=())


def describe(title: str, root: str, operations: Sequence[Operation]) -> Json:
    """Return the description of the operations of the site at an address."""
    answers = [each for operation in operations for each in _answers(operation)]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{title} API",
            "version": VERSION,
            "summary": "Full-text search for statements: the exact paragraph, who said it, and where.",
            "description": ABOUT,
        },
        "servers": [{"url": root}],
        "paths": {operation.path: {operation.method: _operation(operation)} for operation in operations},
        "components": {"schemas": schemas(*answers, Failure), "headers": dict(HEADERS)},
    }


def _operation(operation: Operation) -> Json:
    always = ["Access-Control-Allow-Origin"] if is_shared(operation.path) else []
    always.append("Cache-Control")
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": [_parameter(each) for each in operation.parameters],
        **_body(operation),
        "responses": {
            "200": _success(operation) | _headers([*always, *operation.headers]),
            **{
                status: _content({JSON_TYPE: reference(Failure)}, meaning)
                | _headers([*always, "Retry-After"] if status in PASSING else always)
                for status, meaning in _failures(operation).items()
            },
        },
    }


def _body(operation: Operation) -> Json:
    if operation.body is None:
        return {}
    content = {"schema": operation.body} | ({} if operation.example is None else {"example": operation.example})
    return {"requestBody": {"required": True, "content": {JSON_TYPE: content}}}


def _failures(operation: Operation) -> Mapping[str, str]:
    return operation.failures if operation.path in UNCOUNTED else {**operation.failures, "429": TOO_MANY}


def _parameter(parameter: Parameter) -> Json:
    told: Json = {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.required,
        "description": parameter.description,
        "schema": parameter.schema,
    }
    listed = parameter.schema["type"] == "array"
    if listed:
        told |= {"style": "form", "explode": False}
    if parameter.example is not None:
        told["example"] = parameter.example.split(",") if listed else parameter.example
    return told


def _success(operation: Operation) -> Json:
    told = _content(_forms(operation), "What was asked for.")
    if operation.leads:
        told["links"] = {
            each.name: {
                "operationId": each.operation,
                "description": each.description,
                "parameters": dict(each.values),
            }
            for each in operation.leads
        }
    return told


def _forms(operation: Operation) -> Mapping[str, Json]:
    if operation.forms:
        return {each.media_type: {"type": "string", "description": each.description} for each in operation.forms}
    answers = [reference(each) for each in _answers(operation)]
    if len(answers) > 1:
        return {JSON_TYPE: {"anyOf": answers}}
    return {JSON_TYPE: answers[0] if answers else {"type": "object"}}


def _answers(operation: Operation) -> tuple[type, ...]:
    return () if operation.answer is None else (operation.answer, *operation.instead)


def _content(forms: Mapping[str, Json], meaning: str) -> Json:
    return {"description": meaning, "content": {media_type: {"schema": schema} for media_type, schema in forms.items()}}


def _headers(names: Sequence[str]) -> Json:
    return {"headers": {name: {"$ref": f"#/components/headers/{name}"} for name in names}}
