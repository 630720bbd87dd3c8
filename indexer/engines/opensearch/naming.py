"""The file in a generation's folder that names the cluster's index."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from indexer.engines import ELSEWHERE
from indexer.manifest import new_name, unopened


@dataclass(frozen=True, slots=True)
class Place:
    """An index of the cluster's, and which run over it wrote the generation: the first fills it, others change it.

    Documents carry the run's number as their version: one that was left behind cannot overwrite what a later wrote.
    """

    index: str
    revision: int


def new_index(archive: str) -> str:
    """Return the name of an index that begins now."""
    return f"{archive}-{new_name().lower()}"


def write_place(folder: Path, place: Place) -> None:
    """Name the index that holds what is in the folder."""
    # The folder may share the file with the generation before: it is replaced, never changed.
    draft = folder / f"{ELSEWHERE}.draft"
    draft.write_text(json.dumps(asdict(place)) + "\n", encoding="utf-8")
    draft.replace(folder / ELSEWHERE)


def read_place(folder: Path) -> Place:
    """Return the index that holds what is in the folder.

    :raise ArchiveDamagedError: if the folder names none.
    """
    try:
        record = json.loads((folder / ELSEWHERE).read_text(encoding="utf-8"))
        place = Place(str(record["index"]), int(record["revision"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise unopened(folder) from error
    return place
