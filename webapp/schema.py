"""JSON Schemas of dataclasses: what `indexer.statement.to_json` makes of them, read from their types."""

import dataclasses
import inspect
import types
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from indexer.statement import Json

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}

REFERENCE = "#/components/schemas/"


def schemas(*roots: type) -> dict[str, Json]:
    """Return the schema of each dataclass and of all that they hold, by name.

    :raise TypeError: if a field's type has no JSON.
    """
    found: dict[str, Json] = {}
    waiting = list(roots)
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in found:
            found[kind.__name__] = _object(kind, waiting)
    return dict(sorted(found.items()))


def reference(kind: type) -> Json:
    """Return the schema that stands for a dataclass."""
    return {"$ref": REFERENCE + kind.__name__}


def _object(kind: type, waiting: list[type]) -> Json:
    hints = get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return {
        "type": "object",
        "description": " ".join(inspect.cleandoc(kind.__doc__ or "").split()),
        "properties": {name: _schema(hints[name], waiting) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _schema(kind: Any, waiting: list[type]) -> Json:  # noqa: ANN401 - a type of any kind, generics included
    if kind in PLAIN:
        return {"type": PLAIN[kind]}
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _optional(arguments, waiting)
    if origin is tuple:
        return _array(arguments, waiting)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(arguments[1], waiting)}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"type": "string", "enum": [each.value for each in kind]}
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        waiting.append(kind)
        return reference(kind)
    raise TypeError(f"{kind!r} has no JSON Schema here")


def _optional(arguments: tuple[Any, ...], waiting: list[type]) -> Json:
    """Return the schema of a type or null: nothing else is united in what we answer."""
    kind, *others = (each for each in arguments if each is not types.NoneType)
    if others:
        raise TypeError(f"{arguments!r} has no JSON Schema here")
    inner = _schema(kind, waiting)
    return inner | {"type": [inner["type"], "null"]} if "type" in inner else {"anyOf": [inner, {"type": "null"}]}


def _array(arguments: tuple[Any, ...], waiting: list[type]) -> Json:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return {"type": "array", "items": _schema(arguments[0], waiting)}
    items = [_schema(each, waiting) for each in arguments]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
