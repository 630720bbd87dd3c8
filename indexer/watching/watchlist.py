"""The file of named watches: read, checked, added to."""

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from indexer.bounds import read
from indexer.errors import ParameterError, WatchError
from indexer.manifest import write_durably
from indexer.messages import say
from indexer.query import Empty
from indexer.watching.records import Watch

NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
KEYS: Mapping[str, type] = MappingProxyType({"query": str, "note": str, "webhook": str, "public": bool})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts to which a webhook may speak without encryption: nobody is between."""


def read_watches(path: Path) -> tuple[Watch, ...]:
    """Return the watches of a file, each checked by itself; the archive is not asked.

    :raise WatchError: if the file is missing or is no such file, or a watch in it cannot be.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WatchError(
            f"There is no file of watches “{path}”.",
            "Make one: `onrecord watch --add NAME --note 'why it exists' QUERY`.",
        ) from error
    except OSError as error:
        raise WatchError(f"The file of watches “{path}” cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WatchError(f"The file of watches “{path}” is not TOML: {error}.", "Correct that line.") from error
    return tuple(_watch(name, record, path) for name, record in table.items())


def named(watches: tuple[Watch, ...], name: str) -> Watch:
    """Return the watch with a name.

    :raise WatchError: if there is none.
    """
    for each in watches:
        if each.name == name:
            return each
    names = ", ".join(each.name for each in watches)
    raise WatchError(f"There is no watch “{name[:100]}”.", f"Watches are: {names}." if names else None)


def add_watch(path: Path, watch: Watch) -> None:
    """Add a watch to a file, which is made where there is none; what stands there stays as it is.

    :raise WatchError: if the watch cannot be, or there is one with its name.
    """
    check_watch(watch)
    there = read_watches(path) if path.exists() else ()
    if any(each.name == watch.name for each in there):
        raise WatchError(f"There is a watch “{watch.name}” in “{path}”.", "Choose another name, or edit it there.")
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = [f"[{watch.name}]", f"query = {_quoted(watch.query)}", f"note = {_quoted(watch.note)}"]
    lines += [f"webhook = {_quoted(watch.webhook)}"] if watch.webhook else []
    lines += ["public = true"] if watch.public else []
    gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
    try:
        write_durably(path, before + gap + "\n".join(lines) + "\n")
    except OSError as error:
        raise WatchError(f"The file of watches “{path}” cannot be written: {error.strerror}.") from error


def check_watch(watch: Watch) -> None:
    """Refuse a watch that cannot be, whatever the archive holds.

    :raise WatchError: if its name, its note or its webhook cannot be.
    :raise ParameterError: if its query is more than is searched, or has nothing to search for.
    """
    if not NAME.fullmatch(watch.name):
        raise WatchError(
            f"A watch cannot be named “{watch.name[:100]}”.", "Use small letters, digits and hyphens: forced-returns."
        )
    if not watch.note.strip():
        raise WatchError(
            f"The watch “{watch.name}” does not say why it exists.",
            "Give it a note: whoever reads it next may not know.",
        )
    if read(watch.query).query == Empty():
        raise ParameterError(
            say("The watch “%(name)s” has no words to search for.", name=watch.name), say("Give it a query.")
        )
    if watch.webhook and not may_be_told(watch.webhook):
        raise WatchError(
            f"The webhook of the watch “{watch.name}” is “{watch.webhook[:200]}”.",
            "It must be an address that begins with https://, or with http:// on this machine.",
        )


def may_be_told(address: str) -> bool:
    """Tell whether an address is one of https, or of http on this machine, without a user in it."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    clean = address.isascii() and address.isprintable() and " " not in address and parts.username is None
    return clean and bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK))


def _watch(name: str, record: Any, path: Path) -> Watch:  # noqa: ANN401 - what a TOML file holds
    if not isinstance(record, dict):
        raise WatchError(f"“{name}” in “{path}” is no watch.", f"Write [{name}] with a query and a note below it.")
    for key, value in record.items():
        if key not in KEYS:
            raise WatchError(f"The watch “{name}” in “{path}” has a key “{key}”.", f"Keys are: {', '.join(KEYS)}.")
        if type(value) is not KEYS[key]:
            kind = "true or false" if KEYS[key] is bool else "text, in quotes"
            raise WatchError(f"{key} of the watch “{name}” in “{path}” is {value!r}.", f"It must be {kind}.")
    if "query" not in record:
        raise WatchError(f"The watch “{name}” in “{path}” has no query.", "Give it one.")
    watch = Watch(name=name, **record)
    check_watch(watch)
    return watch


def _quoted(text: str) -> str:
    """Return a text as TOML writes it: JSON's escapes are TOML's, but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
