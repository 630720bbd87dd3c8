"""Which passages are new: those whose words were not told of their statement."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from indexer.anchors import fingerprint
from indexer.results import Hit
from indexer.statement import Summary
from indexer.watching.records import Passage
from indexer.watching.state import RECENT, Recent, State, Told

IsThere = Callable[[str], bool]
"""Tells whether the archive has a statement with this id."""


def new_passages(
    hits: Iterable[Hit], state: State, is_there: IsThere, at: datetime
) -> tuple[tuple[Passage, ...], State]:
    """Return the passages that the state does not know, in the order of the hits, and the state that knows them.

    A statement under a new id that has the title, the date and the publisher of one that is gone is that one, moved.
    What was told of a statement that is gone stays known: where it comes back, it is not told again.
    """
    told, faces = dict(state.told), _by_face(state.told)
    passages: list[Passage] = []
    recent: list[Recent] = []
    for hit in hits:
        face, identity = face_of(hit.statement), hit.statement.id
        if identity not in told:
            gone = [each for each in faces.get(face, ()) if each in told and not is_there(each)]
            told[identity] = Told(face, tuple(words for each in gone for words in told.pop(each).passages))
        known = frozenset(told[identity].passages)
        fresh = {words: passage for words, passage in _by_words(hit).items() if words not in known}
        passages += fresh.values()
        recent += (Recent(identity, each, at.isoformat(timespec="seconds")) for each in fresh)
        told[identity] = Told(face, (*told[identity].passages, *fresh))
    return tuple(passages), replace(state, told=told, recent=(*recent, *state.recent)[:RECENT])


def face_of(summary: Summary) -> str:
    """Return what a statement is known by where its id is another: a fingerprint of title, date and publisher."""
    return fingerprint("\n".join((summary.title, summary.published or "", summary.publisher or "")))


def _by_face(told: Mapping[str, Told]) -> Mapping[str, list[str]]:
    faces: dict[str, list[str]] = {}
    for identity, each in told.items():
        faces.setdefault(each.face, []).append(identity)
    return faces


def _by_words(hit: Hit) -> dict[str, Passage]:
    """Return the passages of a statement by their fingerprints, in page order; the same words stand once."""
    found: dict[str, Passage] = {}
    for paragraph in hit.paragraphs:
        found.setdefault(fingerprint(paragraph.text), Passage(statement=hit.statement, paragraph=paragraph))
    return found
