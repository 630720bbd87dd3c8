"""How fast a cluster takes changes, by how many requests are under way and how large they are."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.filling import settings
from bench.nodes import processor_seconds
from bench.prepared import prepared
from indexer.engines.opensearch import schema
from indexer.engines.opensearch.bulk import PACE, Bulk, Pace
from indexer.engines.opensearch.connecting import connect
from indexer.engines.opensearch.documents import Document, documents
from indexer.engines.opensearch.naming import Place, new_index
from indexer.settings import load_settings

PACES = (Pace(1, 6 << 20), Pace(3, 1 << 20), PACE, Pace(3, 16 << 20), Pace(6, 6 << 20))


@dataclass(frozen=True, slots=True)
class Paced:
    """How documents went in at a pace: how many, their bytes as sent, seconds, and seconds of the nodes' processors.

    The seconds are those until all are acknowledged and can be found.
    """

    pace: Pace
    documents: int
    size: int
    seconds: float
    processors: float


def try_paces(
    source: Path,
    paragraphs: int,
    environment: Mapping[str, str],
    processes: Sequence[int],
    paces: Sequence[Pace] = PACES,
) -> list[Paced]:
    """Send so many of the paragraphs of a file of `prepare` at each pace, once before any counts."""
    made: list[Document] = []
    for statement in prepared(source):
        made += documents(statement)
        if len(made) >= paragraphs:
            break
    size = sum(len(orjson.dumps(each.fields)) for each in made)
    with settings(environment):
        return [_paced(made, size, pace, processes) for pace in (paces[0], *paces)][1:]


def _paced(made: Sequence[Document], size: int, pace: Pace, processes: Sequence[int]) -> Paced:
    chosen = load_settings()
    client = connect(chosen)
    place = Place(new_index(chosen.opensearch_archive), revision=1)
    body = {"settings": {"index": schema.settings(shards=chosen.opensearch_shards)}, "mappings": schema.mappings()}
    client.indices.create(index=place.index, body=body)
    started, taken = time.perf_counter(), processor_seconds(processes)
    bulk = Bulk(client, place, pace)
    for each in made:
        bulk.put(each)
    bulk.close()
    client.indices.refresh(index=place.index)
    paced = Paced(pace, len(made), size, time.perf_counter() - started, processor_seconds(processes) - taken)
    client.indices.delete(index=place.index)
    client.close()
    return paced
