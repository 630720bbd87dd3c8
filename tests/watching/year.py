"""A simulated year of an archive: pages arrive, are edited, read again, moved, taken away and brought back.

The simulator knows which page is which, whatever its id, and so what a watch must tell.
"""

import random
from dataclasses import dataclass, replace

from indexer.anchors import fingerprint
from indexer.results import Hit, HitParagraph
from indexer.statement import Role
from tests.made import statement

WATCHED = "pushback"
KINDS = ("arrive", "edit", "edit", "dress", "move", "move", "remove", "bring_back", "reorder")


@dataclass(frozen=True)
class Page:
    """A page by its true name, under the id that it has now; `there` tells whether the archive has it."""

    name: int
    identity: str
    texts: tuple[str, ...]
    there: bool = True

    def statement(self):
        return statement(
            self.identity, *self.texts, title=f"Page {self.name}", published=f"2024-01-{self.name % 28 + 1:02}"
        )


class Year:
    """Pages that change by chance; `day` lets one day pass."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - chance, no secret
        self.pages: list[Page] = []
        self.ids = 0
        self.told: set[tuple[int, str]] = set()

    def day(self) -> None:
        for _ in range(self.chance.choice([0, 0, 1, 1, 2, 5])):
            self.event()

    def event(self) -> None:
        there = [each for each in self.pages if each.there]
        kind = self.chance.choice(KINDS)
        if kind == "arrive" or not there:
            self.pages.append(Page(len(self.pages), self.new_id(), tuple(self.text() for _ in range(3))))
            return
        page = self.chance.choice(self.pages if kind == "bring_back" else there)
        self.pages[page.name] = getattr(self, kind)(page)

    def edit(self, page: Page) -> Page:
        return replace(page, texts=self.with_one(page.texts, self.text()))

    def dress(self, page: Page) -> Page:
        """Read the page again: the same words, in other letters and with other signs."""
        return replace(page, texts=tuple(each.upper().replace("'", "’") for each in page.texts))

    def reorder(self, page: Page) -> Page:
        return replace(page, texts=(self.text(), *reversed(page.texts))[: self.chance.choice([3, 4])])

    def move(self, page: Page) -> Page:
        texts = self.with_one(page.texts, self.text()) if self.chance.random() < 0.3 else page.texts
        return replace(page, identity=self.new_id(), texts=texts)

    def remove(self, page: Page) -> Page:
        return replace(page, there=False)

    def bring_back(self, page: Page) -> Page:
        return replace(page, there=True)

    def with_one(self, texts, text):
        place = self.chance.randrange(len(texts))
        return (*texts[:place], text, *texts[place + 1 :])

    def text(self) -> str:
        """Return a sentence of few: some are said on many pages, some of them again and again on one."""
        subject = self.chance.choice([WATCHED, WATCHED, "nothing"])
        return f"The minister's {subject} was number {self.chance.randrange(12)}."

    def new_id(self) -> str:
        self.ids += 1
        return f"s{self.ids}"

    def expected(self) -> set[tuple[int, str]]:
        """Return what is to be told today, by page and words, and note it as told."""
        now = {
            (page.name, fingerprint(text))
            for page in self.pages
            if page.there
            for text in page.texts
            if WATCHED in text.lower()
        }
        new = now - self.told
        self.told |= now
        return new

    def named(self, passages) -> list[tuple[int, str]]:
        """Return passages that were told, by page and words."""
        names = {page.identity: page.name for page in self.pages}
        return [(names[each.statement.id], fingerprint(each.paragraph.text)) for each in passages]

    def statements(self):
        return [page.statement() for page in self.pages if page.there]


class Shelf:
    """Answers as an archive does, without an index: what `new_passages` asks of one."""

    def __init__(self, statements) -> None:
        self.by_id = {each.id: each for each in statements}

    def is_there(self, identity: str) -> bool:
        return identity in self.by_id

    def hits(self):
        for each in sorted(self.by_id.values(), key=lambda made: (made.published, made.id), reverse=True):
            found = [paragraph for paragraph in each.paragraphs if WATCHED in paragraph.text.lower()]
            if found:
                paragraphs = tuple(_hit(paragraph) for paragraph in found)
                yield Hit(
                    statement=each.summary(),
                    title_highlights=(),
                    score=0.0,
                    paragraphs=paragraphs,
                    matching=len(paragraphs),
                )


def _hit(paragraph) -> HitParagraph:
    return HitParagraph(
        number=paragraph.number,
        role=Role.BODY,
        text=paragraph.text,
        speaker=None,
        speaker_title=None,
        language="en",
        highlights=(),
        emphasised=False,
        quoted=False,
        permalink=f"/p{paragraph.number}",
        score=0.0,
    )
