"""The tables of data that ship with the code, as TOML beside what reads them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def shipped_table(package: str, *path: str) -> Mapping[str, Any]:
    """Return the table at a path inside a package, read once; nobody may change it."""
    return tomllib.loads(files(package).joinpath(*path).read_text(encoding="utf-8"))
