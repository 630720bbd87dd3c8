"""An archive whose every field would run, if anything on its way took it for more than text."""

from collections.abc import Iterator
from pathlib import Path

from indexer.build import Options, build
from indexer.statement import Acronym, Role, Statement, Translation
from tests.browser.widget.payloads import ADDRESSES, payloads
from tests.conftest import unwatched, write_lines
from tests.made import paragraph, statement

BATCH = 200
"""Payloads of one statement that has many of them."""

SMALL = 50
"""Statements that one page of a frame, or one answer of the API, can show."""


def hostile_statements(number: int) -> Iterator[Statement]:
    """Make a statement of each payload, and one of each batch of payloads, so that each field holds all of them.

    `b3` finds the fourth fifty of the first kind, `f3` the fourth of the second; `lantern` finds all.
    """
    every = payloads(number)
    for place, text in enumerate(every):
        yield _one(text, place)
    for start in range(0, number, BATCH):
        yield _many(every[start : start + BATCH], start // BATCH)


def _one(text: str, place: int) -> Statement:
    """Return a statement that is a payload throughout; of its id, what may stand in one."""
    address = ADDRESSES[place % len(ADDRESSES)] if place % 5 == 4 else f"https://example.org/{text}"
    return statement(
        f"one/{place}/{''.join(filter(str.isprintable, text))}",
        paragraph(1, f"lantern b{place // SMALL} {text}", speaker=text, speaker_title=text, quoted=True),
        title=text,
        url=address,
        published=f"{2000 + place % 25}-01-01",
        publisher=text,
        type=text,
        countries=(text,),
        topics=(text,),
        source=text,
        index_number=text,
    )


def _many(texts: list[str], place: int) -> Statement:
    roles = (Role.BODY, Role.INTRO, Role.LIST_ITEM, Role.BLOCK_QUOTE, Role.CAPTION, Role.HEADING)
    paragraphs = [
        paragraph(
            number,
            f"lantern f{place} {text}",
            roles[number % len(roles)],
            speaker=text,
            speaker_title=text,
            credit=text,
        )
        for number, text in enumerate(texts, 1)
    ]
    return statement(
        f"many/{place}",
        *paragraphs,
        title=f"lantern {texts[0]}",
        countries=tuple(texts),
        topics=tuple(texts),
        acronyms=tuple(Acronym(short=each, long=each) for each in texts),
        translations=tuple(Translation(language="es", url=each) for each in (*ADDRESSES, *texts)),
    )


def build_hostile(folder: Path, number: int) -> Path:
    """Index them, and return the folder of the index."""
    lines = write_lines(folder / "hostile.jsonl", hostile_statements(number))
    report = build([lines], folder / "index", Options(workers=1), unwatched)
    assert not report.failures, report.failures[:3]
    return folder / "index"
