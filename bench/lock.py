"""The packages that a deployment installs, each in one version and with the digests of its files."""

import re
from collections.abc import Mapping
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parent.parent / "docs" / "deploy" / "requirements.lock"

_CONTINUED = re.compile(r"\s*\\\n\s*")
_HASH = re.compile(r"\s--hash=\S+")


def locked(path: Path = LOCK) -> Mapping[str, Requirement]:
    """Return what is locked by its name, whatever machine it is for."""
    lines = _CONTINUED.sub(" ", path.read_text(encoding="utf-8")).splitlines()
    found = [Requirement(_HASH.sub("", line)) for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return {canonicalize_name(each.name): each for each in found}


def versions_here(path: Path = LOCK) -> Mapping[str, str]:
    """Return the version of every package that is locked for a machine like this one."""
    return {
        name: str(each.specifier).removeprefix("==")
        for name, each in locked(path).items()
        if each.marker is None or each.marker.evaluate()
    }
