"""The engines, by name: each package here is the only importer of its library."""

from importlib import import_module
from types import MappingProxyType
from typing import cast

from indexer.engine import EngineModule
from indexer.errors import UnknownEngineError

AUTO = "auto"

_MODULES = MappingProxyType({"whoosh": "indexer.engines.whoosh", "tantivy": "indexer.engines.tantivy"})


def choose_engine(name: str) -> str:
    """Return the name of the engine that `name` asks for; `auto` takes the one that suits the archive.

    :raise UnknownEngineError: if there is no such engine.
    """
    if name == AUTO:
        return "whoosh"
    if name not in _MODULES:
        raise UnknownEngineError(f"There is no engine “{name}”.", f"Engines are: {', '.join((AUTO, *_MODULES))}.")
    return name


def load_engine(name: str) -> EngineModule:
    """Return the engine with this name, importing its library only now."""
    return cast("EngineModule", import_module(_MODULES[choose_engine(name)]))
