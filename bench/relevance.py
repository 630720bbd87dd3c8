"""Ranking against human judgement, with one setting for all collections: nDCG@10, MRR@10, recall@100."""

import multiprocessing
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from bench import onrecord
from bench.data import Collection, Document, Question, collection_folders, read_collection
from bench.outcome import Figure, Outcome, Steadiness
from bench.peers import Passage, load_search_peer
from bench.queries import words_of
from bench.ranking import ndcg, recall, reciprocal_rank
from bench.tables import Table

HARNESS = "relevance"
PEERS = ("sqlite_fts5", "tantivy")

_DEPTH = 100
_MOST_QUESTIONS = 1_200
"""Questions asked of a collection, evenly spaced over all it has; more than any of the collections here has."""

Rank = Callable[[str], Sequence[str]]
"""Gives the ids of the best documents for a question, best first."""


@dataclass(frozen=True, slots=True)
class Score:
    """Means over a collection's questions, each 0 to 1."""

    ndcg: float
    mrr: float
    recall: float


_LARGE = f"{onrecord.NAME}, tantivy"
"""Its scores differ as `tests/conformance/declared.py` says."""

_LABELS = ("nDCG@10", "MRR@10", "recall@100")

Scores = Mapping[str, Score]
"""The score of each engine, by its name."""


def measure(data: Path, *, peers: Sequence[str] = PEERS, workers: int = 1) -> Outcome:
    """Measure on every collection under `data`, each in one of `workers` processes; `peers` are names of modules."""
    folders = collection_folders(data)
    score = partial(_score_collection, peers=tuple(peers))
    if workers == 1:
        return _outcome([score(folder) for folder in folders])
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        return _outcome(list(pool.map(score, folders)))


def score_questions(questions: Iterable[Question], rank: Rank) -> Score:
    """Return the means of some questions, their left-out documents dropped from the rankings."""
    found = []
    for question in questions:
        ranked = [identity for identity in rank(question.text) if identity not in question.left_out]
        grades = question.grades
        found.append((ndcg(ranked, grades), reciprocal_rank(ranked, grades), recall(ranked, grades, _DEPTH)))
    return Score(*map(mean, zip(*found, strict=True)))


def score_onrecord(collection: Collection, asked: Sequence[Question], folder: Path, *, engine: str) -> Score:
    """Index a collection in an empty folder with one of our engines, and return how well it answers these questions."""
    records = (
        {"id": document.identity, "title": document.title, "text": document.text or document.title or "-"}
        for document in collection.documents
    )
    archive = onrecord.index_statements(records, folder, workers=1, engine=engine)
    try:
        return score_questions(
            asked, lambda text: [hit.statement.id for hit in archive.search(text, limit=_DEPTH).hits]
        )
    finally:
        archive.close()


def spaced(questions: Sequence[Question], most: int) -> Sequence[Question]:
    """Return so many questions at most, evenly spaced over all."""
    number = min(len(questions), most)
    return [questions[at * len(questions) // number] for at in range(number)]


def _score_collection(folder: Path, *, peers: Sequence[str]) -> tuple[str, int, Scores]:
    """Return a collection's name, how many questions were asked, and each engine's score."""
    collection = read_collection(folder)
    asked = spaced(collection.questions, _MOST_QUESTIONS)
    with TemporaryDirectory() as made:
        scores = {onrecord.NAME: score_onrecord(collection, asked, Path(made), engine="whoosh")}
    with TemporaryDirectory() as made:
        scores[_LARGE] = score_onrecord(collection, asked, Path(made), engine="tantivy")
    for name in peers:
        with TemporaryDirectory() as made:
            label, score = _score_peer(name, collection, asked, Path(made))
            scores[label] = score
    return collection.name, len(asked), scores


def _score_peer(name: str, collection: Collection, asked: Sequence[Question], folder: Path) -> tuple[str, Score]:
    peer = load_search_peer(name)
    peer.build(map(_passage, collection.documents), folder)
    searcher = peer.open_index(folder)
    return peer.NAME, score_questions(
        asked, lambda text: [found.identity for found in searcher.search(words_of(text), _DEPTH)]
    )


def _passage(document: Document) -> Passage:
    return Passage(document.identity, f"{document.title}\n{document.text}")


def _outcome(scored: Sequence[tuple[str, int, Scores]]) -> Outcome:
    rows = [
        (f"{collection} ({number} questions)", engine, *(f"{value:.4f}" for value in astuple(score)))
        for collection, number, scores in scored
        for engine, score in scores.items()
    ]
    figures = tuple(
        Figure(name=f"{collection} {label}{told}", value=value, steadiness=Steadiness.STEADY)
        for collection, _, scores in scored
        for name, told in ((onrecord.NAME, ""), (_LARGE, ", tantivy"))
        for label, value in zip(_LABELS, astuple(scores[name]), strict=True)
    )
    table = Table("Relevance, by human judgement", ("collection", "engine", *_LABELS), rows, labels=2)
    return Outcome(harness=HARNESS, tables=(table,), figures=figures)
