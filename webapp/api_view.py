"""The API's own page: its description, told to people, with calls that can be tried on this archive."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from indexer.errors import ArchiveError
from indexer.statement import Json
from webapp.addresses import absolute, operation_address, site_root, statement_address
from webapp.holder import current_archive, current_settings
from webapp.home_view import examples
from webapp.openapi import JSON_TYPE, describe
from webapp.operations import OPERATIONS
from webapp.type_notation import TypePiece, notation
from webapp.wording import number

_WORD = re.compile(r"\w+")
_TYPED = 4
"""Letters of a word that are enough to complete it."""

_PLACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterView:
    """A parameter: what it may be, in words and in the notation of types; `default` is empty where there is none."""

    name: str
    required: bool
    type: tuple[TypePiece, ...]
    bounds: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """A form that an answer is sent in; `meaning` is empty where its type says all."""

    media_type: str
    type: tuple[TypePiece, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """What an operation answers with a status."""

    status: str
    meaning: str
    forms: tuple[FormView, ...]
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadView:
    """Where an answer leads: an operation, and where the values of its parameters are found."""

    operation: str
    meaning: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One thing to ask: its parameters, or the keys of the object that is posted.

    `address` is a call that can be tried here, empty where something must be posted; `curl` is one for a terminal.
    """

    name: str
    method: str
    path: str
    summary: str
    parameters: tuple[ParameterView, ...]
    body: tuple[ParameterView, ...]
    answers: tuple[AnswerView, ...]
    leads: tuple[LeadView, ...]
    address: str
    curl: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordView:
    """An object of the answers: its keys, all of which it always has, with their types."""

    name: str
    meaning: str
    keys: tuple[tuple[str, tuple[TypePiece, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiView:
    """All that the page says."""

    summary: str
    about: str
    address: str
    operations: tuple[OperationView, ...]
    records: tuple[RecordView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What is worth trying on an archive: a query, the beginning of a word, a statement's id, a permalink."""

    query: str
    typed: str
    identity: str
    permalink: str


def api_view() -> ApiView:
    """Return the page of the app that answers, whether or not it has an archive."""
    return described(describe(current_settings().site_name, site_root(), OPERATIONS), _tried())


def described(description: Json, tried: Tried | None) -> ApiView:
    """Return a description as the page shows it; without what to try, calls are made of the description's examples."""
    return ApiView(
        summary=description["info"]["summary"],
        about=description["info"]["description"],
        address=operation_address("/api/v1/openapi.json", {}),
        operations=tuple(
            _operation(path, method, operation, tried)
            for path, methods in description["paths"].items()
            for method, operation in methods.items()
        ),
        records=tuple(
            RecordView(
                name=name,
                meaning=schema["description"],
                keys=tuple((key, notation(each)) for key, each in schema["properties"].items()),
            )
            for name, schema in description["components"]["schemas"].items()
        ),
    )


def _tried() -> Tried | None:
    """Return what is worth trying on this archive, or None where it cannot answer or holds nothing."""
    try:
        archive = current_archive()
        latest, queries = archive.latest(1), examples(archive)
    except ArchiveError:
        return None
    if not latest or not queries:
        return None
    query = queries[0].label
    words = _WORD.findall(query)
    (paragraph, *_) = archive.statement(latest[0].id).paragraphs
    return Tried(
        query=query,
        typed=max(words, key=len)[:_TYPED],
        identity=latest[0].id,
        permalink=absolute(statement_address(latest[0].id, paragraph=paragraph)),
    )


def _operation(path: str, method: str, operation: Json, tried: Tried | None) -> OperationView:
    name = operation["operationId"]
    address = operation_address(path, _example(name, operation["parameters"], tried))
    posted = operation.get("requestBody", {}).get("content", {}).get(JSON_TYPE)
    responses = operation["responses"]
    return OperationView(
        name=name,
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        parameters=tuple(_parameter(each) for each in operation["parameters"]),
        body=() if posted is None else tuple(_keys(posted["schema"])),
        answers=tuple(_answer(status, told) for status, told in responses.items()),
        leads=tuple(_leads(responses["200"].get("links", {}))),
        address=address if posted is None else "",
        curl=f"curl {_posting(posted)}{shlex.quote(absolute(address))}",
    )


def _example(name: str, parameters: list[Json], tried: Tried | None) -> Mapping[str, str]:
    """Return the values of a call worth trying: those of this archive, else those of the description."""
    told = {each["name"]: each["example"] for each in parameters if "example" in each}
    values = {name: ",".join(value) if isinstance(value, list) else value for name, value in told.items()}
    if tried:
        typed = tried.typed if name == "suggest" else tried.query
        live = {"q": typed, "id": tried.identity, "url": tried.permalink}
        values |= {name: value for name, value in live.items() if name in values}
    return values


def _keys(schema: Json) -> Iterator[ParameterView]:
    """Yield the keys of an object that is posted, as parameters are shown."""
    for name, each in schema["properties"].items():
        told = {"name": name, "required": name in schema["required"], "description": each["description"]}
        yield _parameter(told | {"schema": each})


def _posting(posted: Json | None) -> str:
    """Return what makes curl post an example, or nothing where nothing is posted."""
    if posted is None:
        return ""
    return f"-H 'Content-Type: {JSON_TYPE}' -d {shlex.quote(json.dumps(posted['example'], ensure_ascii=False))} "


def _parameter(parameter: Json) -> ParameterView:
    schema = parameter["schema"]
    default = schema.get("default", [])
    return ParameterView(
        name=parameter["name"],
        required=parameter["required"],
        type=notation(schema),
        bounds=", ".join(_bounds(schema)),
        default="" if default == [] else str(default).lower(),
        meaning=parameter["description"],
    )


def _bounds(schema: Json) -> Iterator[str]:
    if "minimum" in schema:
        least, most = number(schema["minimum"]), number(schema["maximum"])
        yield str(gettext("%(least)s to %(most)s", least=least, most=most))
    if "minLength" in schema:
        yield str(gettext("not empty"))
    if "maxLength" in schema:
        yield str(gettext("at most %(most)s characters", most=number(schema["maxLength"])))


def _answer(status: str, told: Json) -> AnswerView:
    return AnswerView(
        status=status,
        meaning=told["description"],
        forms=tuple(
            FormView(
                media_type=media_type, type=notation(form["schema"]), meaning=form["schema"].get("description", "")
            )
            for media_type, form in told["content"].items()
        ),
        headers=tuple(told["headers"]),
    )


def _leads(links: Mapping[str, Json]) -> Iterator[LeadView]:
    for link in links.values():
        yield LeadView(
            operation=link["operationId"], meaning=link["description"], values=tuple(link["parameters"].items())
        )
