"""What every statement is told apart, sorted and counted by: in memory, and as it is stored."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields

from indexer.statement import Summary


@dataclass(frozen=True, slots=True)
class Labels:
    """What a statement is told apart, sorted and counted by."""

    id: str
    published: str | None
    publisher: str | None
    type: str | None
    countries: tuple[str, ...]
    topics: tuple[str, ...]


def pack_labels(summary: Summary) -> bytes:
    """Return a statement's labels as they are stored."""
    told = [getattr(summary, field.name) for field in fields(Labels)]
    return json.dumps(told, ensure_ascii=False).encode()


def unpack_labels(packed: Iterable[bytes]) -> list[Labels]:
    """Return the labels of many statements."""
    # All in one text: JSON is read in C, and a call for each would cost as much as reading it.
    told = json.loads(b"[%s]" % b",".join(packed))
    return [
        Labels(identity, published, publisher, kind, tuple(countries), tuple(topics))
        for identity, published, publisher, kind, countries, topics in told
    ]
