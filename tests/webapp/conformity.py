"""Whether an answer is what a JSON Schema says: the few keywords that our description uses, checked to the letter."""

PLAIN = {"array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


class Components:
    """The named schemas of an OpenAPI description."""

    def __init__(self, description):
        self._schemas = description["components"]["schemas"]

    def violations(self, value, name):
        """Return where a value is not what the named schema says; objects have exactly the documented keys."""
        return list(self._object(value, self._schemas[name], "$"))

    def _any(self, value, schema, where):
        if "$ref" in schema:
            yield from self._any(value, self._schemas[schema["$ref"].rpartition("/")[2]], where)
        elif "anyOf" in schema:
            if all(list(self._any(value, each, where)) for each in schema["anyOf"]):
                yield f"{where}: {value!r}"
        elif schema["type"] == "object":
            yield from self._object(value, schema, where)
        elif schema["type"] == "array" or (schema["type"] == ["array", "null"] and value is not None):
            yield from self._array(value, schema, where)
        else:
            yield from self._plain(value, schema, where)

    def _object(self, value, schema, where):
        if not isinstance(value, dict):
            yield f"{where}: {value!r} is no object"
            return
        if "properties" not in schema:
            for name, each in value.items():
                yield from self._any(each, schema["additionalProperties"], f"{where}.{name}")
            return
        if list(value) != list(schema["properties"]) and set(value) != set(schema["required"]):
            yield f"{where}: keys {sorted(value)}"
        for name, inner in schema["properties"].items():
            if name in value:
                yield from self._any(value[name], inner, f"{where}.{name}")

    def _array(self, value, schema, where):
        items = schema.get("prefixItems") or [schema["items"]] * len(value)
        if len(items) != len(value):
            yield f"{where}: {len(value)} items"
        for place, (each, inner) in enumerate(zip(value, items, strict=False)):
            yield from self._any(each, inner, f"{where}[{place}]")

    def _plain(self, value, schema, where):
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        fits = any(isinstance(value, PLAIN[kind]) for kind in kinds)
        if not fits or value not in schema.get("enum", [value]):
            yield f"{where}: {value!r} is not {kinds}"
