"""Searches while an index is committed to and built anew, and what every generation answers, told by who made it."""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path

from indexer import Archive, open_archive
from tests.conftest import build_quietly
from tests.faults import model
from tests.faults.answers import Question, Search, digest

QUESTIONS = 24
"""Searches that are asked, again and again."""


@dataclass(frozen=True)
class Asked:
    """A search with what the model needs to know of it."""

    search: Search
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


def searches() -> dict[str, Asked]:
    """Return the searches, by a name for each: for one word, for two, and for one without another."""
    chance, asked = model.chances(8), {}
    for number in range(QUESTIONS):
        one, other = chance.sample(model.WORDS, 2)
        wanted, unwanted, query = [
            ((one,), (), one),
            ((one, other), (), f"{one} {other}"),
            ((one,), (other,), f"{one} -{other}"),
        ][number % 3]
        sort = chance.choice(("relevance", "newest", "oldest"))
        search = Search(query, sort=sort, limit=chance.choice((5, 10, 50)), facets=("country",))
        asked[f"{number} {query}"] = Asked(search, wanted, unwanted)
    return asked


def questions() -> dict[str, Question]:
    """Return all that readers ask: the searches, and what else an archive tells of what it holds."""
    others: dict[str, Question] = {
        "contents": Archive.contents,
        "summaries": lambda archive: list(archive.summaries()),
        "all": lambda archive: list(archive.everything(model.WORDS[0])),
        "suggestions": lambda archive: archive.suggest(model.WORDS[1][:3]),
    }
    return {name: asked.search for name, asked in searches().items()} | others


Ask = Callable[[], bytes]
"""Asks something, and returns the digest of the answer."""


@dataclass(frozen=True)
class Told:
    """A generation: its name, the state that it holds, and the digest of each of its answers."""

    generation: str
    versions: Mapping[int, int]
    answers: Mapping[str, bytes]
    wrong: tuple[str, ...]


def commit(source: Path, index: Path, engine: str, turns: Iterable[bool], there: Connection) -> None:
    """Commit state after state, or build the same one anew where a turn says so; tell each generation."""
    state = model.first()
    following = model.steps(8, state)
    there.send(tell(index, state))
    for rebuild in turns:
        state = state if rebuild else next(following)
        model.write(source, state)
        build_quietly(source, index, engine=engine, rebuild=rebuild)
        there.send(tell(index, state))
    there.send(None)


def keep_committing(source: Path, index: Path, engine: str, pause: float) -> None:
    """Commit state after state until this process is ended, with pauses as long as an archive's keeper may make."""
    for state in model.steps(9, model.first()):
        model.write(source, state)
        build_quietly(source, index, engine=engine)
        time.sleep(pause)


def tell(index: Path, versions: Mapping[int, int]) -> Told:
    """Ask a generation everything, and compare with the model what is searched for."""
    archive = open_archive(index, kept_pages=0)
    answers = {name: digest(ask(archive)) for name, ask in questions().items()}
    wrong = tuple(name for name, asked in searches().items() if not agrees(archive, asked, versions))
    told = Told(archive.generation, dict(versions), answers, wrong)
    archive.close()
    return told


def agrees(archive: Archive, asked: Asked, versions: Mapping[int, int]) -> bool:
    """Tell whether a page has what the model finds in a state, and shows nothing else."""
    page, right = asked.search(archive), model.expected(versions, asked.wanted, asked.unwanted)
    full = [hit for hit in page.hits if not hit.partial]
    shown = {(hit.statement.id, each.text) for hit in full for each in hit.paragraphs}
    days = [hit.statement.published for hit in full]
    sort = asked.search.sort
    return (
        (page.total.statements, page.total.paragraphs) == (right.statements, right.paragraphs)
        and len(full) == min(asked.search.limit, right.statements)
        and {hit.statement.id for hit in full} <= right.ids
        and shown <= right.texts
        and sorted((each.value.upper(), each.count) for each in page.facets["country"]) == list(right.countries)
        and (sort == "relevance" or days == sorted(days, reverse=sort == "newest"))
    )


@dataclass
class Heard:
    """What one reader heard, in order: the question and the digest of its answer; how long it took; what was raised."""

    answers: list[tuple[str, bytes]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)


def read(asks: Mapping[str, Ask], seed: int, heard: Heard, goes_on: Callable[[], bool]) -> None:
    """Ask at random for as long as it goes on."""
    chance, names = model.chances(seed), [*asks]
    while goes_on():
        name = chance.choice(names)
        began = time.perf_counter()
        try:
            heard.answers.append((name, asks[name]()))
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            heard.raised.append(f"{name}: {type(error).__name__}: {error}")
        heard.seconds.append(time.perf_counter() - began)


class Order:
    """The generations in their order, and which of them gave an answer."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._places: dict[tuple[str, bytes], list[int]] = {}
        for place, each in enumerate(told):
            for name, answer in each.answers.items():
                self._places.setdefault((name, answer), []).append(place)

    def seen(self, heard: Heard) -> int:
        """Return how many generations a reader got answers from that no other could have given."""
        places = (self._places.get(each, []) for each in heard.answers)
        return len({place for place, *others in filter(None, places) if not others})

    def faults(self, heard: Heard) -> list[str]:
        """Return the answers that no generation gave, and those by which a reader went back in time."""
        faults, earliest = [], 0
        for name, answer in heard.answers:
            places = self._places.get((name, answer), [])
            later = bisect_left(places, earliest)
            if later == len(places):
                faults.append(f"{name}: {'an answer of before' if places else 'an answer of no state'}")
            else:
                earliest = places[later]
        return faults


def seconds(ask: Iterable[Ask], number: int) -> list[float]:
    """Return how long each of so many questions took, asked one after the other."""
    took = []
    for each in islice(cycle(ask), number):
        began = time.perf_counter()
        each()
        took.append(time.perf_counter() - began)
    return took


def percentile(seconds: list[float], share: float = 0.99) -> float:
    """Return how long all but the slowest took."""
    return next(islice(sorted(seconds), int(len(seconds) * share), None))
