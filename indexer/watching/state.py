"""What a watch has told: a small file, replaced in one step.

It holds fingerprints of passages by statement, and never any of their words.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from filelock import FileLock, Timeout

from indexer.errors import StateError
from indexer.manifest import make_folder, write_durably

FORMAT = 1

RECENT = 100
"""Passages that were told last, which feeds show."""

LOCK_SECONDS = 60
"""How long a run waits for another with the same state."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a statement: a fingerprint of what it is, and those of its passages, in order."""

    face: str
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recent:
    """A passage that was told, and when, in ISO 8601."""

    statement: str
    passage: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a watch has told so far.

    `told` is by the statement's id; `parts` are the parts of the query that have ever found something; `recent` are the
    last passages told, the newest first.
    """

    query: str = ""
    told: Mapping[str, Told] = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[str, ...] = ()
    recent: tuple[Recent, ...] = ()


def state_path(folder: Path, name: str, query: str) -> Path:
    """Return where the state of a watch is kept: by its name, or where it has none by its query."""
    digest = hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return folder / f"{name or f'query-{digest}'}.json"


def given_path(path: Path) -> Path:
    """Return a path that a person gave for a state, whose folder must be there.

    A folder that was made for a name typed wrongly would begin the watch anew, and tell everything again.

    :raise StateError: if it names no file, or its folder is missing.
    """
    if not path.name:
        raise StateError("The state has no name.", "Name a file: `--since state.json`.")
    if not path.parent.is_dir():
        raise StateError(
            f"There is no folder “{path.parent}” for the state “{path.name}”.",
            f"Correct the name, or make the folder, then run it again: `mkdir -p '{path.parent}'`",
        )
    return path


def read_state(path: Path) -> State:
    """Return the state in a file, an empty one where there is none.

    :raise StateError: if it cannot be read, or is not what was written.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if record["format"] != FORMAT:
            raise _damaged(path, f"it has format {str(record['format'])[:20]}, and this version reads {FORMAT}")
        return State(
            query=str(record["query"]),
            told={str(name): Told(str(face), tuple(map(str, told))) for name, (face, *told) in record["told"].items()},
            parts=tuple(map(str, record["parts"])),
            recent=tuple(Recent(*map(str, each)) for each in record["recent"]),
        )
    except FileNotFoundError:
        return State()
    except OSError as error:
        raise StateError(f"The state “{path}” cannot be read: {error.strerror}.", "Make it readable.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _damaged(path, "it is not what was written") from error


def _damaged(path: Path, why: str) -> StateError:
    return StateError(
        f"The state “{path}” cannot be used: {why}.",
        f"Remove it, then run the watch again: all is told once more, or, with --from-now, nothing. `rm '{path}'`",
    )


def write_state(path: Path, state: State) -> None:
    """Replace the state in a file in one step, durably.

    :raise StateError: if it cannot be written.
    """
    record = {
        "format": FORMAT,
        "query": state.query,
        "parts": state.parts,
        "recent": [[each.statement, each.passage, each.at] for each in state.recent],
        "told": {name: [each.face, *each.passages] for name, each in state.told.items()},
    }
    try:
        write_durably(path, json.dumps(record, ensure_ascii=True, indent=0) + "\n")
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold a state from its reading to its writing: two runs at once would both tell the same.

    :raise StateError: if another run holds it too long, or its folder cannot be written to.
    """
    name = f"{os.fspath(path)}.lock"
    lock = FileLock(name, timeout=LOCK_SECONDS)
    try:
        make_folder(path.parent)
        # Asked of the system before the lock is: that takes a file that cannot be made for one that another run holds.
        os.close(os.open(name, os.O_RDWR | os.O_CREAT, 0o644))
        lock.acquire()
    except Timeout as error:
        raise StateError(
            f"Another run has held the state “{path}” for {LOCK_SECONDS} seconds.", "Let it finish, then run it again."
        ) from error
    except OSError as error:
        raise StateError(
            f"The state “{path}” cannot be kept there: {error.strerror or error}.",
            "Nothing was told. Name a file that can be written, `--since FILE`, or another folder for all of them, "
            "`ONRECORD_WATCH_STATE=FOLDER`; then run it again.",
        ) from error
    try:
        yield
    finally:
        lock.release()


def _unwritable(path: Path, error: OSError) -> StateError:
    return StateError(
        f"The state “{path}” cannot be written: {error.strerror or error}.",
        "Make room or make its folder writable, then run it again: what was printed is told again, nothing is lost.",
    )
