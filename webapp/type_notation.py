"""JSON Schemas as people write types: `string | null`, `Hit[]`, `[integer, integer][]`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import orjson

from indexer.statement import Json
from webapp.schema import REFERENCE


@dataclass(frozen=True, slots=True)
class TypePiece:
    """A piece of a type; `record` is the name of the schema that it stands for, empty where it is notation."""

    text: str
    record: str = ""


def notation(schema: Json) -> tuple[TypePiece, ...]:
    """Return a schema of those that the API's description uses, in pieces."""
    return tuple(_pieces(schema))


def _pieces(schema: Json) -> Iterator[TypePiece]:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REFERENCE)
        yield TypePiece(name, name)
    elif "anyOf" in schema:
        yield from _joined(schema["anyOf"], " | ")
    elif "enum" in schema:
        yield TypePiece(" | ".join(orjson.dumps(each).decode() for each in schema["enum"]))
    elif isinstance(schema["type"], list):
        yield from _joined([schema | {"type": each} for each in schema["type"]], " | ")
    elif schema["type"] == "array":
        yield from _array(schema)
    elif isinstance(schema.get("additionalProperties"), dict):
        yield from (TypePiece("{[string]: "), *_pieces(schema["additionalProperties"]), TypePiece("}"))
    else:
        yield TypePiece(schema["type"])


def _array(schema: Json) -> Iterator[TypePiece]:
    if "prefixItems" in schema:
        yield from (TypePiece("["), *_joined(schema["prefixItems"], ", "), TypePiece("]"))
        return
    items = schema["items"]
    several = "anyOf" in items or "enum" in items or isinstance(items.get("type"), list)
    inner = (TypePiece("("), *_pieces(items), TypePiece(")")) if several else _pieces(items)
    yield from (*inner, TypePiece("[]"))


def _joined(schemas: Sequence[Json], between: str) -> Iterator[TypePiece]:
    parts = [(TypePiece(between), *_pieces(each)) for each in schemas]
    yield from chain.from_iterable((parts[0][1:], *parts[1:]))
