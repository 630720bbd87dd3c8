"""The engines, by name: each package here is the only importer of its library."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import cast

from indexer.engine import EngineModule, RemoteModule
from indexer.errors import ClusterUnavailableError, EngineMissingError, SettingError, UnknownEngineError
from indexer.messages import say

AUTO = "auto"

_SMALL, _LARGE, CLUSTER = "whoosh", "tantivy", "opensearch"

ELSEWHERE = "opensearch.json"
"""The file in a generation's folder that says where else it is."""

_MODULES = MappingProxyType({name: f"indexer.engines.{name}" for name in (_SMALL, _LARGE, CLUSTER)})
_LIBRARIES = MappingProxyType({_SMALL: "whoosh", _LARGE: "tantivy", CLUSTER: "opensearchpy"})
_PACKAGES = MappingProxyType({_SMALL: "whoosh", _LARGE: "tantivy", CLUSTER: "'opensearch-py>=2.8,<3'"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that an archive gets, and what its keeper should know of that."""

    engine: str
    note: str | None = None


def check_engine(name: str) -> None:
    """Refuse an engine that cannot be had.

    :raise UnknownEngineError: if there is no such engine.
    :raise EngineMissingError: if its library is not installed.
    """
    if name == AUTO:
        return
    if name not in _MODULES:
        raise UnknownEngineError(
            say("There is no engine “%(name)s”.", name=name),
            say("Engines are: %(names)s.", names=", ".join((AUTO, *_MODULES))),
        )
    if not _is_installed(name):
        raise EngineMissingError(
            say("The engine “%(name)s” is not installed here.", name=name),
            say(
                "Install it with `.venv/bin/pip install %(library)s`, or index anew with `--engine %(engine)s`.",
                library=_PACKAGES[name],
                engine=_SMALL,
            ),
        )


def choose_engine(name: str, *, paragraphs: int, limit: int, serving: str | None) -> Choice:
    """Return the engine for an archive of so many paragraphs; `auto` takes the one that suits it.

    That is Whoosh up to `limit` paragraphs, and Tantivy above. An archive that Tantivy serves stays with it: one that
    goes back and forth at the limit would be rebuilt each time. One on a cluster stays there too.
    """
    if name != AUTO:
        return Choice(name)
    if serving == CLUSTER:
        return Choice(CLUSTER)
    is_large = paragraphs > limit or serving == _LARGE
    if not is_large:
        return Choice(_SMALL)
    if not _is_installed(_LARGE):
        return Choice(
            _SMALL,
            f"The archive has {paragraphs:,} paragraphs, but Tantivy is not installed here: Whoosh serves it, and the "
            "more it holds, the longer it takes to build and to search.",
        )
    if serving == _SMALL:
        return Choice(_LARGE, f"The archive has passed {limit:,} paragraphs, and has moved from Whoosh to Tantivy.")
    return Choice(_LARGE)


def load_engine(name: str) -> EngineModule:
    """Return the engine with this name, importing its library only now.

    :raise UnknownEngineError: if there is no such engine.
    :raise EngineMissingError: if its library is not installed.
    """
    check_engine(name)
    return cast("EngineModule", import_module(_MODULES[name]))


def is_remote(name: str) -> bool:
    """Tell whether an engine keeps what it holds elsewhere than in a generation's folder."""
    return name == CLUSTER


def load_remote(name: str) -> RemoteModule:
    """Return the engine with this name, one that keeps what it holds elsewhere.

    :raise EngineMissingError: if its library is not installed.
    """
    return cast("RemoteModule", load_engine(name))


def forget(folder: Path) -> bool:
    """Let go of what a generation's folder that is to be removed holds elsewhere; return whether that was possible."""
    if not (folder / ELSEWHERE).exists():
        return True
    try:
        load_remote(CLUSTER).discard(folder)
    except (EngineMissingError, ClusterUnavailableError, SettingError):
        return False  # a later build, which can reach it, removes both
    return True


def _is_installed(name: str) -> bool:
    return find_spec(_LIBRARIES[name]) is not None
