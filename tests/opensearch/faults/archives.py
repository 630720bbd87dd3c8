"""Archives whose every answer tells which edition of them it is of, and readers who ask without pause."""

import random
import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from indexer import Archive, open_archive
from indexer.errors import ClusterUnavailableError
from tests.conftest import build_quietly, write_lines
from tests.made import statement

WORDS = "harbour lantern ferry salt rope gull pier tide net sail anchor mast deck keel oar bell chart wind".split()
PARAGRAPHS = 5


def statements(count, edition=1, seed=9):
    """Make statements of five paragraphs; each says in its title and in each paragraph of which edition it is."""
    chosen = random.Random(seed)
    return [
        statement(
            f"made-{number:04}",
            *(
                f"The {' '.join(chosen.choices(WORDS, k=30))} of edition{edition} beside lot{number:04}."
                for _ in range(PARAGRAPHS)
            ),
            title=f"Lot {number} edition{edition}",
            published=f"20{number % 20:02}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            publisher=f"House {number % 7}",
        )
        for number in range(count)
    ]


def built(folder: Path, made, **options):
    """Bring an index on the cluster of the environment up to date with these statements."""
    return build_quietly(write_lines(folder / "made.jsonl", made), folder / "index", engine="opensearch", **options)


def editions(page):
    """Return the editions that a page of hits is of: one, or the page is no state's."""
    texts = [each.text for hit in page.hits for each in hit.paragraphs] + [hit.statement.title for hit in page.hits]
    return {word.strip(".") for text in texts for word in text.split() if word.startswith("edition")}


def told(page):
    """Return what a page says, without what may differ between two askings."""
    return (
        page.total,
        tuple(
            (hit.statement.id, round(hit.score, 3), tuple(each.text for each in hit.paragraphs)) for hit in page.hits
        ),
    )


QUESTIONS = ("harbour lantern", '"rope gull"', "ferr*", "anchor -mast", "lot0007", "bell OR chart", "harbor~")


@dataclass
class Heard:
    """What readers were answered: how often, how long they waited, and what failed."""

    answers: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    slowest_refusal: float = 0.0
    answered_at: list[float] = field(default_factory=list)

    @property
    def longest_gap(self) -> float:
        """Return the longest time without an answer to anybody."""
        at = sorted(self.answered_at)
        return max((later - earlier for earlier, later in pairwise(at)), default=0.0)

    def since(self, moment: float) -> float | None:
        """Return how long after a moment the first answer came."""
        return min((each - moment for each in self.answered_at if each > moment), default=None)


@contextmanager
def asking(archive: Archive, check, questions=QUESTIONS, readers=3):
    """Let readers ask until the block ends; `check` tells what is wrong with a page, or returns nothing."""
    heard, stop, counting = Heard(), threading.Event(), threading.Lock()

    def note(took, wrong, refusal):
        with counting:
            if refusal is not None:
                heard.refusals[type(refusal).__name__] += 1
                heard.slowest_refusal = max(heard.slowest_refusal, took)
                return
            heard.answers += 1
            heard.slowest = max(heard.slowest, took)
            heard.answered_at.append(time.monotonic())
            heard.wrong += [wrong] if wrong else []

    def read(chosen):
        while not stop.is_set():
            question, started, wrong, refusal = chosen.choice(questions), time.monotonic(), None, None
            try:
                wrong = check(question, archive.search(question, limit=20, paragraphs=5))
            except ClusterUnavailableError as error:
                refusal = error
                time.sleep(0.05)
            except Exception as error:  # noqa: BLE001 - whatever else is raised is what this looks for
                wrong = repr(error)
            note(time.monotonic() - started, wrong, refusal)

    threads = [threading.Thread(target=read, args=(random.Random(number),)) for number in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def opened(name: str) -> Archive:
    """Open an archive on the cluster, which keeps no page: each question is asked of the cluster."""
    return open_archive("nowhere", cluster=name, kept_pages=0, query_seconds=3)


def as_before(archive: Archive, questions=QUESTIONS):
    """Return what compares each page with what is answered now."""
    right = {question: told(archive.search(question, limit=20, paragraphs=5)) for question in questions}

    def check(question, page):
        return None if told(page) == right[question] else f"{question}: {told(page)} instead of {right[question]}"

    return check
